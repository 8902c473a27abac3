"""The letters of all seven campaigns, from the command line, opened as their readers would open them."""

from __future__ import annotations

import email
import email.policy
import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import docx
import pikepdf
import pytest

from campaign.campaigns import queries as campaigns
from campaign.signatures import links, services
from campaign.signatures import queries as signatures
from campaign.signatures.values import Signing
from tests.journeys import walking
from tests.site import new_site

if TYPE_CHECKING:
    from pathlib import Path

    from tests.site import Site

MM_PER_POINT = 25.4 / 72
# DIN 5008 form B: 20 mm from the left, 45 from the top, 85 by 45, of which the upper 17.7 are the sender's.
WINDOW = {"left": 20.0, "right": 105.0, "top": 62.7, "bottom": 90.0}
# What the database is asked for is tested on both kinds in tests/letters.
pytestmark = pytest.mark.xdist_group("letters")
WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')


@pytest.fixture(scope="module")
def furnished(
    migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Site, dict[str, tuple[str, list[list[str]]]]]:
    """A site with signatures; by slug the item's words, and the address lines of each recipient."""
    folder = tmp_path_factory.mktemp("letters")
    database = shutil.copyfile(migrated_sqlite, folder / "campaign.sqlite")
    site = new_site(folder / "site", {"CAMPAIGN_DATABASE_URL": f"sqlite:///{database}"})
    walking.furnish(site)
    with walking.inside(site):
        expected = {}
        for campaign in campaigns.public():
            for number in range(7):
                country = "JP" if number < 5 else "KR"
                person = Signing(
                    f"Signer {number}", f"signer{number}@example.org", country, deliver_name=number < 3
                )
                services.sign(campaign, person, "en")
            for row in signatures.page(campaign.id).rows:
                services.confirm(links.confirm_url(row.id).rpartition("/")[2])
            lines = [list(row.recipient.lines) for row in campaign.recipients]
            expected[campaign.slug] = (campaign.item.text, lines)
    return site, expected


def test_letters_of_all_campaigns_quote_the_item_and_fit_the_window(furnished, tmp_path: Path) -> None:
    site, expected = furnished
    assert len(expected) == 7
    for slug, (item, recipients) in expected.items():
        out = tmp_path / "pdf"
        _export(site, slug, "pdf", out)
        files = sorted(out.glob(f"*--{slug}--*.pdf"))
        assert len(files) == len(recipients)
        texts = [_pdf_text(file) for file in files]
        assert all(_folded(item) in text for text in texts)
        assert all("7 people in 2 countries" in text for text in texts)
        for lines in recipients:
            shown = lines or ["[address to be completed]"]
            assert any(all(line in text for line in shown) for text in texts)
        for file in files:
            assert _bookmarks(file) == [
                "Letter",
                "Signature sheet",
                "Count certificate",
                "The statement in full",
            ]
            _assert_the_address_shows(file)


def test_the_other_formats_say_the_same(furnished, tmp_path: Path) -> None:
    site, expected = furnished
    slug, (item, recipients) = next(iter(expected.items()))
    for kind in ("docx", "eml", "txt"):
        out = tmp_path / kind
        _export(site, slug, kind, out)
        files = sorted(out.glob(f"*.{kind}"))
        assert len(files) == len(recipients)
        for file in files:
            words = _folded(_words(file))
            assert _folded(item) in words
            assert "@example.org" not in words.replace("contact@example.org", "")


def test_one_recipient_gets_one_file_and_an_unknown_one_is_named(furnished, tmp_path: Path) -> None:
    site, expected = furnished
    slug = next(iter(expected))
    out = tmp_path / "one"
    common = ("letters", "export", slug, "--format", "pdf", "--for", "signers", "--out", str(out))
    site.command(*common, "--to", "unhcr")
    [file] = out.glob("*.pdf")
    assert file.name == f"01--{slug}--unhcr--letters.pdf"
    assert _pages(file) == 3
    assert "nobody-here" in site.command(*common, "--to", "nobody-here", status=1)


def _export(site: Site, slug: str, kind: str, out: Path) -> None:
    to = ("--to", "all", "--format", kind, "--for", "organization", "--out", str(out))
    walking.command(site, "letters", "export", slug, *to)


def _pdf_text(file: Path) -> str:
    return _folded(_run("pdftotext", str(file), "-"))


def _bookmarks(file: Path) -> list[str]:
    with pikepdf.open(file) as pdf, pdf.open_outline() as outline:
        return [entry.title for entry in outline.root]


def _pages(file: Path) -> int:
    found = re.search(r"Pages:\s+(\d+)", _run("pdfinfo", str(file)))
    assert found
    return int(found[1])


def _assert_the_address_shows(file: Path) -> None:
    page = _run("pdftotext", "-bbox", "-f", "1", "-l", "1", str(file), "-")
    boxes = [(*(float(n) * MM_PER_POINT for n in found[:4]), found[4]) for found in WORD.findall(page)]
    inside = [
        box for box in boxes if box[0] < WINDOW["right"] and WINDOW["top"] - 1 < box[1] < WINDOW["bottom"]
    ]
    assert inside
    for left, top, right, bottom, word in inside:
        assert WINDOW["left"] <= left, word
        assert right <= WINDOW["right"], word
        assert WINDOW["top"] <= top, word
        assert bottom <= WINDOW["bottom"], word


def _words(file: Path) -> str:
    if file.suffix == ".docx":
        return "\n".join(paragraph.text for paragraph in docx.Document(str(file)).paragraphs)
    if file.suffix == ".eml":
        message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
        assert message["X-Unsent"] == "1"
        body = message.get_body(("plain",))
        assert body is not None
        return str(body.get_content())
    return file.read_text(encoding="utf-8")


def _run(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def _folded(text: str) -> str:
    return " ".join(text.split())
