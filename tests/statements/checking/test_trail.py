from __future__ import annotations

from dataclasses import dataclass

import hypothesis.strategies as st
from hypothesis import given

from campaign.statements.checking.trail import trail


@dataclass(frozen=True)
class Row:
    id: str
    act: str
    reverses: str | None = None


def row_ids(rows):
    return [row.id for row in rows]


def test_what_was_done_last_is_taken_back_first():
    rows = [Row("a", "split"), Row("b", "join"), Row("c", "undo", "b")]
    assert trail(rows).undoable == rows[0]
    assert trail(rows).redoable == rows[1]


def test_what_is_done_again_can_be_taken_back_again():
    rows = [Row("a", "split"), Row("b", "undo", "a"), Row("c", "redo", "a")]
    assert trail(rows).undoable == rows[0]
    assert trail(rows).redoable is None


def test_after_a_new_change_nothing_is_done_again():
    rows = [Row("a", "split"), Row("b", "undo", "a"), Row("c", "join")]
    assert (trail(rows).undoable, trail(rows).redoable) == (rows[2], None)


def test_of_nothing_nothing_is_taken_back():
    assert (trail([]).undoable, trail([]).redoable) == (None, None)


@given(st.lists(st.sampled_from(["do", "undo", "redo"])))
def test_it_is_what_two_stacks_would_do(acts):
    rows, standing, taken_back = [], [], []
    for number, act in enumerate(acts):
        if act == "do":
            rows.append(Row(f"{number}", "split"))
            standing.append(rows[-1].id)
            taken_back.clear()
        elif act == "undo" and standing:
            taken_back.append(standing.pop())
            rows.append(Row(f"{number}", "undo", taken_back[-1]))
        elif act == "redo" and taken_back:
            standing.append(taken_back.pop())
            rows.append(Row(f"{number}", "redo", standing[-1]))
    found = trail(rows)
    assert (row_ids(found.standing), row_ids(found.taken_back)) == (standing, taken_back)
