from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest

from campaign.core import addresses
from campaign.core.db import db
from campaign.mailer import services as mailer
from campaign.mailer.models import Message
from campaign.mailer.values import Scope
from campaign.signatures.log import jobs
from campaign.signatures.log import services as log
from campaign.signatures.models import Signature
from campaign.signatures.values import State

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def act(public, signature_id, verb, **data):
    path = f"{public.mine(signature_id)}/signatures/{signature_id}/{verb}"
    return public.client.post(path, data={f"{signature_id}-{name}": "y" for name in data})


def test_a_signer_sees_all_that_she_signed_and_nothing_of_others(public):
    first = public.signed(0, comment="My own words")
    public.signed(1, confirmed=False)
    public.signed(2, name="Ken Other", email="ken@example.org")
    page = public.client.get(public.mine(first)).text
    assert page.count('<h2 id="title-') == 2
    assert "My own words" in page
    assert "mina@example.org" in page
    assert "Ken Other" not in page
    assert "ken@example.org" not in page


@on_sqlite
def test_looking_changes_nothing_and_sets_no_cookie(public):
    signature_id = public.signed(confirmed=False)
    answer = public.client.get(public.mine(signature_id))
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"
    assert public.signature(signature_id).state == State.PENDING
    for verb in ("consents", "confirm", "withdraw"):
        path = f"{public.mine(signature_id)}/signatures/{signature_id}/{verb}"
        assert public.client.get(path).status_code == 405


def test_consents_can_be_given_and_taken_back(public):
    signature_id = public.signed(show_name=True, updates=True)
    answer = act(public, signature_id, "consents", deliver_name=True)
    assert answer.status_code == 303
    assert "Saved." in public.client.get(answer.location).text
    kept = public.signature(signature_id)
    assert (kept.show_name, kept.deliver_name, kept.updates) == (False, True, False)
    act(public, signature_id, "consents")
    kept = public.signature(signature_id)
    assert (kept.show_name, kept.deliver_name, kept.updates) == (False, False, False)


def test_a_pending_signature_can_be_confirmed_there(public):
    first = public.signed(0)
    second = public.signed(1, confirmed=False)
    path = f"{public.mine(first)}/signatures/{second}/confirm"
    assert public.client.post(path).status_code == 303
    assert public.count(1) == 1


def test_withdrawing_one_erases_it_and_leaves_the_rest(public):
    first, second = public.signed(0, city="Osaka", comment="Peace"), public.signed(1)
    answer = act(public, first, "withdraw")
    assert answer.status_code == 303
    page = public.client.get(answer.location)
    assert page.status_code == 200
    assert "what was kept of it is erased" in page.text
    gone = public.signature(first)
    assert gone.state == State.WITHDRAWN
    assert [gone.name, gone.email, gone.city, gone.comment, gone.address_index] == [None] * 5
    assert (public.count(0), public.count(1)) == (0, 1)
    assert public.client.get(public.mine(first)).status_code == 404
    assert public.client.get(public.mine(second)).status_code == 200


def test_erasing_everything_leaves_nothing(public):
    first = public.signed(0)
    public.signed(1, confirmed=False)
    other = public.signed(0, name="Ken Other", email="ken@example.org")
    answer = public.client.post(f"{public.mine(first)}/erase")
    assert (answer.status_code, answer.location) == (303, "/mine/withdrawn")
    assert "It is withdrawn" in public.client.get(answer.location).text
    with public.app.app_context():
        assert [row.id for row in db.session.query(Signature).filter(Signature.name.isnot(None))] == [other]
        waiting = db.session.query(Message).filter(Message.state == "queued")
        assert [mail.address for mail in waiting] == ["ken@example.org"]
    assert public.count() == 1


@on_sqlite
def test_whoever_withdrew_can_sign_again(public):
    first = public.signed()
    act(public, first, "withdraw")
    assert public.post().status_code == 303
    assert public.signed() != first
    assert public.count() == 1


