"""The paragraphs of a letter in WordprocessingML."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from campaign.core.languages import gettext as _
from campaign.core.languages import speaking
from campaign.letters.errors import AddressTooWide
from campaign.letters.values import ParagraphKind
from campaign.letters.writers import docx_heights as heights
from campaign.letters.writers import docx_styles as styles
from campaign.letters.writers.docx_xml import (
    indent,
    paragraph,
    right_tab,
    runs,
    size,
    spacing,
)
from campaign.letters.writers.errors import SenderTakesTooMuch
from campaign.letters.writers.forbidden import refuse_forbidden

if TYPE_CHECKING:
    from collections.abc import Iterator

    from campaign.letters.layouts import Layout
    from campaign.letters.values import Letter

# The room for a signature by hand, in millimetres.
SIGNATURE_GAP: Final = 14.0
_LANGUAGES_OF_WIDE_QUOTES: Final = frozenset({"ja", "zh"})
_STYLE: Final = MappingProxyType({name: styles.style_id(name) for name in styles.ALL})


class Ending(NamedTuple):
    """The last paragraph of a section: its style, its runs and its properties."""

    style: str
    content: str
    properties: str = ""

    def closed(self, section: str = "") -> str:
        """The paragraph, which holds how its section is laid out if another follows."""
        return paragraph(_STYLE[self.style], self.content, self.properties, section)


class Written(NamedTuple):
    """A letter's paragraphs: all but the last, and the last."""

    text: str
    ending: Ending


def written(letter: Letter, layout: Layout) -> Written:
    """The paragraphs of `letter`.

    Raises:
        AddressTooWide: a line of the address is wider than its place, set as small as can be read.
        SenderTakesTooMuch: the sender's lines do not fit above the address.
        Unspeakable: the letter holds a character that XML cannot hold.

    """
    with speaking(letter.language):
        lines = letter.address_lines
    head = heights.Head(layout, letter.sender, len(lines))
    if not head.fits:
        raise SenderTakesTooMuch(letter.key)
    points = _address_size(letter, lines, layout)
    with speaking(letter.language):
        wide = letter.language.partition("-")[0] in _LANGUAGES_OF_WIDE_QUOTES
        *before, last = [*_head(letter, layout, head, lines, points), *_body(letter, wide=wide)]
    made = Written("".join(one.closed() for one in before), last)
    refuse_forbidden(letter, made.text + last.content)
    return made


def _address_size(letter: Letter, lines: tuple[str, ...], layout: Layout) -> float:
    usual = min(heights.ADDRESS_SIZE, layout.type_size(len(lines)))
    points = heights.fitted(lines, layout.address.width, usual)
    if points < min(heights.SMALLEST, usual):
        raise AddressTooWide(letter.key, max(lines, key=lambda line: heights.width(line, points)))
    return points


def _head(
    letter: Letter, layout: Layout, head: heights.Head, lines: tuple[str, ...], points: float
) -> Iterator[Ending]:
    aside = indent(layout.sender.left - layout.left)
    for at, line in enumerate(head.sender):
        style = styles.SENDER if at >= head.names else styles.SENDER_NAME
        yield Ending(style, runs(line), spacing(exact=head.sender_line(at)) + aside)
    if layout.return_line:
        smaller = size(heights.fitted([letter.return_line], layout.body_width, heights.RETURN_SIZE))
        yield Ending(styles.RETURN, runs(letter.return_line, smaller), spacing(head.before_return))
    within = indent(layout.address.left - layout.left, layout.width - layout.right - layout.address.right)
    for at, line in enumerate(lines):
        height = spacing(0 if at else head.before_address, layout.pitch(len(lines)))
        yield Ending(styles.ADDRESS, runs(line, size(points)), height + within)
    reference = f"{_('Our reference')} {letter.reference}" if letter.reference else ""
    yield Ending(
        styles.INFORMATION,
        f"{runs(reference) if reference else ''}<w:r><w:tab/></w:r>{runs(letter.dateline)}",
        right_tab(layout.body_width) + spacing(head.before_information),
    )


def _body(letter: Letter, *, wide: bool) -> Iterator[Ending]:
    yield Ending(styles.SUBJECT, runs(letter.subject, wide=wide))
    yield Ending(styles.SALUTATION, runs(letter.salutation, wide=wide))
    for one in letter.paragraphs:
        # Only the statement's own words slant: a translation is set apart, and upright.
        upright = '<w:i w:val="0"/>' if one.kind is ParagraphKind.TRANSLATION else ""
        style = styles.QUOTE if one.is_indented else styles.TEXT
        yield Ending(style, runs(one.text, upright, wide=wide))
        if one.source:
            yield Ending(styles.SOURCE, runs(one.source, wide=wide))
    yield Ending(styles.CLOSING, runs(letter.close, wide=wide))
    for at, line in enumerate(letter.signatory):
        first = "" if at else "<w:b/><w:bCs/>"
        yield Ending(styles.SIGNATURE, runs(line, first), spacing(0 if at else SIGNATURE_GAP))
