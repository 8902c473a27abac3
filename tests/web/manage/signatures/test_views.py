from __future__ import annotations

import csv
import io
import re
from html import unescape

import openpyxl
import pytest

from campaign.signatures.values import Signing

PEOPLE = [
    Signing(
        "Mina Ito", "mina@example.org", "JP", "Osaka", "For my neighbours", show_name=True, deliver_name=True
    ),
    Signing("=cmd|' /C calc'!A0", "formula@example.org", "TH", "@home", "+1"),
    Signing("김민지", "minji@example.org", "KR", show_name=True),
    Signing("Đặng Thị Ánh", "anh@example.org", "VN", deliver_name=True),
]


@pytest.fixture
def slug(furnished, brought_in):
    from campaign.campaigns import services
    from campaign.statements import queries

    with furnished.app_context():
        campaign = services.open(queries.by_slug(brought_in).items[2])
        services.publish(campaign)
        return campaign.slug


@pytest.fixture
def signed(furnished, slug):
    """The ids of the signatures of `PEOPLE`, in their order; all but the last are confirmed."""
    from campaign.campaigns import queries
    from campaign.signatures import links, services
    from campaign.signatures import queries as signatures

    ids = []
    with furnished.app_context():
        campaign = queries.by_slug(slug)
        for person in PEOPLE:
            services.sign(campaign, person, "en")
            ids.append(signatures.by_email(campaign.id, person.email)[0].id)
        for signature_id in ids[:-1]:
            services.confirm(links.confirm_url(signature_id).rpartition("/")[2])
    return ids


def stored(app, signature_id):
    from campaign.signatures import queries

    with app.app_context():
        return queries.by_id(signature_id)


def names(page: str) -> list[str]:
    return [
        unescape(name).strip()
        for name in re.findall(r'<th scope="row">([^<]+)</th>\s*<td data-label="From"', page)
    ]


def test_a_campaign_that_nobody_signed_says_so(desk, slug):
    assert "No signature yet" in desk.get(f"/manage/campaigns/{slug}/signatures")


def test_the_newest_stand_first_without_their_addresses(desk, slug, signed):
    page = desk.get(f"/manage/campaigns/{slug}/signatures")
    assert names(page) == [person.name for person in reversed(PEOPLE)]
    assert not any(person.email in page for person in PEOPLE)
    assert "3 confirmed, 1 not confirmed yet, 0 withdrawn, 0 rejected." in page
    assert "For my neighbours" in page


def test_they_are_filtered_by_state(desk, slug, signed):
    assert names(desk.get(f"/manage/campaigns/{slug}/signatures?state=pending")) == ["Đặng Thị Ánh"]
    assert "No signature is in this state" in desk.get(f"/manage/campaigns/{slug}/signatures?state=rejected")
    assert len(names(desk.get(f"/manage/campaigns/{slug}/signatures?state=made-up"))) == 4


def test_pages_lead_to_older_ones_and_back(furnished, desk, slug):
    from campaign.campaigns import queries
    from campaign.signatures import services

    with furnished.app_context():
        campaign = queries.by_slug(slug)
        for number in range(53):
            services.sign(campaign, Signing(f"Person {number:02}", f"p{number}@example.org", "JP"), "en")
    first = desk.get(f"/manage/campaigns/{slug}/signatures")
    assert names(first)[0] == "Person 52"
    older = unescape(re.search(r'href="(\?[^"]*before=[^"]+)"', first)[1])
    second = desk.get(f"/manage/campaigns/{slug}/signatures{older}")
    assert names(second) == ["Person 02", "Person 01", "Person 00"]
    newer = unescape(re.search(r'href="(\?[^"]*after=[^"]+)"', second)[1])
    assert names(desk.get(f"/manage/campaigns/{slug}/signatures{newer}")) == names(first)


def test_an_exact_address_finds_its_signature_and_is_repeated_nowhere(desk, slug, signed):
    answer = desk.post(
        f"/manage/campaigns/{slug}/signatures/search", {"email": " Mina+news@EXAMPLE.org "}, 200
    )
    assert names(answer.text) == ["Mina Ito"]
    assert "mina@" not in answer.text.lower()
    assert "mina+news" not in answer.text.lower()
    nobody = desk.post(f"/manage/campaigns/{slug}/signatures/search", {"email": "mina@example"}, 200)
    assert "No signature of this address" in nobody.text
    empty = desk.post(f"/manage/campaigns/{slug}/signatures/search", {"email": ""}, 422)
    assert "Enter the whole address." in empty.text


def test_a_name_is_hidden_with_a_reason_and_shown_again(furnished, desk, slug, signed):
    path = f"/manage/campaigns/{slug}/signatures/{signed[0]}"
    assert desk.post(f"{path}/hide?state=confirmed", {"reason": "An insult"}).location.endswith(
        "?state=confirmed"
    )
    hidden = stored(furnished, signed[0])
    assert hidden.hidden
    assert hidden.counts
    assert not hidden.is_shown
    assert "Because: An insult" in desk.get(f"/manage/campaigns/{slug}/signatures")
    desk.post(f"{path}/restore")
    assert stored(furnished, signed[0]).is_shown


