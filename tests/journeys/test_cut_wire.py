"""A PostgreSQL that is gone without a word: no packet comes any more, and no connection ends."""

from __future__ import annotations

import time
import urllib.request
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from campaign.core import tokens
from campaign.core.db import db
from campaign.signatures.models import Signature
from campaign.web.public.form_token import PURPOSE
from tests import factories
from tests.journeys import walking
from tests.ledger import PATIENCE_S, THANKED, Crowd
from tests.wires import wire_to

CUT_S = 16.0
RUSH_S = 3.0
BACK_WITHIN_S = 5.0
# After so many requests each process of the server has the page in its memory.
PROCESSES_MET = 30


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_postgresql_that_is_gone_without_a_word_is_given_up_and_comes_back(make_site, database_url):
    with wire_to(urlsplit(database_url).port) as wire:
        through = database_url.replace(f":{urlsplit(database_url).port}/", f":{wire.port}/")
        site = make_site(CAMPAIGN_DATABASE_URL=through)
        with walking.inside(make_site()), site.serving():
            factories.an_organization()
            slug = factories.a_campaign().slug
            db.session.remove()
            token = tokens.make(PURPOSE, f"sign {slug}")
            with Crowd(int(site.url.rpartition(":")[2]), slug, token) as ledger:
                time.sleep(RUSH_S)
                for _process in range(PROCESSES_MET):
                    urllib.request.urlopen(f"{site.url}/c/{slug}").close()
                wire.cut()
                cut = time.monotonic()
                while time.monotonic() < cut + CUT_S:
                    with urllib.request.urlopen(f"{site.url}/c/{slug}", timeout=PATIENCE_S) as answer:
                        assert answer.status == 200
                    time.sleep(1)
                wire.mend()
                mended = time.monotonic()
                time.sleep(BACK_WITHIN_S)
            stored = set(db.session.scalars(select(Signature.email)))
    told = [answer for answer in ledger.answers if answer.status != THANKED]
    thanked = [answer.at for answer in ledger.answers if answer.status == THANKED]
    # None took longer than a client's patience: she would have got nothing.
    assert {answer.status for answer in told} == {503}
    assert any("Nothing was stored" in one.page and 'value="Mina ' in one.page for one in told)
    assert min(answer.at for answer in told) < cut + PATIENCE_S
    assert not [at for at in thanked if cut + 0.5 < at < mended]
    assert min(at for at in thanked if at > mended) < mended + BACK_WITHIN_S
    assert ledger.thanked <= stored <= ledger.sent
