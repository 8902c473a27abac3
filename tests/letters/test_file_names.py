from __future__ import annotations

import re

import pytest

from campaign.letters import file_names
from campaign.letters.file_names import (
    LABELS,
    LIST,
    LONGEST,
    MANIFEST,
    POST_LIST,
    of_extra,
    of_letter,
    of_part,
)


def part(position: int, positions: int = 4, number: int = 1, of: int = 1) -> str:
    return of_part(
        position=position,
        positions=positions,
        campaign="protect-refugees",
        recipient="th-head-of-government",
        number=number,
        of=of,
    )


def test_names_say_what_is_inside() -> None:
    assert part(1) == "01--protect-refugees--th-head-of-government--letters"
    assert part(1, 4, 1, 12) == "01--protect-refugees--th-head-of-government--letters-001-of-012"
    assert of_extra(LABELS, "protect-refugees", "labels-l7160") == "90--protect-refugees--labels-l7160"
    assert of_letter(1, "th-head-of-government 1", ".eml") == "00001--th-head-of-government.eml"
    assert file_names.manifest() == "99--manifest.json"


@pytest.mark.parametrize("positions", [3, 79, 80, 250])
def test_names_sort_as_they_are_counted_and_extras_come_last(positions: int) -> None:
    names = [
        part(position, positions, number, 2000)
        for position in range(1, positions + 1)
        for number in (1, 2, 1999)
    ]
    names += [of_extra(place, "protect-refugees", "x") for place in (LIST, LABELS, POST_LIST)]
    names.append(file_names.manifest())
    assert names == sorted(names)
    assert len(set(names)) == len(names)
    assert MANIFEST > POST_LIST


@pytest.mark.parametrize("slug", ["a" * 300, "../../etc/passwd", "난민", "x\r\ny", "CON", "Ünïcode"])
def test_names_are_short_and_safe_whatever_they_are_made_of(slug: str) -> None:
    names = [
        of_part(position=1, positions=1, campaign=slug, recipient=slug[:60], number=3, of=40),
        of_extra(LABELS, slug, "labels-5160"),
    ]
    for name in [*(f"{name}.docx" for name in names), of_letter(1, slug, ".txt")]:
        assert re.fullmatch(r"[0-9]+--[a-z0-9-]+\.[a-z]+", name)
        assert len(name) <= LONGEST
