"""What stands behind an organization's letter and its signature sheet: certificate and statement."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import typst

from campaign.core.languages import speaking
from campaign.letters.wording import locale
from campaign.letters.writers.certificate import certificate_of
from campaign.letters.writers.errors import CannotBeSet
from campaign.letters.writers.refusals import refusals_of
from campaign.letters.writers.statement import statement_of
from campaign.letters.writers.typesetter import Unset
from campaign.letters.writers.typography import breakable, families, running, typography
from campaign.letters.writers.typst_inputs import figures, frame

if TYPE_CHECKING:
    from campaign.letters.layouts import Layout
    from campaign.letters.values import CountCertificate, Letter, StatementAnnex
    from campaign.letters.writers.certificate import Section
    from campaign.letters.writers.typesetter import Typesetter


def last_pages(letter: Letter, layout: Layout, typesetter: Typesetter) -> list[bytes]:
    """PDFs of the certificate and the statement that go with the letter, as far as they do, with bookmarks.

    Raises:
        Unset: Typst cannot set them; then the letter is not to be written, either.

    """
    told: list[tuple[str, dict[str, Any]]] = []
    if letter.certificate:
        told.append(("certificate", _certificate(letter, letter.certificate, typesetter)))
    if letter.statement:
        told.append(("statement", _statement(letter, letter.statement, typesetter)))
    try:
        return [_set(kind, each, letter, layout, typesetter) for kind, each in told]
    except typst.TypstError as error:
        raise Unset(refusals_of(error, [letter]) or {0: CannotBeSet(letter.key)}) from error


def _certificate(letter: Letter, certificate: CountCertificate, typesetter: Typesetter) -> dict[str, Any]:
    language = letter.language
    with speaking(language):
        told = certificate_of(certificate, letter)
    said = asdict(told)
    said |= {name: running(said[name], language) for name in ("lead", "source", "count")}
    said["words"] = running(said["words"], certificate.words_language)
    said["sections"] = [_section(section, language) for section in told.sections]
    return {**said, "words_spoken": _spoken(certificate.words_language, typesetter)}


def _section(section: Section, language: str) -> dict[str, Any]:
    return {
        **asdict(section),
        "sentences": [running(sentence, language) for sentence in section.sentences],
        "table": figures(section.table) if section.table else None,
    }


def _statement(letter: Letter, statement: StatementAnnex, typesetter: Typesetter) -> dict[str, Any]:
    with speaking(letter.language):
        said = asdict(statement_of(statement, letter))
    said["about"] = [breakable(line) for line in said["about"]]
    said["paragraphs"] = [
        [
            {
                "lines": [running(line, statement.language) for line in passage["lines"]],
                "ours": passage["is_ours"],
            }
            for passage in paragraph
        ]
        for paragraph in said["paragraphs"]
    ]
    return {**said, "spoken": _spoken(statement.language, typesetter)}


def _spoken(language: str, typesetter: Typesetter) -> dict[str, Any]:
    """How words in a language are set that is not always the letter's."""
    spoken = locale(language)
    return {
        "language": spoken.language,
        "region": spoken.territory,
        "fonts": families(language, typesetter.engine.families),
        "line_leading": typography(language).line_leading,
    }


def _set(kind: str, told: dict[str, Any], letter: Letter, layout: Layout, typesetter: Typesetter) -> bytes:
    with speaking(letter.language):
        around = frame(kind, letter, layout, typesetter.engine.families)
    return typesetter.engine.pdf({**around, kind: {**told, "subject": letter.subject}}, letter.date)
