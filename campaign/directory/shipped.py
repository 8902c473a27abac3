"""The recipients that ship with the program: those written down, and four offices of every state."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from campaign.core import countries, data_files
from campaign.directory.entries import Entry
from campaign.directory.values import STATE_KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping

DATA: Final = Path(__file__).resolve().parent / "data"
MINISTER: Final = "Minister of Foreign Affairs"
_OFFICES: Final = MappingProxyType(
    {
        "head-of-government": "{head} of {state}",
        "foreign-minister": "{minister} of {state}",
        "mission-new-york": "{mission} of {state} to the United Nations",
        "mission-geneva": "{mission} of {state} to the United Nations Office at Geneva",
    }
)


@lru_cache(maxsize=1)
def entries() -> tuple[Entry, ...]:
    """All of them, by key: what recipients.yaml says wins over what is made from states.yaml."""
    said = _read("recipients.yaml")
    written = [_written(said["defaults"] | one) for one in said["recipients"]]
    states = _read("states.yaml")
    made = [
        _made(code, kind, offices, states)
        for code, offices in states["states"].items()
        for kind in STATE_KINDS
    ]
    by_key = {entry.key: entry for entry in (*made, *written)}
    return tuple(by_key[key] for key in sorted(by_key))


def without_guidance(note: str) -> str:
    """The note without what it says of an address that is not known: for an entry that has got one."""
    for sentence in _guidance().values():
        note = note.replace(sentence, "")
    return note.strip()


def _made(code: str, kind: str, offices: Mapping[str, str], states: Mapping[str, Any]) -> Entry:
    titles = {"minister": MINISTER, "mission": "Permanent Representative"} | dict(offices)
    notes = (offices.get("note", ""), _guidance()[kind])
    return Entry(
        key=f"{code.lower()}-{kind}",
        code=code,
        kind=kind,
        office=_OFFICES[kind].format(state=countries.full_name_in_sentence(code), **titles),
        salutation=states["salutation"],
        status="unknown",
        note=" ".join(note.strip() for note in notes if note),
        **_read("recipients.yaml")["defaults"],
    )


def _written(said: dict[str, Any]) -> Entry:
    return Entry(**said | {"lines": tuple(said.get("lines", ()))})


@lru_cache(maxsize=1)
def _guidance() -> Mapping[str, str]:
    return MappingProxyType({kind: text.strip() for kind, text in _read("states.yaml")["guidance"].items()})


@lru_cache(maxsize=2)
def _read(name: str) -> Mapping[str, Any]:
    return MappingProxyType(data_files.read(DATA / name))
