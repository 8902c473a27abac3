from __future__ import annotations

import re
from html import unescape

import pytest

CAMPAIGN_ITEMS = ["1.3", "1.6", "1.7", "1.8", "3.1", "3.3", "4.2"]


@pytest.fixture
def items(furnished, brought_in):
    """The items' ids by number."""
    from campaign.statements import queries

    with furnished.app_context():
        return {item.number: item.id for item in queries.by_slug(brought_in).items}


def card(page: str, number: str) -> str:
    found = re.search(rf'<article[^>]*aria-label="Item {re.escape(number)}".*?</article>', page, re.DOTALL)
    assert found
    return found[0]


def ticked(part: str) -> list[str]:
    return re.findall(r'name="recipient" value="([^"]+)"[^>]*\schecked', part)


def offered(part: str) -> list[str]:
    return re.findall(r'name="recipient" value="([^"]+)"', part)


def shown(page: str, action: str) -> str:
    form = re.search(rf'action="[^"]*/{action}".*?name="shown" value="([^"]+)"', page, re.DOTALL)
    assert form
    return unescape(form[1])


def accept_all(desk, slug, items):
    page = desk.get(f"/manage/statements/{slug}")
    desk.post(f"/manage/statements/{slug}/accept-others", {"shown": shown(page, "accept-others")})
    for number in CAMPAIGN_ITEMS:
        part = card(desk.get(f"/manage/statements/{slug}"), number)
        chosen = ticked(part)
        if number in {"1.6", "3.3"}:
            chosen = [key for key in offered(part) if key not in chosen] + chosen
        seen = re.search(r'name="seen" value="(\d+)"', desk.get(f"/manage/statements/{slug}"))[1]
        path = f"/manage/statements/{slug}/items/{items[number]}/accept"
        desk.post(path, {"recipient": chosen, "seen": seen})


def test_the_whole_statement_stands_beside_its_items(desk, brought_in, statement_text):
    page = unescape(desk.get(f"/manage/statements/{brought_in}"))
    words = re.sub(r"<[^>]+>", "", page)
    for line in statement_text.splitlines():
        assert " ".join(line.split())[:60] in " ".join(words.split())


def test_cards_of_campaigns_come_first(desk, brought_in):
    page = desk.get(f"/manage/statements/{brought_in}")
    order = re.findall(r'aria-label="Item ([#\d.]+)"', page)
    assert order[:7] == CAMPAIGN_ITEMS
    assert len(order) == 19


def test_those_who_are_named_are_ticked(desk, brought_in):
    page = desk.get(f"/manage/statements/{brought_in}")
    assert ticked(card(page, "1.7")) == ["unhcr", "unsg"]
    assert "asked here: “UNHCR”" in unescape(card(page, "1.7"))


def test_for_a_group_somebody_must_choose(desk, brought_in, items):
    page = card(desk.get(f"/manage/statements/{brought_in}"), "1.6")
    assert ticked(page) == ["unhcr"]
    assert "th-head-of-government" in offered(page)
    assert re.search(r"“[^”]*most common destinations and escape routes[^”]*” in item 1\.3", unescape(page))
    assert re.search(r"“[^”]*China[^”]*” in the introduction", unescape(page))
    answer = desk.post(
        f"/manage/statements/{brought_in}/items/{items['1.6']}/accept", {"recipient": ["unhcr"]}, 422
    )
    assert "Choose at least one office that is asked." in answer.text


def test_accepting_an_item_makes_a_draft_with_the_chosen_offices(furnished, desk, brought_in, items):
    from campaign.campaigns import queries
    from campaign.statements import queries as statements

    chosen = {
        "recipient": ["th-head-of-government", "unhcr"],
        "office": "Prime Minister of the Kingdom of Cambodia",
    }
    desk.post(f"/manage/statements/{brought_in}/items/{items['1.6']}/accept", chosen)
    with furnished.app_context():
        campaign = queries.of_statement(statements.by_slug(brought_in))[items["1.6"]]
        assert campaign.state == "draft"
        assert [row.recipient.key for row in campaign.recipients] == [
            "th-head-of-government",
            "unhcr",
            "kh-head-of-government",
        ]
        assert [row.role for row in campaign.recipients] == ["addressee", "copy", "addressee"]


