"""What somebody else has saved while a form was open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from campaign.core.languages import gettext as _
from campaign.web.showing import moment, number

if TYPE_CHECKING:
    from datetime import datetime

    from campaign.campaigns.models import Campaign
    from campaign.web.manage.campaigns.forms import EditCampaign


def changed_meanwhile(campaign: Campaign, form: EditCampaign) -> list[tuple[str, str]]:
    """Labels of the fields in which `form` differs from what is stored now, each with the stored value."""
    return [
        (form[name].label.text, _shown(getattr(campaign, name)))
        for name, value in form.changes.items()
        if value != getattr(campaign, name)
    ]


def _shown(value: str | int | datetime | None) -> str:
    if value is None or value == "":
        return _("empty")
    if isinstance(value, str):
        return value
    return number(value) if isinstance(value, int) else moment(value)
