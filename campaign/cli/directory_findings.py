"""What `campaign directory check` finds: what is wrong with entries, and what is not known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from campaign.core import countries
from campaign.core.languages import gettext as _
from campaign.letters.writers.measuring import wide_lines

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from campaign.directory.entries import Entry
    from campaign.letters.layouts import Layout

Finding = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Findings:
    """By key and sentence: `wrong` cannot be printed, `open` should be looked at before posting."""

    wrong: tuple[Finding, ...]
    open: tuple[Finding, ...]
    without_address: tuple[Finding, ...]
    unreachable_states: tuple[str, ...]


def findings(entries: Sequence[Entry], layout: Layout, fonts: tuple[Path, ...], today: date) -> Findings:
    """What there is to say of `entries`, for letters in the envelope of `layout`.

    Args:
        entries: all entries, or all of one state or body.
        layout: the sheet and envelope whose window the lines must fit.
        fonts: folders to take fonts from instead of Debian's.
        today: the day on which it is asked.

    """
    wrong = [(entry.key, sentence) for entry in entries for sentence in entry.problems(today)]
    known = [entry for entry in entries if entry.is_reachable]
    asked = [(entry, sentence) for entry in entries for sentence in entry.open_questions(today)]
    return Findings(
        wrong=(*wrong, *_wide(known, layout, fonts)),
        open=tuple((e.key, sentence) for e, sentence in asked if sentence != e.warning or e.is_reachable),
        without_address=tuple(
            (entry.key, entry.warning or "") for entry in entries if not entry.is_reachable
        ),
        unreachable_states=_unreachable(entries),
    )


def _wide(entries: Sequence[Entry], layout: Layout, fonts: tuple[Path, ...]) -> list[Finding]:
    found = wide_lines((entry.lines for entry in entries), layout, fonts)
    return [
        (
            entry.key,
            _(
                "The line “%(line)s” is %(over)s mm too wide for the window.",
                line=wide.line,
                over=f"{wide.over:.1f}",
            ),
        )
        for entry, lines in zip(entries, found, strict=True)
        for wide in lines
    ]


def _unreachable(entries: Sequence[Entry]) -> tuple[str, ...]:
    states = {entry.code for entry in entries if entry.is_of_a_state and entry.code in countries.CODES}
    reachable = {entry.code for entry in entries if entry.is_reachable}
    return tuple(sorted(states - reachable))