@pytest.mark.parametrize(
    ("office", "sentence"),
    [("Ministry of Silly Walks", "no office called"), ("Minister", "Several offices")],
)
def test_an_office_that_cannot_be_found_is_said_at_its_card(desk, brought_in, items, office, sentence):
    data = {"recipient": ["unsg"], "office": office}
    answer = desk.post(f"/manage/statements/{brought_in}/items/{items['1.7']}/accept", data, 422)
    part = card(answer.text, "1.7")
    assert sentence in part
    assert f'value="{office}"' in part
    assert ticked(part) == ["unsg"]


def test_the_others_are_accepted_in_one_step_and_no_campaign_with_an_open_question(desk, brought_in):
    page = desk.get(f"/manage/statements/{brought_in}")
    assert "Accept the 13 others" in page
    desk.post(f"/manage/statements/{brought_in}/accept-others", {"shown": shown(page, "accept-others")})
    page = desk.get(f"/manage/statements/{brought_in}")
    assert "6 need your eye" in page
    assert "accepted" in card(page, "1.3")
    assert ">accepted<" not in card(page, "1.6")


def test_what_was_not_shown_is_not_accepted(desk, brought_in):
    desk.post(f"/manage/statements/{brought_in}/accept-others", {"shown": "made-up"}, 400)
    assert "Accept the 13 others" in desk.get(f"/manage/statements/{brought_in}")


def test_seven_campaigns_are_published_in_one_step(furnished, desk, brought_in, items):
    from campaign.campaigns import queries

    accept_all(desk, brought_in, items)
    page = desk.get(f"/manage/statements/{brought_in}")
    assert "Publish 7 campaigns" in page
    desk.post(f"/manage/statements/{brought_in}/publish", {"shown": shown(page, "publish")})
    assert "7 campaigns are public." in desk.get(f"/manage/statements/{brought_in}")
    with furnished.app_context():
        assert [campaign.item.number for campaign in queries.public()] == CAMPAIGN_ITEMS


def test_nothing_is_published_before_the_organization_is_known(furnished, desk, brought_in, items):
    from campaign.campaigns import queries, services

    with furnished.app_context():
        services.describe_organization({"signatory": ""})
    accept_all(desk, brought_in, items)
    page = desk.get(f"/manage/statements/{brought_in}")
    assert "Publish 7" not in page
    assert "an admin must say whose letters these are" in page
    with furnished.app_context():
        services.describe_organization({"signatory": "Maria Lindqvist"})
    token = shown(desk.get(f"/manage/statements/{brought_in}"), "publish")
    with furnished.app_context():
        services.describe_organization({"signatory": ""})
    desk.post(f"/manage/statements/{brought_in}/publish", {"shown": token})
    assert "An admin must first say whose letters these are" in desk.get(f"/manage/statements/{brought_in}")
    with furnished.app_context():
        assert queries.public() == []


def test_the_offices_of_a_public_campaign_are_not_changed_here(furnished, desk, brought_in, items):
    from campaign.campaigns import queries, services
    from campaign.statements import queries as statements

    accept_all(desk, brought_in, items)
    with furnished.app_context():
        services.publish(queries.of_statement(statements.by_slug(brought_in))[items["1.3"]])
    path = f"/manage/statements/{brought_in}/items/{items['1.3']}/accept"
    assert "This campaign is public." in desk.post(path, {"recipient": ["unsg"]}, 409).text


def test_an_item_of_another_statement_is_not_found(desk, brought_in):
    desk.post(f"/manage/statements/{brought_in}/items/none/accept", {}, 404)
