"""The messages of the code and the templates, and the catalogs that hold them.

    python -m tests.house.catalogs [CODE]

brings `campaign/translations/*.pot` and the catalogs of each language up to date, compiles them, and begins
the catalog of a new language of the site, such as `ko`.
"""

from __future__ import annotations

import sys
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tests.house.tree import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TRANSLATIONS = ROOT / "campaign" / "translations"
KEYWORDS = {**DEFAULT_KEYWORDS, "lazy_gettext": None}
WIDTH = 100
# The modules whose words stand in letters, and are translated into every language of letters. All else that
# the room of letters says is read on pages, in the language of the site.
LETTERS_PRINT = frozenset(
    f"campaign/letters/{name}.py"
    for name in (
        "annexes",
        "compose",
        "composing",
        "facts",
        "naming",
        "values",
        "wording",
        "writers/certificate",
        "writers/docx",
        "writers/docx_annex",
        "writers/docx_letter",
        "writers/docx_model",
        "writers/pdf",
        "writers/sheet",
        "writers/signature_pages",
        "writers/statement",
        "writers/txt",
        "writers/typst_inputs",
    )
)


@dataclass(frozen=True)
class Domain:
    """A set of catalogs of one name, and what is said in it."""

    name: str
    header: str

    @property
    def template(self) -> Path:
        """The file of its messages without a translation."""
        return TRANSLATIONS / f"{self.name}.pot"

    def extracted(self) -> Catalog:
        """What the code and the templates say now; where it stands is named by file, not by line."""
        catalog = self.empty()
        for file, _line, message, comments, context in _said():
            if (file in LETTERS_PRINT) is (self is LETTERS):
                catalog.add(message, locations=[(file, 1)], auto_comments=comments, context=context)
        return catalog

    def catalogs(self) -> Iterator[tuple[str, Path]]:
        """Each language with its file."""
        for path in sorted(TRANSLATIONS.glob(f"*/LC_MESSAGES/{self.name}.po")):
            yield path.parent.parent.name, path

    def path(self, language: str) -> Path:
        """Where the catalog of a language lies."""
        return TRANSLATIONS / language / "LC_MESSAGES" / f"{self.name}.po"

    def empty(self, language: str | None = None) -> Catalog:
        """A catalog of no message."""
        return Catalog(language, project="campaign", version="1", header_comment=self.header, fuzzy=False)


SITE = Domain("messages", "# What campaign says to people.")
LETTERS = Domain("letters", "# What the letters of campaign print.")
DOMAINS = (SITE, LETTERS)


def kept(path: Path, language: str | None = None) -> Catalog:
    """The catalog in a file."""
    with path.open("rb") as file:
        return read_po(file, locale=language)


def messages(catalog: Catalog) -> set[tuple[str | None, object]]:
    """What tells the messages of a catalog apart."""
    return {(message.context, message.id) for message in catalog if message.id}


def refresh(*new: str) -> None:
    """Write the templates and the catalogs anew, and leave each alone that has the same messages already."""
    for language in new:
        _write(SITE.path(language), SITE.empty(language))
    for domain in DOMAINS:
        now = domain.extracted()
        if not domain.template.exists() or messages(kept(domain.template)) != messages(now):
            _write(domain.template, now)
        for language, path in domain.catalogs():
            catalog = kept(path, language)
            if messages(catalog) != messages(now):
                catalog.update(now, no_fuzzy_matching=True)
                catalog.obsolete.clear()
                _write(path, catalog)
            with path.with_suffix(".mo").open("wb") as file:
                write_mo(file, catalog)


def _said() -> list[tuple[str, int, object, list[str], str | None]]:
    mappings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["babel"]["mappings"]
    methods = [(mapping["pattern"], mapping["method"]) for mapping in mappings]
    options = {mapping["pattern"]: {k: str(v) for k, v in mapping.items()} for mapping in mappings}
    found = extract_from_dir(
        ROOT, methods, options, keywords=KEYWORDS, comment_tags=["Translators:"], strip_comment_tags=True
    )
    return sorted(found, key=lambda entry: entry[:2])


def _write(path: Path, catalog: Catalog) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalog, width=WIDTH, include_lineno=False, sort_by_file=True)


if __name__ == "__main__":
    refresh(*sys.argv[1:])
