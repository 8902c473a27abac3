"""One row of a file of recipients, and the entry that it makes of what is there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from campaign.core import countries
from campaign.core.languages import gettext as _
from campaign.directory import tables
from campaign.directory.columns import ADDRESS, LINE_COLUMNS, STATE
from campaign.directory.entries import COLUMNS, Entry
from campaign.directory.shipped import without_guidance
from campaign.directory.values import KINDS_OF_A_STATE, PostalAddress, default_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

DAYS: Final = ("checked_on", "holder_from", "holder_until")
# They speak of an address: another address needs its own.
_OF_THE_ADDRESS: Final = ("source", "checked_on", "status")
_NEW: Final = MappingProxyType({"close": "Yours respectfully,", "language": "en", "style": "formal"})


@dataclass(frozen=True, slots=True)
class Row:
    """What a row of the file with this number says, by the directory's columns."""

    number: int
    said: Mapping[str, str]
    has_surplus: bool = False

    @classmethod
    def of(
        cls, number: int, cells: Sequence[str], columns: Sequence[str], defaults: Mapping[str, str]
    ) -> Row:
        """The row of these cells, in these columns; a cell that is empty or missing says the default."""
        padded = (*cells, *[""] * (len(columns) - len(cells)))
        typed = dict(zip(columns, padded, strict=False))
        said = {name: _cell(name, text) for name, text in typed.items() if name}
        filled = said | {name: text for name, text in defaults.items() if not said.get(name)}
        surplus = any(tables.clean(cell) for cell in cells[len(columns) :])
        return cls(number, MappingProxyType(filled | _identity(filled)), surplus)

    @property
    def key(self) -> str:
        """The key of its entry."""
        return self.said.get("key", "")

    def said_before(self, keys: set[str]) -> Iterator[str]:
        """The complaint if an earlier row has its key."""
        if self.key in keys:
            yield _("The key stands in an earlier row too.")

    def entry(self, known: Entry | None) -> tuple[Entry, list[str]]:
        """The entry that it makes, and what is wrong with the row: columns it lacks say what `known` says."""
        wrong = [*self._complaints()]
        days: dict[str, date | None] = {}
        for name in DAYS:
            try:
                days[name] = date.fromisoformat(text) if (text := self.said.get(name, "")) else None
            except ValueError:
                days[name] = None
                wrong.append(_("“%(text)s” is no day: write it as 2025-06-14.", text=text))
        lines = self._lines(known)
        said = {name: days.get(name, text) for name, text in self.said.items() if name in COLUMNS}
        return Entry(**self._underneath(known, lines) | said | {"lines": lines}), wrong

    def _complaints(self) -> Iterator[str]:
        if self.has_surplus:
            yield _("There are more cells than columns.")
        state = self.said.get(STATE, "")
        if state and not countries.code_of_name(state):
            yield _("“%(name)s” is no state: write its name in English, or its code.", name=state)

    def _lines(self, known: Entry | None) -> tuple[str, ...]:
        if known and not {ADDRESS, *LINE_COLUMNS} & set(self.said):
            return known.lines
        typed = _with_canonical_country(self.said.get(ADDRESS, "").splitlines())
        return PostalAddress.from_lines((*typed, *(self.said.get(name, "") for name in LINE_COLUMNS))).lines

    def _underneath(self, known: Entry | None, lines: tuple[str, ...]) -> dict[str, Any]:
        kept: dict[str, Any] = dict.fromkeys(COLUMNS, "") | dict.fromkeys(DAYS)
        if known:
            kept |= {name: getattr(known, name) for name in COLUMNS}
        else:
            formal = {"salutation": "Excellency"} if self.said.get("kind") in KINDS_OF_A_STATE else {}
            kept |= _NEW | formal
        if known is None or lines != known.lines:
            kept |= {name: None if name in DAYS else "" for name in _OF_THE_ADDRESS}
            kept["status"] = "unverified" if lines else "unknown"
            kept["note"] = without_guidance(kept["note"]) if lines else kept["note"]
        return kept


def _with_canonical_country(lines: list[str]) -> list[str]:
    # Others write "Switzerland" or "USA"; the directory knows one last line for each country.
    code = countries.code_of_name(lines[-1]) if lines else None
    return [*lines[:-1], countries.address_line(code)] if code else lines


def _cell(name: str, text: str) -> str:
    if name != ADDRESS:
        return tables.clean(text)
    return "\n".join(tables.clean(line) for line in text.splitlines())


def _identity(said: Mapping[str, str]) -> dict[str, str]:
    code = said.get("code") or countries.code_of_name(said.get(STATE, "")) or ""
    kind = said.get("kind", "")
    if said.get("key") or not code or not kind:
        return {"code": code} if code else {}
    return {"code": code, "key": f"{code.lower()}-{kind}" if kind in KINDS_OF_A_STATE else default_key(code)}
