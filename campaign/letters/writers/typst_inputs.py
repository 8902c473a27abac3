"""What Typst is told of letters: strings and measures, as one piece of JSON."""

from __future__ import annotations

import io
import json
import re
from dataclasses import asdict
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import segno

from campaign.core.languages import gettext as _
from campaign.letters import fonts, paper
from campaign.letters.wording import locale
from campaign.letters.writers.sheet import sheet_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from campaign.letters.values import Letter

# A word that no line, or no cell of a table, holds (an address of the web, one letter a hundred times) may
# break here.
_LONG_WORD = re.compile(r"[!-~\u00c0-\u024f]{40}(?=[!-~\u00c0-\u024f])")
_LONG_IN_CELL = re.compile(r"[!-~\u00c0-\u024f]{20}(?=[!-~\u00c0-\u024f])")


def inputs(letters: Sequence[Letter], families: Collection[str], *, measured: bool) -> dict[str, str]:
    """Typst's `sys.inputs` for one document of letters.

    Args:
        letters: the letters, in the language of the first.
        families: names of the font families that there are.
        measured: whether each letter is measured, and set smaller or refused where a page is not enough.

    """
    first = letters[0]
    spoken = locale(first.language)
    document = {
        "measured": measured,
        "title": first.subject,
        "author": first.sender[0] if first.sender else "",
        "language": spoken.language,
        "region": spoken.territory,
        "fonts": fonts.families(first.language, families),
        "paper": _measures(),
        "labels": {
            "reference": _("Our reference"),
            "campaign": _("The campaign’s page:"),
            "code": _("QR code of the campaign’s address"),
            "page": _("Page {page} of {pages}"),
        },
        "codes": {url: _code(url) for url in {letter.campaign_url for letter in letters}},
        "letters": [_letter(index, letter) for index, letter in enumerate(letters)],
    }
    return {"data": json.dumps(document, ensure_ascii=False, sort_keys=True)}


def _letter(index: int, letter: Letter) -> dict[str, Any]:
    sheet = sheet_of(letter)
    flowing = {
        "sender": letter.sender,
        "return_line": letter.return_line,
        "dateline": letter.dateline,
        "reference": letter.reference,
        "subject": letter.subject,
        "salutation": letter.salutation,
        "paragraphs": [asdict(paragraph) for paragraph in letter.paragraphs],
        "close": letter.close,
        "signatory": letter.signatory,
    }
    return {
        "index": index,
        "address": letter.address_lines,
        "pitch": paper.line_pitch(len(letter.address_lines)),
        "campaign_url": letter.campaign_url,
        "annex": _breakable({"index": index, **asdict(sheet)}, _LONG_IN_CELL) if sheet else None,
        **{name: _breakable(value, _LONG_WORD) for name, value in flowing.items()},
    }


def _breakable(value: object, long: re.Pattern[str]) -> object:
    match value:
        case str():
            return long.sub("\\g<0>\N{ZERO WIDTH SPACE}", value)
        case dict():
            return {name: _breakable(part, long) for name, part in value.items()}
        case list() | tuple():
            return [_breakable(part, long) for part in value]
        case _:
            return value


@lru_cache(maxsize=1)
def _measures() -> dict[str, float | tuple[float, ...]]:
    return {name.lower(): measure for name, measure in vars(paper).items() if name.isupper()}


@lru_cache(maxsize=256)
def _code(url: str) -> str:
    drawn = io.BytesIO()
    segno.make(url, error="m").save(drawn, kind="svg", border=0, xmldecl=False, omitsize=True, dark="#1d1c1a")
    return drawn.getvalue().decode()
