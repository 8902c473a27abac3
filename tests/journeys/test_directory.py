"""An organizer puts the directory right: an office added, a list brought in, an address checked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.journeys import walking

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.site import Site

# One database is enough to look at pages; what is stored is tested on both elsewhere.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

TOO_LONG = "Department of International Organizations of the Ministry of Foreign Affairs"
LIST = """Country,Title,Line 1,Line 2,Line 3,Line 4
Nepal,Permanent Mission of Nepal,The Representative,2 Street,"New York, NY 10017",UNITED STATES OF AMERICA
Narnia,Permanent Mission of Narnia,The Representative,3 Street,"New York, NY 10017",UNITED STATES OF AMERICA
"""


def test_an_office_is_added_a_list_brought_in_and_an_address_checked(
    site: Site, page: Page, axe: Callable[[Page], list[str]]
) -> None:
    walking.furnish(site)
    walking.sign_in(page, site, walking.ORGANIZER)
    page.get_by_role("link", name="Directory").click()
    _add_an_office(page)
    page.get_by_role("navigation", name="Desk").get_by_role("link", name="Directory").click()
    page.get_by_role("link", name="Import", exact=True).click()
    told = _bring_in(page, LIST, axe)
    assert "“Narnia” is no state" in told
    page.get_by_role("link", name="Choose the corrected file").click()
    _bring_in(page, told.replace("Narnia", "Bhutan"), axe)
    page.get_by_role("button", name="Import 2 offices").click()
    page.wait_for_url("**/manage/directory/")
    expect(page.get_by_role("status")).to_contain_text("2 changed")

    page.goto(f"{site.url}/manage/directory/?address=stale&q=bhutan")
    page.get_by_role("button", name="Checked today").click()
    page.wait_for_url("**/manage/directory/?address=stale&q=bhutan")
    expect(page.get_by_role("button", name="Checked today")).to_have_count(0)
    page.goto(f"{site.url}/manage/directory/offices/bt-mission-new-york")
    done = page.locator(".history > li b").all_inner_texts()
    assert done == ["checked", "imported"]
    assert "The Blue Book of 2026" in page.locator(".history ins").all_inner_texts()
    assert not axe(page)


def _add_an_office(page: Page) -> None:
    page.get_by_role("link", name="Add an office").click()
    page.get_by_label("Office", exact=True).fill("Society for Open Borders")
    page.get_by_label("Kind").select_option("body")
    page.get_by_label("Code of the state or body").fill("SOB")
    picture = page.locator("#window img")
    before = picture.get_attribute("src")
    page.get_by_label("Postal lines").fill(f"The Secretary\n{TOO_LONG}\n1050 Brussels\nBELGIUM")
    page.wait_for_function("before => document.querySelector('#window img').src !== before", arg=before)
    expect(page.locator("#window output")).to_contain_text("Line 2 is")
    before = picture.get_attribute("src")
    page.get_by_label("Envelope").select_option("us-10")
    page.wait_for_function("before => document.querySelector('#window img').src !== before", arg=before)
    page.get_by_label("Postal lines").fill("The Secretary\n12 Harbour Lane\n1050 Brussels\nBELGIUM")
    page.wait_for_function("() => document.querySelector('#window output').value === ''")
    page.get_by_label("Salutation").fill("Dear Secretary")
    page.get_by_label("Source").fill("Their letter of 2026")
    page.get_by_role("button", name="Add the office").click()
    page.wait_for_url("**/manage/directory/offices/sob")
    expect(page.get_by_role("heading", level=1)).to_have_text("Society for Open Borders")


def _bring_in(page: Page, file: str, axe: Callable[[Page], list[str]]) -> str:
    """As far as what would change; where rows are wrong, the file that says so."""
    content = {"name": "missions.csv", "mimeType": "text/csv", "buffer": file.encode()}
    page.get_by_label("A CSV file").set_input_files(content)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_label("Country")).to_have_value("state")
    page.get_by_label("Kind").select_option("mission-new-york")
    page.get_by_label("Status").select_option("secondary")
    page.get_by_label("Source").fill("The Blue Book of 2026")
    assert not axe(page)
    page.get_by_role("button", name="Show what would change").click()
    page.get_by_role("heading", level=1, name=re.compile("import")).wait_for()
    assert not axe(page)
    download = page.get_by_role("button", name="Download the file with its problems")
    if not download.count():
        return ""
    with page.expect_download() as waiting_for:
        download.click()
    return waiting_for.value.path().read_text(encoding="utf-8-sig")
