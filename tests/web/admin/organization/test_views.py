from __future__ import annotations

from html import unescape

import pytest

from tests.web.desk import ORGANIZATION


def stored(app):
    from campaign.campaigns import queries

    with app.app_context():
        return queries.organization()


def test_what_is_missing_is_named(admin):
    page = admin.get("/admin/organization/")
    assert "nothing can be published before: Name, Return address, Place, Who signs" in page


def test_an_organization_is_stored(app, admin):
    values = ORGANIZATION | {
        "return_address": "12 Harbour Lane\r\n\r\n 1050  Brussels\r\nBelgium\r\n",
        "about": "We write.",
    }
    admin.post("/admin/organization/", values)
    assert "Saved. Campaigns can be published." in admin.get("/admin/organization/")
    organization = stored(app)
    assert organization.missing == []
    assert organization.address_lines == ("12 Harbour Lane", "1050 Brussels", "Belgium")
    assert organization.about == "We write."
    assert "Society for Open Borders" in admin.get("/manage/").partition("<main")[0]


def test_half_of_it_is_stored_too(app, admin):
    admin.post("/admin/organization/", {"name": "Society"})
    page = admin.get("/admin/organization/")
    assert "Something is still missing" in page
    assert stored(app).name == "Society"


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("return_address", "Brussels", "The return address has 1 lines; it needs 2 to 5."),
        ("return_address", "1\n2\n3\n4\n5\n6", "The return address has 6 lines; it needs 2 to 5."),
        ("return_address", f"{'x' * 61}\nBelgium", "at most 60 characters"),
        ("contact", "nobody", "This is not a complete e-mail address."),
        ("name", "x" * 201, "At most 200 characters fit here."),
        ("privacy", "x" * 10_001, "At most 10000 characters fit here."),
    ],
)
def test_what_does_not_fit_is_said_and_kept(app, admin, field, text, sentence):
    page = unescape(admin.post("/admin/organization/", ORGANIZATION | {field: text}, 422).text)
    assert sentence in page
    assert text.splitlines()[0] in page
    assert stored(app).name == ""


def test_controls_are_left_out(app, admin):
    admin.post("/admin/organization/", ORGANIZATION | {"name": "Soc\x00iety\u202e for Open\tBorders"})
    assert stored(app).name == "Soc iety for Open Borders"


def test_how_long_signatures_are_kept_is_said_for_all_campaigns(app, admin):
    admin.post("/admin/organization/", ORGANIZATION | {"kept_days": "200"})
    assert stored(app).kept_days == 200
    assert "200 days after the end" in app.test_client().get("/privacy").text
    admin.post("/admin/organization/", ORGANIZATION)
    assert stored(app).kept_days == 200
    page = unescape(admin.post("/admin/organization/", ORGANIZATION | {"kept_days": "7"}, 422).text)
    assert "This is a number of days from 30 to 3650." in page
