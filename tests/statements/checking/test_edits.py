from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from campaign.core.ids import new_id
from campaign.statements.checking import edits
from campaign.statements.checking.finding import words_in
from campaign.statements.checking.sheet import Asked, CannotChange, Marked, NoSuchItem, Sheet
from campaign.statements.values import Span
from tests.statements.checking.sheets import TEXT, asked, item, sheet_of, words

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def sheet():
    return sheet_of()


def at(words_there: str) -> int:
    return TEXT.index(words_there)


def test_the_items_are_as_they_were_read(sheet):
    assert [one.number for one in sheet] == ["1", "2", "3", None]
    assert asked(item(sheet, "1")) == ["PE", "CL"]
    assert item(sheet, "2").flags == ("time-bound", "group")


def test_an_item_is_split_with_those_who_are_asked_in_each_part(sheet):
    one = item(sheet, "1")
    after = edits.split(sheet, one.id, at("calls upon Chile"))
    assert words(after)[:2] == [
        "Urges Peru to open its dams, and",
        "calls upon Chile to share its wells;",
    ]
    first, second = after.items[:2]
    assert (first.id, first.number, second.number) == (one.id, "1", "1")
    assert (asked(first), asked(second)) == (["PE"], ["CL"])
    assert (first.verbs, second.verbs) == (("urge",), ("call upon",))
    assert (first.is_campaign, second.is_campaign) == (True, False)


@pytest.mark.parametrize("place", ["1. Urges", "2. Demands", "Urges Peru"])
def test_an_item_is_split_between_its_own_words_only(sheet, place):
    with pytest.raises(CannotChange, match="between two of its own words"):
        edits.split(sheet, item(sheet, "1").id, at(place))


def test_two_items_are_joined_with_all_that_both_say(sheet):
    after = edits.join(sheet, item(sheet, "1").id)
    joined = item(after, "1")
    assert len(after.items) == len(sheet.items) - 1
    assert joined.span == Span(item(sheet, "1").start, item(sheet, "2").end)
    assert asked(joined) == ["PE", "CL", "GROUP:upstream countries"]
    assert joined.verbs == ("urge", "call upon", "demand")


def test_splitting_and_joining_again_gives_the_same_words(sheet):
    one = item(sheet, "1")
    there = edits.split(sheet, one.id, at("calls upon Chile"))
    assert words(edits.join(there, one.id)) == words(sheet)


def test_the_last_item_has_none_to_be_joined_with(sheet):
    with pytest.raises(CannotChange, match="last item"):
        edits.join(sheet, sheet.items[-1].id)


def test_a_shorter_item_asks_only_those_who_are_left(sheet):
    one = item(sheet, "1")
    after = edits.respan(sheet, one.id, one.start, at(", and calls upon Chile"))
    assert (asked(item(after, "1")), item(after, "1").verbs) == (["PE"], ("urge",))


def test_a_longer_item_also_asks_those_in_its_new_words(sheet):
    short = edits.respan(sheet, item(sheet, "1").id, item(sheet, "1").start, at(", and calls upon Chile"))
    after = edits.respan(short, item(sheet, "1").id, item(sheet, "1").start, item(sheet, "1").end)
    assert asked(item(after, "1")) == ["PE", "CL"]


def test_an_item_never_takes_words_of_another(sheet):
    one = item(sheet, "1")
    with pytest.raises(CannotChange, match="belong to item 2 too"):
        edits.respan(sheet, one.id, one.start, at("stop the pumps"))


@pytest.mark.parametrize(("start", "end"), [(5, 5), (-3, 9), (9, 5), (0, len(TEXT) + 1)])
def test_an_item_is_words_of_the_statement(sheet, start, end):
    with pytest.raises(CannotChange):
        edits.respan(sheet, item(sheet, "1").id, start, end)


def test_words_that_were_no_item_become_one_with_what_is_found_in_them():
    text = "Peru must listen. The herders of the valley urge Chile to act. Then they left."
    start, end = text.index("The herders"), text.index(" Then")
    after = edits.add(sheet_of(text), start, end, new_id())
    [added] = [one for one in after if one.start == start]
    assert added.span == Span(start, end)
    assert added.number is None


def test_words_in_which_nothing_is_found_ask_nobody_yet(sheet):
    start = at("Alarmed")
    after = edits.add(sheet, start, at("\n\n1. Urges"), "new")
    added = after.item("new")
    assert (added.kind, added.verbs, added.asked, added.flags) == ("ask", (), (), ("no-addressee",))
    assert words(after)[0].startswith("Alarmed by the drought")


def test_an_item_is_dropped_and_its_words_stay(sheet):
    after = edits.drop(sheet, item(sheet, "2").id)
    assert [one.number for one in after] == ["1", "3", None]
    assert after.text == sheet.text
    with pytest.raises(NoSuchItem):
        after.item(item(sheet, "2").id)


def test_verbs_are_taken_as_in_a_dictionary(sheet):
    after = edits.reword(sheet, item(sheet, "3").id, ["  Call   Upon", "urge", "urge", ""], is_campaign=True)
    changed = item(after, "3")
    assert (changed.verbs, changed.is_campaign, changed.kind) == (("call upon", "urge"), True, "ask")
    assert changed.flags == ("no-addressee",)


