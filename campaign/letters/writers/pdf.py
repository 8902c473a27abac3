"""Any number of letters in one tagged PDF, each with what goes with it, written as they come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from campaign.core.languages import gettext as _
from campaign.core.languages import speaking
from campaign.letters.wording import locale
from campaign.letters.writers.joining.about import About
from campaign.letters.writers.joining.joiner import Joiner
from campaign.letters.writers.last_pages import last_pages
from campaign.letters.writers.signature_pages import signature_pages
from campaign.letters.writers.typesetter import Unset
from campaign.letters.writers.typst_inputs import author

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from campaign.core.errors import Refused
    from campaign.letters.layouts import Layout
    from campaign.letters.values import Letter
    from campaign.letters.writers.report import Report
    from campaign.letters.writers.typesetter import Typesetter

MEDIA_TYPE: Final = "application/pdf"
# Twice as many take up to 60 MB more, for names in many scripts open large fonts, and no less time; with half
# as many each letter bears more of what a document takes, most with the fonts of Korean (7 %).
_IN_DOCUMENT: Final = 100


def stream(
    letters: Iterable[Letter], layout: Layout, typesetter: Typesetter, report: Report
) -> Iterator[bytes]:
    """One PDF of the letters, in pieces; memory stays the same however many there are.

    Every letter has a bookmark by its key. A letter that goes with a signature sheet, a certificate or a
    statement is followed by these, and they have bookmarks. A letter that cannot be set is put aside in
    `report`, and the others are written. If there are none, nothing is written at all.

    Args:
        letters: in the order of the file; runs of one language are set together.
        layout: where everything stands.
        typesetter: what sets them.
        report: what became of them.

    """

    def put_aside(key: str, refused: Refused) -> None:
        report.put_aside(key, refused.sentence)

    joiner: Joiner | None = None
    for batch in _batches(letters):
        for pdf, held in _documents(batch, layout, typesetter, put_aside):
            joiner = joiner or Joiner(_about(held[0]))
            yield _added(joiner, pdf, held)
            typesetter.engine.forget()
            report.written += len(held)
    if joiner:
        yield joiner.finish()


def write(letters: Sequence[Letter], layout: Layout, typesetter: Typesetter) -> bytes:
    """The same file whole; raises what `Typesetter.set` raises for the first letter that cannot be set."""

    def refuse(_key: str, refused: Refused) -> None:
        raise refused

    joiner = Joiner(_about(letters[0]))
    pieces = [
        _added(joiner, pdf, held)
        for batch in _batches(letters)
        for pdf, held in _documents(batch, layout, typesetter, refuse)
    ]
    return b"".join([*pieces, joiner.finish()])


def _added(joiner: Joiner, pdf: bytes, held: Sequence[Letter]) -> bytes:
    if not held:
        return joiner.add(pdf)
    if held[0].is_accompanied:
        with speaking(held[0].language):
            return joiner.add(pdf, [_("Letter")])
    return joiner.add(pdf, [letter.key for letter in held], grouped=True)


def _batches(letters: Iterable[Letter]) -> Iterator[list[Letter]]:
    batch: list[Letter] = []
    for letter in letters:
        apart = letter.is_accompanied or (batch and letter.language != batch[0].language)
        if batch and (apart or len(batch) == _IN_DOCUMENT):
            yield batch
            batch = []
        if letter.is_accompanied:
            yield [letter]
        else:
            batch.append(letter)
    if batch:
        yield batch


def _documents(
    letters: list[Letter], layout: Layout, typesetter: Typesetter, put_aside: Callable[[str, Refused], None]
) -> Iterator[tuple[bytes, list[Letter]]]:
    # Each PDF with the letters whose pages are in it: none, where it goes with a letter.
    while letters:
        try:
            pdf = typesetter.document(letters, layout)
            behind = last_pages(letters[0], layout, typesetter)
        except Unset as unset:
            for at, refused in sorted(unset.refusals.items()):
                put_aside(letters[at].key, refused)
            letters = [letter for at, letter in enumerate(letters) if at not in unset.refusals]
            continue
        yield pdf, letters
        if letters[0].annex:
            for names in signature_pages(letters[0], letters[0].annex, layout, typesetter, put_aside):
                yield names, []
        for last in behind:
            yield last, []
        return


def _about(letter: Letter) -> About:
    return About(letter.subject, author(letter), _tag(letter.language), letter.date)


def _tag(language: str) -> str:
    return str(locale(language)).replace("_", "-")
