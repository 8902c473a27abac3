"""Print runs: a page that is set once for a recipient and a language, and stamped for each signer.

Typst sets what all letters have in common; a writer of our own puts the signer's name, city and country, the
return line and the running reference where they belong. It is some thirty times as fast as setting every
letter, and the letters are small; but the PDF is untagged, for paper and not for screens.

Letters with a signer's own words are no part of a run: whoever reads the signers sends those whose
`Signature.own_words` is not empty to the typesetter, with those that were put aside, and all others here. A
base letter that holds own words, or whose text names the signer, is refused before anything is written.
"""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import pikepdf

from campaign.core.languages import speaking
from campaign.letters.layouts import POINT
from campaign.letters.values import ParagraphKind
from campaign.letters.writers.errors import CannotStamp, TextNamesSigner
from campaign.letters.writers.font_files import FontCase
from campaign.letters.writers.pdf_fonts import embed
from campaign.letters.writers.pdf_objects import PageTree, PdfFile
from campaign.letters.writers.report import Report
from campaign.letters.writers.set_page import NoPlaceToStamp, SetPage
from campaign.letters.writers.shaping import Words
from campaign.letters.writers.stamping import Slot, Slots, Stamp, Stamper, Wording
from campaign.letters.writers.typesetter import typesetter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from campaign.letters.layouts import Layout
    from campaign.letters.values import Letter

# Words that stand nowhere else, of letters that have no ligatures and reach under no line.
NAME, COUNTRY = "XNZNX", "XRZRX"
# A city so short that place and date stay in one line.
CITY: Final = "Ż"
_SIGNED_NAME, _SIGNED_COUNTRY = "ZNXNZ", "ZRXRZ"
_NUMBER = "000000"
# Bytes that are gathered before they are handed on.
PIECE: Final = 1 << 18


@dataclass(frozen=True, slots=True)
class _Object:
    number: int
    entries: bytes
    content: bytes | None


class PrintRun:
    """The page of one recipient in one language, ready to be stamped.

    Args:
        base: the letter of a made-up signer, without own words. Its sender, place and signatory are replaced;
            its reference is what the running number follows ("1.3 / TH" gives "1.3 / TH / 000123"). It is
            composed with a name and a country that stand in no text, such as `NAME` and `COUNTRY`, so that a
            text that names her is found.
        layout: the sheet.
        folders: the folders of fonts.

    Raises:
        TextNamesSigner: the text is not the same on every letter.
        NoPlaceToStamp: the page is not as this module knows it.
        CannotWrite: the page cannot be set.

    """

    def __init__(self, base: Letter, layout: Layout, folders: tuple[Path, ...]) -> None:
        _check(base)
        self._base, self._layout = base, layout
        self._case = FontCase(folders, base.language)
        with speaking(base.language):
            page, slots, dateline = _probe(base, layout, folders, CITY)
            _page, slots_without_city, without_city = _probe(base, layout, folders, "")
        if slots.reference != slots_without_city.reference:
            # The date broke into two lines and moved what stands below.
            raise NoPlaceToStamp(base.key)
        before, _city, after = dateline.partition(CITY)
        self._wording = Wording(before, after, without_city, _running(base.reference))
        self._form, self._objects = _parts_of(page)
        # A date that stands alone has no mark; it stands where place and date do.
        self._slots = slots, replace(slots_without_city, dateline=slots.dateline)

    def stream(self, stamps: Iterable[Stamp], report: Report) -> Iterator[bytes]:
        """One PDF of a page for each stamp, in pieces; nothing at all if not one can be written.

        Memory is flat but for 16 bytes a letter. The same stamps give the same bytes.

        Args:
            stamps: what differs on each letter; none has own words.
            report: counts the letters written, and gets those set aside with their reasons.

        """
        file = PdfFile()
        self._open(file)
        pages, resources = PageTree(file), file.reserve()
        forms = _Forms(file, self._form, b"%b/Resources %d 0 R" % (self._box(b"BBox"), resources))
        words = Words(self._case, self._base.language)
        stamper = Stamper(words, self._wording, self._slots, forms.add)
        hashed, waiting = hashlib.blake2b(digest_size=16), 0
        for stamp in stamps:
            try:
                content = b"/B Do " + stamper.content(stamp)
            except CannotStamp as refused:
                report.put_aside(stamp.key, refused.sentence)
                continue
            pages.add(file.add_stream(content, squeezed=False))
            hashed.update(content)
            report.written += 1
            waiting += len(content)
            if waiting > PIECE:
                yield file.taken()
                waiting = 0
        if report.written:
            drawn = b"".join(
                b"/F%d %d 0 R" % (used.number, embed(file, used)) for used in words.faces.values()
            )
            shown = b"<</ProcSet[/PDF/Text/ImageB/ImageC]/XObject<<%b>>/Font<<%b>>>>"
            file.add(shown % (forms.named, drawn), resources)
            pages.end(b"%b/Resources %d 0 R" % (self._box(b"MediaBox"), resources))
            self._close(file, pages.root, hashed.hexdigest().encode())
            yield file.taken()

    def _open(self, file: PdfFile) -> None:
        for _number in range(max(one.number for one in self._objects)):
            file.reserve()
        for one in self._objects:
            if one.content is None:
                file.add(one.entries, one.number)
            else:
                file.add_stream(one.content, one.entries, one.number, squeezed=False)

    def _close(self, file: PdfFile, pages: int, identifier: bytes) -> None:
        base = self._base
        root = file.add(b"<</Type/Catalog/Pages %d 0 R/Lang(%b)>>" % (pages, base.language.encode()))
        title = base.subject.encode("utf-16-be").hex().upper().encode()
        day = base.date.strftime("%Y%m%d").encode()
        info = file.add(b"<</Title<FEFF%b>/CreationDate(D:%b000000Z)>>" % (title, day))
        file.end(root, info, identifier)

    def _box(self, name: bytes) -> bytes:
        return b"/%b[0 0 %.4f %.4f]" % (name, self._layout.width / POINT, self._layout.height / POINT)


