"""A campaign under attack: a browser works for its mail, and one without JavaScript signs all the same."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from campaign.campaigns import queries as campaigns
from campaign.campaigns.values import ProofMode
from campaign.core.db import db
from campaign.mailer.models import Message
from campaign.signatures.screening import switching
from campaign.signatures.screening.models import UsedChallenge
from tests.journeys import walking

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page

    from tests.mailbox import Mailbox
    from tests.site import Site

# What the browser does is the same on every database.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_a_browser_works_for_its_mail_and_one_without_javascript_waits_for_it(
    site: Site, page: Page, browser: Browser, mailbox: Mailbox, axe: Callable[[Page], list[str]]
) -> None:
    slug = walking.furnish(site)[0]
    with walking.inside(site):
        switching.choose(campaigns.by_slug(slug), ProofMode.ALWAYS, None)

    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    walking.sign(page, site, slug, "Mina Ito", "mina@example.org")
    assert not axe(page)
    # Back from there she may sign again, with another answer.
    page.go_back()
    page.get_by_label("Name", exact=True).fill("Kim Example")
    page.get_by_label("E-mail", exact=True).fill("kim@example.org")
    page.get_by_label("Country", exact=True).select_option("KR")
    page.get_by_role("button", name="Sign").click()
    page.wait_for_url("**/check-mail")
    walking.confirm(page, mailbox.wait_for("mina@example.org"))
    mailbox.wait_for("kim@example.org")
    assert not errors

    plain = browser.new_context(java_script_enabled=False).new_page()
    plain.goto(f"{site.url}/c/{slug}")
    expect(plain.locator("noscript p")).to_be_visible()
    walking.sign(plain, site, slug, "Ana Example", "ana@example.org")
    expect(plain.get_by_text("takes ten minutes longer")).to_be_visible()
    plain.context.close()
    with walking.inside(site):
        waiting = db.session.query(Message).filter_by(state="queued").one()
        assert waiting.address == "ana@example.org"
        assert waiting.due_at - waiting.created_at == pytest.approx(
            timedelta(minutes=10), abs=timedelta(seconds=5)
        )
        assert db.session.query(UsedChallenge).count() == 2
    walking.wait_for_counts(page, site, [slug], [1])
