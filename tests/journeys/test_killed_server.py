"""Nothing that was thanked for is lost, and nothing is there twice, whatever is killed at whatever moment."""

from __future__ import annotations

import json
import os
import random
import sys
import time
import urllib.request
from collections import Counter
from datetime import timedelta
from functools import partial

from flask import current_app
from sqlalchemy import select, text

from campaign.campaigns import queries as campaigns
from campaign.core import clock, tokens
from campaign.core.db import AWAY, db, only_reading
from campaign.mailer.models import Message
from campaign.signatures import links
from campaign.signatures.counting import services as counting
from campaign.signatures.log import services
from campaign.signatures.models import Signature
from campaign.signatures.values import State
from campaign.web.public.form_token import PURPOSE
from tests import factories, family, postgres
from tests.databases import migrate
from tests.journeys import walking
from tests.ledger import THANKED, Crowd
from tests.signatures.log import independent
from tests.site import new_site

KILLS = int(os.environ.get("CAMPAIGN_TEST_KILLS", "3"))
AWAY_S = float(os.environ.get("CAMPAIGN_TEST_AWAY_S", "3"))
BACK_WITHIN_S = 5.0
# Nothing is sent: what the worker does meanwhile is to try.
NO_MAIL = {"CAMPAIGN_MAIL_URL": "smtp://127.0.0.1:9"}


def furnish():
    """A campaign's slug, and a token of its form."""
    factories.an_organization()
    slug = factories.a_campaign().slug
    db.session.remove()
    db.engine.dispose()
    return slug, tokens.make(PURPOSE, f"sign {slug}")


def pending(app):
    """The paths of some links that are to be confirmed, with the address of each."""
    with app.app_context(), only_reading():
        waiting = select(Signature.id, Signature.email).where(Signature.state == State.PENDING)
        try:
            found = db.session.execute(waiting.order_by(Signature.id.desc()).limit(20)).all()
        except AWAY:
            found = []
        return [(f"/confirm/{links.confirm_token(key)}", address) for key, address in found]


def crowd_at(site, slug, token):
    app = current_app._get_current_object()
    return Crowd(int(site.url.rpartition(":")[2]), slug, token, confirming=partial(pending, app))


def hold_against_the_database(site, slug, ledger):
    """Fail unless ledger, database and the public number say the same."""
    stored = db.session.execute(select(Signature.id, Signature.email, Signature.state)).all()
    mails = db.session.execute(select(Message.about, Message.kind)).all()
    by_address = Counter(address for _key, address, _state in stored)
    assert set(by_address.values()) == {1}
    assert ledger.thanked <= set(by_address) <= ledger.sent
    assert Counter(about for about, _kind in mails) == dict.fromkeys((key for key, *_rest in stored), 1)
    assert {kind for _about, kind in mails} == {"confirm"}
    confirmed = {address for _key, address, state in stored if state == State.CONFIRMED}
    assert ledger.confirmed <= confirmed
    # No worker lived long enough to count, and of what no window holds a page counts a thousand.
    db.session.rollback()
    while counting.count(campaigns.by_slug(slug).id, clock.now()):
        pass
    with urllib.request.urlopen(f"{site.url}/c/{slug}.json") as answer:
        assert json.load(answer)["signatures"] == len(confirmed)
    if db.engine.dialect.name == "sqlite":
        assert db.session.scalar(text("PRAGMA integrity_check")) == "ok"
    hold_against_the_log(site, slug, len(confirmed))
    figures = {"sent": ledger.sent, "thanked": ledger.thanked, "stored": stored, "confirmed": confirmed}
    sys.stdout.write(f"{ {name: len(those) for name, those in figures.items()} }\n")


def hold_against_the_log(site, slug, confirmed):
    """Fail unless the log, an hour later, has one entry for each: by what is published, and by each row."""
    campaign_id = campaigns.by_slug(slug).id
    db.session.rollback()
    clock.set_to(clock.now() + timedelta(hours=1))
    services.append(campaign_id)
    clock.run()

    def get(path):
        with urllib.request.urlopen(f"{site.url}{path}") as answer:
            return answer.read().decode()

    notes = independent.split(get(f"/c/{slug}/checkpoints/from/1"))
    pages, entries = [], 0
    while entries < confirmed:
        pages.append(get(f"/c/{slug}/log/{entries}"))
        entries += len(pages[-1].partition("\n\n")[2].split())
    origin = f"{site.url.partition('//')[2]}/c/{slug}"
    assert independent.audit(origin, get("/verify/keys.txt").strip(), notes, pages) == confirmed
    leaves = db.session.scalars(select(Signature.leaf).where(Signature.state == State.CONFIRMED))
    assert sorted(leaves) == list(range(confirmed))


def test_a_server_and_a_worker_killed_at_random_moments_lose_and_double_nothing(make_site):
    site, chance = make_site(**NO_MAIL), random.Random(11)
    with walking.inside(site):
        slug, token = furnish()
        with crowd_at(site, slug, token) as ledger:
            for _kill in range(KILLS):
                with site.serving() as server, site.process("worker") as worker:
                    time.sleep(chance.uniform(0.2, 2.5))
                    family.kill(server.pid)
                    family.kill(worker.pid)
        assert len(ledger.thanked) > KILLS
        assert ledger.confirmed
        with site.serving():
            hold_against_the_database(site, slug, ledger)


def test_a_postgresql_that_goes_and_comes_back_under_load_makes_nobody_thanked_falsely(tmp_path):
    with postgres.running(durable=True) as cluster:
        migrate(cluster.url, tmp_path)
        site = new_site(tmp_path / "site", NO_MAIL | {"CAMPAIGN_DATABASE_URL": cluster.url})
        with walking.inside(site), site.serving():
            slug, token = furnish()
            moments = []
            with crowd_at(site, slug, token) as ledger:
                for away_s in (AWAY_S, 0):
                    time.sleep(2)
                    went = time.monotonic()
                    postgres.halt(cluster.folder)
                    gone = time.monotonic()
                    time.sleep(away_s)
                    starting = time.monotonic()
                    postgres.resume(cluster.folder)
                    moments.append((went, gone, starting, time.monotonic()))
                    ledger.wait_for_thanks(moments[-1][-1], BACK_WITHIN_S)
            hold_against_the_database(site, slug, ledger)
    thanked = [answer.at for answer in ledger.answers if answer.status == THANKED]
    refused = [answer for answer in ledger.answers if answer.status != THANKED]
    assert {answer.status for answer in refused} == {503}
    assert all("Nothing was stored" in one.page or "try again" in one.page for one in refused)
    assert any('value="Mina ' in one.page and "Nothing was stored" in one.page for one in refused)
    for went, gone, starting, back in moments:
        assert not [at for at in thanked if gone + 0.2 < at < starting]
        first = min(at for at in thanked if at > back)
        sys.stdout.write(f"away for {back - went:.1f} s; back after {first - back:.2f} s\n")
        assert first - back < BACK_WITHIN_S
