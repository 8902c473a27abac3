"""A database that takes nothing for a while: some wait, the others are told at once, and pages are shown."""

from __future__ import annotations

import sqlite3
import time
import urllib.request
from contextlib import closing, contextmanager

from sqlalchemy import select

from campaign.core import tokens
from campaign.core.db import db
from campaign.signatures.models import Signature
from campaign.web.public.form_token import PURPOSE
from tests import factories
from tests.databases import connected
from tests.journeys import walking
from tests.ledger import THANKED, Crowd

# More than two processes of the server have threads.
SIGNERS = 160
# More than they leave for what is no signature.
ASKING = 60
RUSH_S = 3.0
STALLED_S = 8.0
LONGEST_S = 30.0


@contextmanager
def nobody_can_write(url):
    """Within the block somebody else writes, and comes to no end."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)) as writer:
            writer.execute("PRAGMA busy_timeout = 10000")
            writer.execute("BEGIN IMMEDIATE")
            yield
    else:
        with connected(url) as writer, writer.transaction():
            writer.execute("LOCK TABLE signatures, organizations IN EXCLUSIVE MODE")
            yield


def shown_after_s(url):
    """How many seconds a page takes that is read again and again for as long as nobody can write."""
    end = time.monotonic() + STALLED_S
    while (before := time.monotonic()) < end:
        with urllib.request.urlopen(url, timeout=30) as answer:
            assert answer.status == 200
        yield time.monotonic() - before
        time.sleep(0.1)


def test_while_the_database_takes_nothing_pages_are_shown_and_the_surplus_is_told(make_site, database_url):
    site = make_site()
    with walking.inside(site):
        factories.an_organization()
        slug = factories.a_campaign().slug
        db.session.remove()
        token, asking = tokens.make(PURPOSE, f"sign {slug}"), [tokens.make(PURPOSE, "link")] * ASKING
        port = int(site.url.rpartition(":")[2])
        with site.serving(), Crowd(port, slug, token, threads=SIGNERS, asking=asking) as ledger:
            time.sleep(RUSH_S)
            stalled = time.monotonic()
            with nobody_can_write(database_url):
                shown = list(shown_after_s(f"{site.url}/c/{slug}"))
                over = time.monotonic()
            # On a machine that does much else it takes a moment.
            ledger.wait_for_thanks(over, LONGEST_S)
        stored = set(db.session.scalars(select(Signature.email)))
        db.session.remove()
    signing = [answer for answer in ledger.answers if answer.is_of_signing]
    thanked = [answer.at for answer in signing if answer.status == THANKED]
    told = [answer for answer in signing if answer.status == 503]
    # Also on a machine that does much else.
    assert max(shown) < STALLED_S, shown
    assert all("Nothing was stored" in one.page and 'value="Mina ' in one.page for one in told)
    assert stalled + STALLED_S / 2 < max(one.at for one in told)
    assert ledger.thanked <= stored <= ledger.sent
    # In a rush that begins with the server, too, everybody has her turn.
    assert min(thanked) < stalled < over < max(thanked)
