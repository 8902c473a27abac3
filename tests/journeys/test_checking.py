"""A statement is checked by somebody who has a keyboard alone, and by somebody without scripts."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from campaign.statements import services as statements
from campaign.statements.services import Particulars
from tests.journeys import walking

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Locator, Page

    from tests.site import Site

# One database is enough to walk over pages; what is stored is tested on both elsewhere.
pytestmark = pytest.mark.xdist_group("checking")

COPIES = itertools.count()
SIZES = [(360, "light"), (360, "dark"), (1280, "light"), (1280, "dark")]


def card(page: Page, number: str) -> Locator:
    return page.get_by_role("article", name=f"Item {number}", exact=True)


def press_until(page: Page, wanted: Locator, key: str, most: int = 80) -> None:
    """Press a key until the focus is on `wanted`."""
    for _ in range(most):
        if wanted.evaluate("node => node === document.activeElement"):
            return
        page.keyboard.press(key)
    pytest.fail(f"{key} does not lead there")


def open_by_keys(page: Page, number: str) -> None:
    """Walk to the card with j, and open it with c."""
    page.locator("[data-card]").first.focus()
    press_until(page, card(page, number), "j")
    page.keyboard.press("c")
    page.wait_for_url(re.compile(r"\?item="))
    expect(card(page, number)).to_be_focused()


@pytest.fixture(scope="module")
def site(shared_site: Site) -> Site:
    walking.furnish(shared_site, statement=False)
    return shared_site


@pytest.fixture
def address(site: Site) -> str:
    """Of the statement of 2007, as it is before anybody has looked at it; each test has a copy of its own."""
    text = walking.STATEMENT.read_text(encoding="utf-8") + "\n" * next(COPIES)
    with walking.inside(site):
        return f"{site.url}/manage/statements/{statements.bring_in(text, Particulars()).slug}"


def on_the_page(site: Site, page: Page, address: str) -> None:
    walking.sign_in(page, site, walking.ORGANIZER)
    page.goto(address)


def test_by_keyboard_an_item_is_split_an_addressee_added_a_group_resolved_undone_and_redone(
    site: Site, page: Page, address: str
) -> None:
    on_the_page(site, page, address)
    split_by_keys(page)
    add_an_addressee_by_keys(page)
    page.goto(address)
    resolve_a_group_by_keys(page)
    mark = page.locator("[data-place='1.6'] mark")
    expect(mark).to_have_attribute("data-label", "asked: Thailand, Vietnam, Laos, Myanmar (Burma)")

    # All of it is taken back and done again by keys.
    page.wait_for_load_state()
    page.keyboard.press("Control+z")
    page.get_by_text("Done: taken back").wait_for()
    page.wait_for_load_state()
    page.keyboard.press("Control+z")
    page.wait_for_function("() => document.querySelector(\"[data-place='1.6'] mark.open\") !== null")
    page.wait_for_load_state()
    page.keyboard.press("Control+Shift+Z")
    page.get_by_text("Done: again").wait_for()
    expect(mark).to_have_attribute("data-label", "asked: Thailand, Vietnam, Laos, Myanmar (Burma)")
    steps = page.locator(".steps li")
    page.locator("summary").filter(has_text="changes").click()
    expect(steps.first).to_contain_text("again: changed who item 1.6 asks")
    expect(steps.last).to_contain_text("split item 3.1")


def split_by_keys(page: Page) -> None:
    """The caret in the words of the item says where."""
    open_by_keys(page, "3.1")
    words = page.get_by_label("The item from its first word to its last")
    press_until(page, words, "Tab")
    at = words.input_value().index("Also, urge North Korea")
    page.keyboard.press("Control+Home")
    for _ in range(at):
        page.keyboard.press("ArrowRight")
    before = page.get_by_label("Split it before the words")
    expect(before).to_have_value(re.compile("Also, urge North Korea"))
    press_until(page, before, "Tab")
    page.keyboard.press("Enter")
    page.get_by_text("The item is two now.").wait_for()
    expect(card(page, "3.1 (1)")).to_have_count(1)
    expect(card(page, "3.1 (2)")).to_have_count(1)


def add_an_addressee_by_keys(page: Page) -> None:
    """The directory is searched by what is typed."""
    open_by_keys(page, "1.7")
    office = card(page, "1.7").get_by_label("Add an office")
    press_until(page, office, "Tab")
    page.keyboard.type("Prime Minister of the Kingdom of Thailand")
    press_until(page, card(page, "1.7").get_by_role("button", name="Save who is asked"), "Tab")
    page.keyboard.press("Enter")
    page.get_by_text("Who is asked is changed.").wait_for()
    expect(card(page, "1.7")).to_contain_text("Thailand")


def resolve_a_group_by_keys(page: Page) -> None:
    """Who the group is stands in the statement itself."""
    open_by_keys(page, "1.6")
    group = card(page, "1.6")
    for office_name in ("Kingdom of Thailand", "Viet Nam", "Lao People", "Myanmar"):
        press_until(page, group.get_by_role("checkbox", name=office_name), "Tab")
        page.keyboard.press("Space")
    press_until(page, group.get_by_role("button", name="Accept"), "Tab")
    page.keyboard.press("Enter")
    page.get_by_text("Item 1.6 is accepted.").wait_for()


def test_words_are_selected_in_the_text_and_made_an_item(site: Site, page: Page, address: str) -> None:
    on_the_page(site, page, address)
    line = page.locator(".marked > p [data-at]").filter(has_text="international community").first
    line.scroll_into_view_if_needed()
    line.evaluate(
        "node => { const words = node.firstChild;"
        " getSelection().setBaseAndExtent(words, 0, words, words.length); }"
    )
    words = line.inner_text()
    page.get_by_role("button", name="Make them an item").click()
    page.wait_for_url(re.compile(r"\?item="))
    expect(page.locator(".card.open textarea").first).to_have_value(words.strip())


def test_words_are_selected_and_say_who_is_asked(site: Site, page: Page, address: str) -> None:
    on_the_page(site, page, address)
    item = page.locator("[data-place='1.2']")
    item.scroll_into_view_if_needed()
    run = item.locator("[data-at]").filter(has_text="China")
    run.evaluate(
        "node => { const at = node.textContent.indexOf('China');"
        " getSelection().setBaseAndExtent(node.firstChild, at, node.firstChild, at + 5); }"
    )
    page.get_by_role("button", name="They say who item 1.2 asks").click()
    page.wait_for_url(re.compile(r"\?item="))
    expect(page.locator("[data-place='1.2'] mark")).to_have_attribute("data-label", "asked: China")


def test_without_scripts_all_of_it_works_too(site: Site, browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    walking.sign_in(page, site, walking.ORGANIZER)
    page.goto(address)
    page.get_by_role("link", name="Change item 3.1").click()
    page.get_by_label("Split it before the words").fill("Also, urge North Korea")
    page.get_by_role("button", name="Split", exact=True).click()
    expect(card(page, "3.1 (2)")).to_have_count(1)
    page.get_by_role("button", name="Undo: split item 3.1").click()
    expect(card(page, "3.1")).to_have_count(1)
    page.get_by_role("button", name="Redo: split item 3.1").click()
    expect(card(page, "3.1 (2)")).to_have_count(1)
    context.close()


@pytest.mark.parametrize(("width", "scheme"), SIZES)
def test_the_open_page_is_for_everybody_at_every_size(
    site: Site, browser: Browser, axe: Callable[[Page], list[str]], address: str, width: int, scheme: str
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    walking.sign_in(page, site, walking.ORGANIZER)
    page.goto(address)
    page.get_by_role("link", name="Change item 1.6").click()
    page.wait_for_url(re.compile(r"\?item="))
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()
