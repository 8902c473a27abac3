"""A form that comes back and is sent again at once, with the limits on: it is not taken for a program's."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from campaign.core import tokens
from campaign.core.db import db
from campaign.signatures.models import Signature
from campaign.web.public.form_token import LIVES, PURPOSE

pytestmark = [
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
    pytest.mark.usefixtures("clock"),
]
READ = timedelta(minutes=2)
A_MOMENT = timedelta(seconds=1)


@pytest.fixture
def config(config):
    """With the limits on."""
    return replace(config, rate_limits=True)


def token_in(page):
    return re.search(r'name="csrf_token"[^>]* value="([^"]+)"', page.text)[1]


def states(public):
    with public.app.app_context():
        return [(one.state, one.verdict) for one in db.session.query(Signature).order_by(Signature.id)]


def sent_again(public, clock, form, status):
    """Send the form, which comes back, and send what came a moment later; gives the token that came."""
    came = public.client.post(f"/c/{public.slug}/sign", data=form)
    assert came.status_code == status
    token = token_in(came)
    clock.set_to(clock.now() + A_MOMENT)
    again = public.client.post(f"/c/{public.slug}/sign", data=public.form(csrf_token=token))
    assert again.status_code == 303
    return token


def test_what_was_put_right_at_once_is_taken(public, clock):
    form = public.form(email="mina@")
    clock.set_to(clock.now() + READ)
    assert sent_again(public, clock, form, 422) == form["csrf_token"]
    assert states(public) == [("pending", "")]


def test_what_arrived_broken_is_taken_when_it_is_sent_again(public, clock):
    form = public.form()
    form.add("name", "Mina I")
    clock.set_to(clock.now() + READ)
    assert sent_again(public, clock, form, 400) == form["csrf_token"]
    assert states(public) == [("pending", "")]


@pytest.mark.parametrize("at", ["", "INSERT INTO signatures"])
def test_what_could_not_be_stored_is_taken_when_the_database_is_back(public, clock, at):
    form = public.form()
    clock.set_to(clock.now() + READ)
    with public.without_database(at=at):
        came = public.client.post(f"/c/{public.slug}/sign", data=form)
    assert (came.status_code, token_in(came)) == (503, form["csrf_token"])
    clock.set_to(clock.now() + A_MOMENT)
    assert public.client.post(f"/c/{public.slug}/sign", data=form).status_code == 303
    assert states(public) == [("pending", "")]


@pytest.mark.parametrize("aside", [LIVES + A_MOMENT, -timedelta(days=1)])
def test_a_form_that_was_open_too_long_is_taken_when_it_is_sent_again(public, clock, aside):
    form = public.form()
    clock.set_to(clock.now() + aside)
    sent = clock.now()
    token = sent_again(public, clock, form, 400)
    assert token != form["csrf_token"]
    assert tokens.read_often(token, PURPOSE, LIVES)[1] < sent
    assert states(public) == [("pending", "")]


def test_a_token_that_is_made_up_or_of_another_campaign_earns_no_time(public, clock):
    other = public.form(public.slugs[1])["csrf_token"]
    for after, token in ((READ, "made up"), (READ, other), (LIVES, other)):
        clock.set_to(clock.now() + after)
        sent_again(public, clock, public.form(csrf_token=token), 400)
    assert states(public) == [("rejected", "too-fast")] * 3


def test_a_program_that_sends_its_form_at_once_gains_nothing_by_sending_it_again(public, clock):
    form = public.form(email="mina@")
    sent_again(public, clock, form, 422)
    assert states(public) == [("rejected", "too-fast")]


def test_the_form_for_a_lost_link_keeps_its_token(public, clock):
    token = token_in(public.client.get("/mine/"))
    clock.set_to(clock.now() + READ)
    came = public.client.post("/mine/", data={"csrf_token": token, "email": "mina@"})
    assert (came.status_code, token_in(came)) == (422, token)
