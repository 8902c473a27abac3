"""An organizer writes the letter to a minister in Korean, with a translation of the item under it."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from campaign.campaigns import queries as campaigns
from campaign.campaigns import services
from campaign.directory import queries as directory
from campaign.letters import services as letters
from campaign.letters.kinds import DraftKind, Scope
from campaign.letters.values import Audience, DraftText
from tests.journeys import walking

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page

    from tests.site import Site

pytestmark = pytest.mark.xdist_group("drafts")
NUMBERS = itertools.count()
SIZES = [(360, "light"), (360, "dark"), (1280, "light"), (1280, "dark")]
TRANSLATION = "북한이탈주민의 시민적 자유를 법으로 보호할 것을 촉구한다."
SUMMIT = "2025년 6월까지 이 법을 고쳐 주신다면 큰 힘이 될 것입니다."


@pytest.fixture(scope="module")
def site(shared_site: Site) -> Site:
    walking.furnish(shared_site, publish=False)
    return shared_site


@pytest.fixture
def slug(site: Site) -> str:
    """A campaign of the test's own, which writes to a head of government, a minister and a mission."""
    keys = ("kp-head-of-government", "th-foreign-minister", "kp-mission-new-york")
    with walking.inside(site):
        found = campaigns.in_order()[next(NUMBERS)]
        services.open(found.item, list(directory.by_keys(keys).values()))
        return found.slug


def test_a_ministers_draft_is_written_in_korean(site: Site, page: Page, slug: str) -> None:
    walking.sign_in(page, site, walking.ORGANIZER)
    page.goto(f"{site.url}/manage/campaigns/{slug}/drafts")
    page.get_by_role("link", name="Korean", exact=True).click()
    page.get_by_role("textbox", name="Courtesy translation").fill(TRANSLATION)
    page.get_by_role("button", name="Save the translation").click()
    expect(page.get_by_role("textbox", name="Courtesy translation")).to_have_value(TRANSLATION)

    page.get_by_role("link", name="Edit the letter of the organization to: Ministers").click()
    body = page.get_by_label("Text", exact=True)
    expect(body).to_have_value(re.compile("정중히 요청드립니다"))
    expect(page.get_by_text("Empty: “존경하는 장관님께”")).to_be_visible()
    expect(page.get_by_text("Nothing to remark on.")).to_be_visible()

    type_at_the_end(page, SUMMIT)
    page.locator("#remarks q", has_text="2025년 6월까지").wait_for()
    before = picture(page)
    save_with_a_name_that_is_unknown(page)
    press_a_placeholder(page)
    page.wait_for_function("before => document.querySelector('#page-shown img').src !== before", arg=before)
    page.get_by_role("button", name="Save the draft").click()
    page.get_by_text("The draft is saved.").wait_for()
    expect(body).to_have_value(re.compile(re.escape("태국 ((state))") + "$"))


def type_at_the_end(page: Page, words: str) -> None:
    body = page.get_by_label("Text", exact=True)
    body.focus()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(f"\n\n{words}")


def save_with_a_name_that_is_unknown(page: Page) -> None:
    body = page.get_by_label("Text", exact=True)
    body.fill(body.input_value().replace(SUMMIT, "((stat))"))
    page.get_by_role("button", name="Save the draft").click()
    error = page.locator("#body-error")
    error.wait_for()
    expect(error).to_contain_text("Did you mean “((state))”?")
    expect(error).to_contain_text("the paragraph at line 11")
    expect(body).to_have_value(re.compile(re.escape("((stat))")))


def press_a_placeholder(page: Page) -> None:
    body = page.get_by_label("Text", exact=True)
    body.fill(body.input_value().replace("((stat))", "태국 "))
    body.focus()
    page.keyboard.press("Control+End")
    page.get_by_role("button", name="((state))", exact=True).click()
    expect(body).to_have_value(re.compile(re.escape("태국 ((state))") + "$"))


def picture(page: Page) -> str:
    return page.locator("#page-shown img").get_attribute("src") or ""


def test_of_two_who_write_the_second_sees_the_first(site: Site, page: Page, slug: str) -> None:
    walking.sign_in(page, site, walking.ORGANIZER)
    page.goto(f"{site.url}/manage/campaigns/{slug}/drafts/organization/minister--addressee?language=ko")
    with walking.inside(site):
        rows = campaigns.by_slug(slug).recipients
        row = next(row for row in rows if Scope.of(row).kind is DraftKind.MINISTER)
        text = DraftText("앞선 사람의 제목", "감사합니다. ((item))")
        letters.save_draft(row, Audience.ORGANIZATION, text, None, Scope.of(row), "ko")
    page.get_by_label("Subject").fill("나중 사람의 제목")
    page.get_by_role("button", name="Save the draft").click()
    page.get_by_role("heading", name="Nothing was saved").wait_for()
    page.get_by_text("Their text").click()
    expect(page.get_by_text("앞선 사람의 제목")).to_be_visible()
    expect(page.get_by_label("Subject")).to_have_value("나중 사람의 제목")
    page.get_by_role("button", name="Save the draft").click()
    page.get_by_text("The draft is saved.").wait_for()


def test_the_pages_of_drafts_are_for_everybody(
    site: Site, browser: Browser, axe: Callable[[Page], list[str]], slug: str
) -> None:
    base = f"{site.url}/manage/campaigns/{slug}/drafts"
    places = (
        "?language=ko",
        "/organization/minister--addressee?language=ko",
        "/signers/mission--addressee?language=lo",
    )
    complaints: list[str] = []
    for width, scheme in SIZES:
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        page = context.new_page()
        walking.sign_in(page, site, walking.ORGANIZER)
        for place in places:
            page.goto(f"{base}{place}")
            complaints += axe(page)
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{place} is {wide} wide"
        context.close()
    assert not complaints


def test_without_scripts_the_draft_is_shown_and_saved(site: Site, browser: Browser, slug: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    walking.sign_in(page, site, walking.ORGANIZER)
    page.goto(f"{site.url}/manage/campaigns/{slug}/drafts/organization/minister--addressee?language=ja")
    before = picture(page)
    page.get_by_label("Subject").fill("別の件名")
    page.get_by_label("Paper and envelope").select_option("letter-us-10")
    page.get_by_role("button", name="Show the page").click()
    expect(page.locator("#page-shown img")).not_to_have_attribute("src", before)
    expect(page.get_by_label("Paper and envelope")).to_have_value("letter-us-10")
    page.get_by_role("button", name="Save the draft").click()
    expect(page.get_by_text("The draft is saved.")).to_be_visible()
    expect(page.get_by_label("Subject")).to_have_value("別の件名")
    context.close()
