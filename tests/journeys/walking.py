"""The steps that journeys share, as a person takes them."""

from __future__ import annotations

import re
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from campaign.accounts import services as accounts
from campaign.accounts.values import Role
from campaign.app import create_app
from campaign.campaigns import services as campaigns
from campaign.campaigns.queries import public
from campaign.cli import bringing_in, groups
from campaign.core import paths
from campaign.core.config import Config
from campaign.core.db import db
from campaign.directory import services as directory
from campaign.statements.services import Particulars

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from email.message import EmailMessage

    from playwright.sync_api import Locator, Page

    from tests.site import Site

STATEMENT = paths.PACKAGE / "statements" / "data" / "ipcnkr-2007.txt"
OLDEST_S = 10.0
PASSWORD = "a made-up password"
ADMIN, ORGANIZER = "ada.admin@example.org", "olga.organizer@example.org"
ORGANIZATION = {
    "name": "Example Refugee Network",
    "return_address": "12 Example Street\nSeoul 00000\nRepublic of Korea",
    "place": "Seoul",
    "signatory": "Jia Example",
    "signatory_title": "Coordinator",
    "contact": "contact@example.org",
    "about": "A network that was made up for a test.",
    "privacy": "Nothing leaves this machine.",
}


@contextmanager
def inside(site: Site) -> Iterator[None]:
    """The site's program within this process, for each command takes seconds to start."""
    with create_app(Config.load(site.environ)).app_context():
        try:
            yield
        finally:
            db.session.remove()
            db.engine.dispose()


def furnish(site: Site, *, statement: bool = True, publish: bool = True) -> list[str]:
    """An organization, an admin, an organizer, and the statement with its campaigns published.

    Returns the slugs in the items' order.
    """
    with inside(site):
        directory.load_shipped()
        accounts.add(ADMIN, Role.ADMIN, PASSWORD)
        accounts.add(ORGANIZER, Role.ORGANIZER, PASSWORD)
        campaigns.describe_organization(ORGANIZATION)
        if statement:
            bringing_in.bring_in(STATEMENT.read_text(encoding="utf-8"), Particulars(), publish=publish)
        return [campaign.slug for campaign in public()]


def command(site: Site, *arguments: str) -> None:
    """`campaign …` on the site, within this process; fails if it fails."""
    with inside(site):
        assert groups.run(list(arguments)) == 0


def press(page: Page, button: Locator) -> None:
    """Press what leads to another page, or to the same anew, and wait until that is there."""
    with page.expect_event("load"):
        button.click()


def sign_in(page: Page, site: Site, email: str) -> None:
    """Sign in on the desk."""
    page.goto(f"{site.url}/sign-in/")
    page.get_by_label("E-mail", exact=True).fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button").first.click()
    page.wait_for_url("**/manage/**")


def sign(page: Page, site: Site, slug: str, name: str, email: str, *consents: str) -> None:
    """Sign a campaign as a person does, and end on the page that asks to check the mail."""
    page.goto(f"{site.url}/c/{slug}")
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("E-mail", exact=True).fill(email)
    page.get_by_label("Country", exact=True).select_option("JP")
    for consent in consents:
        page.locator(f"[name={consent}]").check()
    page.get_by_role("button", name="Sign").click()
    page.wait_for_url("**/check-mail")


def link_in(message: EmailMessage) -> str:
    """The link that a mail asks to open; it stands in the text, never in a header."""
    text = message.get_body(("plain",))
    assert text is not None
    found = re.search(r"https?://\S+/(?:confirm|mine)/\S+", text.get_content())
    assert found, text.get_content()
    return found[0]


def confirm(page: Page, message: EmailMessage) -> None:
    """Open the link of a confirmation mail and press its button."""
    page.goto(link_in(message))
    # The first one confirms (or, once it is confirmed, leads on), the second corrects.
    page.get_by_role("main").get_by_role("button").first.click()
    page.wait_for_url("**/mine/**")


def wait_for_counts(page: Page, site: Site, slugs: Sequence[str], counts: Sequence[int]) -> None:
    """Wait until the world sees these numbers, which are ten seconds old at most; fails if it does not."""
    deadline = time.monotonic() + OLDEST_S
    while (seen := [count(page, site, slug) for slug in slugs]) != list(counts):
        assert time.monotonic() < deadline, seen
        time.sleep(0.2)


def count(page: Page, site: Site, slug: str) -> int:
    """The number that the world sees."""
    answer = page.request.get(f"{site.url}/c/{slug}.json").json()
    return int(answer["signatures"])
