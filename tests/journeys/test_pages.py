"""Every page of the desk as axe sees it, on a phone and on a desk, light and dark."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys import walking

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page

    from tests.site import Site

# One database is enough to look at pages.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

SCREENS = [(360, "light"), (360, "dark"), (1280, "light"), (1280, "dark")]


def test_axe_finds_nothing_on_the_desk(
    site: Site, browser: Browser, axe: Callable[[Page], list[str]]
) -> None:
    slug = walking.furnish(site)[0]
    found = []
    for width, scheme in SCREENS:
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        tab = context.new_page()
        for path in ("/sign-in/", "/sign-in/reset"):
            found += _look_at(tab, f"{site.url}{path}", axe, width)
        walking.sign_in(tab, site, walking.ADMIN)
        for path in _desk_pages(slug):
            found += _look_at(tab, f"{site.url}{path}", axe, width)
        context.close()
    assert not found


def _desk_pages(slug: str) -> list[str]:
    campaign = f"/manage/campaigns/{slug}"
    return [
        "/manage/",
        "/manage/statements/",
        "/manage/statements/bring_in",
        "/manage/statements/joint-statement-2007-08-29",
        "/manage/statements/joint-statement-2007-08-29/particulars",
        "/manage/campaigns/",
        campaign,
        f"{campaign}/signatures",
        f"{campaign}/screening/",
        f"{campaign}/drafts",
        f"{campaign}/drafts/organization/unsg",
        f"{campaign}/letters",
        "/manage/letters/",
        "/manage/directory/",
        "/manage/directory/?address=stale",
        "/manage/directory/new",
        "/manage/directory/offices/th-head-of-government",
        "/manage/directory/import",
        "/admin/",
        "/admin/accounts/",
        "/admin/accounts/invite",
        "/admin/organization/",
        "/admin/privacy/",
        "/admin/screening/",
        "/admin/signatures/",
        "/admin/screening/add",
        "/admin/screening/rates",
    ]


def _look_at(tab: Page, url: str, axe: Callable[[Page], list[str]], width: int) -> list[str]:
    answer = tab.goto(url)
    assert answer is not None
    assert answer.status == 200, url
    tab.wait_for_load_state("load")
    wide = tab.evaluate("document.documentElement.scrollWidth")
    return axe(tab) + ([f"{url} is {wide} px wide at {width}"] if wide > width else [])
