"""An organizer's way from an empty site to letters in her hand, in a browser."""

from __future__ import annotations

import io
import json
import re
import zipfile
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from campaign.campaigns import queries as campaigns
from tests.journeys import walking

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.site import Site

ON_ONE_SITE = pytest.mark.xdist_group("organizing")


def test_from_an_empty_site_to_letters_in_her_hand(site: Site, page: Page) -> None:
    walking.furnish(site, statement=False)
    walking.sign_in(page, site, walking.ORGANIZER)

    page.get_by_role("link", name="Bring in a statement").first.click()
    page.get_by_label("The text").last.fill(walking.STATEMENT.read_text(encoding="utf-8"))
    page.get_by_role("button", name="Read it").click()
    page.wait_for_url(re.compile(r"/manage/statements/[a-z0-9-]+$"))
    expect(page.locator("main")).to_contain_text("19 items")

    # Two items name nobody who has an address: she chooses, and the statement itself makes proposals.
    group = page.get_by_role("article", name="Item 1.6")
    for office in ("Kingdom of Thailand", "Viet Nam", "Kingdom of Cambodia"):
        group.get_by_role("checkbox", name=office).check()
    walking.press(page, group.get_by_role("button", name="Accept"))
    community = page.get_by_role("article", name="Item 3.3")
    community.get_by_role("checkbox", name="Secretary-General").check()
    walking.press(page, community.get_by_role("button", name="Accept"))
    while page.get_by_role("button", name=re.compile(r"^Accept (the )?\d+")).count():
        walking.press(page, page.get_by_role("button", name=re.compile(r"^Accept (the )?\d+")))
    for number in ("1.7", "1.8", "3.1", "4.2"):
        waiting = page.get_by_role("article", name=f"Item {number}").get_by_role("button", name="Accept")
        if waiting.count():
            walking.press(page, waiting)
    walking.press(page, page.get_by_role("button", name="Publish 7 campaigns"))

    page.goto(f"{site.url}/")
    assert page.get_by_role("main").get_by_role("listitem").count() >= 7

    page.goto(f"{site.url}/manage/campaigns/")
    page.get_by_role("main").get_by_role("link", name=re.compile("^Provide some measure")).click()
    page.get_by_role("link", name="Export letters").click()
    page.get_by_label("I have seen which addresses").check()
    page.get_by_role("button", name="Write the letters").click()
    # The page asks by itself how far the worker is, and shows the files once they are there.
    with page.expect_download() as waiting_for:
        page.get_by_role("link", name="Fetch all as ZIP").click(timeout=60_000)
    files = zipfile.ZipFile(io.BytesIO(waiting_for.value.path().read_bytes()))
    letters = [name for name in files.namelist() if name.endswith("--letters.pdf")]
    assert len(letters) == 6
    assert all(files.read(name).startswith(b"%PDF-") for name in letters)
    assert any("unhcr" in name for name in letters)
    told = json.loads(files.read("99--manifest.json"))
    assert {file["name"] for file in told["files"]} == set(files.namelist()) - {"99--manifest.json"}


@pytest.fixture(scope="module")
def furnished(shared_site: Site) -> Site:
    walking.furnish(shared_site, publish=False)
    return shared_site


@ON_ONE_SITE
def test_a_draft_is_changed_with_its_page_in_sight(furnished: Site, page: Page) -> None:
    site, slug = furnished, _unpublished(furnished, 0)
    walking.sign_in(page, site, walking.ORGANIZER)
    page.goto(f"{site.url}/manage/campaigns/{slug}/drafts/organization/th-head-of-government")
    sheet = page.locator("#page-shown img")
    before = sheet.get_attribute("src")
    text = page.locator("textarea")
    text.fill(f"{text.input_value()}\n\nWith our best wishes to the people of ((state)).")
    page.wait_for_function("before => document.querySelector('#page-shown img').src !== before", arg=before)

    text.fill("((favourite colour))\n\n((item))\n\nWe ask ((ask)).")
    page.get_by_role("button", name="Save the draft").click()
    expect(page.get_by_role("alert").first).to_contain_text("favourite colour")
    expect(page.locator("textarea")).to_have_value(re.compile(re.escape("((favourite colour))")))

    page.locator("textarea").fill("Good day to ((state)).\n\n((item))\n\nWe ask ((ask)).")
    page.get_by_role("button", name="Save the draft").click()
    page.get_by_text("The draft is saved.").wait_for()
    out = site.data / "letters"
    to = ("--to", "th-head-of-government", "--for", "organization", "--format", "txt", "--out", str(out))
    site.command("letters", "export", slug, *to)
    assert "Good day to Thailand." in next(out.glob("*.txt")).read_text()


@ON_ONE_SITE
def test_two_organizers_who_publish_at_once_publish_once(furnished: Site, page: Page) -> None:
    site, slug = furnished, _unpublished(furnished, 1)
    walking.sign_in(page, site, walking.ORGANIZER)
    address = f"{site.url}/manage/campaigns/{slug}"
    page.goto(address)
    other = page.context.new_page()
    other.goto(address)
    walking.press(page, page.get_by_role("button", name="Publish").first)
    walking.press(other, other.get_by_role("button", name="Publish").first)
    expect(other.locator("main")).to_contain_text("already")
    assert page.request.get(f"{site.url}/c/{slug}.json").json()["state"] == "published"


def _unpublished(site: Site, number: int) -> str:
    with walking.inside(site):
        return campaigns.in_order()[number].slug
