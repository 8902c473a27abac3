"""Choosing offices in a form: boxes to tick, and one more by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from campaign.campaigns.recipients import roles_for
from campaign.campaigns.values import Role
from campaign.core.errors import Refused
from campaign.core.languages import gettext as _
from campaign.directory import queries as directory
from campaign.web import typed as tidy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from campaign.directory.models import Recipient
    from campaign.statements.models import Item


class NotChosen(Refused):
    """The offices in a form do not make a campaign's recipients."""

    status = 422


def chosen(ticked: Sequence[str], typed: str) -> list[Recipient]:
    """The offices ticked (keys), in their order, and the one typed; raises `NotChosen`."""
    known = directory.by_keys(ticked)
    found = [known[key] for key in dict.fromkeys(ticked) if key in known]
    if typed.strip() and (added := named(typed)) not in found:
        found.append(added)
    return found


def named(typed: str) -> Recipient:
    """The one office that `typed` means: its name, its key, or words that only it has; raises `NotChosen`."""
    words = tidy.one_line(typed)
    found = directory.page(words, limit=2)
    exact = [one for one in directory.page(words, limit=50) if words.lower() in {one.office.lower(), one.key}]
    if exact or len(found) == 1:
        return (exact or found)[0]
    if not found:
        raise NotChosen(_("The directory has no office called “%(words)s”. Look it up there.", words=words))
    raise NotChosen(_("Several offices are called like “%(words)s”. Take one from the list.", words=words))


def ask_somebody(item: Item, recipients: Sequence[Recipient]) -> None:
    """Refuse a choice that puts the ask to nobody; raises `NotChosen`."""
    if all(role is Role.COPY for _recipient, role in roles_for(item, recipients)):
        raise NotChosen(_("Choose at least one office that is asked."))