def test_a_signature_is_rejected_with_a_reason_and_counts_no_more(furnished, desk, slug, signed):
    desk.post(f"/manage/campaigns/{slug}/signatures/{signed[1]}/reject", {"reason": "No name"})
    rejected = stored(furnished, signed[1])
    assert not rejected.counts
    assert rejected.reason == "No name"
    assert "2 confirmed" in desk.get(f"/manage/campaigns/{slug}/signatures")


@pytest.mark.parametrize("verb", ["hide", "reject"])
def test_without_a_reason_nothing_happens(furnished, desk, slug, signed, verb):
    desk.post(f"/manage/campaigns/{slug}/signatures/{signed[0]}/{verb}", {"reason": " "})
    assert "Say why" in desk.get(f"/manage/campaigns/{slug}/signatures")
    assert stored(furnished, signed[0]).is_shown


def test_a_withdrawn_signature_stays_withdrawn(furnished, desk, slug, signed):
    from campaign.signatures import queries, services

    with furnished.app_context():
        services.withdraw([queries.by_id(signed[0])])
    path = f"/manage/campaigns/{slug}/signatures/{signed[0]}/reject"
    assert "was withdrawn" in desk.post(path, {"reason": "No name"}, 409).text
    assert stored(furnished, signed[0]).state == "withdrawn"


def test_a_signature_of_another_campaign_is_not_found(furnished, desk, brought_in, signed):
    from campaign.campaigns import services
    from campaign.statements import queries

    with furnished.app_context():
        other = services.open(queries.by_slug(brought_in).items[6]).slug
    desk.post(f"/manage/campaigns/{other}/signatures/{signed[0]}/reject", {"reason": "No name"}, 404)


def test_the_file_for_a_spreadsheet_holds_no_address_and_no_formula(desk, slug, signed):
    answer = desk.client.get(f"/manage/campaigns/{slug}/signatures.csv")
    assert answer.status_code == 200
    assert answer.content_type == "text/csv; charset=utf-8"
    assert f"{slug}--signatures.csv" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert b"example.org" not in answer.data
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert rows[0][:4] == ["Name", "Country", "City", "Comment"]
    assert [row[0] for row in rows[1:]] == ["Mina Ito", "'=cmd|' /C calc'!A0", "김민지", "Đặng Thị Ánh"]
    assert rows[2][1:4] == ["Thailand", "'@home", "'+1"]
    assert [row[7] for row in rows[1:]] == ["confirmed", "confirmed", "confirmed", "pending"]
    pending = desk.client.get(f"/manage/campaigns/{slug}/signatures.csv?state=pending").data.decode(
        "utf-8-sig"
    )
    assert len(pending.splitlines()) == 2


def test_the_same_opens_in_excel_and_holds_no_address(desk, slug, signed):
    address = f"/manage/campaigns/{slug}/signatures"
    assert f"{address}.xlsx" in desk.get(address)
    answer = desk.client.get(f"{address}.xlsx")
    assert f"{slug}--signatures.xlsx" in answer.headers["Content-Disposition"]
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.data)).active.iter_rows(values_only=True))
    assert rows[0][:4] == ("Name", "Country", "City", "Comment")
    assert [row[0] for row in rows[1:]] == ["Mina Ito", "=cmd|' /C calc'!A0", "김민지", "Đặng Thị Ánh"]
    assert not [cell for row in rows for cell in row if cell and "example.org" in cell]
    only = openpyxl.load_workbook(io.BytesIO(desk.client.get(f"{address}.xlsx?state=pending").data))
    assert only.active.max_row == 2


def test_confirmed_signatures_are_counted_by_country(desk, slug, signed):
    table = desk.get(f"/manage/campaigns/{slug}/signatures").partition("Confirmed, by country")[2]
    assert re.findall(r'<th scope="row">([^<]+)</th>', table) == ["Japan", "South Korea", "Thailand"]


def test_a_paragraph_is_read_and_erased_with_a_reason(furnished, desk, slug, signed):
    from campaign.signatures import keeping, queries

    page = f"/manage/campaigns/{slug}/signatures"
    assert "Paragraph for letters" not in desk.get(page)
    with furnished.app_context():
        keeping.keep_own_words(queries.by_id(signed[0]), "I teach <in> Osaka.")
    assert "<bdi>I teach &lt;in&gt; Osaka.</bdi>" in desk.get(page)
    desk.post(f"{page}/{signed[0]}/clear", {"reason": " "})
    assert "Say why" in desk.get(page)
    assert stored(furnished, signed[0]).own_words
    assert desk.post(f"{page}/{signed[0]}/clear?state=confirmed", {"reason": "An insult"}).location.endswith(
        "?state=confirmed"
    )
    cleared = stored(furnished, signed[0])
    assert (cleared.own_words, cleared.reason, cleared.counts) == (None, "An insult", True)
    shown = desk.get(page)
    assert "The paragraph is erased." in shown
    assert "Because: An insult" in shown
    assert "Paragraph for letters" not in shown


def test_no_file_for_a_spreadsheet_holds_a_paragraph(furnished, desk, slug, signed):
    from campaign.signatures import keeping, queries

    with furnished.app_context():
        keeping.keep_own_words(queries.by_id(signed[0]), "I teach beside the river.")
    assert b"river" not in desk.client.get(f"/manage/campaigns/{slug}/signatures.csv").data
