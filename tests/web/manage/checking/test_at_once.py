from __future__ import annotations

import re
from html import unescape

import pytest

from tests.web.manage.checking.rivers import STATEMENT


def test_a_form_that_saw_an_older_page_does_not_write_over_what_was_done(do):
    do("1", "verbs", {"verbs": "urge", "seen": "0"})
    answer = do("1", "drop", {"seen": "0"}, 409)
    assert "This was changed meanwhile" in answer.text


def test_an_item_that_is_gone_is_said_to_be_gone(do):
    do("1", "drop")
    answer = do("1", "join", {}, 404)
    assert "does not exist any more" in answer.text


def test_a_public_campaign_holds_its_item_fast(furnished, slug, ids, do, page):
    from campaign.campaigns import services
    from campaign.statements import queries

    with furnished.app_context():
        services.publish(services.open(queries.item_by_id(ids["1"])))
    assert f"?item={ids['1']}" not in page()
    answer = do("1", "drop", {}, 409)
    assert "People sign the words of this item" in answer.text


def test_a_campaign_made_for_other_words_says_so_and_is_not_published(furnished, slug, ids, do, page, desk):
    from campaign.campaigns import queries as campaigns
    from campaign.campaigns import services
    from campaign.campaigns.values import CannotPublish
    from campaign.statements import queries

    with furnished.app_context():
        services.open(queries.item_by_id(ids["1"]))
    do("1", "words", {"words": "Urges Thailand to open its dams"})
    text = page()
    assert "Its campaign was made for other words." in text
    with furnished.app_context():
        [campaign] = campaigns.of_statement(queries.by_slug(slug)).values()
        with pytest.raises(CannotPublish, match="has other words now"):
            services.publish(campaign)
    do("1", "accept", {"recipient": ["th-head-of-government"]})
    with furnished.app_context():
        [campaign] = campaigns.of_statement(queries.by_slug(slug)).values()
        services.publish(campaign)
        assert campaign.quote == "Urges Thailand to open its dams"


def test_what_somebody_else_did_to_another_item_does_not_hold_up_an_acceptance(desk, do, page):
    do("3", "verbs", {"verbs": "welcome, thank"})
    do("2", "accept", {"recipient": ["th-head-of-government"], "seen": "0"})
    text = page()
    assert 'data-label="asked: Thailand"' in text
    assert "accepted item 2" in text


def test_an_acceptance_that_is_refused_leaves_nothing_behind(furnished, slug, do):
    from campaign.campaigns import queries as campaigns
    from campaign.statements import queries

    do("1", "words", {"words": "Urges Thailand to open its dams"})
    answer = do("1", "accept", {"recipient": ["th-head-of-government"], "seen": "0"}, 409)
    assert "This was changed meanwhile" in answer.text
    with furnished.app_context():
        assert campaigns.of_statement(queries.by_slug(slug)) == {}


def test_all_others_are_accepted_in_one_step_or_not_at_all(desk, furnished):
    from campaign.campaigns import queries as campaigns
    from campaign.statements import queries

    text = "1. Urges Thailand to open its dams;\n\n2. Demands that Japan share its wells;\n"
    path = desk.post("/manage/statements/bring_in", {"text": text}).location
    slug = path.rpartition("/")[2]
    page = desk.get(path)
    token = re.search(r'/accept-others">.*?name="shown" value="([^"]+)"', page, re.DOTALL)[1]
    address = re.search(r'data-item="([^"]+)"', page)[1]
    desk.post(f"{address}/verbs", {"verbs": "urge, ask", "campaign": "on"})
    answer = desk.post(f"{path}/accept-others", {"shown": token, "seen": "0"}, 409)
    assert "This was changed meanwhile" in answer.text
    with furnished.app_context():
        statement = queries.by_slug(slug)
        assert campaigns.of_statement(statement) == {}
        assert not any(item.is_accepted for item in statement.items)
    desk.post(f"{path}/accept-others", {"shown": token, "seen": "1"})
    with furnished.app_context():
        statement = queries.by_slug(slug)
        assert len(campaigns.of_statement(statement)) == len(statement.items) == 2
        assert all(item.is_accepted for item in statement.items)
        assert [change.act for change in queries.changes_of(statement)] == ["reword", "accept"]


