from __future__ import annotations

import pytest

from campaign.statements.reading.reader import read_statement
from tests.bench.resolutions import FORMS, Speaker, text_of


@pytest.mark.parametrize("kb", [1, 10, 137])
def test_a_text_has_exactly_the_size_that_was_asked_for(kb):
    assert len(text_of(kb).encode()) == kb * 1000


def test_the_same_seed_gives_the_same_text_and_another_seed_another():
    assert text_of(20) == text_of(20)
    assert text_of(20) != text_of(20, seed=1)


def test_a_text_does_not_repeat_itself():
    paragraphs = [line for line in text_of(100).splitlines() if len(line) > 60]
    assert len(set(paragraphs)) > len(paragraphs) * 0.95


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_each_form_is_read_as_items_that_ask_somebody(form):
    items = read_statement(form(Speaker(1))).items
    assert sum(bool(item.addressees) for item in items) >= 3


def test_a_long_text_holds_items_of_every_kind():
    items = read_statement(text_of(30)).items
    assert {item.kind for item in items} >= {"ask", "other"}
    assert any(item.number for item in items)
    assert any(item.number is None for item in items)
