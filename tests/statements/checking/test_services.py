from __future__ import annotations

from functools import partial

import pytest

from campaign.core.db import db
from campaign.core.errors import Conflict
from campaign.statements import queries
from campaign.statements import services as statements
from campaign.statements.checking import edits, rows, services
from campaign.statements.checking.services import Hand
from campaign.statements.checking.sheet import CannotChange, NoSuchItem
from campaign.statements.models import Change
from campaign.statements.services import Particulars
from tests.statements.checking import sheets
from tests.together import at_once

pytestmark = pytest.mark.usefixtures("session", "clock")


@pytest.fixture
def statement():
    return statements.bring_in(sheets.TEXT, Particulars())


def number(statement, which):
    return next(item for item in queries.by_slug(statement.slug).items if item.number == which)


def split(statement, hand=None):
    at = sheets.TEXT.index("calls upon Chile")
    item_id = number(statement, "1").id
    edit = partial(edits.split, item_id=item_id, at=at)
    return services.change(statement, "split", "1", edit, hand or Hand())


def drop(statement, which, hand=None):
    edit = partial(edits.drop, item_id=number(statement, which).id)
    return services.change(statement, "drop", which, edit, hand or Hand())


def whole(statement):
    db.session.expire_all()
    return rows.sheet_of(queries.by_slug(statement.slug))


def set_of(*ids):
    return lambda: set(ids)


def accept(statement, items, hand=None):
    made = services.accept(statement, items, hand or Hand())
    db.session.commit()
    return made


def test_a_statement_that_is_brought_in_is_what_was_read(statement):
    as_read = [one.changed().reflagged().asked for one in sheets.sheet_of()]
    assert [one.asked for one in whole(statement)] == as_read


def test_a_split_is_stored_counted_and_noted(statement):
    made = split(statement, Hand(account_id="somebody"))
    assert [item.place for item in statement.items] == ["1 (1)", "1 (2)", "2", "3", "#5"]
    assert [item.anchor for item in statement.items][:3] == ["item-1-1", "item-1-2", "item-2"]
    [noted] = queries.changes_of(statement)
    assert (noted, noted.act, noted.place, noted.account_id) == (made, "split", "1", "somebody")
    assert (len(noted.before), len(noted.after)) == (1, 2)


def test_every_change_can_be_taken_back_and_done_again(statement):
    before = whole(statement)
    made = split(statement)
    after = whole(statement)
    services.undo(statement, made.id, Hand())
    assert whole(statement) == before
    services.redo(statement, made.id, Hand())
    assert whole(statement) == after
    assert [row.act for row in queries.changes_of(statement)] == ["split", "undo", "redo"]


def test_what_was_dropped_comes_back_with_its_own_id(statement):
    item_id = number(statement, "2").id
    made = drop(statement, "2")
    assert [item.number for item in statement.items] == ["1", "3", None]
    with pytest.raises(Exception, match="does not exist any more"):
        queries.item_by_id(item_id)
    services.undo(statement, made.id, Hand())
    assert number(statement, "2").id == item_id
    assert [item.position for item in statement.items] == [0, 1, 2, 3]


def test_only_the_latest_change_is_taken_back(statement):
    first = split(statement)
    second = drop(statement, "3")
    with pytest.raises(Conflict, match="changed meanwhile"):
        services.undo(statement, first.id, Hand())
    services.undo(statement, second.id, Hand())
    services.undo(statement, first.id, Hand())
    with pytest.raises(Conflict):
        services.undo(statement, first.id, Hand())
    with pytest.raises(Conflict):
        services.redo(statement, second.id, Hand())


def test_after_a_new_change_nothing_is_done_again(statement):
    made = split(statement)
    services.undo(statement, made.id, Hand())
    drop(statement, "3")
    with pytest.raises(Conflict):
        services.redo(statement, made.id, Hand())


def test_acceptance_is_a_change_too_and_comes_back_by_itself_alone(statement, clock):
    item = number(statement, "1")
    accepted = accept(statement, [item])
    assert number(statement, "1").accepted_at == clock.now()
    services.undo(statement, accepted.id, Hand())
    assert number(statement, "1").accepted_at is None
    services.redo(statement, accepted.id, Hand())
    assert number(statement, "1").is_accepted
    made = split(statement)
    assert not number(statement, "1").is_accepted
    services.undo(statement, made.id, Hand())
    assert not number(statement, "1").is_accepted


