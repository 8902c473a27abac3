"""Writing an export into a folder: the same files as a worker writes, in clear."""

from __future__ import annotations

from typing import TYPE_CHECKING

from campaign.core import files
from campaign.core.errors import Refused, Unavailable
from campaign.core.languages import gettext as _
from campaign.letters.files_of_parts import file_of
from campaign.letters.plans import Written, nothing_written
from campaign.letters.states import OF_LETTERS
from campaign.letters.writers.report import Report

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from campaign.letters.plans import Plan
    from campaign.letters.tasks import Task


def write(folder: Path, task: Task, plan: Plan, done: Sequence[Written] = ()) -> Written:
    """Write one file into `folder`, whole or not at all; what cannot be written says why.

    `done` is what became of the other files, for the lists that tell of them. Raises `Unavailable` where the
    disk refuses.
    """
    report = Report()
    try:
        file = file_of(plan, task, report, done)
    except Refused as error:
        return Written(plan=plan, name=plan.name, problem=error.sentence)
    path, passing = folder / f"{plan.name}{file.suffix}", files.Passing(file.content)
    try:
        files.write_whole(path, passing)
    except OSError as error:
        message = _(
            "The file %(file)s could not be written: %(reason)s.", file=path.name, reason=error.strerror
        )
        raise Unavailable(message) from error
    problem = ""
    if not passing.size:
        path.unlink()
        problem = nothing_written(report)
    return Written(
        plan=plan,
        name=path.name,
        media_type=file.media_type,
        letters=report.written if plan.kind in OF_LETTERS else 0,
        set_aside=tuple(report.set_aside),
        size=passing.size,
        sha256=passing.sha256 if passing.size else "",
        problem=problem,
    )
