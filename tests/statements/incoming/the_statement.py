"""The statement of 2007 as people would hand it in: typed, on a page, in Word, in print."""

from __future__ import annotations

import io
import re
import textwrap
from html import escape
from typing import TYPE_CHECKING

import docx
import typst

if TYPE_CHECKING:
    from collections.abc import Iterator

SECTION = re.compile(r"\d\. (?P<words>.*)")
ITEM = re.compile(r"[A-Z]{4,} (?!calls)")
SIGNS = re.compile(r"([\\#$*_`@<>~=\-+/\[\]\"'])")


def parts(text: str) -> Iterator[tuple[str, str]]:
    """The lines of the statement: section, item or text, without numbers."""
    for line in filter(None, map(str.strip, text.split("\n"))):
        if section := SECTION.fullmatch(line):
            yield "section", section["words"]
        else:
            yield ("item" if ITEM.match(line) else "text"), line


def as_docx(text: str) -> bytes:
    """With Word's own lists."""
    styles = {"section": "List Number", "item": "List Bullet 2", "text": "Normal"}
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "IPCNKR: Joint Statement"
    for kind, words in parts(text):
        document.add_paragraph(words, style=styles[kind])
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def as_pdf(text: str, *, is_tagged: bool = True) -> bytes:
    """Set by Typst in narrow, justified lines, with header, footer and page numbers."""
    indents = {"section": "+ ", "item": "  - ", "text": "\n"}
    ends = {"section": "\n", "item": "\n", "text": "\n\n"}
    set_up = (
        '#set page(paper: "a5", header: [International Parliamentarians #h(1fr) Joint Statement], '
        'footer: context [Seoul, 2007 #h(1fr) #counter(page).display("1 / 1", both: true)])\n'
        '#set text(lang: "en", hyphenate: true, size: 10pt)\n#set par(justify: true)\n'
        "#set smartquote(enabled: false)\n"
    )
    body = "".join(indents[kind] + SIGNS.sub(r"\\\1", words) + ends[kind] for kind, words in parts(text))
    return typst.compile((set_up + body).encode(), pdf_tags=is_tagged)


def as_html(text: str) -> bytes:
    """Amid a site's menu, margin, scripts and foot."""
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Joint Statement | A site</title>'
        "<style>body { margin: 0 }</style></head><body><nav><ul>"
        + "".join(
            f'<li><a href="/{place}">The page of {place}</a></li>' for place in ("home", "news", "members")
        )
        + "</ul></nav><div class='page'><div id='content'>"
        + _html_body(text)
        + "</div><aside><h2>Related</h2><p>URGE the readers of this page to read more.</p></aside></div>"
        "<script>document.write('<p>DEMAND that scripts be run.</p>')</script>"
        "<footer><p>1. Urges visitors to accept cookies.</p></footer></body></html>"
    ).encode()


def as_markdown(text: str) -> bytes:
    """With marks, escapes and wrapped lines."""
    marks = {"section": "{}. **{}**\n", "item": "   - {1}\n", "text": "{1}\n\n"}
    inner = {"section": "   ", "item": "     ", "text": ""}
    number = 0
    made = []
    for kind, words in parts(text):
        number += kind == "section"
        lines = textwrap.wrap(words.replace("-", "\\-"), 72, break_on_hyphens=False)
        made.append(marks[kind].format(number, f"\n{inner[kind]}".join(lines)))
    return "".join(made).encode()


def _html_body(text: str) -> str:
    made, is_listed = [], False
    for kind, words in parts(text):
        if kind == "section":
            made.append(("</ul></li>" if is_listed else "<ol>") + f"<li><strong>{escape(words)}</strong><ul>")
            is_listed = True
        elif kind == "item":
            verb, _blank, rest = escape(words).partition(" ")
            made.append(f"<li><b>{verb}</b> {rest}</li>")
        else:
            made.append(f"<p>{escape(words)}</p>")
    return "".join(made) + "</ul></li></ol>"