def test_a_button_of_a_page_that_was_open_for_long_says_so(desk, slug):
    answer = desk.post(f"/manage/statements/{slug}/accept-others", {"shown": "not a token"}, 400)
    assert "This page was open for long." in answer.text


def test_after_publishing_the_page_offers_no_undo_that_cannot_be_done(furnished, slug, ids, do, page):
    from campaign.campaigns import services
    from campaign.statements import queries

    do("1", "accept", {"recipient": ["th-head-of-government", "jp-head-of-government"]})
    assert "/undo" in page()
    with furnished.app_context():
        services.publish(services.open(queries.item_by_id(ids["1"])))
    text = page()
    assert "/undo" not in text
    assert "It cannot be taken back." in text


def test_words_that_stand_twice_in_an_item_need_more_of_them(desk):
    text = "1. Urges Peru to free all prisoners and, where it can, to free all prisoners of war;\n"
    slug = desk.post("/manage/statements/bring_in", {"text": text}).location.rpartition("/")[2]
    page = desk.get(f"/manage/statements/{slug}")
    address = re.search(r'data-item="([^"]+)"', page)[1]
    answer = desk.post(f"{address}/split", {"before": "to free all prisoners"}, 422)
    assert "stands at 2 places" in answer.text
    near = text.rindex("to free")
    desk.post(f"{address}/split", {"before": "to free all prisoners", "near": str(near)})
    assert "to free all prisoners of war;</span>" in desk.get(f"/manage/statements/{slug}")


def test_every_place_on_the_page_has_a_name_of_its_own(desk, slug, page):
    desk.post(f"/manage/statements/{slug}/items", {"words": "The herders of the valley are thirsty."})
    names = re.findall(r'\sid="([^"]+)"', page())
    assert len(names) == len(set(names))


def test_sub_paragraphs_stand_on_lines_of_their_own_and_wrapped_lines_do_not(desk):
    text = "1. Urges Thailand:\n(a) To open\nits dams;\n(b) To share its wells;\n"
    page = desk.get(desk.post("/manage/statements/bring_in", {"text": text}).location)
    marked = re.search(r"<div class=\"statement marked\".*?</form>", page, re.DOTALL)[0]
    assert re.findall(r"<br><[^>]*>(\(\w\)[^<]*)", marked) == [
        "(a) To open\nits dams;\n",
        "(b) To share its wells;",
    ]
    for at, words in re.findall(r'data-at="(\d+)"[^>]*>([^<]*)<', marked):
        assert text[int(at) : int(at) + len(words)] == unescape(words)


def test_words_in_another_language_are_marked_by_hand_from_the_beginning(desk, furnished):
    text = "اقتراح بشأن السدود\n\nنطلب من تايلند فتح السدود أمام المزارعين في الوادي دون أي تأخير.\n"
    page = unescape(desk.post("/manage/statements/bring_in", {"text": text}, 422).text)
    assert "The text seems to be in Arabic." in page
    answer = desk.post("/manage/statements/bring_in", {"text": text, "by_hand": "yes"})
    path = answer.location
    assert "No item is marked yet." in desk.get(path)
    words = text.splitlines()[2]
    answer = desk.post(f"{path}/items", {"words": words, "campaign": "on"})
    shown = desk.get(answer.location)
    assert 'lang="ar"' in shown
    assert "Letters go to" in shown
    address = re.search(r'data-item="([^"]+)"', shown)[1]
    desk.post(f"{address}/accept", {"recipient": ["th-head-of-government"], "seen": "1"})
    assert "Publish 1 campaign" in desk.get(path)


def test_what_signed_in_people_did_is_told_with_their_names(do, page):
    do("1", "join")
    assert re.search(r"joined item 1 with the next\s*<span class=\"hint\">organizer@example.org", page())


def test_the_whole_text_is_marked_word_for_word(page):
    text = page()
    marked = re.search(r"<div class=\"statement marked\".*?</form>", text, re.DOTALL)[0]
    for at, words in re.findall(r'data-at="(\d+)"[^>]*>([^<]*)<', marked):
        assert STATEMENT[int(at) : int(at) + len(words)] == words
    assert 'data-label="asked: Thailand"' in marked
    assert 'class="open"' in marked
