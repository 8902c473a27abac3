"""Debian's Chromium, driven by Playwright, and axe-core for what it shows."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import axe_playwright_python
import pytest
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

AXE = Path(next(iter(axe_playwright_python.__path__))) / "axe.min.js"
AXE_RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    # The one rule of WCAG 2.2 AA that axe leaves off.
    "rules": {"target-size": {"enabled": True}},
}
CHROMIUM_OPTIONS = [
    "--no-sandbox",  # root may not have one
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    # It shall ask nobody but the site under test.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a process."""
    program = shutil.which("chromium")
    assert program, "Chromium is missing: apt-get install chromium"
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=program, args=CHROMIUM_OPTIONS)
        yield made
        made.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A visitor: cookies and a screen of their own."""
    made = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A tab; the test fails if a script of the page fails, or if the browser refused to run or load one."""
    made = context.new_page()
    complaints: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        # A page that is an error page on purpose is "failed to load" for the browser.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            complaints.append(message.text)

    made.on("console", listen)
    made.on("pageerror", lambda error: complaints.append(str(error)))
    yield made
    assert not complaints


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """A function that gives what axe has against a page: one line for each element."""
    script = AXE.read_text(encoding="utf-8")

    def violations(page: Page) -> list[str]:
        page.evaluate(script)
        found: list[dict[str, Any]] = page.evaluate("rules => axe.run(rules)", AXE_RULES)["violations"]
        return [
            f"{page.url}: {rule['id']}: {rule['help']}: {node['html']}"
            for rule in found
            for node in rule["nodes"]
        ]

    return violations
