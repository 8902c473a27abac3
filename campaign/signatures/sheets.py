"""The signatures of a campaign as files that a spreadsheet opens."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from campaign.core import cells, countries, encryption, languages, workbooks
from campaign.core.cells import BYTE_ORDER_MARK, defused
from campaign.core.languages import gettext as _
from campaign.signatures import streaming
from campaign.signatures.values import State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from sqlalchemy import Row


# How many columns of a row are not sealed.
OPEN: Final = 9
# Widths of the columns, in characters: those of `_heads`.
WIDTHS: Final = (28, 20, 20, 60, 10, 10, 10, 14, 10, 30, 26, 26, 34)


def as_csv(campaign_id: str, state: str = "", *, addresses: bool = False) -> Iterator[str]:
    """The campaign's signatures, oldest first, in pieces, with e-mail addresses only if that is said.

    UTF-8 with a byte order mark (encode the pieces as plain UTF-8), comma and CRLF (RFC 4180), so that
    Excel opens it by a double click; times are ISO 8601, UTC.
    """
    writer = _Writer(defused)
    yield BYTE_ORDER_MARK + cells.lines([_heads(addresses=addresses)])
    for rows in _batches(campaign_id, state, addresses=addresses):
        yield cells.lines_of_texts(writer.rows(rows))


def as_xlsx(campaign_id: str, state: str = "", *, addresses: bool = False) -> Iterator[bytes]:
    """The same as a workbook, in pieces; every cell is a text."""
    writer, heads = _Writer(str), _heads(addresses=addresses)
    batches = (writer.rows(rows) for rows in _batches(campaign_id, state, addresses=addresses))
    return workbooks.workbook(_("Signatures"), heads, WIDTHS[: len(heads)], batches)


def _batches(campaign_id: str, state: str, *, addresses: bool) -> Iterator[Sequence[Row[*tuple[Any, ...]]]]:
    sealed = (*streaming.SEALED, streaming.ADDRESS) if addresses else streaming.SEALED
    return streaming.everything(campaign_id, state, sealed)


def _heads(*, addresses: bool) -> list[str]:
    heads = [
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
    return [*heads, _("E-mail")] if addresses else heads


class _Writer:
    """What signatures say, as cells, in the language in use; `safe` takes what others wrote."""

    def __init__(self, safe: Callable[[str], str]) -> None:
        self._safe = safe
        self._name, self._city, self._comment, self._address = (
            encryption.opener(f"signatures.{column}") for column in (*streaming.SEALED, streaming.ADDRESS)
        )
        self._countries = _Names(partial(countries.name, language=languages.current()))
        self._states = {state.value: state.label for state in State}
        self._yes = {1: _("yes"), 0: _("no")}

    def rows(self, signatures: Sequence[Sequence[Any]]) -> Iterator[tuple[str, ...]]:
        """The cells of each, in the order of the heads; made column by column, for that takes less time."""
        columns = list(zip(*signatures, strict=True))
        _ids, names, cities, comments, *addresses = columns[:-OPEN]
        country, state, reasons, *marks, given, confirmed = columns[-OPEN:]
        shown, delivered, updates, hidden = ([self._yes[mark] for mark in column] for column in marks)
        return zip(
            self._safe_texts(self._name(names)),
            [self._countries[code] for code in country],
            self._safe_texts(self._city(cities)),
            self._safe_texts(self._comment(comments)),
            shown,
            delivered,
            updates,
            [self._states[name] for name in state],
            hidden,
            self._safe_texts(reasons),
            map(_moment, given),
            map(_moment, confirmed),
            *(self._safe_texts(self._address(column)) for column in addresses),
            strict=True,
        )

    def _safe_texts(self, texts: Iterable[str]) -> list[str]:
        # Most have written nothing.
        return [text and self._safe(text) for text in texts]


def _moment(text: str | None) -> str:
    return f"{text[:10]}T{text[11:19]}+00:00" if text else ""


class _Names(dict[str, str]):
    """Names that are asked for once."""

    def __init__(self, name: Callable[[str], str]) -> None:
        super().__init__()
        self._name = name

    def __missing__(self, key: str) -> str:
        self[key] = self._name(key)
        return self[key]
