from __future__ import annotations

import re
from datetime import timedelta

import pytest
from werkzeug.datastructures import MultiDict

from campaign.campaigns import services as campaigns
from campaign.core.db import db
from campaign.signatures import queries, services
from campaign.signatures.models import Signature
from campaign.signatures.taking import services as taking
from campaign.signatures.values import State

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def stored(public):
    with public.app.app_context():
        return db.session.query(Signature).count()


def test_signing_stores_a_pending_signature_and_its_mail(public):
    answer = public.post(city=" Osaka ", comment="One.\r\nTwo.", show_name="y", deliver_name="y")
    assert (answer.status_code, answer.location) == (303, f"/c/{public.slug}/check-mail")
    with public.app.app_context():
        found = db.session.query(Signature).one()
        assert (found.name, found.city, found.comment) == ("Mina Ito", "Osaka", "One.\nTwo.")
        assert (found.state, found.show_name, found.deliver_name, found.updates) == (
            State.PENDING,
            True,
            True,
            False,
        )
    assert public.mails() == [("confirm", "mina@example.org")]
    assert public.count() == 0


def test_a_duplicate_gets_the_same_page_as_a_new_signature(public):
    def walk():
        answer = public.post()
        page = public.client.get(answer.location)
        return answer.status_code, answer.location, page.status_code, page.text

    new, pending = walk(), walk()
    with public.app.app_context():
        signature_id = db.session.query(Signature.id).scalar()
    public.client.post(public.confirm(signature_id))
    confirmed = walk()
    assert new == pending == confirmed
    assert "mina@example.org" not in new[3]
    assert stored(public) == 1


def test_the_owner_of_a_known_address_is_told_at_most_once_a_day(public, clock):
    public.signed()
    public.post()
    assert [kind for kind, _address in public.mails()] == ["confirm"]
    clock.set_to(clock.now() + timedelta(hours=25))
    public.post()
    public.post()
    assert [kind for kind, _address in public.mails()] == ["confirm", "known"]


@on_sqlite
def test_the_page_after_signing_names_no_address_and_sets_no_cookie(public):
    answer = public.client.get(f"/c/{public.slug}/check-mail")
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers


@on_sqlite
def test_signing_by_the_form_of_the_page_works_and_needs_no_cookie(public):
    page = public.client.get(f"/c/{public.slug}")
    token = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', page.text)[1]
    answer = public.app.test_client(use_cookies=False).post(
        f"/c/{public.slug}/sign", data=dict(public.form()) | {"csrf_token": token}
    )
    assert answer.status_code == 303
    assert "Set-Cookie" not in answer.headers


@on_sqlite
@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("name", "", "Please enter your name."),
        ("name", "   ", "Please enter your name."),
        ("name", "x" * 10_000, "at most 100 characters"),
        ("name", "\u3164", "shows nothing"),
        ("name", "\u0301", "shows nothing"),
        ("name", "\u200b", "shows nothing"),
        ("name", "Mi\x00na", "cannot be printed (U+0000)"),
        ("name", "Mi\x07na", "cannot be printed"),
        ("name", "Mina \u202eotI", "cannot be printed (U+202E)"),
        ("email", "", "Enter an e-mail address."),
        ("email", "mina", "not a complete e-mail address"),
        ("email", "mina@example", "not a complete e-mail address"),
        ("email", "mina@example.org\r\nBcc: all@example.org", "cannot be seen"),
        ("email", "m" * 300 + "@example.org", "at most 254 characters"),
        ("country", "", "choose your country"),
        ("country", "XX", "choose your country"),
        ("country", "jp", "choose your country"),
        ("country", "JP'; DROP TABLE signatures", "choose your country"),
        ("city", "x" * 101, "at most 100 characters"),
        ("comment", "x" * 1_001, "at most 1000 characters"),
        ("comment", "a\x1bb", "cannot be printed"),
    ],
)
def test_what_cannot_be_taken_is_said_at_its_field_and_nothing_is_stored(public, field, text, sentence):
    answer = public.post(**{field: text})
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert sentence in answer.text
    assert 'class="summary"' in answer.text
    assert stored(public) == 0
    assert public.mails() == []


@on_sqlite
def test_what_was_typed_is_kept(public):
    answer = public.post(
        email="nope", city="Osaka", comment='<b>"Peace"</b>', country="TH", show_name="y", updates="y"
    )
    assert 'value="Mina Ito"' in answer.text
    assert 'value="nope"' in answer.text
    assert 'value="Osaka"' in answer.text
    assert "&lt;b&gt;&#34;Peace&#34;&lt;/b&gt;" in answer.text
    assert '<option value="TH" selected>Thailand</option>' in answer.text
    for name, ticked in (("show_name", True), ("deliver_name", False), ("updates", True)):
        box = re.search(rf'<input[^>]*name="{name}"[^>]*>', answer.text)[0]
        assert ("checked" in box) is ticked


@on_sqlite
def test_of_a_flood_only_the_beginning_comes_back(public):
    assert len(public.post(name="x" * 500_000, comment="y" * 500_000).data) < 60_000


@on_sqlite
def test_only_a_clear_yes_is_a_consent(public):
    public.post(show_name="no", deliver_name="0", updates="")
    with public.app.app_context():
        found = db.session.query(Signature).one()
        assert (found.show_name, found.deliver_name, found.updates) == (False, False, False)


