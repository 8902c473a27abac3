"""What needs an organizer first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from flask import url_for

from campaign.accounts import queries as accounts
from campaign.accounts.values import Role
from campaign.campaigns import keeping
from campaign.campaigns import queries as campaigns
from campaign.campaigns.values import State
from campaign.core import clock
from campaign.core.languages import gettext as _
from campaign.core.languages import ngettext
from campaign.letters import export_queries as letters
from campaign.letters.states import ExportState
from campaign.statements import queries as statements
from campaign.web.showing import day, number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from campaign.accounts.models import Account
    from campaign.directory.models import Recipient
    from campaign.letters.models import Export

NEWS = timedelta(days=7)
ERASED_SOON = timedelta(days=30)
NEWEST_EXPORTS = 5


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do: how much of what, a sentence, and where it is done."""

    when: str
    sentence: str
    url: str
    label: str

    def __iter__(self) -> Iterator[str]:
        """In the order in which the page shows it."""
        return iter((self.when, self.sentence, self.url, self.label))


def tasks(account: Account) -> list[Task]:
    """All that is open, the most urgent first."""
    return [
        *_organization(account),
        *_items(),
        *_drafts(),
        *_exports(),
        *_erasures(),
        *_addresses(),
        *_unchecked(),
    ]


def _organization(account: Account) -> Iterator[Task]:
    if not campaigns.organization().missing:
        return
    missing = _("Nothing can be published before it is said whose letters these are.")
    if account.role is Role.ADMIN:
        yield Task(_("Organization"), missing, url_for("admin.organization.edit"), _("Fill it in"))
        return
    names = ", ".join(admin.shown_name for admin in accounts.active_admins())
    sentence = _("%(sentence)s An admin can do that: %(names)s.", sentence=missing, names=names)
    yield Task(_("Organization"), sentence, url_for("public.about.organization"), _("Look"))


def _items() -> Iterator[Task]:
    for statement in statements.newest_first():
        open_items = [item for item in statement.items if not item.is_accepted]
        choices = sum(item.campaign and item.asks_a_group for item in open_items)
        if open_items:
            yield Task(
                ngettext("%(num)s item", "%(num)s items", len(open_items)),
                _("to check in “%(title)s”.", title=statement.title) + _choices(choices),
                url_for("manage.checking.show", slug=statement.slug),
                _("Check"),
            )


def _choices(count: int) -> str:
    if not count:
        return ""
    sentence = ngettext(
        "%(num)s asks a group: choose who that is.", "%(num)s ask a group: choose who that is.", count
    )
    return f" {sentence}"


def _drafts() -> Iterator[Task]:
    ready = [
        campaign
        for campaign in campaigns.in_order(State.DRAFT)
        if campaign.item.is_accepted and not all(row.is_copy for row in campaign.recipients)
    ]
    if ready and not campaigns.organization().missing:
        one = ready[0]
        url = (
            url_for("manage.campaigns.edit", slug=one.slug)
            if len(ready) == 1
            else url_for("manage.checking.show", slug=one.item.statement.slug)
        )
        sentence = ngettext(
            "is checked and can be published.", "are checked and can be published.", len(ready)
        )
        yield Task(ngettext("%(num)s draft", "%(num)s drafts", len(ready)), sentence, url, _("Publish"))


def _exports() -> Iterator[Task]:
    since = clock.now() - NEWS
    for export in letters.page(size=NEWEST_EXPORTS):
        if export.created_at >= since and export.state != ExportState.CANCELLED:
            yield _export(export)


def _export(export: Export) -> Task:
    url = url_for("manage.exports.show", export_id=export.id)
    title = export.campaign.title
    if export.state == ExportState.DONE:
        sentence = ngettext(
            "%(shown)s letter of “%(title)s”.",
            "%(shown)s letters of “%(title)s”.",
            export.written,
            shown=number(export.written),
            title=title,
        )
        return Task(_("Export ready"), sentence, url, _("Fetch"))
    if export.state == ExportState.FAILED:
        sentence = _("A letter of “%(title)s” could not be written.", title=title)
        return Task(_("Export failed"), sentence, url, _("See why"))
    return Task(_("In work"), _("The letters of “%(title)s” are being written.", title=title), url, _("Look"))


def _erasures() -> Iterator[Task]:
    for campaign, moment in keeping.soon(campaigns.organization(), clock.now() + ERASED_SOON):
        yield Task(
            day(moment),
            _("The signatures of “%(title)s” are erased, and only their number stays.", title=campaign.title),
            url_for("manage.campaigns.edit", slug=campaign.slug),
            _("Look"),
        )


def _addresses() -> Iterator[Task]:
    warned = sorted(_named(one) for one in _written_to() if one.warning)
    if warned:
        yield Task(
            ngettext("%(num)s address", "%(num)s addresses", len(warned)),
            _("unknown or unverified: %(names)s.", names=", ".join(warned)),
            url_for("manage.directory.index", open="1"),
            _("Look"),
        )


def _unchecked() -> Iterator[Task]:
    today = clock.now().date()
    stale = sorted(_named(one) for one in _written_to() if one.entry.is_stale(today))
    if stale:
        yield Task(
            ngettext("%(num)s address", "%(num)s addresses", len(stale)),
            _("not checked for a year: %(names)s.", names=", ".join(stale)),
            url_for("manage.directory.index", address="stale"),
            _("Check"),
        )


def _written_to() -> list[Recipient]:
    published = campaigns.in_order(State.PUBLISHED)
    offices = {row.recipient.key: row.recipient for campaign in published for row in campaign.recipients}
    return list(offices.values())


def _named(recipient: Recipient) -> str:
    return recipient.state_name or recipient.office
