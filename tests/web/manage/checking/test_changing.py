from __future__ import annotations

from html import unescape

from tests.web.manage.checking.rivers import STATEMENT, cards, change_id


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
    assert "This was changed meanwhile" in answer.text


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
