"""Who may see and do what: the whole list is here, so that no page is opened by accident."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from werkzeug.routing import IntegerConverter

from campaign.accounts import services as accounts
from campaign.accounts.values import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.routing import Rule
    from werkzeug.test import TestResponse

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

# Everything that can be reached without signing in.
OPEN = {
    "api.campaigns.show",
    "public.about.organization",
    "public.about.privacy",
    "public.about.robots",
    "public.campaigns.index",
    "public.campaigns.letter",
    "public.campaigns.show",
    "public.checkpoints.about",
    "public.checkpoints.compare",
    "public.checkpoints.entries",
    "public.checkpoints.index",
    "public.checkpoints.keys",
    "public.checkpoints.newest",
    "public.checkpoints.several",
    "public.checkpoints.show",
    "public.confirming.check_mail",
    "public.health.alive",
    "public.health.ready",
    "public.mine.ask",
    "public.mine.check_mail",
    "public.mine.send",
    "public.mine.withdrawn",
    "public.proving.challenge",
    "public.signing.check_mail",
    "public.signing.sign",
    "public.statements.index",
    "public.statements.show",
    "public.unsubscribing.done",
    "sign_in.forgot_password",
    "sign_in.login",
    "sign_in.logout",
    "sign_in.reset_password",
    "sign_in.static",
    "sign_in.verify",
}
# Open to whoever has the link that was mailed to them. The token in its address is what a forger lacks,
# so these take no second one; a mail program that unsubscribes (RFC 8058) could not bring it.
BY_LINK = {
    "public.confirming.confirm",
    "public.confirming.correct",
    "public.confirming.send_again",
    "public.confirming.show",
    "public.letters.forget",
    "public.letters.keep",
    "public.letters.preview",
    "public.letters.show",
    "public.letters.text",
    "public.letters.write",
    "public.mine.confirm",
    "public.mine.consent",
    "public.mine.correct",
    "public.mine.enter",
    "public.mine.receipt",
    "public.mine.erase",
    "public.mine.everything",
    "public.mine.save_correction",
    "public.mine.show",
    "public.mine.withdraw",
    "public.unsubscribing.show",
    "public.unsubscribing.unsubscribe",
}
# Their forms bring a signed and time-stamped token, for a page that everybody shares has no session.
WITH_FORM_TOKEN = {"public.mine.send", "public.signing.sign"}
DESK = ("/manage", "/admin")
PASSWORD = "a long enough password"


@pytest.fixture
def rules(app: Flask) -> list[Rule]:
    found = [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]
    assert found
    return found


@pytest.fixture
def organizer(app: Flask) -> FlaskClient:
    return _signed_in(app, "organizer@example.org", Role.ORGANIZER)


@pytest.fixture
def admin(app: Flask) -> FlaskClient:
    return _signed_in(app, "admin@example.org", Role.ADMIN)


def test_what_is_open_to_everybody_is_listed(rules):
    assert {rule.endpoint for rule in rules if not rule.rule.startswith(DESK)} == OPEN | BY_LINK


def test_a_link_opens_nothing_without_its_token(app, rules):
    visitor = app.test_client()
    for rule in rules:
        if rule.endpoint in BY_LINK:
            assert "token" in rule.arguments
            for method, answer in _ask(visitor, rule):
                assert answer.status_code in {400, 404, 410}, f"{method} {rule} opens with any token"


def test_the_desk_asks_everybody_to_sign_in(app, rules):
    app.config["WTF_CSRF_ENABLED"] = False
    visitor = app.test_client()
    guarded = [rule for rule in rules if rule.rule.startswith(DESK)]
    assert guarded
    for rule in guarded:
        for method, answer in _ask(visitor, rule):
            assert answer.status_code in {302, 401, 403}, f"{method} {rule} is open"
            if answer.status_code == 302:
                assert "/sign-in/" in answer.location, f"{method} {rule} leads to {answer.location}"


def test_an_organizer_may_not_do_what_admins_do(app, rules, organizer):
    app.config["WTF_CSRF_ENABLED"] = False
    guarded = [rule for rule in rules if rule.rule.startswith("/admin")]
    assert guarded
    for rule in guarded:
        for method, answer in _ask(organizer, rule):
            assert answer.status_code == 403, f"an organizer may {method} {rule}"


def test_a_form_sent_from_elsewhere_is_refused(rules, admin):
    changing = [rule for rule in rules if "POST" in (rule.methods or ()) and rule.endpoint not in BY_LINK]
    assert changing
    for rule in changing:
        answer = admin.post(_address(rule), data={})
        if rule.endpoint in WITH_FORM_TOKEN:
            assert answer.status_code in {400, 404}, f"POST {rule} needs no token: {answer.status}"
        else:
            assert answer.status_code == 400, f"POST {rule} needs no token: {answer.status}"
            assert "form was open too long" in answer.text, f"POST {rule} fails before its token is looked at"


def test_reading_changes_nothing(rules):
    """A link in a mail opens a page with a button, for mail scanners open links."""
    verbs = {"delete", "withdraw", "erase", "publish", "close", "reject", "hide", "sign", "disable", "cancel"}
    for rule in rules:
        last = rule.rule.rstrip("/").rpartition("/")[2]
        assert last not in verbs or "GET" not in (rule.methods or ()), f"{rule} answers to GET"


def _ask(client: FlaskClient, rule: Rule) -> Iterator[tuple[str, TestResponse]]:
    for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
        yield method, client.open(_address(rule), method=method)


def _address(rule: Rule) -> str:
    """An address that the rule takes, of something that does not exist."""
    filled = {
        name: 1 if isinstance(kind, IntegerConverter) else "none" for name, kind in rule._converters.items()
    }
    built = rule.build(filled)
    assert built, f"cannot fill {rule}"
    return built[1]


def _signed_in(app: Flask, email: str, role: Role) -> FlaskClient:
    with app.app_context():
        account = accounts.add(email, role, PASSWORD)
        uniquifier = account.fs_uniquifier
    client = app.test_client()
    with client.session_transaction("/manage/") as session:
        session["_user_id"] = uniquifier
        session["_fresh"] = True
    return client
