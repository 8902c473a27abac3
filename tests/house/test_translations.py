from __future__ import annotations

import re

import pytest

from campaign.letters.languages import LANGUAGES
from tests.house import catalogs, tree
from tests.house.catalogs import DOMAINS, LETTERS, LETTERS_PRINT, SITE, Domain

REFRESH = "run `python -m tests.house.catalogs`"
# A place that is filled by name: of gettext, and of Typst and docx, which fill in the numbers of pages.
BRACES = re.compile(r"\{\w+\}")
# What the room of letters says to those who read pages.
READ_ON_PAGES = "tests/house/catalogs.py: name it in LETTERS_PRINT, or here, if only pages say it"
ON_PAGES = frozenset(
    f"campaign/letters/{name}.py"
    for name in (
        "base_texts",
        "checking",
        "errors",
        "export_queries",
        "exports",
        "folders",
        "fonts",
        "kinds",
        "layouts",
        "placeholders",
        "planning",
        "plans",
        "queries",
        "ready",
        "requests",
        "review",
        "services",
        "states",
        "stationery",
        "writers/addresses",
        "writers/envelopes",
        "writers/errors",
        "writers/formats",
        "writers/labels",
        "writers/places",
        "writers/post_list",
        "writers/set_page",
        "writers/stamping",
        "writers/window",
        "writers/written_list",
        "writing",
    )
)


@pytest.mark.parametrize("domain", DOMAINS)
def test_the_template_holds_exactly_what_is_said(domain: Domain):
    said, kept = catalogs.messages(domain.extracted()), catalogs.messages(catalogs.kept(domain.template))
    assert said
    assert not _some(said ^ kept), REFRESH


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_catalog_holds_the_messages_of_the_template(domain: Domain):
    template = catalogs.messages(catalogs.kept(domain.template))
    languages = dict(domain.catalogs())
    assert languages
    for language, path in languages.items():
        assert not _some(catalogs.messages(catalogs.kept(path, language)) ^ template), REFRESH


@pytest.mark.parametrize("domain", DOMAINS)
def test_a_translation_has_the_placeholders_of_its_message(domain: Domain):
    for language, path in domain.catalogs():
        for message in catalogs.kept(path, language):
            assert not list(message.check()), f"{path}: {message.id}"
            for translated in _translations(message.string):
                assert set(BRACES.findall(translated)) == set(BRACES.findall(_first(message.id))), path


def test_the_site_speaks_english():
    assert "en" in dict(SITE.catalogs())


def test_every_word_that_a_letter_prints_is_translated_into_every_language_of_letters():
    languages = dict(LETTERS.catalogs())
    assert set(languages) == set(LANGUAGES) - {"en"}
    for language, path in languages.items():
        missing = [
            message.id
            for message in catalogs.kept(path, language)
            if message.id and not (_translations(message.string) and all(_translations(message.string)))
        ]
        assert not missing, f"{language}: {missing[:5]}"


def test_every_module_of_letters_says_to_whom_it_speaks():
    speaking = {
        source.path
        for source in tree.sources("campaign/letters")
        if "languages import gettext" in source.text
    }
    assert not sorted(speaking - LETTERS_PRINT - ON_PAGES), READ_ON_PAGES
    assert not ON_PAGES & LETTERS_PRINT


def _translations(given: object) -> tuple[str, ...]:
    match given:
        case str():
            return (given,) if given else ()
        case tuple() | list():
            return tuple(str(one) for one in given)
        case _:
            return ()


def _first(given: object) -> str:
    return given if isinstance(given, str) else str(given[0]) if isinstance(given, tuple | list) else ""


def _some(messages: set[tuple[str | None, object]]) -> list[str]:
    """The first few: enough to know what kind of change was made."""
    return sorted(str(message) for _context, message in messages)[:5]
