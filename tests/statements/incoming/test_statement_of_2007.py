"""The statement gives the same items in whatever form it is handed in."""

from __future__ import annotations

import pytest

from campaign.statements.incoming.intake import taken_in
from campaign.statements.reading.reader import read
from tests.statements.incoming import the_statement

MADE = {
    "statement.txt": str.encode,
    "statement.md": the_statement.as_markdown,
    "statement.html": the_statement.as_html,
    "statement.docx": the_statement.as_docx,
    "statement.pdf": the_statement.as_pdf,
    "untagged.pdf": lambda text: the_statement.as_pdf(text, is_tagged=False),
}


@pytest.fixture(scope="module", params=MADE, ids=str)
def incoming(request, text_of_2007):
    return taken_in(MADE[request.param](text_of_2007), request.param)


def folded(words: str | None) -> str:
    return " ".join((words or "").split())


def read_from(text: str) -> list[tuple[object, ...]]:
    return [
        (
            *(item.number, item.section, item.kind, item.verbs, item.is_campaign, item.flags),
            *(folded(item.text), folded(item.request), item.is_campaign),
            [(addressee.code, addressee.basis, folded(addressee.phrase)) for addressee in item.addressees],
            [(proposal.code, folded(proposal.phrase)) for proposal in item.proposed],
        )
        for item in read(text).items
    ]


def test_its_items_are_those_of_the_text(incoming, text_of_2007):
    assert read_from(incoming.text) == read_from(text_of_2007)


def test_there_are_eighteen_items_and_one_pledge(incoming):
    kinds = [item.kind for item in read(incoming.text).items]
    assert (len(kinds), kinds.count("pledge")) == (19, 1)


def test_nothing_of_what_stands_around_it_is_read(incoming):
    for around in (
        "Related",
        "DEMAND that scripts",
        "cookies",
        "Seoul, 2007",
        "1 / ",
        "IPCNKR: Joint",
        "members",
    ):
        assert around not in incoming.text.replace("111 members", "").replace("35 members", "")


def test_what_it_says_of_itself_is_read(incoming):
    about = read(incoming.text).about
    assert (about.title, about.place) == ("Joint Statement", "Seoul")


def test_places_lead_back_in_order(incoming):
    starts = [place.start for place in incoming.places]
    assert starts == sorted(starts)
    assert starts[0] == 0
    assert incoming.place(incoming.text.index("DEMAND that the abduction")) != incoming.place(0)
