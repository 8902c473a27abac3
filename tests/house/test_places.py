from __future__ import annotations

import re

from tests.house import tree

TOP_LEVEL = {"pyproject.toml", "campaign", "templates", "migrations", "tests", "README.md"}
# In brackets, so that this file does not find itself.
MACHINE_PATHS = re.compile(r"(^|[^A-Za-z0-9_.:/])/(w[o]rk|r[o]ot|t[m]p|h[o]me|U[s]ers)/", re.MULTILINE)
DOWNLOADS = re.compile(
    r"index-u[r]l|\"resolved\": *\"http|registry *= *\"http|/s[i]mple/|files\.p[y]thonhosted"
)
LEFT_OPEN = re.compile(r"\b(T[O]DO|F[I]XME|X[X]X|H[A]CK)\b|Not[I]mplementedError|pragma: n[o] cover")
SKIPPED = re.compile(r"mark\.(s[k]ip|x[f]ail)|pytest\.(s[k]ip|x[f]ail)\(")


def test_the_top_level_is_what_was_agreed():
    found = {name.partition("/")[0] for name in tree.files()}
    assert not [name for name in found - TOP_LEVEL if not name.startswith(".")]
    assert found >= TOP_LEVEL


def test_no_file_names_a_folder_of_somebodys_machine():
    assert not _places(MACHINE_PATHS)


def test_no_file_names_where_packages_are_downloaded():
    assert not _places(DOWNLOADS)


def test_nothing_is_left_open():
    assert not _places(LEFT_OPEN)


def test_no_test_is_skipped():
    assert not _places(SKIPPED)


def test_nothing_is_committed_that_a_program_makes():
    made = (".css.map", ".egg-info", ".lock", ".min.css", ".min.js", ".mo", ".pyc", ".sqlite")
    assert not [name for name in tree.files() if name.endswith(made) or "node_modules" in name]


def _places(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{name}: {found.group().strip()}"
        for name in tree.files()
        if (text := _text(name)) and (found := pattern.search(text))
    ]


def _text(name: str) -> str:
    content = (tree.ROOT / name).read_bytes()
    return "" if b"\0" in content else content.decode(errors="replace")
