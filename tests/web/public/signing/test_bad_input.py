"""What is no form, or a form that nobody filled in: a sentence, and nothing stored."""

from __future__ import annotations

import io
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from werkzeug.datastructures import MultiDict

from campaign.core import tokens
from campaign.core.db import db
from campaign.mailer.models import Message
from campaign.signatures.models import Signature
from campaign.web.public.form_token import PURPOSE

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
BOXES = ("show_name", "deliver_name", "updates")
NEEDED = ("csrf_token", "name", "email", "country")
WRITTEN = (*NEEDED, "city", "comment")
FIELDS = (*WRITTEN, *BOXES)
URLENCODED, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"
MEGABYTE = 1_000_000


def send(public, body, kind=URLENCODED, **more):
    return public.client.post(f"/c/{public.slug}/sign", data=body, content_type=kind, **more)


def encoded(public, field, raw):
    """The body of a form that is right but for one field, whose octets are these."""
    pairs = [(name, value) for name, value in public.form().items() if name != field]
    return urlencode(pairs).encode() + b"&" + field.encode() + b"=" + raw


def stored(public):
    with public.app.app_context():
        return db.session.query(Signature).count(), db.session.query(Message).count()


def refused(public, answer, *statuses):
    """Hold that it is one of these, 400 or 422 by default, with a sentence, and that nothing was stored."""
    assert answer.status_code in (statuses or (400, 422))
    assert 'class="summary"' in answer.text or "<h1" in answer.text
    assert stored(public) == (0, 0)


@on_sqlite
def test_a_field_of_a_megabyte_is_refused_in_any_form(public):
    for field in FIELDS:
        refused(public, send(public, encoded(public, field, b"x" * MEGABYTE)), 413)
        boxed = b'--x\r\nContent-Disposition: form-data; name="%b"\r\n\r\n' % field.encode()
        boxed += b"x" * MEGABYTE + b"\r\n--x--\r\n"
        refused(public, send(public, boxed, f"{MULTIPART}; boundary=x"), 413)


@on_sqlite
def test_what_just_fits_into_a_request_is_refused_and_only_its_beginning_comes_back(public):
    for field in WRITTEN:
        answer = send(public, encoded(public, field, b"x" * 200_000))
        refused(public, answer)
        assert len(answer.data) < 60_000


def test_a_nul_is_refused(public):
    for field in WRITTEN:
        for nul in (b"A%00B", b"A\x00B", b"%00"):
            refused(public, send(public, encoded(public, field, nul)))


@on_sqlite
@pytest.mark.parametrize(
    "raw",
    [
        b"%ff",
        b"\xff",
        b"%c3%28",
        b"%c0%af",
        b"%ed%a0%80",
        b"%ed%b0%80",
        b"%f4%90%80%80",
        b"\xed\xa0\xbd",
        b"%e2",
    ],
)
def test_octets_that_are_no_letters_are_refused(public, raw):
    for field in FIELDS:
        refused(public, send(public, encoded(public, field, b"A" + raw)), 400)


@on_sqlite
def test_escapes_that_mean_nothing_are_no_country(public):
    for raw in (b"%ef%bf%bd", b"%", b"%zz", b"%u0041", b"A%u00e4", b"+++", b"%4a%50%20x"):
        refused(public, send(public, encoded(public, "country", raw)))


@on_sqlite
def test_the_same_field_twice_is_refused(public):
    for field in FIELDS:
        form = public.form(**dict.fromkeys(BOXES, "y"), city="Osaka", comment="Act")
        form.add(field, form[field])
        refused(public, send(public, form), 400)


@on_sqlite
def test_a_field_that_is_not_there_or_is_an_array_is_missed(public):
    for field in NEEDED:
        form = public.form()
        [value] = form.poplist(field)
        refused(public, send(public, form))
        for name in (f"{field}[]", f"{field}[0]", f"{field}[a][b]", field.upper(), f" {field}"):
            refused(public, send(public, MultiDict({**form, name: value})))


