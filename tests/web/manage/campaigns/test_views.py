from __future__ import annotations

import re
from html import unescape

import pytest


@pytest.fixture
def slug(furnished, brought_in):
    """The slug of a draft campaign of item 1.3: to the Secretary-General, four governments and the UNHCR."""
    from campaign.campaigns import services
    from campaign.statements import queries

    with furnished.app_context():
        return services.open(queries.by_slug(brought_in).items[2]).slug


def stored(app, slug):
    from campaign.campaigns import queries

    with app.app_context():
        campaign = queries.by_slug(slug)
        keys = [row.recipient.key for row in campaign.recipients]
        return campaign, keys


def filled(page: str) -> dict[str, object]:
    """What a browser would send of the form as it stands."""
    form = page[page.index("<main") :]
    values = {
        name: unescape(value)
        for name, value in re.findall(r'<input[^>]*? name="([\w-]+)"[^>]*? value="([^"]*)"', form)
        if name not in {"recipient", "csrf_token"}
    }
    values["summary"] = unescape(re.search(r"<textarea[^>]*>\s*([^<]*)</textarea>", form)[1])
    values["recipient"] = re.findall(r'name="recipient" value="([^"]+)"[^>]*\schecked', form)
    return values


def test_the_form_shows_what_is_stored(furnished, desk, slug):
    campaign, keys = stored(furnished, slug)
    values = filled(desk.get(f"/manage/campaigns/{slug}"))
    assert values["title"] == campaign.title
    assert values["goal"] == "100"
    assert values["recipient"] == keys
    assert keys[-1] == "unhcr"


def test_a_campaign_is_edited(furnished, desk, slug):
    values = filled(desk.get(f"/manage/campaigns/{slug}"))
    values |= {
        "title": "Shelter for refugees",
        "summary": "They are people.\r\n\r\nThey need it.",
        "goal": "250",
        "opens_at": "2026-05-01T08:00",
        "closes_at": "2036-05-01T20:30",
        "place-unhcr": "1",
        "place-unsg": "9",
    }
    values["recipient"] = ["unsg", "th-head-of-government", "unhcr"]
    values["office"] = "Prime Minister of Japan"
    desk.post(f"/manage/campaigns/{slug}", values)
    campaign, keys = stored(furnished, slug)
    assert campaign.title == "Shelter for refugees"
    assert campaign.summary == "They are people.\n\nThey need it."
    assert campaign.goal == 250
    assert campaign.opens_at.isoformat() == "2026-05-01T08:00:00+00:00"
    assert campaign.closes_at.isoformat() == "2036-05-01T20:30:00+00:00"
    assert keys == ["unhcr", "th-head-of-government", "unsg", "jp-head-of-government"]
    assert filled(desk.get(f"/manage/campaigns/{slug}"))["closes_at"] == "2036-05-01T20:30"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": " "}, "Give the campaign a title."),
        ({"title": "x" * 301}, "At most 300 characters fit here."),
        ({"goal": "many"}, "The goal is a number"),
        ({"goal": "0"}, "The goal is a number from 1"),
        ({"opens_at": "2026-05-02T00:00", "closes_at": "2026-05-01T00:00"}, "It must close after it opens."),
        ({"recipient": ["unhcr"]}, "Choose at least one office that is asked."),
        ({"recipient": []}, "Choose at least one office that is asked."),
        ({"office": "Ministry of Silly Walks"}, "no office called"),
    ],
)
def test_what_cannot_be_stored_is_said_and_kept(furnished, desk, slug, changes, sentence):
    values = filled(desk.get(f"/manage/campaigns/{slug}")) | {"summary": "What I typed"} | changes
    page = unescape(desk.post(f"/manage/campaigns/{slug}", values, 422).text)
    assert sentence in page
    assert "What I typed" in page
    assert stored(furnished, slug)[0].summary == ""


