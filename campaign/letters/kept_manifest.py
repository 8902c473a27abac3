"""The manifest of an export that is kept or was written to a folder."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

from campaign.letters.manifest import Erasure, ManifestExport, ManifestFile, manifest
from campaign.letters.tasks import Task

if TYPE_CHECKING:
    from collections.abc import Sequence

    from campaign.letters.models import Export, Part
    from campaign.letters.plans import Written

PACKAGE = "statement-campaigns"


def manifest_of(export: Export) -> bytes:
    """The manifest as JSON: every file that was written, with what was erased since and why."""
    files = [_file(part.result, part.warnings, _erasure(part)) for part in export.parts]
    return manifest(_export(Task.of(export)), files)


def manifest_of_task(task: Task, done: Sequence[Written]) -> bytes:
    """The manifest of what was written to a folder."""
    warnings = {row.recipient.key: row.recipient.warning for row in task.campaign.recipients}
    files = []
    for one in done:
        warning = None if one.plan.before else warnings.get(one.plan.recipient)
        files.append(_file(one, [warning] if warning else [], None))
    return manifest(_export(task), files)


def _export(task: Task) -> ManifestExport:
    request, item = task.request, task.campaign.item
    return ManifestExport(
        campaign=task.campaign.slug,
        item=item.place,
        statement=item.statement.title,
        audience=request.audience,
        format=request.format,
        language=request.language,
        paper=request.paper,
        envelope=request.envelope,
        packing=request.packing,
        cutoff=task.counted.as_of,
        counts=task.counted.by_country,
        generator=f"{PACKAGE} {version(PACKAGE)}",
    )


def _file(one: Written, warnings: Sequence[str], erased: Erasure | None) -> ManifestFile:
    return ManifestFile(
        name=one.name,
        kind=one.plan.kind,
        media_type=one.media_type,
        recipient=one.plan.recipient or None,
        letters=one.letters,
        size=one.size,
        sha256=one.sha256,
        set_aside=one.set_aside,
        warnings=warnings,
        problem=None if erased else one.problem or None,
        erased=erased,
    )


def _erasure(part: Part) -> Erasure | None:
    return Erasure(part.erased_at, part.problem) if part.erased_at else None