@on_sqlite
@pytest.mark.parametrize("token", ["", "made up", "\x00", "IkEi.aaaaaa.bbbb"])
def test_a_form_without_a_good_token_comes_back_filled_in(public, token):
    answer = public.post(csrf_token=token)
    assert answer.status_code == 400
    assert "was not sent from its own page" in answer.text
    assert 'value="Mina Ito"' in answer.text
    assert stored(public) == 0


@on_sqlite
def test_the_token_of_another_campaign_is_refused(public):
    answer = public.client.post(f"/c/{public.slug}/sign", data=public.form(public.slugs[1]))
    assert answer.status_code == 400
    assert stored(public) == 0


@on_sqlite
def test_a_token_is_good_for_twelve_hours_and_the_form_that_comes_back_has_a_new_one(public, clock):
    form = public.form()
    clock.set_to(clock.now() + timedelta(hours=12, minutes=1))
    late = public.client.post(f"/c/{public.slug}/sign", data=form)
    assert late.status_code == 400
    assert "open for a long time" in late.text
    token = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', late.text)[1]
    assert (
        public.client.post(f"/c/{public.slug}/sign", data=dict(form) | {"csrf_token": token}).status_code
        == 303
    )


@on_sqlite
def test_a_field_that_comes_twice_is_not_guessed_at(public):
    form = public.form()
    form.add("name", "Somebody Else")
    answer = public.client.post(f"/c/{public.slug}/sign", data=form)
    assert answer.status_code == 400
    assert "arrived broken" in answer.text
    assert stored(public) == 0


@on_sqlite
@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"name=J%FCrg&email=j%40example.org&country=DE", "application/x-www-form-urlencoded"),
        (b"name=\xfc&country=DE", "application/x-www-form-urlencoded"),
        (b"", "application/x-www-form-urlencoded"),
        (b'{"name": "Mina"}', "application/json"),
        (b"\x00\xff" * 100, "application/octet-stream"),
        (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
        (
            b'--x\r\nContent-Disposition: form-data; name="name"; filename="a.txt"\r\n\r\nMina\r\n--x--\r\n',
            "multipart/form-data; boundary=x",
        ),
    ],
)
def test_what_is_no_form_gets_the_form_and_a_sentence(public, body, kind):
    answer = public.client.post(f"/c/{public.slug}/sign", data=body, content_type=kind)
    assert answer.status_code == 400
    assert 'class="summary"' in answer.text
    assert stored(public) == 0


@on_sqlite
def test_letters_in_another_encoding_are_not_stored_as_something_else(public):
    body = b"&".join(f"{name}={value}".encode() for name, value in public.form().items() if name != "name")
    answer = public.client.post(
        f"/c/{public.slug}/sign",
        data=body + b"&name=J%FCrg",
        content_type="application/x-www-form-urlencoded",
    )
    assert answer.status_code == 400
    assert "arrived broken" in answer.text
    assert stored(public) == 0


@on_sqlite
def test_a_campaign_that_is_closed_or_a_draft_takes_nothing(public):
    public.change(campaigns.close)
    closed = public.post()
    assert closed.status_code == 410
    assert "takes no signatures" in closed.text
    assert public.client.post("/c/none/sign", data=MultiDict()).status_code == 404
    assert stored(public) == 0


def test_a_database_that_fails_while_signing_keeps_what_was_typed(public):
    with public.without_database(at="INSERT INTO signatures"):
        answer = public.post(comment="Peace", show_name="y")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert "Nothing was stored" in answer.text
    assert 'value="Mina Ito"' in answer.text
    assert ">\r\nPeace</textarea>" in answer.text
    assert stored(public) == 0
    assert public.mails() == []
    assert public.post().status_code == 303


@on_sqlite
def test_when_too_many_wait_what_was_typed_comes_back_at_once(public, monkeypatch):
    monkeypatch.setattr(taking, "MOST", 0)
    answer = public.post(comment="Peace")
    assert (answer.status_code, stored(public)) == (503, 0)
    assert answer.headers["Retry-After"]
    assert "Very many people are signing just now. Nothing was stored." in answer.text
    assert 'value="Mina Ito"' in answer.text
    assert ">\r\nPeace</textarea>" in answer.text


@on_sqlite
@pytest.mark.parametrize("at", ["INSERT INTO messages", "SELECT"])
def test_whatever_part_of_the_database_fails_nothing_is_half_written(public, at):
    with public.without_database(at=at):
        answer = public.post()
    assert answer.status_code == 503
    assert 'value="Mina Ito"' in answer.text
    assert stored(public) == 0


@on_sqlite
def test_the_offices_that_would_get_the_name_are_named_at_the_consent(public):
    page = public.client.get(f"/c/{public.slug}").text
    hint = re.search(r'id="deliver_name-hint">([^<]+)<', page)[1]
    for office in ("Prime Minister of the Kingdom of Thailand", "Head of Government of Myanmar"):
        assert office in hint


def test_new_known_and_rejected_addresses_get_the_same_answer_octet_by_octet(public):
    public.signed(email="known@example.org")
    public.signed(email="pending@example.org", confirmed=False)
    with public.app.app_context():
        services.reject(queries.by_id(public.signed(email="rejected@example.org")), "not a person")

    def answered(email):
        answer = public.post(email=email)
        page = public.client.get(answer.location)
        return answer.status_code, sorted(answer.headers), answer.data, page.status_code, page.data

    first = answered("new@example.org")
    addresses = ["known", "pending", "rejected", "new", "known"]
    addresses = [f"{name}@example.org" for name in addresses] + [f"new{n}@example.org" for n in range(5)]
    assert {str(answered(address)) for address in addresses} == {str(first)}
