from __future__ import annotations

import pytest

from campaign.core.db import db
from campaign.jobs import registry
from campaign.signatures.counting import jobs
from campaign.signatures.counting.models import Tally
from campaign.signatures.switches import queries
from campaign.signatures.switches.values import Figure
from tests import factories

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_a_figure_is_switched_off_for_a_reason_and_on_again(app, admin):
    assert admin.get("/admin/figures/").count("Switch off") == 2 * len(Figure)
    admin.post("/admin/figures/names/off", {"reason": "Everybody looks today"})
    page = admin.get("/admin/figures/")
    assert "Because: Everybody looks today" in page
    assert "UTC, by admin@example.org" in page
    assert "Switched off: Names on the page." in admin.get("/admin/")
    with app.app_context():
        assert not queries.is_on(Figure.NAMES)
    admin.post("/admin/figures/names/on")
    page = admin.get("/admin/figures/")
    assert "Everybody looks today" not in page
    assert "Switch on" not in page
    with app.app_context():
        assert queries.is_on(Figure.NAMES)


@on_sqlite
def test_without_a_reason_nothing_is_switched_off(app, admin):
    admin.post("/admin/figures/counting/off", {"reason": " "})
    assert "Say why: the reason is kept, and shown here." in admin.get("/admin/figures/")
    with app.app_context():
        assert queries.is_on(Figure.COUNTING)


@on_sqlite
@pytest.mark.parametrize("path", ["/admin/figures/everything/off", "/admin/figures/everything/on"])
def test_a_figure_that_there_is_not_is_said(admin, path):
    assert "There is no such figure." in admin.post(path, {"reason": "x"}, status=404).text


@on_sqlite
def test_what_the_recounts_found_stands_there_and_comes_first_at_home(app, admin):
    assert "No number was recounted yet" in admin.get("/admin/figures/")
    with app.app_context():
        campaign = factories.a_campaign(title="Act now")
        slug, key = campaign.slug, campaign.id
        db.session.add(Tally(id=key, total=3, by_country={"JP": 3}))
        db.session.commit()
    admin.post(f"/admin/figures/recount/{slug}")
    with app.app_context():
        registry.run(jobs.RECOUNT, key)
    page = admin.get("/admin/figures/")
    assert "it said 3, and 0 were counted. The number was put right." in page
    assert "Another number was found, and put right: Act now." in admin.get("/admin/")
    with app.app_context():
        registry.run(jobs.RECOUNT, key)
    assert "all right" in admin.get("/admin/figures/")
    assert "Another number was found" not in admin.get("/admin/")
