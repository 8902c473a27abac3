"""Whether letters can be set here, before any of them is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from campaign.core import config
from campaign.core.languages import gettext as _
from campaign.letters import fonts, languages, queries
from campaign.letters.errors import CannotExport
from campaign.letters.writers.formats import Format
from campaign.letters.writers.typesetter import typesetter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from campaign.campaigns.models import CampaignRecipient
    from campaign.letters.requests import ExportRequest

TYPESET: Final = frozenset({Format.PDF, Format.PRINT_RUN})


def refuse_unready(rows: Sequence[CampaignRecipient], request: ExportRequest) -> None:
    """Raise `NoDraft` where nobody has written the letters, `CannotExport` where no font has their script."""
    for row in rows:
        if row.campaign.reduced_at:
            raise CannotExport(
                _("The signatures of this campaign are erased, and letters would be without them.")
            )
        queries.draft_text(row, request.audience, request.language)
    _refuse_without_fonts(request)


def _refuse_without_fonts(request: ExportRequest) -> None:
    if request.format not in TYPESET or request.language == "en":
        return
    found = typesetter(fonts.folders(config.current().fonts)).engine.families
    for script, package in fonts.missing_scripts(request.language, found):
        raise CannotExport(
            _(
                "No font here has %(script)s letters, so letters in %(language)s cannot be set. Install the "
                "package %(package)s, or name folders of fonts in CAMPAIGN_FONTS.",
                script=script,
                language=languages.name(request.language),
                package=package,
            )
        )
