"""All that goes with a letter in blocks, for the kinds of file that are not typeset."""

from __future__ import annotations

from typing import TYPE_CHECKING

from campaign.letters.writers import sheet
from campaign.letters.writers.blocks import Annex, Heading, Text
from campaign.letters.writers.certificate import certificate_of
from campaign.letters.writers.statement import statement_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from campaign.letters.values import CountCertificate, Letter, StatementAnnex
    from campaign.letters.writers.blocks import Block
    from campaign.letters.writers.certificate import Section


def annexes(letter: Letter) -> Iterator[Annex]:
    """What follows the letter, in the language in use: signature sheet, count certificate, statement."""
    if letter.annex:
        yield sheet.blocks_of(letter, letter.annex)
    if letter.certificate:
        yield Annex(letter.subject, _certificate(letter.certificate, letter))
    if letter.statement:
        yield Annex(letter.subject, _statement(letter.statement, letter))


def _certificate(told: CountCertificate, letter: Letter) -> Iterator[Block]:
    said = certificate_of(told, letter)
    yield Heading(said.title)
    yield Text(said.lead)
    yield Text(said.words, quoted=True)
    yield Text(said.source)
    yield Text(said.count)
    for section in said.sections:
        yield from _section(section)
    yield Text(said.certified)
    yield Text(said.place_and_day)
    for line in said.signatory:
        yield Text(line)


def _section(section: Section) -> Iterator[Block]:
    yield Heading(section.heading, 2)
    for sentence in section.sentences:
        yield Text(sentence)
    if section.table:
        yield section.table
    if section.groups:
        yield Text(" ".join(section.groups))


def _statement(told: StatementAnnex, letter: Letter) -> Iterator[Block]:
    said = statement_of(told, letter)
    yield Heading(said.title)
    yield Text(said.heading)
    for line in said.about:
        yield Text(line)
    for passages in said.paragraphs:
        if any(passage.is_ours for passage in passages):
            yield Heading(said.item, 2)
        for passage in passages:
            for line in passage.lines:
                yield Text(line, quoted=passage.is_ours)
