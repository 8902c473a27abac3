"""The look keeps its promises: readable in light and dark, small, and free of what the policy forbids."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from campaign.core import paths

STATIC = Path(__file__).resolve().parents[2] / "campaign" / "static"
SHEETS = sorted((STATIC / "css").glob("*.css"))
SCRIPTS = sorted((STATIC / "js").glob("*.js"))
TOKENS = (STATIC / "css" / "tokens.css").read_text(encoding="utf-8")
LIGHT, DARK = TOKENS.split("prefers-color-scheme: dark")
TEMPLATES = paths.find("templates")
# Mail programs read no stylesheet: mails alone carry their style with them.
PAGES = sorted(path for path in TEMPLATES.rglob("*.html") if "email" not in path.relative_to(TEMPLATES).parts)

TEXT_ON_GROUND = [
    ("ink", "paper"),
    ("ink", "sheet"),
    ("ink", "tint"),
    ("ink", "mark"),
    ("ink", "warn-tint"),
    ("soft", "paper"),
    ("soft", "sheet"),
    ("accent", "paper"),
    ("accent", "sheet"),
    ("accent", "tint"),
    ("on-accent", "accent"),
    ("warn", "paper"),
    ("warn", "sheet"),
    ("warn", "warn-tint"),
    ("on-warn", "warn"),
]
# The border by which a field is recognized, and the part of a bar that is full.
SHAPE_ON_GROUND = [("edge", "paper"), ("edge", "sheet"), ("accent", "line")]


def _colours(scheme: str) -> dict[str, str]:
    named = r"--([\w-]+): (#[0-9a-f]{6});"
    found = dict(re.findall(named, LIGHT))
    return found | dict(re.findall(named, DARK)) if scheme == "dark" else found


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (_linear(part) for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(scheme: str, front: str, ground: str) -> float:
    colours = _colours(scheme)
    darker, lighter = sorted((_luminance(colours[front]), _luminance(colours[ground])))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "ground"), TEXT_ON_GROUND)
def test_text_stands_out_from_its_ground(scheme: str, front: str, ground: str) -> None:
    assert _contrast(scheme, front, ground) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "ground"), SHAPE_ON_GROUND)
def test_shapes_stand_out_from_their_ground(scheme: str, front: str, ground: str) -> None:
    assert _contrast(scheme, front, ground) >= 3


def test_dark_names_every_colour_that_light_names() -> None:
    assert set(re.findall(r"--([\w-]+): #", DARK)) == set(_colours("light"))


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_every_token_used_is_defined(sheet: Path) -> None:
    used = re.findall(r"var\((--[\w-]+)\)", sheet.read_text(encoding="utf-8"))
    assert set(used) <= set(re.findall(r"(--[\w-]+):", TOKENS))


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_no_sheet_knows_left_from_right(sheet: Path) -> None:
    sided = r"(?:margin|padding|border)-(?:left|right)|(?<![\w-])(?:left|right|float):|align: (?:left|right)"
    assert not re.findall(sided, sheet.read_text(encoding="utf-8"))


def test_what_a_reader_loads_is_small() -> None:
    assert sum(sheet.stat().st_size for sheet in SHEETS) < 32_000
    # With those of the desk, and the one that a campaign under attack asks for.
    assert sum(script.stat().st_size for script in SCRIPTS) < 17_000


@pytest.mark.parametrize("path", [*SHEETS, *SCRIPTS, *PAGES], ids=lambda path: path.name)
def test_nothing_is_loaded_from_elsewhere(path: Path) -> None:
    foreign = r"""src=["']https?:|<link[^>]*href=["']https?:|url\(|@import|from ["']https?:"""
    assert not re.search(foreign, path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_a_template_holds_no_inline_style_or_script(page: Path) -> None:
    inline = r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:"
    assert not re.search(inline, page.read_text(encoding="utf-8"), re.IGNORECASE)
