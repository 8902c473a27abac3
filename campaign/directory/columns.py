"""The columns of a file of recipients, and which of them the columns of somebody else's file are."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from campaign.core.languages import gettext as _
from campaign.directory.entries import COLUMNS
from campaign.directory.errors import CannotImport
from campaign.directory.tables import PROBLEM
from campaign.directory.values import MOST_LINES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

LINE_COLUMNS: Final = tuple(f"line_{number}" for number in range(1, MOST_LINES + 1))
HEADER: Final = tuple(column for name in COLUMNS for column in (LINE_COLUMNS if name == "lines" else (name,)))
# Files that were written before these came lack them.
LATER: Final = frozenset({"holder", "holder_from", "holder_until"})
# The state's name or code gives `code` and `key`; the address in one cell, a line in each of its lines.
STATE: Final = "state"
ADDRESS: Final = "address"
CHOICES: Final = (*HEADER, STATE, ADDRESS)

_LETTERS: Final = re.compile(r"[\W_]+")
# What others call a column, without blanks, hyphens and case.
_NAMES: Final = MappingProxyType(
    {
        name: column
        for column, names in {
            "code": "countrycode isocode iso iso2 alpha2",
            "kind": "type",
            "office": "officename recipient addressee title function position",
            "salutation": "greeting formofaddress dear",
            "close": "closing complimentaryclose",
            "language": "lang workinglanguage correspondencelanguage",
            "email": "emailaddress mail emails",
            "source": "url website reference",
            "checked_on": "checked lastchecked checkdate verifiedon",
            "note": "notes remark remarks comment comments",
            "holder": "name officeholder nameofholder incumbent ambassador permanentrepresentative",
            "holder_from": "since from appointed",
            "holder_until": "until to",
            STATE: "country nation memberstate countryname statename",
            ADDRESS: "postaladdress mailingaddress fulladdress",
        }.items()
        for name in names.split()
    }
    | {_LETTERS.sub("", column): column for column in CHOICES}
    | {f"{prefix}{n}": f"line_{n}" for prefix in ("addressline", "address") for n in range(1, MOST_LINES + 1)}
)


def suggest(header: Iterable[str]) -> dict[str, str]:
    """The directory's column for each of a file's, "" where none is known; none is suggested twice."""
    found: dict[str, str] = {}
    for name in header:
        column = _NAMES.get(_LETTERS.sub("", name.casefold()), "")
        found[name] = "" if column in found.values() else column
    return found


def assigned(
    header: Sequence[str], mapping: Mapping[str, str] | None, defaults: Mapping[str, str] | None
) -> tuple[str, ...]:
    """The directory's column for each of the file's, "" for one that is left out.

    Without `mapping` and `defaults` the file must have all columns of an exported one. Raises `CannotImport`.
    """
    is_exported = mapping is None and not defaults
    mapping, defaults = dict(mapping or {}), defaults or {}
    if missing := [name for name in mapping if name not in header]:
        names = ", ".join(missing)
        raise CannotImport(_("The file has no columns %(names)s. Its first row must name them.", names=names))
    if strange := [name for name in (*mapping.values(), *defaults) if name and name not in CHOICES]:
        names, known = ", ".join(strange), ", ".join(CHOICES)
        message = _("The directory has no columns %(names)s. It has: %(known)s.", names=names, known=known)
        raise CannotImport(message)
    allowed = HEADER if is_exported else CHOICES
    kept = {name: name for name in allowed} | {PROBLEM: ""} | mapping
    _check(header, kept, is_exported=is_exported)
    return tuple(kept[name] for name in header)


def _check(header: Sequence[str], kept: Mapping[str, str], *, is_exported: bool) -> None:
    columns = [kept.get(name, "") for name in header]
    missing = [name for name in HEADER if name not in columns and name not in LATER]
    if is_exported and missing:
        names = ", ".join(missing)
        message = _("The file lacks the columns: %(names)s. An exported file has them all.", names=names)
        raise CannotImport(message)
    if unknown := [name or "(empty)" for name in header if name not in kept]:
        names = ", ".join(unknown)
        message = _(
            "The file has columns that the directory does not know: %(names)s. Say which columns of the "
            "directory they are, or leave them out.",
            names=names,
        )
        raise CannotImport(message)
    if twice := sorted({name for name in columns if name and columns.count(name) > 1}):
        raise CannotImport(_("The file has columns twice: %(names)s.", names=", ".join(twice)))