def test_a_second_editor_is_told_and_loses_nothing(furnished, desk, slug):
    mine = filled(desk.get(f"/manage/campaigns/{slug}"))
    theirs = dict(mine)
    desk.post(f"/manage/campaigns/{slug}", theirs | {"title": "Their title", "goal": "500"})
    page = desk.post(f"/manage/campaigns/{slug}", mine | {"title": "My title"}, 409).text
    assert "Somebody else has changed this campaign meanwhile." in page
    assert "Title: Their title" in page
    again = filled(page)
    assert again["title"] == "My title"
    assert stored(furnished, slug)[0].title == "Their title"
    desk.post(f"/manage/campaigns/{slug}", again)
    assert stored(furnished, slug)[0].title == "My title"


def test_a_campaign_is_published_closed_and_opened_again(furnished, desk, slug):
    for verb, state in [("publish", "published"), ("close", "closed"), ("publish", "published")]:
        desk.post(f"/manage/campaigns/{slug}/{verb}")
        assert stored(furnished, slug)[0].state == state


def test_who_publishes_second_is_told(desk, slug):
    desk.post(f"/manage/campaigns/{slug}/publish")
    assert (
        "This campaign is published already."
        in desk.post(f"/manage/campaigns/{slug}/publish", status=409).text
    )


def test_a_published_campaign_cannot_be_given_an_end_in_the_past(furnished, desk, slug):
    desk.post(f"/manage/campaigns/{slug}/publish")
    values = filled(desk.get(f"/manage/campaigns/{slug}"))
    page = desk.post(f"/manage/campaigns/{slug}", values | {"closes_at": "2008-01-01T00:00"}, 409).text
    assert "The closing time has passed." in page
    assert 'value="2008-01-01T00:00"' in page
    assert stored(furnished, slug)[0].closes_at is None


def test_closing_says_to_how_many_it_happens(desk, slug):
    desk.post(f"/manage/campaigns/{slug}/publish")
    page = desk.get(f"/manage/campaigns/{slug}")
    assert "Nobody can sign any more. The page stays, with 0 confirmed signatures." in page


def test_the_list_is_empty_before_anything_was_taken_up(desk):
    assert "No campaign yet" in desk.get("/manage/campaigns/")


def test_the_list_names_the_campaign(desk, slug):
    assert f'href="/manage/campaigns/{slug}"' in desk.get("/manage/campaigns/")


def test_a_campaign_that_is_not_there_is_not_found(desk):
    desk.get("/manage/campaigns/none", 404)


def test_the_days_for_which_signatures_are_kept_are_set_and_told_before(furnished, desk, slug, clock):
    from datetime import timedelta

    from campaign.campaigns import queries, services

    with furnished.app_context():
        services.publish(queries.by_slug(slug))
    page = desk.get(f"/manage/campaigns/{slug}")
    assert "for 365 days after its end. Then they are erased" in page
    desk.post(f"/manage/campaigns/{slug}", filled(page) | {"kept_days": "90"})
    desk.post(f"/manage/campaigns/{slug}/close")
    page = desk.get(f"/manage/campaigns/{slug}")
    assert "until 31 May 2026, 09:00 UTC. Then they are erased" in page
    assert "On 31 May 2026 the signatures are erased" in furnished.test_client().get(f"/c/{slug}").text
    assert "are erased, and only their number stays" not in desk.get("/manage/")
    clock.set_to(clock.now() + timedelta(days=80))
    assert "are erased, and only their number stays" in desk.get("/manage/")
    answer = desk.post(f"/manage/campaigns/{slug}", filled(page) | {"kept_days": "30"}, 422)
    assert "would be erased within 7 days" in answer.text
    for days in ("29", "3651", "soon"):
        answer = desk.post(f"/manage/campaigns/{slug}", filled(page) | {"kept_days": days}, 422)
        assert "This is a number" in answer.text
    assert stored(furnished, slug)[0].kept_days == 90
