"""Judging a signature; adding and taking back rules; setting the rates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from campaign.core.db import db
from campaign.core.errors import Refused
from campaign.core.ids import new_id
from campaign.core.languages import gettext as _
from campaign.signatures.screening import entries, judging, known, queries
from campaign.signatures.screening.models import ScreeningRule, ScreeningSettings
from campaign.signatures.screening.values import BadRule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from campaign.signatures.screening.entries import Entry
    from campaign.signatures.screening.values import Act, Rates, Verdict, Visit
    from campaign.signatures.values import Signing

MOST_LINES = 1_000


class BadRules(BadRule):
    """Lines that were not taken in; `problems` says what is wrong, line by line."""

    def __init__(self, message: str, problems: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.problems = tuple(problems)


def judge(campaign_id: str, signing: Signing, visit: Visit) -> Verdict | None:
    """Why this signature is rejected, or None if it is taken (see `judging.verdict` for the order).

    Asks the database at most every few seconds. Raises what the database raises.
    """
    return judging.verdict(known.rules(), campaign_id, signing, visit)


def read_lines(text: str, act: Act) -> list[Entry]:
    """The subjects in the lines of `text`, each once; empty lines and what stands after a # say nothing.

    Raises `BadRules` with every line that is wrong.
    """
    found: dict[tuple[str, str], Entry] = {}
    problems = []
    for number, line in enumerate(text.splitlines(), start=1):
        if subject := line.partition("#")[0].strip():
            try:
                entry = entries.read(subject, act)
                found.setdefault((entry.kind, entry.value), entry)
            except Refused as error:
                problems.append(_("Line %(number)s: %(sentence)s", number=number, sentence=error.sentence))
    if problems:
        raise BadRules(_("Nothing was added. Put the lines right that are named here."), problems)
    if not found:
        raise BadRules(_("Enter a network, a mail domain or an address."))
    if len(found) > MOST_LINES:
        raise BadRules(_("At most %(count)s lines can be added at once.", count=MOST_LINES))
    return list(found.values())


def add(
    act: Act,
    subjects: Sequence[Entry],
    *,
    campaign_id: str | None = None,
    note: str = "",
    account_id: str | None,
) -> int:
    """Let these rules hold from now on, everywhere or under one campaign; returns how many are new.

    What admins say of throw-away domains holds everywhere.
    """
    scope = None if act.only_for_domains else campaign_id
    new = [entry for entry in subjects if queries.same(act, entry, scope) is None]
    for entry in new:
        rule = ScreeningRule(
            id=new_id(),
            act=act,
            kind=entry.kind,
            value=entry.value,
            campaign_id=scope,
            note=note,
            account_id=account_id,
        )
        db.session.add(rule)
    db.session.commit()
    known.forget()
    return len(new)


def remove(rule: ScreeningRule) -> None:
    """Take a rule back; what it has rejected stays so until somebody lets it in."""
    db.session.delete(rule)
    db.session.commit()
    known.forget()


def set_rates(rates: Rates) -> None:
    """Let these rates hold for whoever signs from now on."""
    settings = db.session.get(ScreeningSettings, 1) or ScreeningSettings(id=1)
    settings.short_count, settings.short_s = rates.short_count, rates.short_s
    settings.long_count, settings.long_s = rates.long_count, rates.long_s
    db.session.add(settings)
    db.session.commit()
    known.forget()