@on_sqlite
def test_nobody_reaches_the_signature_of_somebody_else(public):
    own = public.signed()
    other = public.signed(name="Ken Other", email="ken@example.org", show_name=True)
    for verb in ("consents", "confirm", "withdraw"):
        answer = public.client.post(f"{public.mine(own)}/signatures/{other}/{verb}")
        assert answer.status_code == 404
    assert public.signature(other).show_name
    assert public.count() == 2


@on_sqlite
def test_a_token_that_is_bad_old_or_for_confirming_opens_nothing(public, clock):
    signature_id = public.signed()
    path = public.mine(signature_id)
    confirming = public.confirm(signature_id).removeprefix("/confirm/")
    for token in ("x", "a.b.c", confirming):
        assert public.client.get(f"/mine/{token}").status_code == 400
        assert public.client.post(f"/mine/{token}/erase").status_code == 400
    clock.set_to(clock.now() + timedelta(days=30, seconds=2))
    assert public.client.get(path).status_code == 410
    assert public.client.post(f"{path}/erase").status_code == 410
    assert public.count() == 1


@on_sqlite
def test_a_made_up_notice_is_not_shown(public):
    page = public.client.get(f"{public.mine(public.signed())}?said=<b>You+won</b>").text
    assert "You won" not in page
    assert 'class="notice' not in page


def a_checkpoint(public):
    with public.app.app_context():
        for _name, (campaign_id,) in list(jobs.waiting()):
            log.append(campaign_id)


@on_sqlite
def test_a_receipt_is_made_only_when_the_button_is_pressed_and_named_after_nothing(public):
    signature_id = public.signed()
    mine = public.mine(signature_id)
    path = f"{mine}/signatures/{signature_id}/receipt"
    assert path not in public.client.get(mine).text
    early = public.client.post(path)
    assert (early.status_code, "within the hour" in early.text) == (409, True)
    a_checkpoint(public)
    page = public.client.get(mine).text
    assert path in page
    assert "Whoever holds the file can see that its owner signed" in page
    assert public.client.get(path).status_code == 405
    answer = public.client.post(path)
    assert answer.headers["Content-Disposition"] == "attachment; filename=receipt.json"
    assert (answer.headers["Cache-Control"], answer.headers["Referrer-Policy"]) == ("no-store", "no-referrer")
    assert json.loads(answer.text)["index"] == 0
    assert public.slug not in path
    assert [kind for kind, _address in public.mails()] == ["confirm"]


@on_sqlite
def test_there_is_no_receipt_for_what_does_not_count_or_is_not_hers(public):
    signature_id = public.signed()
    pending, other = public.signed(1, confirmed=False), public.signed(email="ken@example.org")
    a_checkpoint(public)
    path = f"{public.mine(signature_id)}/signatures"
    assert public.client.post(f"{path}/{pending}/receipt").status_code == 409
    assert public.client.post(f"{path}/{other}/receipt").status_code == 404
    act(public, signature_id, "withdraw")
    assert public.client.post(f"{path}/{signature_id}/receipt").status_code == 404


def ask_for_the_link(public, address):
    page = public.client.get("/mine/").text
    token = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', page)[1]
    return public.client.post("/mine/", data={"csrf_token": token, "email": address})


def test_the_link_is_sent_to_whoever_has_signed_and_the_page_does_not_tell(public, clock):
    public.signed()
    clock.set_to(clock.now() + timedelta(days=2))
    known = ask_for_the_link(public, "MINA+x@example.org")
    unknown = ask_for_the_link(public, "nobody@example.org")
    again = ask_for_the_link(public, "mina@example.org")
    assert {(a.status_code, a.location) for a in (known, unknown, again)} == {(303, "/mine/check-mail")}
    assert public.mails()[1:] == [("mine", "mina@example.org")]
    assert public.client.get("/mine/check-mail").status_code == 200


@on_sqlite
def test_asking_for_the_link_with_no_address_or_no_token_is_refused(public):
    answer = ask_for_the_link(public, "nobody")
    assert answer.status_code == 422
    assert "not a complete e-mail address" in answer.text
    assert public.client.post("/mine/", data={"email": "mina@example.org"}).status_code == 400
    signing = dict(public.form()) | {"email": "mina@example.org"}
    assert public.client.post("/mine/", data=signing).status_code == 400


