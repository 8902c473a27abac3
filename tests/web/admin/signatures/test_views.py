from __future__ import annotations

import csv
import io

import openpyxl
import pytest

from campaign.audit import queries as trail
from tests import factories

PAGE = "/admin/signatures/"


@pytest.fixture
def slug(app, clock):
    """The slug of a campaign with two signatures, one of them withdrawn."""
    from campaign.signatures import services

    with app.app_context():
        factories.an_organization()
        made = factories.a_campaign()
        factories.confirmed(made, name="=1+1", comment="Act;=now")
        services.withdraw([factories.confirmed(made, email="gone@example.org")])
        return made.slug


def noted(app) -> list[str]:
    with app.app_context():
        return [entry.about for entry in trail.latest("signatures.addresses", 50)]


def test_a_list_with_addresses_is_made_and_noted_with_who_asked(app, admin, slug):
    assert "No such list was made yet" in admin.get(PAGE)
    answer = admin.post(PAGE, {"campaign": slug, "format": "csv", "sure": "y"}, 200)
    assert answer.content_type == "text/csv; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    assert f"{slug}--signatures-with-addresses.csv" in answer.headers["Content-Disposition"]
    heads, first, gone = csv.reader(io.StringIO(answer.data.decode("utf-8-sig"), newline=""))
    assert (heads[0], heads[-1]) == ("Name", "E-mail")
    assert (first[0], first[3], first[-1]) == ("'=1+1", "Act;'=now", "mina@example.org")
    assert (gone[7], gone[-1]) == ("withdrawn", "")
    assert noted(app) == [slug]
    page = admin.get(PAGE)
    assert f">{slug}</a>" in page
    assert "admin@example.org" in page.partition("Lists that were made")[2]


def test_the_same_opens_in_excel_with_texts_as_they_were_written(app, admin, slug):
    answer = admin.post(PAGE, {"campaign": slug, "format": "xlsx", "sure": "y"}, 200)
    heads, first, _gone = openpyxl.load_workbook(io.BytesIO(answer.data)).active.iter_rows(values_only=True)
    assert (heads[-1], first[0], first[3], first[-1]) == ("E-mail", "=1+1", "Act;=now", "mina@example.org")
    assert noted(app) == [slug]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_without_the_tick_or_a_campaign_there_is_none(app, admin, slug):
    page = admin.post(PAGE, {"campaign": slug, "format": "csv"}, 422).text
    assert "Tick the box" in page
    assert "mina@" not in page
    admin.post(PAGE, {"campaign": "none", "format": "csv", "sure": "y"}, 422)
    admin.post(PAGE, {"campaign": slug, "format": "exe", "sure": "y"}, 422)
    assert noted(app) == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_an_organizer_gets_none(app, sign_in, slug):
    organizer = sign_in("organizer@example.org", "organizer")
    organizer.get(PAGE, 403)
    organizer.post(PAGE, {"campaign": slug, "format": "csv", "sure": "y"}, 403)
    assert noted(app) == []
