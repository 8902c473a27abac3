"""What Typst is told: strings and measures, as one piece of JSON."""

from __future__ import annotations

import io
from dataclasses import asdict
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import segno

from campaign.core.languages import DEFAULT, speaking
from campaign.core.languages import gettext as _
from campaign.letters.wording import locale
from campaign.letters.writers.typography import (
    LATIN,
    breakable,
    families,
    is_latin,
    running,
    running_in_cell,
    strong_families,
    typography,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from campaign.letters.layouts import Layout
    from campaign.letters.values import Letter, Paragraph
    from campaign.letters.writers.blocks import Table

# A line of so many letters may take more than its place.
_SHORT_LINE: Final = 48
_FEW_LINES: Final = 4
_LINE_HEIGHT: Final = 0.7
_POINT: Final = 25.4 / 72
# The letter is measured if it may take more than this share of the page.
_SURE: Final = 0.86


def frame(
    kind: str, letter: Letter, layout: Layout, available: Collection[str], *, window: bool = False
) -> dict[str, Any]:
    """What every document is told: language, fonts, measures, labels.

    Args:
        kind: which document it is.
        letter: the letter, or the first of them.
        layout: where everything stands.
        available: names of the font families that there are.
        window: whether the envelope's window is drawn over the page.

    """
    spoken = locale(letter.language)
    return {
        "kind": kind,
        "title": letter.subject,
        "author": author(letter),
        "language": spoken.language,
        "region": spoken.territory,
        "fonts": families(letter.language, available),
        "strong_fonts": strong_families(letter.language, available),
        "latin_fonts": families("en", available),
        "latin_leading": LATIN.leading,
        "layout": _measures(layout),
        "setting": asdict(typography(letter.language)),
        "window": window,
        "labels_in_english": letter.language != DEFAULT and _is_untranslated(),
        "labels": {
            "reference": _("Our reference"),
            "campaign": _("The campaign’s page:"),
            "code": _("QR code of the campaign’s address"),
            "page": _("Page {page} of {pages}"),
            "window": _("The envelope’s window"),
        },
    }


def letters_in(
    letters: Sequence[Letter],
    layout: Layout,
    available: Collection[str],
    *,
    measured: bool,
    window: bool = False,
) -> dict[str, Any]:
    """What Typst is told of a document of letters, in the language of the first.

    Args:
        letters: the letters.
        layout: where everything stands.
        available: names of the font families that there are.
        measured: whether every letter is measured, and set smaller or refused where a page is not enough;
            else only those that look long.
        window: whether the envelope's window is drawn over the page.

    """
    return {
        **frame("letters", letters[0], layout, available, window=window),
        "codes": {url: _code(url) for url in {letter.campaign_url for letter in letters}},
        "lines": _lines(letters, layout),
        "letters": [
            _letter(index, letter, layout, measured=measured or not _surely_fits(letter, layout))
            for index, letter in enumerate(letters)
        ],
    }


def _is_untranslated() -> bool:
    with speaking(DEFAULT):
        english = _("The campaign’s page:")
    return _("The campaign’s page:") == english


def figures(table: Table) -> dict[str, Any]:
    """A table for Typst, with Korean words kept whole."""
    return {
        "caption": table.caption,
        "heads": [running_in_cell(head) for head in table.heads],
        "rows": [[running_in_cell(cell) for cell in row] for row in table.rows],
        "numbers": table.numbers,
    }


def author(letter: Letter) -> str:
    """Who the file is from: the organization; a signer's name stands in no file's properties."""
    return letter.sender[0] if letter.sender and letter.audience == "organization" else ""


def _letter(index: int, letter: Letter, layout: Layout, *, measured: bool) -> dict[str, Any]:
    address, language = letter.address_lines, letter.language
    return {
        "index": index,
        "measured": measured,
        "sender": [breakable(line) for line in letter.sender],
        "return_line": breakable(letter.return_line),
        "address": address,
        "pitch": layout.pitch(len(address)),
        "type_size": layout.type_size(len(address)),
        "dateline": breakable(letter.dateline),
        "reference": breakable(letter.reference),
        "subject": running(letter.subject, language),
        "salutation": running(letter.salutation, language),
        "paragraphs": [_paragraph(paragraph, language) for paragraph in letter.paragraphs],
        "close": running(letter.close, language),
        "signatory": [breakable(line) for line in letter.signatory],
        "campaign_url": letter.campaign_url,
    }


@lru_cache(maxsize=512)
def _paragraph(paragraph: Paragraph, language: str) -> dict[str, Any]:
    spoken = locale(paragraph.language or language)
    latin = typography(language) is not LATIN and is_latin(paragraph.text)
    foreign = latin or spoken != locale(language)
    return {
        "kind": paragraph.kind,
        "text": running(paragraph.text, paragraph.language or language),
        "source": running(paragraph.source, language) if paragraph.source else "",
        "language": spoken.language,
        "region": spoken.territory,
        "foreign": foreign,
        # There are no slanted letters but Latin ones.
        "slanted": paragraph.kind == "quote" and is_latin(paragraph.text),
        # A statement's own words in a letter of another script.
        "latin": latin,
    }


def _lines(letters: Sequence[Letter], layout: Layout) -> list[dict[str, Any]]:
    first: dict[tuple[str, float], int] = {}
    for index, letter in enumerate(letters):
        lines = letter.address_lines
        for line in lines:
            first.setdefault((line, layout.type_size(len(lines))), index)
    return [{"line": line, "size": size, "letter": at} for (line, size), at in first.items()]


def _surely_fits(letter: Letter, layout: Layout) -> bool:
    short = (*letter.sender, letter.dateline, letter.reference, *letter.signatory)
    if any(len(text) > _SHORT_LINE for text in short) or len(letter.return_line) > 2 * _SHORT_LINE:
        return False
    if len(letter.sender) > _FEW_LINES:
        return False
    manner = typography(letter.language)
    em = manner.sizes[0] * _POINT
    a_line = layout.body_width / (em * manner.width)
    between = manner.leading + _LINE_HEIGHT
    height = 8 * between + sum(
        (len(paragraph.text) // a_line + 1 + (2 if paragraph.source else 0)) * between
        + manner.spacing
        - manner.leading
        for paragraph in letter.paragraphs
    )
    return height * em < _SURE * layout.body_height


@lru_cache(maxsize=16)
def _measures(layout: Layout) -> dict[str, Any]:
    return asdict(layout)


@lru_cache(maxsize=256)
def _code(url: str) -> list[int]:
    drawn = io.BytesIO()
    segno.make(url, error="m").save(drawn, kind="png", scale=4, border=0, dark="#1d1c1a")
    return list(drawn.getvalue())
