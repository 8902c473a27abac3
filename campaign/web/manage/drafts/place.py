"""Which draft an address of the editor names, and how its letter looks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import url_for

from campaign.campaigns import queries as campaigns
from campaign.campaigns.values import Role
from campaign.core import config
from campaign.core.errors import NotFound
from campaign.core.languages import gettext as _
from campaign.letters import composing, queries
from campaign.letters.base_texts import base_text, has_base_texts, skeleton
from campaign.letters.kinds import DraftKind, Scope
from campaign.letters.languages import LANGUAGES
from campaign.letters.layouts import DIN_B, LAYOUTS
from campaign.letters.values import Audience, DraftText
from campaign.letters.writers import formats

if TYPE_CHECKING:
    from collections.abc import Mapping

    from campaign.campaigns.models import Campaign, CampaignRecipient
    from campaign.letters.facts import Facts
    from campaign.letters.layouts import Layout
    from campaign.letters.models import Draft
    from campaign.letters.values import Letter

# Between kind and role in an address: no key of a recipient holds it.
APART = "--"


@dataclass(frozen=True, slots=True)
class Place:
    """A draft, and for which of its recipients and on which sheet it is shown."""

    campaign: Campaign
    audience: Audience
    scope: Scope
    language: str
    rows: tuple[CampaignRecipient, ...]
    row: CampaignRecipient
    layout: Layout

    @classmethod
    def of(cls, slug: str, audience: str, key: str, asked: Mapping[str, str]) -> Place:
        """The draft that an address names; raises `NotFound`.

        Args:
            slug: of the campaign.
            audience: in whose name the letter is written.
            key: that of a recipient, or kind and role as `key_of` gives them.
            asked: the language, and optionally `to` and `sheet`.

        """
        campaign, language = campaigns.by_slug(slug), asked.get("language", "en")
        scope = _scope(campaign, key)
        if scope is None or audience not in list(Audience) or language not in LANGUAGES:
            raise NotFound(_("This office is not among those that the campaign writes to."))
        rows = tuple(row for row in campaign.recipients if scope.holds(row))
        row = next((row for row in rows if row.recipient.key == asked.get("to")), rows[0])
        layout = LAYOUTS.get(asked.get("sheet", ""), DIN_B)
        return cls(campaign, Audience(audience), scope, language, rows, row, layout)

    @property
    def key(self) -> str:
        """How the address names the scope."""
        return self.row.recipient.key if self.is_alone else key_of(self.scope)

    @property
    def is_alone(self) -> bool:
        """Whether the draft is that of one recipient alone."""
        return self.scope.recipient_id is not None

    @property
    def title(self) -> str:
        """To whom the letters go, on a page."""
        return self.row.recipient.office if self.is_alone else self.scope.label

    @property
    def begins_empty(self) -> bool:
        """Whether the draft begins with places to write at, for want of a text."""
        return self.first_text() == skeleton(self.audience)

    def address(self, endpoint: str, **changed: str) -> str:
        """The address of a page of this draft."""
        here: dict[str, Any] = {"slug": self.campaign.slug, "audience": self.audience.value, "key": self.key}
        shown = {"language": self.language, "to": self.row.recipient.key, "sheet": self.layout.name}
        return url_for(endpoint, **(here | shown | changed))

    def draft(self) -> Draft | None:
        """The draft as it is stored, None before anybody changed it."""
        return queries.draft(self.row, self.audience, self.scope, self.language)

    def first_text(self) -> DraftText:
        """What the editor begins with."""
        shared = Scope.of(self.row)
        if self.is_alone and (over := queries.draft(self.row, self.audience, shared, self.language)):
            return over.text
        if has_base_texts(self.language):
            base = base_text(self.audience, shared.role, self.language, shared.kind)
            return DraftText(base.subject, base.body)
        return skeleton(self.audience)

    def facts(self) -> Facts:
        """What fills the draft today."""
        return composing.facts_today(self.row, self.audience, self.language)

    def letter(self, text: DraftText) -> Letter:
        """The letter with this text; raises `CannotCompose`."""
        whole = queries.with_forms(text, self.row, self.audience, self.language)
        return composing.sample(self.row, self.audience, whole, self.language)

    def picture(self, text: DraftText) -> bytes:
        """The page of the letter with this text; raises `CannotCompose` and `CannotWrite`."""
        return formats.preview(self.letter(text), config.current().fonts, self.layout, window=True)


def key_of(scope: Scope) -> str:
    """How an address names a kind with its role."""
    return f"{scope.kind}{APART}{scope.role}"


def _scope(campaign: Campaign, key: str) -> Scope | None:
    kind, apart, role = key.partition(APART)
    if apart and kind in list(DraftKind) and role in list(Role):
        scope = Scope(DraftKind(kind), Role(role))
        return scope if any(scope.holds(row) for row in campaign.recipients) else None
    named = next((row for row in campaign.recipients if row.recipient.key == key), None)
    return Scope.of(named, alone=True) if named else None
