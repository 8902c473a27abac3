"""Whatever people read goes through gettext."""

from __future__ import annotations

import ast
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from campaign.core import rendering
from campaign.core.errors import Refused
from tests.house import tree

if TYPE_CHECKING:
    from collections.abc import Iterator

WORD = re.compile(r"[^\W\d_]{2,}")
# The texts of letters stand whole in a folder for each language; what Typst sets is given to it.
NOT_GETTEXT = "templates/letters/"
# What gettext sees, and blocks that fill the class of an element.
NOT_BARE = re.compile(
    r"\{%-? *(trans|block (body_class|layout))\b.*?\{%-? *end(trans|block) *-?%\}", re.DOTALL
)
SPOKEN_ATTRIBUTES = {"alt", "aria-description", "aria-label", "content", "label", "placeholder", "title"}
NOT_SPOKEN = {"script", "style"}
SPEAKERS = {"confirm", "echo", "flash", "progressbar", "prompt", "secho"}
FIELDS = re.compile(r"Field$|^InputRequired$|^DataRequired$|^Length$|^ValidationError$")


class Spoken(HTMLParser):
    """Gathers the text and the attributes that a reader would read or hear."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in NOT_SPOKEN:
            self.inside.append(tag)
        if tag != "meta":
            self.found += [value for name, value in attrs if name in SPOKEN_ATTRIBUTES and value]

    def handle_endtag(self, tag: str) -> None:
        if self.inside and tag == self.inside[-1]:
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        if not self.inside:
            self.found.append(data)


def test_a_template_holds_no_bare_text():
    pages = [name for name in tree.templates() if not name.startswith(NOT_GETTEXT)]
    assert pages
    assert not [f"{name}: {text}" for name in pages for text in _bare(name)]


def test_bare_text_would_be_found(monkeypatch):
    text = '<p title="One {{ name }}">{{ _("said") }} Two &amp; {% trans %}said{% endtrans %}</p><!-- no -->'
    monkeypatch.setattr(tree, "read", {"made-up.html": text}.get)
    assert list(_bare("made-up.html")) == ["One", "Two &"]


def test_a_sentence_in_the_code_is_marked_for_translation():
    import campaign.app  # noqa: F401 - so that the errors of all rooms are known

    refused = {"Refused"} | {kind.__name__ for kind in _heirs(Refused)}
    assert len(refused) > 1
    looked_at = 0
    wrong = []
    for source in tree.sources("campaign"):
        for name, call in source.calls:
            if name in refused | SPEAKERS or FIELDS.search(name):
                looked_at += 1
                wrong += [source.at(call) for given in _shown(name, call) if _is_bare(given)]
    assert looked_at
    assert not wrong


def _bare(name: str) -> Iterator[str]:
    """The words in a template that are neither in an expression nor in a trans block."""
    spoken = Spoken()
    text = "".join(_data(tree.read(name)))
    if name.endswith(".txt"):
        spoken.handle_data(text)
    else:
        spoken.feed(text)
    yield from (found.strip() for found in spoken.found if WORD.search(found))


def _data(template: str) -> Iterator[str]:
    """What stands in a template as it is, a blank for each expression."""
    for _line, kind, value in rendering.environment().lex(NOT_BARE.sub("", template)):
        if kind == "data":
            yield value
        elif kind == "variable_begin":
            yield " "


def _heirs(kind: type[Refused]) -> Iterator[type[Refused]]:
    for heir in kind.__subclasses__():
        yield heir
        yield from _heirs(heir)


def _shown(name: str, call: ast.Call) -> Iterator[ast.expr]:
    """The arguments of a call that somebody will read."""
    yield from call.args[:1]
    for keyword in call.keywords:
        if keyword.arg in {"message", "label", "description"}:
            yield keyword.value


def _is_bare(given: ast.expr) -> bool:
    match given:
        case ast.Constant(value=str(text)):
            return bool(WORD.search(text))
        case ast.JoinedStr(values=parts):
            return any(_is_bare(part) for part in parts)
    return False
