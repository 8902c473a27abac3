"""Forms that are taken before Flask sees them: such as the form itself would take, and no others."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.exceptions import RequestTimeout
from werkzeug.test import create_environ, run_wsgi_app

from campaign.core import config
from campaign.core.db import db
from campaign.core.errors import Refused
from campaign.signatures.models import Signature
from campaign.web.public.signing import plain
from campaign.web.public.signing.forms import CLEAN, PROOF, TRAP, SigningForm
from tests.refusing import SIGNING, WRONG, refusing

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
URLENCODED = "application/x-www-form-urlencoded"
ODD = ("\u200b", "\u202e", "\0", "\ufeff", "ﬁ", "ｍ", "é", "\u0301", "\r\n", "  ", "\t", "😀", "\ufffd", "%")
RIGHT = {
    "name": "Mina Ito",
    "email": "mina.ito+x@example.org",
    "country": "JP",
    "city": "Osaka",
    "comment": "One.\r\n\r\nTwo.",
}
ADDRESSES = st.builds(
    "{}@{}".format,
    st.text("ab.+-_A1'é\"@ ", max_size=12),
    st.sampled_from(("example.org", "EXAMPLE.org", "localhost", "münchen.example.org", "[::1]", "a..b", "x")),
)
TEXTS = st.one_of(
    st.text(max_size=30),
    st.lists(st.sampled_from(("a", "b ", *ODD)), max_size=12).map("".join),
    st.sampled_from(("", "on", "YES", "0", "a" * 101, "a" * 1001, "a\n" * 400, *RIGHT.values())),
)


@st.composite
def forms(draw):
    """A form that is right but for one field or two."""
    fields = dict(RIGHT)
    for name in draw(st.sets(st.sampled_from((*CLEAN, TRAP, PROOF, "show_name", "updates")), max_size=2)):
        fields[name] = draw(st.one_of(ADDRESSES, TEXTS) if name == "email" else TEXTS)
    return fields


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=400, deadline=None)
@given(fields=forms())
def test_what_is_taken_here_the_form_takes_and_reads_alike(public, fields):
    fields = {"csrf_token": public.form()["csrf_token"], **fields}
    with public.app.test_request_context(f"/c/{public.slug}/sign", method="POST", data=fields):
        form = SigningForm(public.slug, sent=True)
        is_fine = form.validate()
        try:
            signing, made_at = plain.read(public.slug, fields)
        except (Refused, plain.NotPlain):
            # The form looks at it.
            return
        assert is_fine, form.errors
        assert signing == form.signing
        assert made_at == form.csrf_token.csrf_impl.made_at


def test_a_form_that_is_right_never_reaches_flask(public, monkeypatch):
    monkeypatch.setattr(public.app, "full_dispatch_request", pytest.fail)
    answer = public.post()
    assert (answer.status_code, answer.location) == (303, f"/c/{public.slug}/check-mail")
    with public.app.app_context():
        assert db.session.query(Signature).count() == 1


@pytest.mark.parametrize("base_url", ["http://localhost", "https://campaigns.example.org"])
def test_both_ways_give_the_same_answer(public, base_url):
    config.use(replace(config.current(), base_url=base_url))
    body = dict(public.form(email="two@example.org"))
    plainly, by_the_form = (
        public.post(),
        public.client.post(f"/c/{public.slug}/sign", data=body, content_type="multipart/form-data"),
    )
    assert (plainly.status, plainly.location) == (by_the_form.status, by_the_form.location)

    def said(answer):
        return {(name, value) for name, value in answer.headers if not name.startswith("Content-")} | {
            ("Content-Security-Policy", answer.headers["Content-Security-Policy"])
        }

    assert said(plainly) == said(by_the_form)


class Slow:
    """A body that comes too slowly."""

    def read(self, _size=-1):
        raise RequestTimeout


class Broken:
    """A body that breaks off."""

    def __init__(self, body):
        self.pieces = [body[:-4]]

    def read(self, _size=-1):
        return self.pieces.pop() if self.pieces else b""


def test_a_body_that_is_slow_or_breaks_off_is_refused_by_the_view(public):
    body = urlencode(list(public.form().items())).encode()
    for stream, status in ((Slow(), "408"), (Broken(body), "400")):
        environ = create_environ(f"/c/{public.slug}/sign", method="POST")
        environ |= {"CONTENT_TYPE": URLENCODED, "CONTENT_LENGTH": str(len(body))}
        page, said, _headers = run_wsgi_app(public.app, environ | {"wsgi.input": stream})
        assert said.startswith(status)
        assert b"<h1" in b"".join(page)
    with public.app.app_context():
        assert db.session.query(Signature).count() == 0


def test_what_is_wrong_is_shown_by_the_form_with_what_was_typed(public):
    answer = public.post(email="mina@", comment="Peace")
    assert answer.status_code == 422
    assert 'value="mina@"' in answer.text
    twice = urlencode([*public.form().items(), ("name", "Another")]).encode()
    answer = public.client.post(f"/c/{public.slug}/sign", data=twice, content_type=URLENCODED)
    assert answer.status_code == 400


def test_what_the_database_refuses_is_answered_with_a_page(public):
    with public.app.app_context():
        engine = db.engine
    public.app.config["PROPAGATE_EXCEPTIONS"] = False
    with refusing(engine, at=SIGNING, reason=WRONG):
        answer = public.post()
    assert answer.status_code == 500
    assert "<h1" in answer.text
    assert public.post().status_code == 303