@pytest.mark.parametrize("verbs", [[], [" "], ["urge and demand that everything be done at once"], ["a"] * 0])
def test_verbs_that_are_none_are_refused(sheet, verbs):
    with pytest.raises(CannotChange):
        edits.reword(sheet, item(sheet, "3").id, verbs, is_campaign=False)


def test_a_group_that_somebody_resolved_needs_no_eye_any_more(sheet):
    one = item(sheet, "2")
    group = one.asked[0]
    brazil = Asked("BR", "state", "Brazil", group.phrase, group.start, group.end, "group")
    after = item(edits.ask(sheet, one.id, [group, brazil]), "2")
    assert (after.flags, after.asks_somebody) == (("time-bound",), True)
    assert item(edits.ask(sheet, one.id, []), "2").flags == ("time-bound", "no-addressee")


def test_words_that_name_a_state_make_it_an_addressee(sheet):
    one = item(sheet, "3")
    start = at("the Secretary-General")
    after = item(
        edits.name(sheet, one.id, start, start + len("the Secretary-General of the United Nations")), "3"
    )
    assert asked(after) == ["UNSG"]


def test_words_that_name_nobody_known_make_a_group(sheet):
    one = item(sheet, "3")
    after = item(edits.name(sheet, one.id, at("the visit"), at("the visit") + len("the visit")), "3")
    assert (after.asked[0].code, after.asked[0].kind) == ("GROUP:the visit", "group")


def test_the_same_words_are_not_marked_twice(sheet):
    one = item(sheet, "1")
    with pytest.raises(CannotChange, match="marked as who is asked already"):
        edits.name(sheet, one.id, at("Peru to open"), at("Peru to open") + len("Peru"))


def test_what_is_changed_must_be_accepted_again(sheet):
    one = item(sheet, "1")
    accepted = edits.accept(sheet, [one.id], NOON)
    assert item(accepted, "1").accepted_at == NOON.isoformat()
    assert item(edits.ask(accepted, one.id, []), "1").accepted_at is None
    assert edits.accept(accepted, [one.id], NOON.replace(hour=13)) == accepted


def test_an_item_goes_into_the_log_and_comes_back_the_same(sheet):
    for one in sheet:
        assert Marked.from_json(one.as_json()) == one


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("open its dams", "open its dams"),
        ("  open\n its   dams ", "open its dams"),
        ("the drought in Peru", "the drought in Peru"),
    ],
)
def test_words_are_found_however_their_blanks_are_typed(typed, found):
    assert words_in(TEXT, typed, 0).of(TEXT) == found


def test_of_several_places_the_nearest_counts():
    text = "We ask Peru. They ask Peru. All ask Peru."
    assert words_in(text, "ask Peru", 20).start == text.index("ask Peru", 15)


def test_straight_signs_find_curled_ones():
    assert words_in("the North’s “wells” – all", 'North\'s "wells" - all', 0).start == 4


def test_words_that_stand_nowhere_are_refused_with_what_to_do():
    with pytest.raises(CannotChange, match="Copy the words from it"):
        words_in(TEXT, "open its wells", 0)
    with pytest.raises(CannotChange, match="does not stand in this item"):
        words_in(TEXT, "Demands that", 0, Span(0, 20))
    with pytest.raises(CannotChange, match="at least one word"):
        words_in(TEXT, " \n", 0)


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["respan", "split", "join", "add", "drop", "name", "reword"]),
        st.integers(0, 9),
        st.integers(0, len(TEXT)),
        st.integers(0, len(TEXT)),
    ),
    max_size=6,
)


def done(sheet: Sheet, act: str, which: int, start: int, end: int) -> Sheet:
    if act == "add":
        return edits.add(sheet, start, end, new_id())
    if not sheet.items:
        return sheet
    item_id = sheet.items[which % len(sheet.items)].id
    return {
        "respan": lambda: edits.respan(sheet, item_id, start, end),
        "split": lambda: edits.split(sheet, item_id, start),
        "join": lambda: edits.join(sheet, item_id),
        "drop": lambda: edits.drop(sheet, item_id),
        "name": lambda: edits.name(sheet, item_id, start, end),
        "reword": lambda: edits.reword(sheet, item_id, ["urge"], is_campaign=bool(start % 2)),
    }[act]()


@settings(max_examples=60)
@given(ACTS)
def test_whatever_is_done_items_never_overlap_and_places_are_slices(acts):
    sheet = sheet_of()
    for act in acts:
        before = sheet
        try:
            sheet = done(sheet, *act)
        except CannotChange:
            assert sheet is before
        reached = 0
        for one in sheet:
            assert reached <= one.start < one.end <= len(TEXT)
            assert one.span.of(TEXT) == one.span.of(TEXT).strip()
            assert all(TEXT[a.start : a.end] == a.phrase for a in one.asked if a.span)
            assert all(one.start <= start < end <= one.end for start, end in one.requests)
            assert Marked.from_json(one.as_json()) == one
            reached = one.end
        assert len({one.id for one in sheet}) == len(sheet.items)
        assert sheet.text == TEXT


def test_an_edit_leaves_the_sheet_that_it_was_given(sheet):
    copy = replace(sheet)
    edits.drop(sheet, sheet.items[0].id)
    assert sheet == copy
