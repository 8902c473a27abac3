"""A Word file as text."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from typing import TYPE_CHECKING, Final

import mammoth
import nh3
from lxml import etree
from lxml import html as lxml_html

from campaign.statements.incoming import blocks
from campaign.statements.incoming.docx.archive import Archive
from campaign.statements.incoming.docx.names import RELATIONS, WORD, child, value
from campaign.statements.incoming.docx.numbering import Numbering
from campaign.statements.incoming.pieces import assembled
from campaign.statements.incoming.unreadable import Unreadable, Why
from campaign.statements.incoming.values import Place

if TYPE_CHECKING:
    from campaign.statements.incoming.values import Incoming

_PACKAGE: Final = ""
_OF_PACKAGES: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_IS_ELSEWHERE: Final = re.compile(r"(?:[a-z][a-z0-9+.-]+:)?(?://|\\\\)(?P<host>[^/\\?#]+)", re.IGNORECASE)
# Pictures, notes, comments, bookmarks, and what would be taken from other files. Of two forms of one thing
# mammoth reads the older.
_LEFT_OUT: Final = (
    *(f"{WORD}{name}" for name in ("footnoteReference", "endnoteReference", "commentReference", "altChunk")),
    *(f"{WORD}{name}" for name in ("subDoc", "bookmarkStart", "bookmarkEnd")),
    *(
        "{http://schemas.openxmlformats.org/drawingml/2006/main}blip",
        "{urn:schemas-microsoft-com:vml}imagedata",
    ),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice",
)
_TITLES: Final = "p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => h2:fresh"


def read(content: bytes) -> Incoming:
    """The text of a Word file, its lists with the numbers that Word shows; raises `Unreadable`."""
    archive = Archive(content)
    main = _related(archive, _PACKAGE, "officeDocument", "word/document.xml")
    if not archive.has(main):
        raise Unreadable(Why.ZIP)
    folder = posixpath.dirname(main)
    _refuse_remote_template(archive, _related(archive, main, "settings", f"{folder}/settings.xml"))
    text = archive.tree(main)
    styles = _tree(archive, _related(archive, main, "styles", f"{folder}/styles.xml"))
    numbering = _tree(archive, _related(archive, main, "numbering", f"{folder}/numbering.xml"))
    etree.strip_elements(text, *_LEFT_OUT, with_tail=False)
    labels = _labelled(text, Numbering(numbering, styles))
    etree.strip_elements(text, f"{WORD}numPr", with_tail=False)
    return assembled(blocks.pieces(_converted(text, styles), labels), "docx")


def _tree(archive: Archive, name: str) -> etree._Element | None:
    return archive.tree(name) if archive.has(name) else None


def _relations(archive: Archive, part: str) -> etree._Element | None:
    return _tree(
        archive, posixpath.join(posixpath.dirname(part), "_rels", f"{posixpath.basename(part)}.rels")
    )


def _related(archive: Archive, part: str, kind: str, otherwise: str) -> str:
    """The name of the part that `part` (empty: the package) names as its `kind`."""
    relations = _relations(archive, part)
    for relation in relations.iter(_OF_PACKAGES) if relations is not None else ():
        if (relation.get("Type") or "").endswith(f"/relationships/{kind}"):
            named = posixpath.join("/", posixpath.dirname(part), relation.get("Target") or "")
            if ".." in named.split("/"):
                raise Unreadable(Why.CLIMBING)
            return named.lstrip("/")
    return otherwise


def _refuse_remote_template(archive: Archive, settings: str) -> None:
    relations = _relations(archive, settings)
    for relation in relations.iter(_OF_PACKAGES) if relations is not None else ():
        found = _IS_ELSEWHERE.match((relation.get("Target") or "").strip())
        if relation.get("TargetMode") == "External" and found:
            raise Unreadable(Why.REMOTE_TEMPLATE, host=found["host"][:100])


def _labelled(text: etree._Element, numbering: Numbering) -> dict[str, blocks.Label]:
    """What is printed before each paragraph, by the name of a bookmark, which mammoth keeps, in it."""
    labels: dict[str, blocks.Label] = {}
    for count, paragraph in enumerate(text.iter(f"{WORD}p"), 1):
        marker, level = numbering.printed(paragraph) or ("", 0)
        name = f"place-{count}"
        labels[name] = blocks.Label(Place(0, paragraph=count), marker, level)
        bookmark = etree.Element(f"{WORD}bookmarkStart", {f"{WORD}name": name})
        paragraph.insert(0 if child(paragraph, "pPr") is None else 1, bookmark)
    return labels


def _converted(text: etree._Element, styles: etree._Element | None) -> etree._Element:
    result = mammoth.convert_to_html(_alone(text, styles), style_map=_TITLES, id_prefix="")
    cleaned = nh3.clean(
        result.value, tags=set(blocks.BLOCKS | blocks.INLINE), attributes={"a": {"id"}}, link_rel=None
    )
    return lxml_html.fragment_fromstring(cleaned, create_parent="div")


def _alone(text: etree._Element, styles: etree._Element | None) -> io.BytesIO:
    """A Word file of the text and its styles, with no way to anything else."""
    for element in text.iter(etree.Element):
        for name in [name for name in element.attrib if str(name).startswith(RELATIONS)]:
            del element.attrib[name]
    # A style is of paragraphs unless it says otherwise (ECMA-376, part 1, 17.7.4.17); mammoth wants it said.
    for style in styles.iterfind(f"{WORD}style") if styles is not None else ():
        style.set(f"{WORD}type", value(style, "type") or "paragraph")
    alone = io.BytesIO()
    with zipfile.ZipFile(alone, "w") as archive:
        archive.writestr("word/document.xml", etree.tostring(text))
        if styles is not None:
            archive.writestr("word/styles.xml", etree.tostring(styles))
    return alone
