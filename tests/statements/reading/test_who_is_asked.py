"""Who is asked, in made-up statements of many kinds: beside each text stand the codes of each of its asks."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from campaign.statements.reading.reader import read

ADDRESSING = Path(__file__).parent / "addressing"


def cases():
    for path in sorted(ADDRESSING.glob("*.yaml")):
        for place, case in enumerate(yaml.safe_load(path.read_text(encoding="utf-8"))):
            yield pytest.param(case["text"], case["asked"], id=f"{path.stem}-{place}")


def codes_in(text):
    return [
        sorted(addressee.code for addressee in item.addressees)
        for item in read(text).items
        if item.kind == "ask"
    ]


@pytest.mark.parametrize(("text", "asked"), list(cases()))
def test_those_are_asked_to_whom_the_request_is_put(text, asked):
    assert codes_in(text) == [sorted(codes) for codes in asked]
