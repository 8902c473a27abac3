from __future__ import annotations

from tests.house import catalogs

REFRESH = "run `python -m tests.house.catalogs`"


def test_the_template_holds_exactly_what_is_said():
    said, kept = catalogs.messages(catalogs.extracted()), catalogs.messages(catalogs.kept(catalogs.TEMPLATE))
    assert said
    assert not _some(said ^ kept), REFRESH


def test_every_catalog_holds_the_messages_of_the_template():
    template = catalogs.messages(catalogs.kept(catalogs.TEMPLATE))
    languages = dict(catalogs.catalogs())
    assert "en" in languages
    for language, path in languages.items():
        assert not _some(catalogs.messages(catalogs.kept(path, language)) ^ template), REFRESH


def test_a_translation_has_the_placeholders_of_its_message():
    for language, path in catalogs.catalogs():
        for message in catalogs.kept(path, language):
            assert not list(message.check()), f"{path}: {message.id}"


def _some(messages: set[tuple[str | None, object]]) -> list[str]:
    """The first few: enough to know what kind of change was made."""
    return sorted(str(message) for _context, message in messages)[:5]