def test_accepting_twice_is_one_change(statement):
    accept(statement, list(statement.items))
    assert accept(statement, list(statement.items)) is None
    assert [row.act for row in queries.changes_of(statement)] == ["accept"]


def test_a_change_that_changes_nothing_is_not_noted(statement):
    assert services.change(statement, "ask", "1", lambda sheet: sheet, Hand()) is None
    assert queries.changes_of(statement) == []


def test_what_cannot_be_done_leaves_all_as_it_was(statement):
    before = whole(statement)
    edit = partial(edits.split, item_id=number(statement, "1").id, at=0)
    with pytest.raises(CannotChange):
        services.change(statement, "split", "1", edit, Hand())
    assert whole(statement) == before


def test_nobody_changes_an_item_that_somebody_else_changed_since_it_was_seen(statement):
    split(statement, Hand(seen=0))
    with pytest.raises(Conflict, match="changed meanwhile"):
        drop(statement, "1", Hand(seen=0))
    drop(statement, "3", Hand(seen=0))
    drop(statement, "1", Hand(seen=2))


def test_an_item_whose_words_people_sign_stays(statement):
    fixed = Hand(fixed=set_of(number(statement, "1").id))
    with pytest.raises(Conflict, match="People sign the words"):
        split(statement, fixed)
    made = split(statement)
    with pytest.raises(Conflict, match="People sign the words"):
        services.undo(statement, made.id, fixed)


def test_taking_back_an_acceptance_leaves_out_those_that_people_sign(statement):
    first, second = number(statement, "1"), number(statement, "2")
    made = accept(statement, [first, second])
    services.undo(statement, made.id, Hand(fixed=set_of(first.id)))
    assert (number(statement, "1").is_accepted, number(statement, "2").is_accepted) == (True, False)
    services.redo(statement, made.id, Hand(fixed=set_of(first.id)))
    assert number(statement, "2").is_accepted
    with pytest.raises(Conflict, match="People sign the words"):
        services.undo(statement, made.id, Hand(fixed=set_of(first.id, second.id)))


def test_what_is_public_is_asked_when_nobody_else_can_change_it(statement):
    asked = []

    def fixed():
        asked.append(db.session().in_transaction())
        return {number(statement, "1").id}

    with pytest.raises(Conflict):
        split(statement, Hand(fixed=fixed))
    assert asked == [True]


def test_halves_of_one_number_are_counted_in_their_own_section_alone(statement):
    text = "I. Peru\n\nURGE Peru to act.\n\nII. Chile\n\nURGE Chile to act.\n"
    other = statements.bring_in(text, Particulars())
    assert all(item.part == 0 for item in other.items)


def test_an_item_that_is_gone_is_not_found(statement):
    item_id = number(statement, "1").id
    drop(statement, "1")
    with pytest.raises(NoSuchItem):
        services.change(statement, "drop", "1", partial(edits.drop, item_id=item_id), Hand())


def test_a_statement_goes_with_all_its_items_and_changes(statement):
    drop(statement, "1")
    db.session.delete(statement)
    db.session.commit()
    assert queries.newest_first() == []


def test_two_hands_at_once_leave_one_trail(app, statement):
    slug = statement.slug
    db.session.remove()

    def change(which):
        return drop(queries.by_slug(slug), which)

    outcomes = at_once(app, *(partial(change, which) for which in ("1", "2", "3")))
    done = [one for one in outcomes if isinstance(one, Change)]
    assert done
    assert all(isinstance(one, Change | Conflict) for one in outcomes)
    found = queries.by_slug(slug)
    assert [row.position for row in queries.changes_of(found)] == list(range(len(done)))
    assert len(found.items) == 4 - len(done)


@pytest.mark.parametrize("text", ["Nous demandons au Pérou d’agir.", "Dear friends, thank you for coming."])
def test_a_text_without_items_is_stored_to_be_marked_by_hand(text):
    statement = statements.bring_in(text, Particulars(), by_hand=True)
    edit = partial(edits.add, start=0, end=len(text), item_id="new")
    services.change(statement, "add", "", edit, Hand())
    [item] = statement.items
    assert (item.text, item.flags, item.asks_a_group) == (text, ["no-addressee"], True)
