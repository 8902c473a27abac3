"""Fetching the files of an export, and the list of them that proves what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from campaign.core.errors import Conflict, NotFound
from campaign.core.languages import gettext as _
from campaign.letters import export_queries as queries
from campaign.letters import exports as services
from campaign.letters.file_names import manifest as manifest_name
from campaign.letters.kept_manifest import manifest_of
from campaign.letters.states import PartState
from campaign.web.attachments import attachment
from campaign.web.manage.exports.bundle import zipped

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from campaign.letters.models import Part

files = Blueprint("export_files", __name__, url_prefix="/letters")


@files.get("/<export_id>/parts/<part_id>")
def fetch(export_id: str, part_id: str) -> ResponseReturnValue:
    """One file."""
    part = queries.part_by_id(part_id)
    if part.export_id != export_id:
        raise NotFound(_("This file is not kept any more."))
    _refuse_if_gone(part)
    return attachment(services.read_part(part), part.name, part.media_type)


@files.get("/<export_id>.zip")
def fetch_all(export_id: str) -> ResponseReturnValue:
    """All files that are written, with the manifest, as one ZIP."""
    export = queries.by_id(export_id)
    written = [part for part in export.parts if part.state == PartState.WRITTEN]
    if not written:
        raise NotFound(_("No file of this export is kept."))
    if not export.is_over:
        raise Conflict(_("This export is still being written. Fetch its files when all are there."))
    # A worker erases it; until it has, nobody gets it.
    if queries.parts_with_withdrawn(export_id=export.id):
        raise Conflict(services.taken_back())
    pieces = zipped(written, (manifest_name(), manifest_of(export)), export.cutoff)
    return attachment(pieces, f"{export.campaign.slug}--{export.format}.zip", "application/zip")


@files.get("/<export_id>/manifest.json")
def manifest(export_id: str) -> ResponseReturnValue:
    """Every file with its letters and its hash, and what was set aside or erased and why."""
    export = queries.by_id(export_id)
    return attachment([manifest_of(export)], f"{export.campaign.slug}--manifest.json", "application/json")


def _refuse_if_gone(part: Part) -> None:
    if queries.parts_with_withdrawn(part.id):
        raise Conflict(services.taken_back())
    if part.state != PartState.WRITTEN:
        raise NotFound(part.problem or _("This file is not kept any more."))
