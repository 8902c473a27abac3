from __future__ import annotations

import re
from html import unescape

import pytest

STATEMENT = """The Assembly of Rivers,

1. Urges Thailand to open its dams, and calls upon Japan to share its wells;

2. Demands that the upstream countries stop the pumps;

3. Welcomes the visit of the Secretary-General;

The herders of the valley are thirsty.
"""


@pytest.fixture
def slug(desk):
    answer = desk.post("/manage/statements/bring_in", {"text": STATEMENT})
    return answer.location.rpartition("/")[2]


@pytest.fixture
def ids(furnished, slug):
    """The ids of the items as they were read, by number."""
    from campaign.statements import queries

    with furnished.app_context():
        return {item.number: item.id for item in queries.by_slug(slug).items}


@pytest.fixture
def do(desk, slug, ids):
    """A function that sends a form of an item's card."""

    def sent(number, path, data=None, status=303):
        address = f"/manage/statements/{slug}/items/{ids[number]}/{path}"
        return desk.post(address, data or {}, status)

    return sent


@pytest.fixture
def page(desk, slug):
    """A function that gives the page, with the markup of its cards."""

    def shown(query=""):
        return unescape(desk.get(f"/manage/statements/{slug}{query}"))

    return shown


def cards(text):
    return re.findall(r'<article[^>]*aria-label="Item ([^"]+)"', text)


def change_id(text, which):
    found = re.search(rf'/{which}" data-{which}>.*?name="change" value="([^"]+)"', text, re.DOTALL)
    return found and found[1]


def test_every_way_to_change_an_item_stands_on_its_card(page, ids):
    card = page(f"?item={ids['1']}")
    for path in ("words", "split", "join", "drop", "verbs", "phrase", "asked"):
        assert f"/items/{ids['1']}/{path}" in card
    assert f"/items/{ids['2']}/words" not in card


def test_an_item_is_split_before_words_that_were_typed(do, page):
    do("1", "split", {"before": "calls upon Japan"})
    text = page()
    assert {"1 (1)", "1 (2)"} <= set(cards(text))
    assert "Undo" in text
    assert "split item 1" in text


def test_words_that_do_not_stand_there_are_kept_with_what_to_do(do):
    answer = do("1", "split", {"before": "calls upon Peru"}, 422)
    text = unescape(answer.text)
    assert "“calls upon Peru” does not stand in this item." in text
    assert 'value="calls upon Peru"' in text
    assert "This was not done" in text


def test_an_item_takes_other_words_of_the_statement(do, page):
    do("1", "words", {"words": "Urges Thailand to\n open its dams"})
    text = page()
    assert "changed where item 1 begins and ends" in text
    answer = do("1", "words", {"words": "Urges Thailand to swim"}, 422)
    assert "Urges Thailand to swim</textarea>" in answer.text


def test_an_item_takes_the_words_that_were_selected(furnished, slug, do, ids):
    from campaign.statements import queries

    start = STATEMENT.index("calls upon")
    do("1", "words", {"start": str(start), "end": str(start + len("calls upon Japan")), "words": "anything"})
    with furnished.app_context():
        assert queries.item_by_id(ids["1"]).text == "calls upon Japan"


def test_words_are_made_an_item(desk, slug, page):
    answer = desk.post(
        f"/manage/statements/{slug}/items", {"words": "The herders of the valley are thirsty."}
    )
    assert "item=" in answer.location
    text = page()
    assert "names nobody: choose who is asked" not in text.split("herders")[0]
    assert len(cards(text)) == 4


def test_words_of_an_item_are_not_made_another(desk, slug):
    answer = desk.post(f"/manage/statements/{slug}/items", {"words": "Thailand to open"}, 422)
    text = unescape(answer.text)
    assert "belong to item 1 too" in text
    assert "Thailand to open</textarea>" in text


def test_an_item_is_dropped_and_brought_back(desk, slug, do, page):
    do("2", "drop")
    text = page()
    assert "2" not in cards(text)
    desk.post(f"/manage/statements/{slug}/undo", {"change": change_id(text, "undo")})
    text = page()
    assert "2" in cards(text)
    assert "taken back: item 2 is no item" in text
    desk.post(f"/manage/statements/{slug}/redo", {"change": change_id(text, "redo")})
    text = page()
    assert "2" not in cards(text)
    assert "again: item 2 is no item" in text
    assert change_id(text, "redo") is None


def test_what_somebody_else_did_last_is_not_taken_back_unseen(desk, slug, do, page):
    do("3", "drop")
    seen = change_id(page(), "undo")
    do("2", "drop")
    answer = desk.post(f"/manage/statements/{slug}/undo", {"change": seen}, 409)
    assert "Somebody else changed this meanwhile" in answer.text


def test_verbs_are_changed_and_an_item_becomes_a_campaign(do, page):
    do("3", "verbs", {"verbs": "Urge, demand", "campaign": "on"})
    text = page()
    assert cards(text)[:3] == ["1", "2", "3"]
    assert "<b>Urge, demand</b>" in text
    answer = do("3", "verbs", {"verbs": " , "}, 422)
    assert "Say at least one verb" in answer.text


def test_an_office_is_found_by_a_part_of_its_name_and_asked(do, page):
    answer = do("2", "asked", {"office": "Minister of Japan"}, 303)
    text = page(f"?item={answer.location.partition('item=')[2].partition('#')[0]}")
    assert 'data-label="asked: Japan"' in text
    assert "changed who item 2 asks" in text


def test_where_several_offices_have_the_words_all_are_offered(do):
    answer = do("2", "asked", {"office": "Prime Minister"}, 422)
    text = unescape(answer.text)
    assert "Several offices are called like “Prime Minister”" in text
    assert text.count("found for “Prime Minister”") > 1
    assert 'value="Prime Minister"' in text


def test_a_group_is_resolved_by_those_who_are_ticked(do, page):
    before = page()
    assert "asks “upstream countries”: choose who that is" in before
    do("2", "accept", {"recipient": ["th-head-of-government", "jp-head-of-government"]})
    text = page()
    assert 'data-label="asked: Thailand, Japan"' in text
    assert "choose who that is" not in text
    assert "accepted item 2" in text


def test_words_say_who_is_asked(do, page):
    do("3", "phrase", {"phrase": "Secretary-General"})
    assert "marked who item 3 asks" in page()
    answer = do("3", "phrase", {"phrase": "Secretary-Generals"}, 422)
    assert 'value="Secretary-Generals"' in answer.text


def test_the_last_item_is_not_joined_with_anything(do):
    answer = do("3", "join", {}, 422)
    assert "This is the last item" in answer.text


def test_two_items_are_joined(do, page):
    do("1", "join")
    assert set(cards(page())) == {"1", "3"}


def test_a_form_that_saw_an_older_page_does_not_write_over_what_was_done(do):
    do("1", "verbs", {"verbs": "urge", "seen": "0"})
    answer = do("1", "drop", {"seen": "0"}, 409)
    assert "Somebody else changed this meanwhile" in answer.text


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
