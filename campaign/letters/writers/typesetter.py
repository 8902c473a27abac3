"""Letters set on their pages: one document of some, or a picture of one."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import typst

from campaign.core.languages import speaking
from campaign.letters.layouts import DIN_B
from campaign.letters.writers.coverage import Coverage
from campaign.letters.writers.engine import Engine
from campaign.letters.writers.errors import CannotBeSet
from campaign.letters.writers.places import characters_of
from campaign.letters.writers.refusals import no_font, refusals_of
from campaign.letters.writers.typst_inputs import letters_in

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from campaign.core.errors import Refused
    from campaign.letters.layouts import Layout
    from campaign.letters.values import Letter

SCREEN_PPI: Final = 110.0


class Unset(Exception):  # noqa: N818 - nothing went wrong: some of the letters are to be put aside
    """Some of the letters of a document cannot be set: what is wrong with each, by its place."""

    def __init__(self, refusals: dict[int, Refused]) -> None:
        super().__init__(len(refusals))
        self.refusals = refusals


class Typesetter:
    """Sets letters with the fonts of some folders; a process keeps one (`typesetter`)."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self.engine = Engine(folders)
        self.coverage = Coverage(self.engine)

    def set(self, letters: Sequence[Letter], layout: Layout = DIN_B) -> bytes:
        """One tagged PDF (A-2a, UA-1) of the letters' pages, without what goes with them.

        All letters are in the language of the first. The same letters give the same bytes.

        Raises:
            LetterTooLong: a letter takes more than a page.
            AddressTooWide: a line of an address is wider than the window.
            SenderTakesTooMuch: the sender's lines take more than their place.
            InformationTooLong: so do place, date and reference.
            CannotSet: no font has a character.
            CannotBeSet: Typst fails with this letter.

        """
        try:
            return self.document(letters, layout)
        except Unset as unset:
            raise unset.refusals[min(unset.refusals)] from unset

    def document(self, letters: Sequence[Letter], layout: Layout) -> bytes:
        """The same as `set`, but raises `Unset` with all that is wrong at once."""
        if lacking := self._lacking(letters):
            raise Unset(lacking)
        try:
            pdf = self._pdf(letters, layout, measured=False)
            if pages_in(pdf) > len(letters):
                # Nearly all letters fit at full size, and measuring halves the speed.
                pdf = self._pdf(letters, layout, measured=True)
        except typst.TypstError as error:
            raise Unset(refusals_of(error, letters) or self._faulty(letters, layout)) from error
        return pdf

    def preview(
        self, letter: Letter, layout: Layout = DIN_B, ppi: float = SCREEN_PPI, *, window: bool = False
    ) -> bytes:
        """A PNG of the letter's page at `ppi` pixels an inch; raises what `set` raises.

        With `window`, what the envelope shows is drawn over the page.
        """
        if lacking := self._lacking([letter]):
            raise lacking[0]
        with speaking(letter.language):
            told = letters_in([letter], layout, self.engine.families, measured=True, window=window)
        try:
            return self.engine.picture(told, ppi)
        except typst.TypstError as error:
            wrong = refusals_of(error, [letter]) or self._faulty([letter], layout)
            raise wrong.get(0, CannotBeSet(letter.key)) from error

    def _lacking(self, letters: Sequence[Letter]) -> dict[int, Refused]:
        missing = self.coverage.missing(characters_of(letter) for letter in letters)
        found = {at: no_font(letter, missing) for at, letter in enumerate(letters)} if missing else {}
        return {at: refused for at, refused in found.items() if refused}

    def _pdf(self, letters: Sequence[Letter], layout: Layout, *, measured: bool) -> bytes:
        with speaking(letters[0].language):
            told = letters_in(letters, layout, self.engine.families, measured=measured)
        return self.engine.pdf(told, letters[0].date)

    def _faulty(self, letters: Sequence[Letter], layout: Layout) -> dict[int, Refused]:
        # Where a letter of no words fails, too, the fault is ours, and no letter is put aside for it.
        self._pdf([_blank(letters[0])], layout, measured=True)

        # Typst does not say which letter it was: halve until it is plain.
        def search(start: int, end: int) -> dict[int, Refused]:
            try:
                self._pdf(letters[start:end], layout, measured=True)
            except typst.TypstError:
                if end - start == 1:
                    return {start: CannotBeSet(letters[start].key)}
                middle = (start + end) // 2
                return search(start, middle) | search(middle, end)
            return {}

        return search(0, len(letters))


def _blank(letter: Letter) -> Letter:
    return replace(
        letter,
        sender=("A",),
        office="A",
        address=(),
        salutation="A",
        close="A",
        signatory=("A",),
        place="",
        reference="",
        subject="A",
        paragraphs=(),
    )


@lru_cache(maxsize=2)
def typesetter(folders: tuple[Path, ...]) -> Typesetter:
    """The typesetter that this process keeps for these folders of fonts."""
    return Typesetter(folders)


def pages_in(pdf: bytes) -> int:
    """How many pages a PDF of Typst's has."""
    start = pdf.index(b"/Type/Pages/Count ") + len(b"/Type/Pages/Count ")
    return int(pdf[start : pdf.index(b"/", start)])
