from __future__ import annotations

from datetime import timedelta

import pytest

from campaign.campaigns import services as campaigns
from campaign.core import tokens
from campaign.signatures import queries, services
from campaign.signatures.values import State

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_opening_the_link_changes_nothing_and_the_button_confirms(public):
    signature_id = public.signed(confirmed=False)
    path = public.confirm(signature_id)
    for _again in range(3):
        assert public.client.get(path).status_code == 200
        assert public.client.head(path).status_code == 200
    assert public.count() == 0
    answer = public.client.post(path)
    assert answer.status_code == 303
    assert answer.location.startswith("/mine/")
    assert public.count() == 1
    page = public.client.get(answer.location)
    assert "Your signature is confirmed" in page.text


@on_sqlite
def test_a_program_that_looks_ahead_changes_nothing(public):
    signature_id = public.signed(confirmed=False)
    ahead = {"Sec-Purpose": "prefetch;prerender", "Purpose": "prefetch", "X-Moz": "prefetch"}
    for path in (public.confirm(signature_id), public.mailed(signature_id), public.mine(signature_id)):
        for ask in (public.client.get, public.client.head):
            assert ask(path, headers=ahead).status_code == 200
    assert public.signature(signature_id).state == State.PENDING
    assert public.count() == 0


def test_confirming_twice_counts_once(public):
    path = public.confirm(public.signed(confirmed=False))
    assert [public.client.post(path).status_code for _again in range(2)] == [303, 303]
    assert public.count() == 1
    assert "Your signature is confirmed" in public.client.get(path).text


@on_sqlite
def test_the_page_is_not_kept_not_indexed_and_tells_nobody_where_one_came_from(public):
    answer = public.client.get(public.confirm(public.signed(confirmed=False)))
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert "Set-Cookie" not in answer.headers
    assert "mina@example.org" not in answer.text


@on_sqlite
@pytest.mark.parametrize("token", ["x", "a.b.c", "IjAxIg.aaaaaa.bbbb", "x" * 5000])
def test_a_bad_token_gets_a_sentence(public, token):
    for ask in (public.client.get, public.client.post):
        answer = ask(f"/confirm/{token}")
        assert answer.status_code == 400
        assert "This link is not complete" in answer.text


@on_sqlite
def test_a_token_for_something_else_is_refused(public):
    signature_id = public.signed(confirmed=False)
    mine = public.mine(signature_id).removeprefix("/mine/")
    assert public.client.post(f"/confirm/{mine}").status_code == 400
    with public.app.app_context():
        odd = tokens.make("confirm", {"id": [signature_id]})
    assert public.client.post(f"/confirm/{odd}").status_code == 404
    assert public.count() == 0


@on_sqlite
def test_an_old_token_is_refused(public, clock):
    path = public.confirm(public.signed(confirmed=False))
    clock.set_to(clock.now() + timedelta(days=30, seconds=2))
    assert public.client.get(path).status_code == 410
    assert public.client.post(path).status_code == 410
    assert public.count() == 0


@on_sqlite
def test_a_signature_that_was_withdrawn_or_rejected_cannot_be_confirmed(public):
    gone, refused = public.signed(confirmed=False), public.signed(1, confirmed=False)
    with public.app.app_context():
        services.withdraw([queries.by_id(gone)])
        services.reject(queries.by_id(refused), "not a person")
    for signature_id in (gone, refused):
        for ask in (public.client.get, public.client.post):
            assert ask(public.confirm(signature_id)).status_code == 404
    assert public.signature(refused).state == State.REJECTED
    assert public.count(0) == public.count(1) == 0


@on_sqlite
def test_after_closing_nothing_more_is_confirmed(public):
    path = public.confirm(public.signed(confirmed=False))
    public.change(campaigns.close)
    for ask in (public.client.get, public.client.post):
        answer = ask(path)
        assert answer.status_code == 410
        assert "has closed" in answer.text
    assert public.count() == 0


@on_sqlite
def test_the_page_says_what_will_stand_there_under_which_name(public):
    page = public.client.get(
        public.confirm(public.signed(confirmed=False, comment="Act.", show_name=True))
    ).text
    for words in ("Mina Ito", "Japan", "Act.", "shows your name", "The offices asked do not get your name."):
        assert words in page


def test_what_somebody_else_typed_is_corrected_before_it_counts(public):
    signature_id = public.signed(confirmed=False, name="A Joker")
    answer = public.client.post(f"{public.confirm(signature_id)}/correct")
    assert answer.status_code == 303
    assert answer.location.endswith(f"/signatures/{signature_id}/correct")
    assert "A Joker" in public.client.get(answer.location).text
    assert public.count() == 0


@on_sqlite
def test_a_link_that_is_too_old_offers_a_new_one(public, clock):
    signature_id = public.signed(confirmed=False)
    path = public.confirm(signature_id)
    clock.set_to(clock.now() + timedelta(days=31))
    page = public.client.get(path)
    assert page.status_code == 410
    assert f'action="{path}/again"' in page.text
    assert "Mina" not in page.text
    answer = public.client.post(f"{path}/again")
    assert (answer.status_code, answer.location) == (303, "/confirm/check-mail")
    assert "A mail with a new link" in public.client.get(answer.location).text
    assert public.mails()[1:] == [("confirm", "mina@example.org")]
    again = public.client.post(f"{path}/again")
    assert again.status_code == 429
    assert "within a day" in again.text