class _Forms:
    """Contents that stand on many pages: the base, and others as they are added."""

    def __init__(self, file: PdfFile, base: int, entries: bytes) -> None:
        self._file = file
        self._entries = b"/Type/XObject/Subtype/Form" + entries
        self._count = 0
        self.named = b"/B %d 0 R" % base

    def add(self, content: bytes) -> bytes:
        number = self._file.add_stream(content, self._entries)
        self._count += 1
        self.named += b"/C%d %d 0 R" % (self._count, number)
        return b"/C%d Do " % self._count


@lru_cache(maxsize=8)
def print_run(base: Letter, layout: Layout, folders: tuple[Path, ...]) -> PrintRun:
    """The run that this process keeps for this letter; making one takes about half a second."""
    return PrintRun(base, layout, folders)


def write_file(
    base: Letter, layout: Layout, folders: tuple[Path, ...], stamps: Iterable[Stamp], path: Path
) -> Report:
    """Writes one file of a run, for a process that has a range of the signers to itself.

    All arguments can be pickled if `stamps` can. Nothing is left at `path` if no letter could be written.
    """
    report = Report()
    with path.open("wb") as file:
        for piece in print_run(base, layout, folders).stream(stamps, report):
            file.write(piece)
    if not report.written:
        path.unlink()
    return report


def _check(base: Letter) -> None:
    texts = [base.subject, base.salutation, base.close, *base.address_lines]
    texts += [paragraph.text for paragraph in base.paragraphs]
    named = {NAME, COUNTRY, *base.signatory} - {""}
    own = any(paragraph.kind is ParagraphKind.OWN for paragraph in base.paragraphs)
    if own or any(name in text for name in named for text in texts):
        raise TextNamesSigner


def _running(reference: str) -> str:
    return f"{reference} /" if reference else ""


def _probe(base: Letter, layout: Layout, folders: tuple[Path, ...], city: str) -> tuple[SetPage, Slots, str]:
    marked = replace(
        base,
        sender=tuple(part for part in (NAME, city, COUNTRY) if part),
        place=city,
        reference=f"{_running(base.reference)} {_NUMBER}".strip(),
        signatory=(_SIGNED_NAME, _SIGNED_COUNTRY),
        annex=None,
    )
    page = SetPage(typesetter(folders).set([marked], layout))

    def slot(mark: str, left: float, width: float) -> Slot:
        place = page.take(mark, left / POINT, (left + width) / POINT)
        if place is None:
            raise NoPlaceToStamp(base.key)
        return Slot(place, width / POINT)

    sender, information = ((box.left, box.width) for box in (layout.sender, layout.information))
    slots = Slots(
        sender_name=slot(NAME, *sender),
        sender_city=slot(city, *sender) if city else None,
        sender_country=slot(COUNTRY, *sender),
        return_line=slot(NAME, layout.address.left, layout.address.width) if layout.return_line else None,
        dateline=slot(city, *information) if city else None,
        reference=slot(_NUMBER, *information),
        signatory_name=slot(_SIGNED_NAME, layout.left, layout.body_width),
        signatory_country=slot(_SIGNED_COUNTRY, layout.left, layout.body_width),
    )
    return page, slots, marked.dateline


def _parts_of(page: SetPage) -> tuple[int, list[_Object]]:
    made = page.form()
    form = made.Root.Base.objgen[0]
    return form, [_object(one) for one in made.objects if _is_drawn(one)]


def _is_drawn(one: pikepdf.Object) -> bool:
    return not isinstance(one, pikepdf.Dictionary) or one.get("/Type") not in ("/Catalog", "/Pages")


def _object(one: pikepdf.Object) -> _Object:
    number = one.objgen[0]
    if not isinstance(one, pikepdf.Stream):
        return _Object(number, one.unparse(resolved=True), None)
    entries = pikepdf.Dictionary({key: value for key, value in one.stream_dict.items() if key != "/Length"})
    shown = entries.unparse(resolved=True).strip().removeprefix(b"<<").removesuffix(b">>")
    content = one.read_raw_bytes()
    if "/Filter" in entries:
        return _Object(number, shown, content)
    return _Object(number, shown + b"/Filter/FlateDecode", zlib.compress(content, 9))
