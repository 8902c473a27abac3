from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from campaign.letters import fonts

if TYPE_CHECKING:
    from pathlib import Path

EVERYTHING = {"Libertinus Serif", "Noto Serif CJK KR", "Noto Serif CJK JP", "Noto Serif CJK SC", "Noto Sans"}


def test_folders_that_are_configured_replace_those_of_debian(tmp_path: Path) -> None:
    assert fonts.folders((tmp_path, tmp_path / "missing")) == (tmp_path,)
    assert set(fonts.folders(())) <= set(fonts.DEBIAN_FOLDERS)


def test_latin_comes_first_and_han_follows_the_language() -> None:
    assert fonts.families("ja", EVERYTHING)[:2] == ["Libertinus Serif", "Noto Serif CJK JP"]
    assert fonts.families("en", EVERYTHING)[:2] == ["Libertinus Serif", "Noto Serif CJK KR"]
    assert fonts.families("en", {"Libertinus Serif"}) == ["Libertinus Serif"]


def test_the_package_for_a_script_is_known_and_none_for_a_picture() -> None:
    assert fonts.package_for("한") == "fonts-noto-cjk"
    assert fonts.package_for("漢") == "fonts-noto-cjk"
    assert fonts.package_for("မ") == "fonts-noto-core"
    assert fonts.package_for("\N{GRINNING FACE}") is None


@pytest.mark.parametrize(
    ("language", "script", "package"),
    [
        ("ko", "Korean", "fonts-noto-cjk"),
        ("ja", "Japanese", "fonts-noto-cjk"),
        ("zh", "Chinese", "fonts-noto-cjk"),
        ("th", "Thai", "fonts-noto-core"),
        ("lo", "Lao", "fonts-noto-core"),
        ("my", "Burmese", "fonts-noto-core"),
    ],
)
def test_a_script_without_a_font_is_named_with_its_package(language: str, script: str, package: str) -> None:
    assert fonts.missing_scripts(language, {"Libertinus Serif"}) == [(script, package)]
    assert fonts.missing_scripts(language, {fonts.script_family(language)}) == []


def test_latin_letters_are_never_missing() -> None:
    assert fonts.missing_scripts("en", ()) == fonts.missing_scripts("vi", ()) == []
