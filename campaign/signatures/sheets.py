"""The signatures of a campaign as a file that a spreadsheet opens."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from campaign.core import countries, languages
from campaign.core.languages import gettext as _
from campaign.signatures import queries
from campaign.signatures.values import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Row

# What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection").
BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BYTE_ORDER_MARK = "\ufeff"


def as_csv(campaign_id: str, state: str = "") -> Iterator[str]:
    """The campaign's signatures, oldest first, in pieces, without e-mail addresses.

    UTF-8 with a byte order mark (encode the pieces as plain UTF-8), comma and CRLF (RFC 4180), so that
    Excel opens it by a double click; times are ISO 8601, UTC.
    """
    yield BYTE_ORDER_MARK + _line(_heads())
    for signature in queries.everything(campaign_id, state):
        yield _line(_cells(signature))


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


def _cells(signature: Row[*tuple[Any, ...]]) -> list[str]:
    return [
        signature.name or "",
        countries.name(signature.country, languages.current()),
        signature.city or "",
        signature.comment or "",
        _yes(signature.show_name),
        _yes(signature.deliver_name),
        _yes(signature.updates),
        State(signature.state).label,
        _yes(signature.hidden),
        signature.reason,
        signature.created_at.isoformat(timespec="seconds"),
        signature.confirmed_at.isoformat(timespec="seconds") if signature.confirmed_at else "",
    ]


def _yes(value: bool) -> str:  # noqa: FBT001 - what a cell says of a column
    return _("yes") if value else _("no")


def _line(cells: list[str]) -> str:
    written = io.StringIO()
    csv.writer(written).writerow([defused(cell) for cell in cells])
    return written.getvalue()
