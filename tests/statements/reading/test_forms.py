"""Statements of every form, made up: beside each text stand the items that a careful reader finds in it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from campaign.statements.reading.reader import read

FORMS = Path(__file__).parent / "forms"
NAMES = sorted(path.stem for path in FORMS.glob("*.txt"))


def found_in(name):
    return read((FORMS / f"{name}.txt").read_text(encoding="utf-8")).items


def expected_in(name):
    return yaml.safe_load((FORMS / f"{name}.yaml").read_text(encoding="utf-8"))


def test_there_are_forms_to_read():
    assert len(NAMES) > 30


@pytest.mark.parametrize("name", NAMES)
def test_the_items_of_this_form_are_found_with_their_numbers_and_verbs(name):
    found = [{"number": item.number, "kind": item.kind, "verbs": list(item.verbs)} for item in found_in(name)]
    assert found == [{key: item[key] for key in ("number", "kind", "verbs")} for item in expected_in(name)]


@pytest.mark.parametrize("name", NAMES)
def test_the_items_of_this_form_begin_and_end_where_they_should(name):
    words = [item.text.split() for item in found_in(name)]
    assert [(" ".join(them[:4]), " ".join(them[-3:])) for them in words] == [
        (item["begins"], item["ends"]) for item in expected_in(name)
    ]
