from __future__ import annotations

import re

import pytest

from tests.web.manage.letters.asking import ASKED, BOTH


def test_with_nothing_exported_the_list_says_where_to_begin(desk, brought_in):
    assert 'href="/manage/statements/"' in desk.get("/manage/letters/")


def test_with_a_public_campaign_the_list_leads_to_its_letters(desk, slug):
    assert f'href="/manage/campaigns/{slug}/letters"' in desk.get("/manage/letters/")


def test_addresses_that_are_not_sure_are_named_and_must_be_seen(furnished, desk, slug):
    sentence = "The address of the Prime Minister of the Socialist Republic of Viet Nam is unknown."
    assert sentence in desk.get(f"/manage/campaigns/{slug}/letters")
    data = {"recipient": BOTH, "audience": "organization", "format": "pdf"}
    page = desk.post(f"/manage/campaigns/{slug}/letters", data, 422).text
    assert "Look at the addresses, then tick this box." in page
    assert "No letters yet" in desk.get("/manage/letters/")
    sure = {"recipient": ["th-head-of-government"], "audience": "organization", "format": "pdf"}
    desk.post(f"/manage/campaigns/{slug}/letters", sure)


def test_an_office_must_be_chosen(desk, slug):
    page = desk.post(
        f"/manage/campaigns/{slug}/letters", ASKED | {"recipient": ["jp-head-of-government"]}, 422
    ).text
    assert "Choose at least one office." in page


def test_letters_of_signers_need_a_signer(desk, slug):
    data = ASKED | {"recipient": BOTH, "audience": "signers"}
    assert (
        "so there is no letter of a signer" in desk.post(f"/manage/campaigns/{slug}/letters", data, 422).text
    )


def test_a_draft_campaign_has_no_letters_yet(furnished, desk, brought_in):
    from campaign.campaigns import services
    from campaign.statements import queries

    with furnished.app_context():
        draft = services.open(queries.by_slug(brought_in).items[6]).slug
    assert "Publish this campaign first" in desk.get(f"/manage/campaigns/{draft}/letters", 409)


def test_the_list_is_cut_into_pages(furnished, desk, slug):
    from campaign.campaigns import queries
    from campaign.letters import exports
    from campaign.letters.requests import ExportRequest
    from campaign.letters.values import Audience
    from campaign.letters.writers.formats import Format

    with furnished.app_context():
        campaign = queries.by_slug(slug)
        wish = ExportRequest(audience=Audience.ORGANIZATION, format=Format.TXT)
        for _number in range(26):
            exports.ask(campaign, campaign.recipients[:1], wish)
    first = desk.get("/manage/letters/")
    assert "25 exports on this page" in first
    before = first.partition('href="?before=')[2].partition('"')[0]
    assert "1 export on this page" in desk.get(f"/manage/letters/?before={before}")


@pytest.fixture
def alike(furnished, slug):
    """Adds signers who give their names and no words of their own, until there are so many."""
    from sqlalchemy import insert

    from campaign.campaigns import queries
    from campaign.core import clock
    from campaign.core.db import db
    from campaign.core.ids import new_id
    from campaign.signatures.models import Signature

    said = {"state": "confirmed", "country": "JP", "language": "en", "deliver_name": True}

    def add(count: int) -> None:
        with furnished.app_context():
            campaign_id = queries.by_slug(slug).id
            rows = [
                {
                    "id": new_id(),
                    "campaign_id": campaign_id,
                    "name": "Mina",
                    "confirmed_at": clock.now(),
                    **said,
                }
                for _number in range(count)
            ]
            db.session.execute(insert(Signature), rows)
            db.session.commit()

    return add


def test_one_letter_is_offered_where_more_than_fifty_would_be_the_same(desk, slug, alike):
    alike(50)
    path = f"/manage/campaigns/{slug}/letters"
    assert "would be the same" not in desk.get(path)
    alike(1_234)
    assert (
        "1,284 letters of signers to each office would be the same but for the name."
        " One letter with a signature sheet says it once."
    ) in desk.get(path)


def test_the_offer_chooses_the_organizations_letter_and_keeps_what_was_chosen(desk, slug, alike):
    alike(51)
    path = f"/manage/campaigns/{slug}/letters"
    data = {"recipient": BOTH[:1], "audience": "signers", "format": "docx", "instead": "organization"}
    page = desk.post(path, data, 200).text
    checked = re.findall(r'<input[^>]*checked[^>]*value="([^"]+)"|value="([^"]+)"[^>]*checked', page)
    assert {one or other for one, other in checked} == {"organization", BOTH[0], "docx"}
    assert "No letters yet" in desk.get("/manage/letters/")
    # The first button of a form is pressed by the key Enter, too: what is chosen already is asked for.
    assert "/manage/letters/" in desk.post(path, data | {"audience": "organization"}).location
    assert "/manage/letters/" in desk.post(path, data | {"instead": []}).location


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"layout": "letter-din-b"}, "Not a valid choice"),
        ({"format": "print-run"}, "A print run is for the letters of signers"),
        ({"labels": "5160", "first_label": "31"}, "The first label has a place from 1 to 30"),
        ({"language": "th"}, "in Thai yet. Write its draft first."),
    ],
)
def test_what_does_not_go_together_is_said_and_nothing_typed_is_lost(desk, slug, changes, sentence):
    page = desk.post(f"/manage/campaigns/{slug}/letters", {"recipient": BOTH} | ASKED | changes, 422).text
    assert sentence in page
    assert "No letters yet" in desk.get("/manage/letters/")
