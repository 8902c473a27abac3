"""Words as a PDF shows them: shaped by HarfBuzz, each glyph at its place, marks on their letters.

A word is shaped once and kept as what stands inside the brackets of a `TJ` operator, with the font set at
size 1, so that it serves every size. The code of a glyph is its number in the font (Identity-H).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

import uharfbuzz as hb

from campaign.letters.cleaning import plain
from campaign.letters.fonts import UNSEEN
from campaign.letters.writers.font_files import REGULAR

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from campaign.letters.writers.font_files import FontCase, FontFile

# So many words are kept; a million signers share far fewer given names and surnames.
MOST_WORDS: Final = 100_000
MOST_LINES: Final = 10_000
# Between Chinese or Japanese characters and Latin letters or digits, Typst leaves a quarter of the size.
_CJK_GAP: Final = 250.0
# Hangul, kana and Han, at the end of a word and at its beginning: signs may stand around them.
_IN_A_GRID: Final = "[\u1100-\u11ff\u3040-\u318f\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff]"
_GRID: Final = re.compile(_IN_A_GRID)
_ENDS_IN_A_GRID: Final = re.compile(rf"{_IN_A_GRID}[\W_]*$")
_BEGINS_IN_A_GRID: Final = re.compile(rf"[\W_]*{_IN_A_GRID}")
_EAST_ASIAN: Final = ("CJK ", "HIRAGANA ", "KATAKANA ")
_RIGHT_TO_LEFT, _LEFT_TO_RIGHT = frozenset({"R", "AL"}), frozenset({"L", "EN", "AN"})
# With parentheses in figures, those that are left open and close strings, and ")(" may go.
_ESCAPES: Final = ((b"\\", b"\\\\"), (b"(", b"\\050"), (b")", b"\\051"), (b"\r", b"\\r"))


class Shaped(NamedTuple):
    """What goes between the brackets of a `TJ`, and its width in thousandths of the size.

    It begins in font number `first` and ends in `last`.
    """

    first: int
    body: bytes
    last: int
    width: float


class NoFace(Exception):  # noqa: N818 - it is told to the one who asked, who makes a sentence of it
    """No face has a character."""

    def __init__(self, character: str) -> None:
        super().__init__()
        self.character = character


class RunsBothWays(Exception):  # noqa: N818 - the same
    """A text is written from left to right and from right to left."""


@dataclass(slots=True)
class UsedFace:
    """A face of a file: its number there, its glyphs that are shown, and what characters they stand for."""

    number: int
    file: FontFile
    glyphs: dict[int, str] = field(default_factory=dict)
    codes: dict[int, tuple[bytes, float]] = field(default_factory=dict)

    def code(self, glyph: int) -> tuple[bytes, float]:
        """The glyph's code as it stands in a string of PDF, and its width in thousandths, as told there."""
        known = self.codes.get(glyph)
        if known is None:
            width = round(self.file.font.get_glyph_h_advance(glyph) * self.file.thousandths, 1)
            known = self.codes[glyph] = _escaped(glyph), width
        return known


