"""Every page as axe sees it, on a phone and on a desk, light and dark."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys import walking

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page

    from tests.mailbox import Mailbox
    from tests.site import Site

# One database is enough to look at pages.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

SCREENS = [(360, "light"), (360, "dark"), (1280, "light"), (1280, "dark")]


def test_axe_finds_nothing_on_any_page(
    site: Site, browser: Browser, page: Page, mailbox: Mailbox, axe: Callable[[Page], list[str]]
) -> None:
    slug = walking.furnish(site)[0]
    mine = _a_supporters_page(site, page, mailbox, slug)
    public = [
        "/",
        f"/c/{slug}",
        f"/c/{slug}/check-mail",
        "/statements/",
        "/statements/joint-statement-2007-08-29",
        walking.link_in(mailbox.wait_for("mina@example.org")).removeprefix(site.url),
        mine,
        _letters(page),
        "/mine/",
        "/mine/withdrawn",
        "/about",
        "/privacy",
        "/sign-in/",
        "/sign-in/reset",
        "/nowhere",
    ]
    campaign = f"/manage/campaigns/{slug}"
    desk = [
        "/manage/",
        "/manage/statements/",
        "/manage/bring-in",
        "/manage/statements/joint-statement-2007-08-29",
        "/manage/statements/joint-statement-2007-08-29/particulars",
        "/manage/campaigns/",
        campaign,
        f"{campaign}/signatures",
        f"{campaign}/drafts",
        f"{campaign}/drafts/organization/unsg",
        f"{campaign}/letters",
        "/manage/letters/",
        "/manage/directory/",
        "/admin/",
        "/admin/accounts/",
        "/admin/accounts/invite",
        "/admin/organization/",
    ]
    found = []
    for width, scheme in SCREENS:
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        tab = context.new_page()
        for path in public:
            found += _look_at(tab, f"{site.url}{path}", axe, width)
        walking.sign_in(tab, site, walking.ADMIN)
        for path in desk:
            found += _look_at(tab, f"{site.url}{path}", axe, width)
        context.close()
    assert not found


def _look_at(tab: Page, url: str, axe: Callable[[Page], list[str]], width: int) -> list[str]:
    tab.goto(url)
    tab.wait_for_load_state("load")
    wide = tab.evaluate("document.documentElement.scrollWidth")
    return axe(tab) + ([f"{url} is {wide} px wide at {width}"] if wide > width else [])


def _a_supporters_page(site: Site, page: Page, mailbox: Mailbox, slug: str) -> str:
    walking.sign(page, site, slug, "Mina Ito", "mina@example.org", "show_name", "deliver_name")
    walking.confirm(page, mailbox.wait_for("mina@example.org"))
    return page.url.removeprefix(site.url)


def _letters(page: Page) -> str:
    page.get_by_role("link", name="Write to the offices yourself").click()
    page.wait_for_load_state()
    path = page.evaluate("location.pathname")
    return str(path)
