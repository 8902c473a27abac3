"""The messages of the code and the templates, and the catalogs that hold them.

    python -m tests.house.catalogs [CODE]

brings `campaign/translations/messages.pot` and the catalog of each language up to date, and begins the
catalog of a new language, such as `ko`.
"""

from __future__ import annotations

import sys
import tomllib
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

from tests.house.tree import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TRANSLATIONS = ROOT / "campaign" / "translations"
TEMPLATE = TRANSLATIONS / "messages.pot"
KEYWORDS = {**DEFAULT_KEYWORDS, "lazy_gettext": None}
WIDTH = 100
HEADER = "# What campaign says to people."


def extracted() -> Catalog:
    """What the code and the templates say now; where it stands is named by file, not by line."""
    mappings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["babel"]["mappings"]
    methods = [(mapping["pattern"], mapping["method"]) for mapping in mappings]
    options = {mapping["pattern"]: {k: str(v) for k, v in mapping.items()} for mapping in mappings}
    catalog = _empty()
    found = extract_from_dir(
        ROOT, methods, options, keywords=KEYWORDS, comment_tags=["Translators:"], strip_comment_tags=True
    )
    for file, _line, message, comments, context in sorted(found, key=lambda entry: entry[:2]):
        catalog.add(message, locations=[(file, 1)], auto_comments=comments, context=context)
    return catalog


def catalogs() -> Iterator[tuple[str, Path]]:
    """Each language with its file."""
    for path in sorted(TRANSLATIONS.glob("*/LC_MESSAGES/messages.po")):
        yield path.parent.parent.name, path


def kept(path: Path, language: str | None = None) -> Catalog:
    """The catalog in a file."""
    with path.open("rb") as file:
        return read_po(file, locale=language)


def messages(catalog: Catalog) -> set[tuple[str | None, object]]:
    """What tells the messages of a catalog apart."""
    return {(message.context, message.id) for message in catalog if message.id}


def refresh(*new: str) -> None:
    """Write the template and the catalogs anew, and leave each alone that has the same messages already."""
    now = extracted()
    if not TEMPLATE.exists() or messages(kept(TEMPLATE)) != messages(now):
        _write(TEMPLATE, now)
    for language in new:
        _write(TRANSLATIONS / language / "LC_MESSAGES" / "messages.po", _empty(language))
    for language, path in catalogs():
        catalog = kept(path, language)
        if messages(catalog) != messages(now):
            catalog.update(now, no_fuzzy_matching=True)
            catalog.obsolete.clear()
            _write(path, catalog)


def _empty(language: str | None = None) -> Catalog:
    return Catalog(language, project="campaign", version="1", header_comment=HEADER, fuzzy=False)


def _write(path: Path, catalog: Catalog) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalog, width=WIDTH, include_lineno=False, sort_by_file=True)


if __name__ == "__main__":
    refresh(*sys.argv[1:])
