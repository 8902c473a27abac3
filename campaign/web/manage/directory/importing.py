"""Bringing a file of recipients in: the file, its columns, what would change, and then the change."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_security import current_user

from campaign.core.languages import gettext as _
from campaign.core.languages import ngettext
from campaign.directory import services, sheets, tables
from campaign.directory.columns import CHOICES
from campaign.directory.errors import CannotImport
from campaign.directory.tables import LARGEST_FILE
from campaign.web.manage.directory import wording
from campaign.web.manage.directory.carrying import Carried
from campaign.web.manage.directory.forms import ChooseFile
from campaign.web.transactions import reads

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from campaign.directory.filling import Changes

importing = Blueprint("importing", __name__, url_prefix="/directory/import")

UNREADABLE = 422
# How many cells of a row say which one it is.
BEGINNING = 3
SHOWN = 200


@importing.get("")
def start() -> ResponseReturnValue:
    """A form for the file."""
    return render_template("manage/directory/import.html", form=ChooseFile())


@importing.post("")
@reads
def columns() -> ResponseReturnValue:
    """What the columns of the file are: suggested, to be corrected."""
    form = ChooseFile()
    if form.validate():
        try:
            with form.file.data.stream as stream:
                return _columns(Carried.fresh(stream.read(LARGEST_FILE + 1)))
        except CannotImport as error:
            form.file.errors = [error.sentence]
    return render_template("manage/directory/import.html", form=form), UNREADABLE


@importing.post("/check")
@reads
def check() -> ResponseReturnValue:
    """What the file would change, or what is wrong with it; nothing is written."""
    carried = Carried.from_form(request.form)
    if request.form.get("act") == "columns":
        return _columns(carried)
    try:
        changes = _imported(carried, dry_run=True)
    except CannotImport as error:
        return _refused(carried, error)
    return render_template(
        "manage/directory/import_check.html",
        carried=carried,
        changes=changes,
        shown=SHOWN,
        column=wording.column,
    )


@importing.post("/take")
def take() -> ResponseReturnValue:
    """The change itself."""
    carried = Carried.from_form(request.form)
    try:
        changes = _imported(carried, dry_run=False)
    except CannotImport as error:
        return _refused(carried, error)
    added = ngettext("%(num)s office is added", "%(num)s offices are added", len(changes.added))
    changed = ngettext("%(num)s changed", "%(num)s changed", len(changes.changed))
    flash(_("%(added)s, %(changed)s.", added=added, changed=changed))
    return redirect(url_for("manage.directory.index"), 303)


@importing.post("/problems.csv")
@reads
def problems() -> ResponseReturnValue:
    """The file again with what is wrong with each row in a column more, to be corrected there."""
    carried = Carried.from_form(request.form)
    try:
        _imported(carried, dry_run=True)
    except CannotImport as error:
        response = Response(error.error_file(), mimetype="text/csv")
        response.headers.set("Content-Disposition", "attachment", filename="directory--problems.csv")
        return response
    return redirect(url_for(".start"), 303)


def _imported(carried: Carried, *, dry_run: bool) -> Changes:
    return services.import_csv(
        carried.stream,
        mapping=carried.mapping,
        defaults=carried.constants,
        dry_run=dry_run,
        account_id=current_user.id,
    )


def _refused(carried: Carried, error: CannotImport) -> ResponseReturnValue:
    if not error.problems:
        return _columns(carried, error), UNREADABLE
    page = render_template(
        "manage/directory/import_problems.html",
        carried=carried,
        error=error,
        rows=_wrong_rows(error),
        shown=SHOWN,
    )
    return page, UNREADABLE


def _wrong_rows(error: CannotImport) -> list[tuple[int, str, str]]:
    """Of the file with the problems in it: the row's number there, how it begins, and what is wrong."""
    rows = tables.parse(io.BytesIO(error.error_file())).rows
    return [
        (number, " · ".join(filter(None, row[:-1][:BEGINNING])), row[-1])
        for number, row in rows.items()
        if row[-1]
    ]


def _columns(carried: Carried, error: CannotImport | None = None) -> str:
    found = sheets.columns(carried.stream)
    samples = [[row[at] for row in found.samples if row[at]] for at in range(len(found.header))]
    return render_template(
        "manage/directory/import_columns.html",
        carried=carried,
        error=error,
        columns=list(zip(found.header, carried.mapping.values(), samples, strict=True)),
        choices=[("", _("leave it out")), *((name, wording.column(name)) for name in CHOICES)],
        kinds=wording.kinds(),
        statuses=wording.statuses(),
        styles=wording.styles(),
        languages=wording.working_languages([carried.constants.get("language", "")]),
    )
