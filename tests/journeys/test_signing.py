"""A supporter's way, with a real server, a real worker, real mail and a real browser."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import openpyxl
import pytest
from playwright.sync_api import expect

from tests.journeys import walking

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.mailbox import Mailbox
    from tests.site import Site

MINA = "mina.ito@example.org"
KIM, ANA, ADA = "kim.minji@example.org", "ana@example.org", "ada@example.org"
ON_ONE_SITE = pytest.mark.xdist_group("signing")


def test_three_campaigns_are_signed_confirmed_and_withdrawn(site: Site, page: Page, mailbox: Mailbox) -> None:
    slugs = walking.furnish(site)
    assert len(slugs) == 7
    signed = slugs[:3]
    for number, slug in enumerate(signed, start=1):
        walking.sign(page, site, slug, "Mina Ito", MINA, "deliver_name")
        mailbox.wait_for(MINA, number)
    walking.wait_for_counts(page, site, signed, [0, 0, 0])

    for number in range(1, 4):
        walking.confirm(page, mailbox.wait_for(MINA, number))
        walking.wait_for_counts(page, site, signed, [1] * number + [0] * (3 - number))
    # Confirming again changes nothing.
    walking.confirm(page, mailbox.wait_for(MINA, 1))
    walking.wait_for_counts(page, site, signed, [1, 1, 1])
    assert _addresses_in_a_list(page, site, signed[0]) == ["E-mail", MINA]

    page.get_by_text("Erase everything").first.click()
    page.get_by_role("button", name="Withdraw and erase everything").click()
    page.wait_for_url("**/mine/withdrawn")
    walking.wait_for_counts(page, site, signed, [0, 0, 0])


def _addresses_in_a_list(page: Page, site: Site, slug: str) -> list[str]:
    """What an admin reads in the last column of a list with addresses, which is noted with her name."""
    browser = page.context.browser
    assert browser
    desk = browser.new_page()
    walking.sign_in(desk, site, walking.ADMIN)
    desk.goto(f"{site.url}/admin/")
    desk.get_by_role("link", name="Lists with e-mail addresses").click()
    desk.get_by_label("Campaign").select_option(slug)
    desk.get_by_label("I need the e-mail addresses").check()
    with desk.expect_download() as waiting:
        desk.get_by_role("button", name="Make the list").click()
    book = openpyxl.load_workbook(io.BytesIO(waiting.value.path().read_bytes()))
    desk.reload()
    expect(desk.get_by_role("main").get_by_role("table")).to_contain_text(walking.ADMIN)
    desk.close()
    return [str(row[-1].value) for row in book.active]


@pytest.fixture(scope="module")
def slugs(shared_site: Site) -> list[str]:
    """Those of the seven campaigns, in order; the first two ask Thailand. No two tests take the same."""
    return walking.furnish(shared_site)


@ON_ONE_SITE
def test_a_second_try_changes_nothing_and_tells_nothing(
    shared_site: Site, page: Page, shared_mailbox: Mailbox, slugs: list[str]
) -> None:
    walking.sign(page, shared_site, slugs[2], "Mina Ito", MINA)
    answer = page.locator("main")
    expect(answer).to_contain_text("mail")
    first = answer.inner_text()
    walking.confirm(page, shared_mailbox.wait_for(MINA))

    walking.sign(page, shared_site, slugs[2], "Somebody Else", "MINA.ITO+again@example.org")
    expect(answer).to_have_text(first, use_inner_text=True)
    walking.sign(page, shared_site, slugs[3], "Kim Example", "kim@example.org")
    # The mail to Kim was written later: had there been one to Mina, it would have come by now.
    shared_mailbox.wait_for("kim@example.org")
    assert len(shared_mailbox.to("mina.ito")) == 1
    walking.wait_for_counts(page, shared_site, [slugs[2]], [1])


@ON_ONE_SITE
def test_no_header_of_a_mail_holds_a_link_but_that_to_unsubscribe(
    shared_site: Site, page: Page, shared_mailbox: Mailbox, slugs: list[str]
) -> None:
    walking.sign(page, shared_site, slugs[4], "Kim Minji", KIM)
    message = shared_mailbox.wait_for(KIM)
    token = walking.link_in(message).rpartition("/")[2]
    assert token not in str(message.items())
    assert message["Message-ID"]
    assert message["Date"]
    title = page.request.get(f"{shared_site.url}/c/{slugs[4]}.json").json()["title"]
    assert title not in message["Subject"]


@ON_ONE_SITE
def test_a_supporter_takes_a_letter_along(
    shared_site: Site, page: Page, shared_mailbox: Mailbox, slugs: list[str]
) -> None:
    walking.sign(page, shared_site, slugs[0], "Ana Silva", ANA)
    walking.confirm(page, shared_mailbox.wait_for(ANA))
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
        assert ANA.encode() not in content
        if ending == ".txt":
            assert "I teach at a school in Osaka." in content.decode()
            assert "Government House" in content.decode()


@ON_ONE_SITE
def test_a_supporter_keeps_a_paragraph_and_it_stands_in_the_letters_that_are_posted(
    shared_site: Site, page: Page, shared_mailbox: Mailbox, slugs: list[str], tmp_path: Path
) -> None:
    walking.sign(page, shared_site, slugs[1], "Ada Example", ADA, "deliver_name")
    walking.confirm(page, shared_mailbox.wait_for(ADA))
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
    assert _posted(shared_site, slugs[1], tmp_path / "kept") == {True}

    page.get_by_role("button", name="Delete the kept paragraph").click()
    page.get_by_text("Nothing is kept of your paragraph.").wait_for()
    assert _posted(shared_site, slugs[1], tmp_path / "deleted") == {False}


def _posted(site: Site, slug: str, out: Path) -> set[bool]:
    """Whether each letter that the organizers post holds her paragraph."""
    for_signers = ("--for", "signers", "--format", "txt", "--to", "all", "--out", str(out))
    walking.command(site, "letters", "export", slug, *for_signers)
    return {"I teach in Osaka." in letter.read_text() for letter in out.glob("*.txt")}
