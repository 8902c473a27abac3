"""What a signer can allow: the words of each consent in every version, and what is noted of giving it.

A new version is a new `Wording` at the end of its kind; the ones before stay, for they say what was read by
whoever gave the consent then.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from campaign.core import clock
from campaign.core.languages import lazy_gettext as _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from campaign.signatures.values import Signing

    # By kind, in order: {"given": bool, "version": int, "at": moment in ISO 8601}.
    Noted = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Wording:
    """The words beside a box, from a day on; `on_own_page` is how her own page says the same."""

    version: int
    since: date
    text: str
    on_own_page: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """That a consent was given, or taken back: when, and under which words."""

    given: bool
    at: datetime
    wording: Wording


WORDINGS: dict[str, tuple[Wording, ...]] = {
    "show_name": (
        Wording(
            1,
            date(2026, 3, 1),
            _("Show my name, my country and what I wrote on this page"),
            _("Show my name, my country and what I wrote on the campaign’s page"),
        ),
    ),
    "deliver_name": (Wording(1, date(2026, 3, 1), _("Give my name and country to the offices asked")),),
    "updates": (Wording(1, date(2026, 3, 1), _("Tell me by mail what comes of it")),),
}
KINDS = tuple(WORDINGS)


def newest(kind: str) -> Wording:
    """The words that are shown now."""
    return WORDINGS[kind][-1]


def at_signing(signing: Signing) -> Noted:
    """What is noted of the consents in the form: those that were given, in their newest version, now."""
    return {kind: [_entry(kind, given=True)] for kind in KINDS if getattr(signing, kind)}


def changed(noted: Noted, before: Mapping[str, bool], after: Mapping[str, bool]) -> Noted:
    """What is noted once the owner has saved her boxes as in `after`.

    A box that stays ticked under words that are newer than those it was given under is given anew.
    """
    result = {kind: list(entries) for kind, entries in noted.items()}
    for kind in KINDS:
        known = result.get(kind, [])
        is_newer = bool(after[kind]) and (not known or known[-1]["version"] != newest(kind).version)
        if before[kind] != after[kind] or is_newer:
            result[kind] = [*known, _entry(kind, given=after[kind])]
    return result


def entries(noted: Noted, kind: str) -> list[Entry]:
    """What is noted of one consent, in order."""
    return [
        Entry(bool(one["given"]), datetime.fromisoformat(one["at"]), _wording(kind, one["version"]))
        for one in noted.get(kind, [])
    ]


def as_data(noted: Noted) -> dict[str, list[dict[str, Any]]]:
    """The same for a file: each entry with the words that were read."""
    return {
        kind: [
            {
                "given": entry.given,
                "at": entry.at.isoformat(timespec="seconds"),
                "version": entry.wording.version,
                "words": str(entry.wording.text),
            }
            for entry in entries(noted, kind)
        ]
        for kind in KINDS
    }


def _wording(kind: str, version: int) -> Wording:
    return next(wording for wording in WORDINGS[kind] if wording.version == version)


def _entry(kind: str, *, given: bool) -> dict[str, Any]:
    at = clock.now().isoformat(timespec="seconds")
    return {"given": given, "version": newest(kind).version, "at": at}