@on_sqlite
def test_what_is_no_form_is_refused(public):
    for kind, body in (
        ("application/json", b'{"name": "\\ud800", "email": ["a@example.org"], "country": {"a": 1}}'),
        ("application/json", b'{"name": "' + b"x" * 100_000 + b'"}'),
        ("application/json", b"[" * 100_000),
        ("application/json", b'{"auth_token": "\\ud800"}'),
        ("application/json", b'{"a": NaN, "b": 1e999, "c": \xff}'),
        ("application/vnd.api+json", b"null"),
        ("text/plain", b"name=Mina\r\nemail=mina@example.org"),
        ("text/plain; charset=utf-16", "name=Mina".encode("utf-16")),
        ("application/xml", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///x">]><a>&b;</a>'),
        ("application/x-www-form-urlencoded; charset=utf-7", b"name=+AGEAYg-"),
        (MULTIPART, b"name=Mina"),
        ("multipart/form-data; boundary=", b"--\r\n"),
        ("multipart/form-data; boundary=" + "x" * 10_000, b"--x--"),
        ("multipart/form-data; boundary=x", b"--x\r\n" + b"A: b\r\n" * 20_000),
        ("multipart/mixed; boundary=x", b"--x\r\n\r\nname=Mina\r\n--x--\r\n"),
        ("", b"name=Mina"),
        ("/" * 5_000, b"name=Mina"),
    ):
        refused(public, send(public, body, kind), 400, 413)


@on_sqlite
def test_a_form_in_json_is_no_form_even_if_all_in_it_is_right(public):
    refused(public, public.client.post(f"/c/{public.slug}/sign", json=dict(public.form())), 400)


@on_sqlite
def test_a_file_is_no_value_and_one_beside_a_right_form_is_not_looked_at(public):
    for field in NEEDED:
        form = dict(public.form())
        form[field] = (io.BytesIO(form[field].encode()), "a.txt")
        refused(public, send(public, form, MULTIPART))
    form = dict(public.form()) | {"photo": (io.BytesIO(b"x" * 50_000), "../../a.png")}
    assert send(public, form, MULTIPART).status_code == 303


@on_sqlite
def test_ten_thousand_fields_are_refused(public):
    right = urlencode(list(public.form().items())).encode()
    for body in (right + b"&a=" * 10_000, b"&" * 200_000 + right, right + b"&name=A" * 10_000):
        refused(public, send(public, body), 413)
    boxed = dict(public.form()) | {f"f{number}": "" for number in range(1_000)}
    refused(public, send(public, boxed, MULTIPART), 413)


@on_sqlite
def test_fields_that_nobody_asked_for_change_nothing(public):
    assert public.post(state="confirmed", id="1", campaign_id="x", hidden="y").status_code == 303
    with public.app.app_context():
        assert db.session.query(Signature).one().state == "pending"


@on_sqlite
def test_a_form_that_breaks_off_is_not_taken_for_a_whole_one(public):
    wanted = ("csrf_token", "name", "country", "email")
    body = urlencode([(name, public.form()[name]) for name in wanted]).encode()
    for kept in (body, body[:-1], body[:-12], body[:20]):
        answer = public.client.post(
            f"/c/{public.slug}/sign",
            input_stream=io.BytesIO(kept),
            content_type=URLENCODED,
            # As a server says it that does not tell a body that broke off from one that ended.
            environ_overrides={"CONTENT_LENGTH": str(len(body) + 1), "wsgi.input_terminated": True},
        )
        refused(public, answer, 400)


@on_sqlite
def test_a_form_that_does_not_say_how_long_it_is_is_not_taken(public):
    answer = public.client.post(
        f"/c/{public.slug}/sign",
        input_stream=io.BytesIO(urlencode(list(public.form().items())).encode()),
        content_type=URLENCODED,
        headers={"Transfer-Encoding": "chunked"},
        environ_overrides={"wsgi.input_terminated": True},
    )
    refused(public, answer, 411)


@on_sqlite
def test_no_other_method_signs(public):
    for method in ("get", "head", "put", "patch", "delete"):
        answer = getattr(public.client, method)(f"/c/{public.slug}/sign", data=public.form())
        assert answer.status_code == 405
    assert stored(public) == (0, 0)


@on_sqlite
def test_a_form_whose_token_has_one_bit_flipped_anywhere_is_refused(public):
    token = public.form()["csrf_token"].encode()
    with public.app.app_context():
        for place in range(8 * len(token)):
            other = bytearray(token)
            other[place // 8] ^= 1 << place % 8
            with pytest.raises(tokens.TokenRefused):
                tokens.read(other.decode("latin-1"), PURPOSE, timedelta(hours=12))
            if place % 40 in {0, 6, 7}:
                raw = b"".join(b"%%%02x" % octet for octet in other)
                assert send(public, encoded(public, "csrf_token", raw)).status_code == 400
    assert stored(public) == (0, 0)


@on_sqlite
def test_the_token_of_another_campaign_or_form_is_refused(public):
    with public.app.app_context():
        own = f"sign {public.slug}"
        others = [
            tokens.make(PURPOSE, about) for about in (f"sign {public.slugs[1]}", "sign ", "link", f"{own} ")
        ]
        others += [tokens.make(PURPOSE, [own]), tokens.make(PURPOSE, {"a": own}), tokens.make("confirm", own)]
    for token in others:
        refused(public, public.post(csrf_token=token), 400)


@on_sqlite
@pytest.mark.parametrize("days", [365 * 2, 36_500, -1, -365])
def test_a_token_of_another_time_is_refused_with_the_form_filled_in(public, clock, days):
    form = public.form()
    clock.set_to(clock.now() + timedelta(days=days))
    answer = send(public, form)
    refused(public, answer, 400)
    assert 'value="Mina Ito"' in answer.text


def test_a_replay_gets_the_usual_page_and_stores_nothing_more(public):
    form = public.form()
    answers = [send(public, form) for _again in range(20)]
    first = answers[0]
    assert (first.status_code, first.location) == (303, f"/c/{public.slug}/check-mail")
    assert {(answer.status_code, answer.location, answer.text) for answer in answers} == {
        (303, first.location, first.text)
    }
    assert stored(public) == (1, 1)
    assert public.count() == 0


@on_sqlite
@pytest.mark.parametrize("networks", [1, 200])
def test_a_flood_gets_the_usual_page_and_counts_nothing(public, networks):
    statuses = {
        send(
            public,
            public.form(email=f"mina{number}@example.org"),
            environ_base={"REMOTE_ADDR": f"192.0.2.{number % networks}"},
        ).status_code
        for number in range(200)
    }
    assert statuses == {303}
    assert stored(public)[0] == 200
    assert public.count() == 0