class Words:
    """Shapes the words of one file, and knows which faces and glyphs it took."""

    def __init__(self, case: FontCase, language: str) -> None:
        self._case = case
        self._language = language
        self._buffer = hb.Buffer()
        self.faces: dict[FontFile, UsedFace] = {}
        self._word = lru_cache(maxsize=MOST_WORDS)(self._shaped)
        self.kept_line = lru_cache(maxsize=MOST_LINES)(self.line)

    def line(self, text: str, weight: int) -> Shaped:
        """The text in one line.

        Raises:
            NoFace: no face has a character of it.
            RunsBothWays: it is neither from left to right nor from right to left.

        """
        text = plain(text)
        words = text.split(" ")
        if len(words) == 1:
            return self._word(text, weight)
        if not text.isascii() and is_right_to_left(text):
            words.reverse()
        shaped = [self._word(word, weight) for word in words]
        if self._case.is_plain[weight] or not _GRID.search(text):
            return joined(shaped, self.blank(weight))
        parts = [shaped[0]]
        for before, part in zip(words, shaped[1:], strict=False):
            # A font for Korean has wider blanks and signs for its own letters.
            in_a_grid = _ENDS_IN_A_GRID.search(before)
            parts += [self._blank_in_a_grid(weight) if in_a_grid else self.blank(weight), part]
        return joined(parts)

    def dot(self, before: str, after: str) -> Shaped:
        """A dot between two blanks, as Typst sets it between these two texts."""
        if self._case.is_plain[REGULAR]:
            return self._narrow_dot
        # Blanks and signs are of the script before them; of the one after them where the direction changes.
        wide = _ENDS_IN_A_GRID.search(before) or (is_right_to_left(before) and _BEGINS_IN_A_GRID.match(after))
        return self._wide_dot if wide else self._narrow_dot

    @cached_property
    def _narrow_dot(self) -> Shaped:
        dot = self._word("·", REGULAR)
        nothing = dot._replace(body=b"", width=0.0)
        return joined([nothing, dot, nothing], self.blank(REGULAR))

    @cached_property
    def _wide_dot(self) -> Shaped:
        face = self._case.face_for(" ", REGULAR)
        if face is None or face is not self._case.face_for("·", REGULAR):
            return self._narrow_dot
        return self._run(" · ", self._used(face), "Hang")

    def blank(self, weight: int) -> Shaped:
        """What stands between words."""
        return self._word(" ", weight)

    def _blank_in_a_grid(self, weight: int) -> Shaped:
        face = self._case.face_for(" ", weight) or self._case.first(weight)
        return self._run(" ", self._used(face), "Hang")

    def _shaped(self, word: str, weight: int) -> Shaped:
        if not word or (word.isascii() and self._case.is_plain[weight]):
            return self._run(word, self._used(self._case.first(weight)))
        runs = list(self._runs(word, weight))
        if is_right_to_left(word):
            runs.reverse()
        shaped = [self._run(text, self._used(face)) for face, text in runs]
        for at in range(1, len(runs)):
            if _is_gap(runs[at - 1][1][-1], runs[at][1][0]):
                before = shaped[at - 1]
                gap = b"%d " % -_CJK_GAP
                shaped[at - 1] = before._replace(body=before.body + gap, width=before.width + _CJK_GAP)
        return joined(shaped)

    def _used(self, face: FontFile) -> UsedFace:
        known = self.faces.get(face)
        if known is None:
            known = self.faces[face] = UsedFace(len(self.faces), face)
        return known

    def _runs(self, word: str, weight: int) -> Iterator[tuple[FontFile, str]]:
        face, run = None, ""
        for cluster in _clusters(word):
            found = self._case.face_for(cluster, weight)
            if found is None:
                raise NoFace(
                    next((one for one in cluster if not self._case.face_for(one, weight)), cluster[0])
                )
            if face and found is not face:
                yield face, run
                run = ""
            face, run = found, run + cluster
        if face:
            yield face, run

    def _run(self, text: str, used: UsedFace, script: str | None = None) -> Shaped:
        buffer = self._buffer
        buffer.reset()
        buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
        buffer.add_str(text)
        if script:
            buffer.script = script
        buffer.guess_segment_properties()
        buffer.language = self._language
        hb.shape(used.file.font, buffer)
        glyphs = [(info.codepoint, info.cluster) for info in buffer.glyph_infos]
        if any(glyph == 0 for glyph, _at in glyphs):
            raise NoFace(next(text[at] for glyph, at in glyphs if glyph == 0))
        places = buffer.glyph_positions
        body, width = _row(used, glyphs, places)
        if not _reads_back(used, text, glyphs) or _looks_torn(places):
            told = text[::-1] if buffer.direction == "rtl" else text
            body = b"]TJ/Span<</ActualText<FEFF%b>>>BDC[%b]TJ EMC[" % (_hexadecimal(told), body)
        return Shaped(used.number, body, used.number, width)