def test_the_link_of_a_mail_shows_a_button_and_nothing_else(public):
    signature_id = public.signed()
    door = public.client.get(public.mailed(signature_id))
    assert door.status_code == 200
    assert "Mina" not in door.text
    assert public.title(0) not in door.text
    entered = public.client.post(public.mailed(signature_id))
    assert entered.status_code == 303
    assert public.title(0) in public.client.get(entered.location).text


def test_the_link_of_a_mail_changes_nothing_by_itself(public):
    signature_id = public.signed()
    assert public.client.post(f"{public.mailed(signature_id)}/erase").status_code == 400
    assert public.count() == 1


def test_the_opened_page_closes_after_a_day(public, clock):
    path = public.mine(public.signed())
    clock.set_to(clock.now() + timedelta(days=1, minutes=1))
    assert public.client.get(path).status_code == 410


def test_all_that_is_held_can_be_taken_along(public, clock):
    signature_id = public.signed(comment="Act.", deliver_name=True, city="Osaka")
    public.signed(1, confirmed=False)
    public.signed(name="Ken Other", email="ken@example.org")
    answer = public.client.get(f"{public.mine(signature_id)}/everything.json")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Disposition"] == "attachment; filename=what-is-kept-of-me.json"
    assert "Ken" not in answer.text
    data = answer.get_json()
    assert data["email"] == ["mina@example.org"]
    pending, confirmed = data["signatures"]
    assert [pending["state"], confirmed["state"]] == ["pending", "confirmed"]
    assert [confirmed[name] for name in ("name", "city", "comment", "country")] == [
        "Mina Ito",
        "Osaka",
        "Act.",
        "JP",
    ]
    [given] = confirmed["consents"]["deliver_name"]
    assert (given["given"], given["version"], given["at"]) == (True, 1, "2026-03-02T09:00:00+00:00")
    assert given["words"] == "Give my name and country to the offices asked"
    assert [mail["kind"] for mail in data["mails"]] == ["confirm", "confirm"]
    assert data["not_wanted"] == []


@on_sqlite
def test_every_column_that_tells_of_her_is_in_the_file(public):
    answer = public.client.get(f"{public.mine(public.signed())}/everything.json").get_json()
    [signature] = answer["signatures"]
    told = {
        "signed_at": "created_at",
        "written_to_at": "told_at",
        "place_in_log": "leaf",
        "corrected_or_taken_back_at": "taken_back_at",
    }
    told |= {"hidden_by_organizers": "hidden", "reason_of_organizers": "reason"}
    columns = {told.get(name, name) for name in signature} | set(signature["allows"])
    # These bind a row, or make the mark of the address that stands there in clear; it is not withdrawn. What
    # proves the place in the log is in the receipt. Screening is silent.
    assert set(Signature.__table__.columns.keys()) - columns == {
        "id",
        "campaign_id",
        "address_index",
        "withdrawn_at",
        "leaf_secret",
        "verdict",
    }


@on_sqlite
def test_the_page_says_which_mails_came_and_which_are_not_wanted(public, clock):
    signature_id = public.signed(updates=True)
    with public.app.app_context():
        mailer.suppress(addresses.index("mina@example.org"), Scope.NOTICES)
    page = public.client.get(public.mine(signature_id)).text
    assert "to confirm a signature" in page
    assert "No notices since 2 March 2026" in page
    assert "allowed on 2 March 2026, 09:00 UTC" in page
    assert "(version 1)" in page


@on_sqlite
def test_the_page_of_what_was_withdrawn_says_so(public):
    signature_id = public.signed()
    act(public, signature_id, "withdraw")
    for path in (public.mine(signature_id), public.mailed(signature_id), public.confirm(signature_id)):
        answer = public.client.get(path)
        assert answer.status_code == 404
        assert "This signature was withdrawn" in answer.text
