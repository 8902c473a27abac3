"""The same letter by WeasyPrint, by docxtpl and by LibreOffice, as one would write it with each of them."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable, Sequence
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Final

from campaign.letters.layouts import DIN_B
from campaign.letters.values import Letter, ParagraphKind
from campaign.letters.writers import docx
from campaign.letters.writers.report import Report

if TYPE_CHECKING:
    from docxtpl import DocxTemplate

Write = Callable[[Sequence[Letter], Path], bytes]

# The measures of DIN 5008, form B, as our page has them.
STYLE: Final = """
@page { size: A4; margin: 0 }
body { margin: 0; font: 11.5pt/1.35 "Noto Serif", "Noto Serif CJK KR"; color: #1d1c1a }
section { position: relative; width: 210mm; height: 297mm; break-after: page; overflow: hidden }
div { position: absolute; left: 25mm; width: 165mm }
p { margin: 0 0 1em; text-align: justify }
.sender { top: 15mm; font-size: 9pt } .sender b { font-size: 12pt }
.return { top: 57mm; width: 78mm; font-size: 7pt; text-decoration: underline }
.address { top: 62.7mm; width: 78mm; font-size: 10.5pt }
.information { top: 62.7mm; left: 125mm; width: 65mm; font-size: 10.5pt }
.body { top: 98.5mm } .body h1 { font-size: 11.5pt; margin: 0 0 1.5em }
blockquote { margin: 0 7mm 1em; font-style: italic }
.foot { top: 270mm; font-size: 9pt; border-top: .3pt solid #8c8880 } .foot img { float: right; width: 14mm }
"""


def weasyprint(letters: Sequence[Letter], _folder: Path, variant: str | None = "pdf/ua-1") -> bytes:
    """One PDF of the letters from a simple page of HTML, the style sheet and the fonts read once.

    It is tagged as ours is, or with no `variant` it has no tags, which takes less time.
    """
    from weasyprint import HTML

    sheet, fonts = _sheet()
    pages = "".join(map(_page, letters))
    html = (
        f'<html lang="{letters[0].language}"><title>{escape(letters[0].subject)}</title><body>{pages}</body>'
    )
    return HTML(string=html).write_pdf(stylesheets=[sheet], font_config=fonts, pdf_variant=variant)


def docxtpl(letters: Sequence[Letter], _folder: Path) -> bytes:
    """One letter from a template with the same paragraphs."""
    template, [letter] = _template(), letters
    template.render(
        {
            **{
                name: getattr(letter, name)
                for name in ("subject", "salutation", "close", "dateline", "reference")
            },
            "sender": letter.sender,
            "return_line": letter.return_line,
            "address": letter.address_lines,
            "paragraphs": letter.paragraphs,
            "signatory": letter.signatory,
            "url": letter.campaign_url,
        },
        autoescape=True,
    )
    made = io.BytesIO()
    template.save(made)
    return made.getvalue()


def libreoffice(letters: Sequence[Letter], folder: Path) -> bytes:
    """One PDF of the letters, made of our DOCX of them."""
    source = folder / "letters.docx"
    source.write_bytes(b"".join(docx.stream(letters, DIN_B, Report())))
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True)
    return source.with_suffix(".pdf").read_bytes()


def _page(letter: Letter) -> str:
    def lines(some: Sequence[str]) -> str:
        return "<br>".join(map(escape, some))

    text = "".join(
        f"<blockquote>{escape(one.text)}<br><small>{escape(one.source)}</small></blockquote>"
        if one.kind is ParagraphKind.QUOTE
        else f"<p>{escape(one.text)}</p>"
        for one in letter.paragraphs
    )
    url = escape(letter.campaign_url)
    return (
        f'<section><div class="sender"><b>{escape(letter.sender[0])}</b><br>{lines(letter.sender[1:])}</div>'
        f'<div class="return">{escape(letter.return_line)}</div>'
        f'<div class="address">{lines(letter.address_lines)}</div>'
        f'<div class="information">{escape(letter.dateline)}<br>{escape(letter.reference)}</div>'
        f'<div class="body"><h1>{escape(letter.subject)}</h1><p>{escape(letter.salutation)}</p>{text}'
        f"<p>{escape(letter.close)}</p><p><br><br><b>{lines(letter.signatory)}</b></p></div>"
        f'<div class="foot"><img src="{_code(letter.campaign_url)}"><a href="{url}">{url}</a></div></section>'
    )


@lru_cache
def _code(url: str) -> str:
    import segno

    return str(segno.make(url, error="m").svg_data_uri())


@lru_cache
def _sheet() -> tuple[object, object]:
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    return CSS(string=STYLE, font_config=fonts), fonts


@lru_cache
def _template() -> DocxTemplate:
    from docx import Document
    from docxtpl import DocxTemplate

    made, source = io.BytesIO(), Document()
    for text in (
        "{%p for line in sender %}\n{{ line }}\n{%p endfor %}\n{{ return_line }}\n"
        "{%p for line in address %}\n{{ line }}\n{%p endfor %}\n"
        "{{ dateline }}\n{{ reference }}\n{{ subject }}\n{{ salutation }}\n"
        "{%p for one in paragraphs %}\n{{ one.text }}\n{%p if one.source %}\n{{ one.source }}\n{%p endif %}\n"
        "{%p endfor %}\n{{ close }}\n{%p for line in signatory %}\n{{ line }}\n{%p endfor %}\n{{ url }}"
    ).splitlines():
        source.add_paragraph(text)
    source.save(made)
    made.seek(0)
    return DocxTemplate(made)
