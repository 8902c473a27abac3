"""Where on a web page the statement stands, without menus, margins and scripts around it."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Final

import nh3
from lxml import etree
from lxml import html as lxml_html
from readability import Document
from readability.readability import Unparseable

from campaign.statements.incoming.blocks import BLOCKS, INLINE
from campaign.statements.incoming.unreadable import Unreadable, Why

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lxml.html import HtmlElement as _Element

_NUMBER: Final = "data-n"
_NUMBERS: Final = re.compile(rf'{_NUMBER}="(\d+)"')
_NEVER_TEXT: Final = (
    *(
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "canvas",
    ),
    *("audio", "video", "button", "select", "input", "textarea", "dialog", "nav", "aside", "footer"),
)
_ROLES: Final = frozenset(
    {"navigation", "banner", "contentinfo", "complementary", "search", "dialog", "menu"}
)
_AROUND: Final = re.compile(
    r"(?:^|[-_\s])(?:ads?|advert\w*|breadcrumbs?|comments?(?:list)?|cookies?|footer|footnotes?|menu|modal|nav|"
    r"navbar|navigation|newsletter|pager|pagination|popup|promo|references|related|share|sharing|sidebar|"
    r"skip-link|social|sr-only|subscribe|toc|visually-hidden)(?:$|[-_\s])",
    re.IGNORECASE,
)
_HIDDEN: Final = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_LIST_STYLE: Final = re.compile(
    r"list-style(?:-type)?\s*:\s*(?:[\w-]+\s+)*?(lower|upper)-(\w+)", re.IGNORECASE
)
_LIST_TYPES: Final = {"lower": {"roman": "i"}, "upper": {"roman": "I"}}
# Blocks that hold words of the statement, and how much of them links may be.
_LISTS: Final = frozenset({"ol", "ul", "table"})
_OF_WORDS: Final = frozenset({"li", "p", "td", "pre", "dd", "blockquote"})
_MOSTLY_LINKS: Final = 0.6
# A container is too narrow if this share of the page's words, or any list of words, lies outside it.
_LEFT_OUT: Final = 0.2
_FEW_WORDS: Final = 4


def main_text(source: str) -> _Element:
    """The cleaned element that holds the statement; raises `Unreadable` for a page without body."""
    body = _body(source)
    _drop_what_is_around(body)
    _name_list_types(body)
    elements = list(body.iter())
    for number, element in enumerate(elements):
        element.set(_NUMBER, str(number))
    chosen = _widened(_around_all(_found_by_readability(_as_source(body), elements), body), elements)
    for element in list(chosen.iter(*_LISTS)):
        if element is not chosen and _share_of_links(element) > _MOSTLY_LINKS:
            element.drop_tree()
    cleaned = nh3.clean(
        _title_above(chosen, elements) + _as_source(chosen),
        tags=set(BLOCKS | INLINE),
        attributes={"ol": {"start", "type", "reversed"}, "li": {"value"}},
        link_rel=None,
    )
    return lxml_html.fragment_fromstring(cleaned, create_parent="div")


def _as_source(element: _Element) -> str:
    return str(etree.tostring(element, encoding="unicode", method="html", with_tail=False))


def _body(source: str) -> _Element:
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        page = lxml_html.document_fromstring(source.encode("utf-8", "replace"), parser)
    except etree.ParserError as error:
        raise Unreadable(Why.EMPTY) from error
    body = page.find("body")
    if body is None:
        raise Unreadable(Why.EMPTY)
    return body


def _drop_what_is_around(body: _Element) -> None:
    words = len(body.text_content())
    for element in list(body.iter(*_NEVER_TEXT)):
        element.drop_tree()
    for element in list(body.iterdescendants()):
        if _is_around(element) and len(element.text_content()) <= words / 2:
            element.drop_tree()


def _is_around(element: _Element) -> bool:
    if element.get("hidden") is not None or _HIDDEN.search(element.get("style") or ""):
        return True
    if element.get("role") in _ROLES:
        return True
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    return element.tag not in {"main", "article"} and bool(_AROUND.search(named))


def _name_list_types(body: _Element) -> None:
    """What a style says of a list's numbers is said by an attribute, which is kept."""
    for element in body.iter("ol"):
        if found := _LIST_STYLE.search(element.get("style") or ""):
            case, kind = found[1].lower(), found[2].lower()
            element.set("type", _LIST_TYPES[case].get(kind, "a" if case == "lower" else "A"))


def _found_by_readability(source: str, elements: Sequence[_Element]) -> list[_Element]:
    """The elements with words that readability keeps; it drops lists, so its own text is not taken."""
    logging.getLogger("readability").disabled = True
    try:
        kept = Document(source).summary()
    except Unparseable:
        return []
    found = [elements[int(number)] for number in _NUMBERS.findall(kept)]
    return [element for element in found if _has_own_words(element)]


def _has_own_words(element: _Element) -> bool:
    return any(words and words.strip() for words in (element.text, *(child.tail for child in element)))


def _around_all(elements: Sequence[_Element], body: _Element) -> _Element:
    """The narrowest element around all of `elements`, and around the lists that they stand in."""
    shared: list[_Element] | None = None
    for element in elements:
        line = [*reversed(list(element.iterancestors())), element]
        if shared is not None:
            line = [one for one, other in zip(line, shared, strict=False) if one is other]
        shared = line
    if not shared or body not in shared:
        return body
    lists = [place for place, element in enumerate(shared) if element.tag in _LISTS]
    return shared[lists[0]] if lists else shared[-1]


def _widened(chosen: _Element, elements: Sequence[_Element]) -> _Element:
    """The chosen element, or the one above it that also holds the lists and paragraphs left out."""
    places = {element: place for place, element in enumerate(elements)}
    words = list(_words(elements))
    first, last = _reach(chosen, places)
    inside = sum(count for place, count, _is_item in words if first <= place < last)
    widest = chosen
    for above in chosen.iterancestors():
        if above not in places:
            break
        start, end = _reach(above, places)
        outside = [found for found in words if start < found[0] < first or last <= found[0] < end]
        if any(is_item for _place, _count, is_item in outside) or (
            sum(count for _place, count, _is_item in outside) > _LEFT_OUT * inside
        ):
            widest = above
    return widest


def _reach(element: _Element, places: Mapping[_Element, int]) -> tuple[int, int]:
    """The places of an element and of what comes after all that it holds."""
    place = places[element]
    return place, place + 1 + sum(1 for _each in element.iterdescendants())


def _words(elements: Sequence[_Element]) -> Iterator[tuple[int, int, bool]]:
    """The blocks with words that are no links: place, number of words, whether it is an item of a list."""
    for place, element in enumerate(elements):
        if element.tag in _OF_WORDS:
            count = len(element.text_content().split())
            if count > _FEW_WORDS and _share_of_links(element) < _MOSTLY_LINKS:
                yield place, count, element.tag == "li"


def _title_above(chosen: _Element, elements: Sequence[_Element]) -> str:
    """The page's headline, where it stands before the element that holds the text."""
    for element in elements:
        if element is chosen:
            break
        if element.tag == "h1" and chosen not in element.iterdescendants():
            return _as_source(element)
    return ""


def _share_of_links(element: _Element) -> float:
    linked = sum(len(link.text_content()) for link in element.iter("a") if link.get("href") is not None)
    return linked / max(len(element.text_content()), 1)