def joined(shaped: Sequence[Shaped], blank: Shaped | None = None) -> Shaped:
    """The parts in one, with a blank between them; where fonts change, the blank is a move."""
    first, body, last, width = shaped[0]
    bodies = [body]
    for start, body, end, part in shaped[1:]:
        if blank:
            bodies.append(blank.body if blank.first == last else b"%d " % -blank.width)
            width += blank.width
        bodies.append(body if start == last else b"]TJ/F%d 1 Tf[%b" % (start, body))
        last, width = end, width + part
    return Shaped(first, b"".join(bodies), last, width)


def _row(
    used: UsedFace, glyphs: Sequence[tuple[int, int]], places: Sequence[hb.GlyphPosition]
) -> tuple[bytes, float]:
    # Glyphs gather to strings; what moves the next glyph stands between them as a number.
    unit, code_of = used.file.thousandths, used.code
    parts, owed, total = [b"("], 0.0, 0
    for (glyph, _at), place in zip(glyphs, places, strict=True):
        code, width = code_of(glyph)
        advance, right, up = place.x_advance, place.x_offset, place.y_offset
        owed += right * unit
        if owed >= 1 or owed <= -1:
            parts.append(b")%d(" % -round(owed))
            owed -= round(owed)
        parts.append(code if not up else b")]TJ %.3f Ts[(%b)]TJ 0 Ts[(" % (up * unit / 1000, code))
        owed += (advance - right) * unit - width
        total += advance
    # The blank keeps the number apart from one that the next word may begin with.
    parts.append(b")%d " % -round(owed) if abs(owed) >= 1 else b")")
    return b"".join(parts).replace(b"()", b""), total * unit


def _clusters(word: str) -> Iterator[str]:
    start = 0
    for at in range(1, len(word) + 1):
        if at == len(word) or not (
            ord(word[at]) in UNSEEN or unicodedata.category(word[at])[0] == "M" or word[at - 1] == "\u200d"
        ):
            yield word[start:at]
            start = at


def is_right_to_left(text: str) -> bool:
    """Whether the text is written from right to left; raises `RunsBothWays` where only some of it is."""
    kinds = {unicodedata.bidirectional(character) for character in text}
    if not kinds & _RIGHT_TO_LEFT:
        return False
    if kinds & _LEFT_TO_RIGHT:
        raise RunsBothWays
    return True


def _reads_back(used: UsedFace, text: str, glyphs: Sequence[tuple[int, int]]) -> bool:
    known = used.glyphs
    if [at for _glyph, at in glyphs] == list(range(len(text))):
        # A glyph for each character, as in nearly all names. Every glyph is noted, whatever the others say:
        # it has to be in the file.
        alike = [
            known.setdefault(glyph, character) == character
            for (glyph, _at), character in zip(glyphs, text, strict=True)
        ]
        return all(alike)
    starts = sorted({at for _glyph, at in glyphs})
    ends = dict(zip(starts, (*starts[1:], len(text)), strict=True))
    alike = [known.setdefault(glyph, text[at : ends[at]]) == text[at : ends[at]] for glyph, at in glyphs]
    return len(starts) == len(glyphs) and all(alike)


def _looks_torn(places: Sequence[hb.GlyphPosition]) -> bool:
    # A mark that is moved leaves what readers take for a blank before the next letter.
    return any(place.x_offset or place.y_offset for place in places[:-1])


@lru_cache(maxsize=4096)
def _is_gap(one: str, other: str) -> bool:
    return (_is_east_asian(one) and _is_western(other)) or (_is_western(one) and _is_east_asian(other))


def _is_east_asian(character: str) -> bool:
    return unicodedata.name(character, "").startswith(_EAST_ASIAN)


def _is_western(character: str) -> bool:
    return character.isdigit() or unicodedata.name(character, "").startswith("LATIN ")


def _escaped(glyph: int) -> bytes:
    code = glyph.to_bytes(2, "big")
    for character, escape in _ESCAPES:
        code = code.replace(character, escape)
    return code


def _hexadecimal(text: str) -> bytes:
    return text.encode("utf-16-be").hex().upper().encode()
