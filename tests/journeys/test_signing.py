"""A supporter's way, with a real server, a real worker, real mail and a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.journeys import walking

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.mailbox import Mailbox
    from tests.site import Site

MINA = "mina.ito@example.org"


@pytest.fixture
def slugs(site: Site) -> list[str]:
    return walking.furnish(site)


def test_three_campaigns_are_signed_confirmed_and_withdrawn(
    site: Site, page: Page, mailbox: Mailbox, slugs: list[str]
) -> None:
    assert len(slugs) == 7
    signed = slugs[:3]
    for number, slug in enumerate(signed, start=1):
        walking.sign(page, site, slug, "Mina Ito", MINA, "deliver_name")
        mailbox.wait_for(MINA, number)
    assert [walking.count(page, site, slug) for slug in signed] == [0, 0, 0]

    for number in range(1, 4):
        walking.confirm(page, mailbox.wait_for(MINA, number))
        assert sum(walking.count(page, site, slug) for slug in signed) == number
    # Confirming again changes nothing.
    walking.confirm(page, mailbox.wait_for(MINA, 1))
    assert [walking.count(page, site, slug) for slug in signed] == [1, 1, 1]

    page.get_by_text("Erase everything").first.click()
    page.get_by_role("button", name="Withdraw and erase everything").click()
    page.wait_for_url("**/mine/withdrawn")
    assert [walking.count(page, site, slug) for slug in signed] == [0, 0, 0]


def test_a_second_try_changes_nothing_and_tells_nothing(
    site: Site, page: Page, mailbox: Mailbox, slugs: list[str]
) -> None:
    walking.sign(page, site, slugs[0], "Mina Ito", MINA)
    first = page.locator("main").inner_text()
    walking.confirm(page, mailbox.wait_for(MINA))

    walking.sign(page, site, slugs[0], "Somebody Else", "MINA.ITO+again@example.org")
    assert page.locator("main").inner_text() == first
    walking.sign(page, site, slugs[1], "Kim Example", "kim@example.org")
    # The mail to Kim was written later: had there been one to Mina, it would have come by now.
    mailbox.wait_for("kim@example.org")
    assert len(mailbox.to("mina.ito")) == 1
    assert walking.count(page, site, slugs[0]) == 1


def test_no_header_of_a_mail_holds_a_link_but_that_to_unsubscribe(
    site: Site, page: Page, mailbox: Mailbox, slugs: list[str]
) -> None:
    walking.sign(page, site, slugs[0], "Mina Ito", MINA)
    message = mailbox.wait_for(MINA)
    token = walking.link_in(message).rpartition("/")[2]
    assert token not in str(message.items())
    assert message["Message-ID"]
    assert message["Date"]
    title = page.request.get(f"{site.url}/c/{slugs[0]}.json").json()["title"]
    assert title not in message["Subject"]


def test_a_supporter_takes_a_letter_along(site: Site, page: Page, mailbox: Mailbox, slugs: list[str]) -> None:
    walking.sign(page, site, slugs[0], "Mina Ito", MINA)
    walking.confirm(page, mailbox.wait_for(MINA))
    page.get_by_role("link", name="Write to the offices yourself").click()
    page.get_by_role("link", name="Prime Minister of the Kingdom of Thailand").click()
    page.get_by_label("paragraph of your own").fill("I teach at a school in Osaka.")
    for button, ending in (
        ("Download PDF", ".pdf"),
        ("Word", ".docx"),
        ("Open as mail", ".eml"),
        ("Text", ".txt"),
    ):
        with page.expect_download() as waiting:
            page.get_by_role("button", name=button, exact=True).click()
        assert waiting.value.suggested_filename.endswith(ending)
        content = waiting.value.path().read_bytes()
        assert MINA.encode() not in content
        if ending == ".txt":
            assert "I teach at a school in Osaka." in content.decode()
            assert "Government House" in content.decode()


def test_a_supporter_keeps_a_paragraph_and_it_stands_in_the_letters_that_are_posted(
    site: Site, page: Page, mailbox: Mailbox, slugs: list[str], tmp_path: Path
) -> None:
    walking.sign(page, site, slugs[0], "Mina Ito", MINA, "deliver_name")
    walking.confirm(page, mailbox.wait_for(MINA))
    page.get_by_role("link", name="Write to the offices yourself").click()

    page.get_by_label("paragraph of your own").fill("I teach in Osaka, see example.org.")
    page.get_by_role("button", name="Keep it for the letter that is posted in my name").click()
    # The sentence stands in the summary, which leads to the field, and at the field.
    page.get_by_role("link", name="Please leave out “example.org”").click()
    field = page.get_by_label("paragraph of your own")
    expect(field).to_have_value("I teach in Osaka, see example.org.")
    field.fill("I teach in Osaka.")
    page.get_by_role("button", name="Keep it for the letter that is posted in my name").click()
    page.get_by_text("Kept: your paragraph stands").wait_for()

    page.get_by_role("link", name="Prime Minister of the Kingdom of Thailand").click()
    expect(page.get_by_label("paragraph of your own")).to_have_value("I teach in Osaka.")
    assert _posted(site, slugs[0], tmp_path / "kept") == {True}

    page.get_by_role("button", name="Delete the kept paragraph").click()
    page.get_by_text("Nothing is kept of your paragraph.").wait_for()
    assert _posted(site, slugs[0], tmp_path / "deleted") == {False}


def _posted(site: Site, slug: str, out: Path) -> set[bool]:
    """Whether each letter that the organizers post holds her paragraph."""
    for_signers = ("--for", "signers", "--format", "txt", "--to", "all", "--out", str(out))
    site.command("letters", "export", slug, *for_signers)
    return {"I teach in Osaka." in letter.read_text() for letter in out.glob("*.txt")}
