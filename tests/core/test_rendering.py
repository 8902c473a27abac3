from __future__ import annotations

import jinja2
import pytest

from campaign.core import paths, rendering

MAIL = {"title": "Protect <b>refugees</b>", "link": "https://example.org/x?a=1&b=2", "days": 30}
SENDER = {"organization": "A & B", "sender_name": "A & B", "unsubscribe": None, "lang": "en"}


def test_text_is_left_as_it_is_and_html_is_escaped():
    text, html = (
        rendering.render(f"email/confirm/body.{kind}", "en", **MAIL, **SENDER) for kind in ("txt", "html")
    )
    assert "Protect <b>refugees</b>" in text
    assert MAIL["link"] in text
    assert "Protect &lt;b&gt;refugees&lt;/b&gt;" in html
    assert "<b>refugees" not in html


def test_what_the_context_lacks_is_an_error_and_never_an_empty_place():
    with pytest.raises(jinja2.UndefinedError, match="link"):
        rendering.render("email/confirm/body.txt", "en", **SENDER, title="x", days=30)


def test_what_fills_a_template_is_no_template():
    text = rendering.render("email/confirm/body.txt", "en", **MAIL | {"title": "{{ 7 * 7 }}"}, **SENDER)
    assert "{{ 7 * 7 }}" in text


@pytest.mark.parametrize("name", ["templates", "migrations"])
def test_the_folders_that_ship_are_found(name):
    assert paths.find(name).is_dir()
