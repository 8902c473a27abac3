"""Letters for Word and its like: the same words, the address at the same place, open to be edited."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final

from campaign.core.archives import zipped
from campaign.core.errors import Refused
from campaign.core.languages import speaking
from campaign.letters.writers import docx_annex, docx_letter
from campaign.letters.writers.annexes import annexes
from campaign.letters.writers.docx_model import TEXT, Model

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from campaign.letters.layouts import Layout
    from campaign.letters.values import Letter
    from campaign.letters.writers.docx_letter import Written
    from campaign.letters.writers.report import Report

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# Characters of text that are gathered before they are packed.
PIECE: Final = 65_536


def stream(letters: Iterable[Letter], layout: Layout, report: Report) -> Iterator[bytes]:
    """One document of all the letters, in pieces, each letter a section of its own, its annexes behind it.

    All letters are in the language of the first. The same letters give the same bytes.

    Args:
        letters: any number.
        layout: the sheet and what stands where.
        report: filled while the pieces are taken: a letter is set aside where a line of its address or its
            sender is too wide, or where it holds what a file of this kind cannot hold.

    """
    written = _written(letters, layout, report)
    if first := next(written, None):
        yield from zipped(_entries(Model(layout, first[0]), layout, chain([first], written)))


def _written(letters: Iterable[Letter], layout: Layout, report: Report) -> Iterator[tuple[Letter, Written]]:
    for letter in letters:
        try:
            made = docx_letter.written(letter, layout)
        except Refused as error:
            report.put_aside(letter.key, error.sentence)
            continue
        report.written += 1
        yield letter, made


def _entries(
    model: Model, layout: Layout, written: Iterable[tuple[Letter, Written]]
) -> Iterator[tuple[str, Iterable[bytes]]]:
    yield TEXT, _gathered(_text(model, layout, written))
    # Only now is it known which feet the pages have.
    for name, content in model.parts():
        yield name, [content]


def _text(model: Model, layout: Layout, written: Iterable[tuple[Letter, Written]]) -> Iterator[str]:
    start, end = model.around
    yield start
    # A section's last paragraph holds how it is laid out; of the last section that stands by itself.
    held, section = None, ""
    for letter, (text, ending) in written:
        if held:
            yield held.closed(section)
        yield text
        with speaking(letter.language):
            held, section = ending, model.letter_section(letter)
            behind = [(model.annex_section(annex.foot), list(annex.blocks)) for annex in annexes(letter)]
        for annex_section, blocks in behind:
            yield held.closed(section)
            held = yield from docx_annex.written(blocks, layout)
            section = annex_section
    if held:
        yield held.closed()
    yield section
    yield end


def _gathered(strings: Iterable[str]) -> Iterator[bytes]:
    waiting: list[str] = []
    length = 0
    for string in strings:
        waiting.append(string)
        length += len(string)
        if length >= PIECE:
            yield "".join(waiting).encode()
            waiting.clear()
            length = 0
    yield "".join(waiting).encode()
