"""The paragraphs of a text: its lines, joined where one only goes on in the next, also over a page break."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from campaign.statements.reading import operative
from campaign.statements.reading.furniture import furniture_of
from campaign.statements.reading.lines import Line, Marker, lines, marker_of
from campaign.statements.reading.resolved import resolving
from campaign.statements.reading.verbs import verb_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# No printed page or mail has longer lines; a text that has them keeps each paragraph on one line.
_LONGEST_WRAPPED: Final = 120
# How much shorter than the longest a wrapped line may be besides the word that did not fit.
_RAGGED: Final = 8
# One line in so many may be longer than the lines of the text are wrapped at: a table, a link.
_ONE_IN: Final = 15
_SEVERAL: Final = 3
# A line that ends in one of these ends in the middle of a sentence.
_UNFINISHED: Final = re.compile(
    r"\s(?:(?<![;,:]\s)(?:and|or)|the|an?|of|to|in|for|by|with|from|at|(?<!and\s)that|which|who|its|their|our|his|her|all)\Z"
)
_NUMBER_OF: Final = re.compile(r"\d{1,4}\s[a-z]")
_LONGEST_WORD: Final = 12
# A number with the blanks after it.
_MARKER_AT_MOST: Final = 20
_STOPS: Final = ".;:!?"
# After a verb in a list whose bullets were lost: "release the crew;".
_OBJECT: Final = re.compile(r"\s+(?:the|all|an?|its|their|those|any|every|each|that|your|our|in|for)\b")
_AFTER_STOP: Final = operative.Setting(None, is_resolution=True, goes_on=True)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of text that hangs together; `body` is where its words begin, after its marker."""

    start: int
    end: int
    body: int
    marker: Marker | None
    is_furniture: bool = False

    @property
    def is_numbered(self) -> bool:
        """Whether a printed number stands before it."""
        return self.marker is not None and self.marker.kind == "number"


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs of `text`, in order; together they hold all that is visible in it."""
    return tuple(part for whole in _joined(text) for part in _parts(text, whole))


def _joined(text: str) -> Iterator[Paragraph]:
    found = list(lines(text))
    is_furniture = furniture_of(text, found)
    width = _width(text, found)
    open_: Paragraph | None = None
    last: Line | None = None
    waiting: list[Paragraph] = []
    for line, is_one in zip(found, is_furniture, strict=True):
        if is_one:
            waiting.append(Paragraph(line.start, line.end, line.start, None, is_furniture=True))
            continue
        if (
            open_
            and last
            and (
                _goes_on(text, last, line, width, over_page=bool(waiting))
                or _is_below_title(text, open_, last, line)
            )
        ):
            body = line.start if open_.body >= open_.end else open_.body
            open_ = Paragraph(open_.start, line.end, body, open_.marker)
        else:
            if open_:
                yield open_
            yield from waiting
            open_ = Paragraph(line.start, line.end, line.body, line.marker)
        waiting.clear()
        last = line
    if open_:
        yield open_
    yield from waiting


def _goes_on(text: str, last: Line, line: Line, width: int, *, over_page: bool) -> bool:
    if last.body >= last.end and not line.marker:
        return True  # a number alone on its line
    is_full = width <= _LONGEST_WRAPPED and _is_full(text, last, line, width)
    if line.marker:
        return is_full and not line.follows_blank and _only_looks_like_a_marker(text, last, line)
    if over_page and text[last.end - 1] not in _STOPS and (text[line.start].islower() or is_full):
        return True
    if line.follows_blank or over_page:
        return False
    if _begins_item(text, last, line, is_full=is_full):
        return False
    is_unfinished = bool(_UNFINISHED.search(text, max(last.body, last.end - _LONGEST_WORD), last.end))
    # "the Convention" and "87 on safety"
    in_numbers = text[last.end - 1] not in _STOPS and bool(_NUMBER_OF.match(text, line.start, line.end))
    return text[line.start].islower() or is_full or is_unfinished or in_numbers


def _is_below_title(text: str, open_: Paragraph, last: Line, line: Line) -> bool:
    """Whether above the line stands a title, and above that a number alone: "01", "Fill the lake", "We …"."""
    is_title = open_.start < open_.body == last.start and text[last.end - 1] not in _STOPS
    return is_title and line.marker is None and not line.follows_blank


def _width(text: str, found: Sequence[Line]) -> int:
    """The length at which the lines are wrapped; a few may be longer."""
    lengths = sorted((_length(text, line) for line in found), reverse=True)
    width = lengths[len(lengths) // _ONE_IN] if lengths else 0
    alike = sum(width - _RAGGED < length <= width for length in lengths)
    return width if alike * _ONE_IN > len(lengths) * _SEVERAL else max(lengths, default=0)


def _begins_item(text: str, last: Line, line: Line, *, is_full: bool) -> bool:
    """Whether the line opens as an item does, after a stop also as one of a list: "…; and", "calls on …"."""
    if operative.opening(text, line.start, line.end, operative.UNMARKED):
        return True
    if resolving(text, line.start, line.end):
        return True
    # A line that ends in a colon, and one of a list, end there even if they are full.
    is_end = text[last.end - 1] == ":" or bool(last.marker and last.marker.kind == "bullet")
    if (is_full and not is_end) or not text.endswith((*_STOPS, "; and", ", and"), 0, last.end):
        return False
    found = operative.opening(text, line.start, line.end, _AFTER_STOP)
    if found:
        return found.rule in {operative.IN_RESOLUTION, operative.IMPERATIVE}
    written = verb_at(text, operative.after_adverbs(text, line.start, line.end), line.end)
    return (
        written is not None
        and written.form.mood == "base"
        and bool(_OBJECT.match(text, written.end, line.end))
    )


def _is_full(text: str, last: Line, line: Line, width: int) -> bool:
    """Whether the first word of `line` had no room in the one before."""
    first_word = text[line.start : line.end].split(maxsplit=1)[0]
    return _length(text, last) + 1 + len(first_word) > width - _RAGGED


def _only_looks_like_a_marker(text: str, last: Line, line: Line) -> bool:
    """Whether a wrapped line only happens to begin with "12." or a dash."""
    if line.marker and operative.opening(
        text, line.body, line.end, operative.Setting(line.marker, is_resolution=False)
    ):
        return False
    if text[last.end - 1] in f"{_STOPS},-\N{EM DASH}" or text.endswith((" and", " or"), 0, last.end):
        return False
    return line.marker is not None and (
        line.marker.kind != "bullet" or text[line.body : line.body + 1].islower()
    )


def _length(text: str, line: Line) -> int:
    return line.end - text.rfind("\n", 0, line.start) - 1


def _parts(text: str, whole: Paragraph) -> Iterator[Paragraph]:
    start, body, marker = whole.start, whole.body, whole.marker
    if whole.is_furniture:
        yield whole
        return
    for inside in operative.starts_inside(text, whole.body, whole.end):
        yield Paragraph(start, start + len(text[start:inside].rstrip()), body, marker)
        marker, length = marker_of(text[inside : min(whole.end, inside + _MARKER_AT_MOST)])
        start, body = inside, inside + length
    yield Paragraph(start, whole.end, body, marker)
