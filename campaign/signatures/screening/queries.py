"""Finding rules, rates, and the records of proof of work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select

from campaign.core.db import db
from campaign.core.languages import gettext as _
from campaign.signatures.screening.models import ProofChange, ScreeningRule, ScreeningSettings
from campaign.signatures.screening.values import Act, NoSuchRule, Rates

if TYPE_CHECKING:
    from campaign.signatures.screening.entries import Entry

SIZE = 50
CHANGES = 20


@dataclass(frozen=True, slots=True)
class Page:
    """A page of rules, the newest first; `older` and `newer` are the ids to ask for the pages around it."""

    rows: list[ScreeningRule]
    older: str | None
    newer: str | None


def page(act: str = "", kind: str = "", before: str = "", after: str = "", size: int = SIZE) -> Page:
    """A page of rules of an act and a kind, or of all: those before or after an id."""
    query = select(ScreeningRule)
    if act:
        query = query.where(ScreeningRule.act == act)
    if kind:
        query = query.where(ScreeningRule.kind == kind)
    if after:
        newer = query.where(ScreeningRule.id > after).order_by(ScreeningRule.id).limit(size + 1)
        found = list(db.session.scalars(newer))
        more, rows = len(found) > size, found[:size][::-1]
        return Page(rows, rows[-1].id if rows else None, rows[0].id if more else None)
    if before:
        query = query.where(ScreeningRule.id < before)
    found = list(db.session.scalars(query.order_by(ScreeningRule.id.desc()).limit(size + 1)))
    rows = found[:size]
    newest = rows[0].id if rows and before else None
    return Page(rows, rows[-1].id if len(found) > size else None, newest)


def count() -> int:
    """How many rules there are."""
    return db.session.scalar(select(func.count()).select_from(ScreeningRule)) or 0


def by_id(rule_id: str) -> ScreeningRule:
    """The rule with this id; raises `NoSuchRule`."""
    found = db.session.get(ScreeningRule, rule_id)
    if found is None:
        raise NoSuchRule(_("This rule does not exist any more."))
    return found


def same(act: Act, entry: Entry, campaign_id: str | None) -> ScreeningRule | None:
    """The rule that says exactly this already."""
    found: ScreeningRule | None = db.session.scalar(
        select(ScreeningRule)
        .where(
            ScreeningRule.act == act,
            ScreeningRule.kind == entry.kind,
            ScreeningRule.value == entry.value,
            ScreeningRule.campaign_id.is_not_distinct_from(campaign_id),
        )
        .limit(1)
    )
    return found


def rates() -> Rates:
    """The rates that are set, or those that hold where none are."""
    said = db.session.get(ScreeningSettings, 1)
    return Rates(said.short_count, said.short_s, said.long_count, said.long_s) if said else Rates()


def proof_changes(campaign_id: str) -> list[ProofChange]:
    """When the campaign began and ceased to ask for proof, the newest first."""
    query = select(ProofChange).where(ProofChange.campaign_id == campaign_id)
    return list(db.session.scalars(query.order_by(ProofChange.id.desc()).limit(CHANGES)))


def blocked(campaign_id: str) -> set[str]:
    """The networks, domains and hashes, as rules write them, that are blocked under a campaign."""
    query = select(ScreeningRule.value).where(
        ScreeningRule.act == Act.BLOCK,
        or_(ScreeningRule.campaign_id.is_(None), ScreeningRule.campaign_id == campaign_id),
    )
    return set(db.session.scalars(query))
