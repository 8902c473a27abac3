from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pikepdf
import pytest

from campaign.letters.layouts import DIN_B
from campaign.letters.writers.joining.about import About
from campaign.letters.writers.joining.chunk import Chunk
from campaign.letters.writers.joining.joiner import Joiner
from campaign.letters.writers.joining.parsed import STREAM, Parsed
from tests.letters.writers.structure import Structure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from campaign.letters.values import Letter
    from campaign.letters.writers.typesetter import Typesetter

ABOUT = About("A title (12 0 R", "", "en-GB", date(2026, 11, 24))


def numbered(letter: Letter, start: int, end: int) -> list[Letter]:
    return [replace(letter, key=f"key {at}", signatory=(f"Signer {at}", "Japan")) for at in range(start, end)]


def joined(setter: Typesetter, batches: Sequence[Sequence[Letter]]) -> bytes:
    joiner = Joiner(ABOUT)
    pieces = [
        joiner.add(setter.set(batch, DIN_B), [letter.key for letter in batch], grouped=True)
        for batch in batches
    ]
    return b"".join([*pieces, joiner.finish()])


def outline(file: bytes) -> list[tuple[str, list[str]]]:
    pdf = pikepdf.open(io.BytesIO(file))
    with pdf.open_outline() as told:
        return [(item.title, [below.title for below in item.children]) for item in told.root]


def test_nothing_is_wrong_with_the_structure_of_what_was_joined(
    setter: Typesetter, signer_letter: Letter
) -> None:
    file = joined(setter, [numbered(signer_letter, 0, 3), numbered(signer_letter, 3, 5)])
    structure = Structure(file)
    assert structure.wrong() == []
    assert structure.kinds()[:4] == ["Document", "Part", "Sect", "P"]
    assert structure.kinds().count("Sect") == 5
    assert structure.kinds().count("H1") == 5


def test_each_object_is_renumbered_as_if_it_were_alone(setter: Typesetter, signer_letter: Letter) -> None:
    told = [replace(signer_letter, key="k", subject=subject) for subject in ("Under 5 0 R", "(U1x2y3) 7 0 R")]
    parsed = Parsed(setter.set(told, DIN_B))
    chunk = Chunk(parsed, first=1000, key=50, index=3, shared={})
    alone = {}
    for old in range(1, len(parsed.objects)):
        head, marker, stream = parsed.objects[old].partition(STREAM)
        alone[chunk.number(old)] = chunk.changed(head) + marker + stream
    objects = chunk.objects()
    assert len(objects) > 40
    assert objects == {number: alone[number] for number in objects}
    assert sum(b"Under 5 0 R" in told for told in objects.values()) == 1


def test_all_pages_are_there_in_their_order(poppler, setter: Typesetter, signer_letter: Letter) -> None:
    file = joined(setter, [numbered(signer_letter, 0, 3), numbered(signer_letter, 3, 5)])
    pages = poppler.text(file).split("\f")[:-1]
    assert [f"Signer {at}" in page for at, page in enumerate(pages)] == [True] * 5


def test_a_letter_stands_in_a_part_of_its_own(setter: Typesetter, signer_letter: Letter) -> None:
    structure = Structure(joined(setter, [numbered(signer_letter, 0, 3)]))
    pages = {page.obj.objgen for page in structure.pdf.pages}
    for letter in structure.of_kind("Sect"):
        here = {
            element.Pg.objgen for element, _parent in structure._walk(letter.K, letter) if "/Pg" in element
        }
        assert len(here) == 1
        pages -= here
    assert not pages


def test_bookmarks_stand_in_groups_where_there_are_several(setter: Typesetter, signer_letter: Letter) -> None:
    one, two = numbered(signer_letter, 0, 2), numbered(signer_letter, 2, 4)
    assert outline(joined(setter, [one])) == [("key 0", []), ("key 1", [])]
    assert outline(joined(setter, [one, two])) == [
        ("key 0 – key 1", ["key 0", "key 1"]),
        ("key 2 – key 3", ["key 2", "key 3"]),
    ]


def test_a_bookmark_leads_to_its_page(setter: Typesetter, signer_letter: Letter) -> None:
    file = joined(setter, [numbered(signer_letter, 0, 2), numbered(signer_letter, 2, 4)])
    pdf = pikepdf.open(io.BytesIO(file))
    with pdf.open_outline() as told:
        places = [below.destination[0].objgen for item in told.root for below in item.children]
    assert places == [page.obj.objgen for page in pdf.pages]


@pytest.mark.parametrize("title", ["Sub (a) 12 0 R", "((((x)) 3 0 R", "Ünïcode 4 0 R (", "\\ 5 0 R \\"])
def test_words_that_look_like_references_stay_words(
    poppler, setter: Typesetter, signer_letter: Letter, title: str
) -> None:
    sly = replace(signer_letter, subject=title)
    joiner = Joiner(replace(ABOUT, title=title))
    file = b"".join([joiner.add(setter.set([sly])), joiner.add(setter.set([sly])), joiner.finish()])
    assert outline(file) == [(title, []), (title, [])]
    assert f"Title:           {title}" in poppler.about(file)
    structure = Structure(file)
    assert structure.wrong() == []
    assert [str(element.T) for element in structure.of_kind("H1")] == [title, title]


def test_the_profiles_of_colours_are_written_once(setter: Typesetter, signer_letter: Letter) -> None:
    file = joined(setter, [numbered(signer_letter, at, at + 2) for at in range(0, 8, 2)])
    pdf = pikepdf.open(io.BytesIO(file))
    streams = [each for each in pdf.objects if isinstance(each, pikepdf.Stream)]
    assert len([each for each in streams if "/N" in each and each.get("/Type") != "/ObjStm"]) == 1


def test_the_same_files_give_the_same_bytes_and_others_another_identifier(
    setter: Typesetter, signer_letter: Letter
) -> None:
    first, again = (joined(setter, [numbered(signer_letter, 0, 2)] * 2) for _time in range(2))
    assert first == again
    other = joined(setter, [numbered(signer_letter, 1, 3)] * 2)
    names = [bytes(pikepdf.open(io.BytesIO(file)).trailer.ID[0]) for file in (first, other)]
    assert names[0] != names[1]


def test_it_holds_what_stands_above_the_parts_and_no_part(setter: Typesetter, signer_letter: Letter) -> None:
    joiner = Joiner(ABOUT)
    pdf = setter.set(numbered(signer_letter, 0, 10))
    for _time in range(30):
        joiner.add(pdf, grouped=True)
    # Of each part a few numbers; its text and its objects are in the file.
    assert len(joiner.finish()) < 40_000
    assert joiner.pages == 300
