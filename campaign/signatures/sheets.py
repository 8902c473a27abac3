"""The signatures of a campaign as a file that a spreadsheet opens."""

from __future__ import annotations

import csv
import io
from functools import partial
from typing import TYPE_CHECKING, Any

from campaign.core import countries, encryption, languages
from campaign.core.languages import gettext as _
from campaign.signatures import streaming
from campaign.signatures.values import State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

# What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection").
BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BYTE_ORDER_MARK = "\ufeff"


def as_csv(campaign_id: str, state: str = "") -> Iterator[str]:
    """The campaign's signatures, oldest first, in pieces, without e-mail addresses.

    UTF-8 with a byte order mark (encode the pieces as plain UTF-8), comma and CRLF (RFC 4180), so that
    Excel opens it by a double click; times are ISO 8601, UTC.
    """
    line = _Line()
    yield BYTE_ORDER_MARK + _written([_heads()])
    for rows in streaming.everything(campaign_id, state):
        yield _written(map(line.cells, rows))


def defused(cell: str) -> str:
    """The cell with an apostrophe before what would be a formula: a text stays a text."""
    return f"'{cell}" if cell.startswith(BEGINS_A_FORMULA) else cell


def _heads() -> list[str]:
    return [
        _("Name"),
        _("Country"),
        _("City"),
        _("Comment"),
        _("Name on the page"),
        _("Name to the offices"),
        _("Updates"),
        _("State"),
        _("Hidden"),
        _("Reason"),
        _("Signed at"),
        _("Confirmed at"),
    ]


class _Line:
    """Cells of one signature after the other, in the language in use."""

    def __init__(self) -> None:
        self._name, self._city, self._comment = (
            encryption.opener(f"signatures.{column}") for column in streaming.SEALED
        )
        self._countries = _Names(partial(countries.name, language=languages.current()))
        self._states = {state.value: state.label for state in State}
        self._yes = {1: _("yes"), 0: _("no")}

    def cells(self, row: Sequence[Any]) -> list[str]:
        """What the row says, in the order of the heads."""
        _id, name, city, comment, country, state, reason, *others = row
        shown, delivered, updates, hidden, given, confirmed = others
        yes = self._yes
        return [
            defused(self._name(name)),
            self._countries[country],
            defused(self._city(city)),
            defused(self._comment(comment)),
            yes[shown],
            yes[delivered],
            yes[updates],
            self._states[state],
            yes[hidden],
            defused(reason),
            f"{given[:10]}T{given[11:19]}+00:00",
            f"{confirmed[:10]}T{confirmed[11:19]}+00:00" if confirmed else "",
        ]


class _Names(dict[str, str]):
    """Names that are asked for once."""

    def __init__(self, name: Callable[[str], str]) -> None:
        super().__init__()
        self._name = name

    def __missing__(self, key: str) -> str:
        self[key] = defused(self._name(key))
        return self[key]


def _written(lines: Iterable[list[str]]) -> str:
    written = io.StringIO()
    csv.writer(written).writerows(lines)
    return written.getvalue()
