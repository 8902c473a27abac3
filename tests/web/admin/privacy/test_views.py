from __future__ import annotations

from html import unescape

import pytest

from campaign.core import config, encryption
from campaign.core.db import db
from campaign.mailer import services as mailer
from campaign.signatures.sealing import keys, running
from tests.killed import sweep

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
MINE = {"title": "A campaign", "link": "https://example.org/x", "days": 30, "organization": "Friends of Ana"}


@pytest.fixture
def sealed(app):
    """A mail that waits: two sealed values."""
    with app.app_context():
        mailer.write("mine", "mina@example.org", "en", MINE)
        db.session.commit()


def names(app) -> list[str]:
    with app.app_context():
        return [encryption.name_of(key).hex() for key in encryption.ring().keys]


def work(app) -> None:
    with app.app_context():
        sweep()


@on_sqlite
def test_before_anybody_has_counted_nothing_is_said_to_be_unused(app, admin):
    page = admin.get("/admin/privacy/")
    [name] = names(app)
    assert name in page
    assert "Nobody has counted yet." in page
    assert "can be dropped" not in page


def test_keys_are_counted_changed_and_dropped(app, admin, sealed):
    admin.post("/admin/privacy/count")
    assert "It begins as soon as a worker is free." in admin.get("/admin/privacy/")
    work(app)
    assert ">2</td>" in admin.get("/admin/privacy/")
    admin.post("/admin/privacy/seal")
    new, old = names(app)
    work(app)
    page = admin.get("/admin/privacy/")
    assert page.index(new) < page.index(old)
    assert "Nothing is encrypted with it: it can be dropped." in page
    answer = admin.post("/admin/privacy/drop")
    assert "1 key is dropped." in admin.get(answer.location)
    assert names(app) == [new]


@on_sqlite
def test_a_run_is_watched_and_asked_for_once(app, admin, sealed):
    for _time in range(2):
        admin.post("/admin/privacy/seal")
    assert len(names(app)) == 2
    with app.app_context():
        run_id = keys.last_run(finished=False).id
    progress = admin.client.get(f"/admin/privacy/{run_id}.json").get_json()
    assert (progress["over"], progress["done"]) == (False, 0)
    work(app)
    progress = admin.client.get(f"/admin/privacy/{run_id}.json").get_json()
    assert (progress["over"], progress["done"], progress["sentence"]) == (True, 1, "1 of 1 rows and files.")


@on_sqlite
def test_a_key_that_is_missing_is_said(app, admin, sealed):
    with app.app_context():
        mailer.write("mine", "kim@example.org", "en", MINE)
        db.session.commit()
        [old] = names(app)
        keys.make_new()
        folder = config.current().data
        from campaign.core import secrets_file

        both = secrets_file.kept_in(folder)["CAMPAIGN_DATA_KEYS"]
        secrets_file.replace(folder, {"CAMPAIGN_DATA_KEYS": both.split(",")[0]})
        config.look_for_new_data_keys()
        run = running.ask(queued=False)
        running.work(run.id)
    page = unescape(admin.get("/admin/privacy/"))
    assert "The last run stopped: A stored value cannot be read" in page
    admin.post("/admin/privacy/count")
    work(app)
    page = admin.get("/admin/privacy/")
    assert old in page
    assert "put it back into CAMPAIGN_DATA_KEYS" in page
