from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from flask_security import verify_password

from campaign.accounts import queries, services
from campaign.accounts.values import AccountExists, BadPassword, LastAdmin, NoSuchAccount, Role
from campaign.core.addresses import BadAddress
from campaign.core.db import db
from tests.together import at_once

if TYPE_CHECKING:
    from campaign.accounts.models import Account

PASSWORD = "four words in a row"
sqlite_alone = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
pytestmark = pytest.mark.usefixtures("session")


def an_account(
    email: str = "mina@example.org", role: Role = Role.ORGANIZER, password: str | None = None
) -> Account:
    # Hashing a password takes half a second, so most accounts here have none.
    return services.add(email, role, password)


def fresh(account: Account) -> Account:
    db.session.expire_all()
    return queries.by_id(account.id)


def test_an_account_is_found_by_its_address_in_any_case():
    account = services.add(" Mina@Example.org ", Role.ORGANIZER, name=" Mina Ito ")
    assert queries.by_email("MINA@example.ORG ") == account
    assert (account.email, account.name, account.role) == ("mina@example.org", "Mina Ito", Role.ORGANIZER)
    assert account.active


def test_of_a_password_only_a_hash_is_kept(session):
    account = an_account(password=PASSWORD)
    assert not account.is_invited
    assert account.password.startswith("$argon2")
    assert PASSWORD not in str(session.connection().exec_driver_sql("SELECT * FROM accounts").all())
    assert verify_password(PASSWORD, account.password)


@sqlite_alone
def test_a_password_with_accents_opens_however_they_were_typed(app):
    account = services.add("mina@example.org", Role.ORGANIZER, "Pässwörter für alle")
    typed = app.extensions["security"].password_util.normalize("Pässwörter für alle")
    assert verify_password(typed, account.password)


@sqlite_alone
def test_who_is_invited_has_no_password_yet():
    account = services.add("mina@example.org", Role.ORGANIZER)
    assert account.is_invited
    assert account.shown_name == "mina@example.org"


@pytest.mark.parametrize("email", ["mina@example.org", "MINA@Example.org", " mina@example.org"])
def test_a_second_account_of_one_address_is_refused(email):
    first = an_account()
    with pytest.raises(AccountExists, match=r"already an account with the address mina@example\.org"):
        services.add(email, Role.ADMIN)
    assert queries.everyone() == [first]
    assert first.role is Role.ORGANIZER


def test_of_two_that_add_the_same_address_at_once_one_is_told(app):
    an_account("somebody@example.org", Role.ADMIN)
    an_account("other@example.org")
    results = at_once(app, *[lambda: an_account().email] * 2)
    assert sorted(map(str, results)) == [
        "There is already an account with the address mina@example.org.",
        "mina@example.org",
    ]


@sqlite_alone
@pytest.mark.parametrize(
    "email", ["", "mina", "mina@", "mina@example", "a b@example.org", "mina\0@example.org"]
)
def test_what_is_no_address_is_refused_and_nothing_is_stored(email):
    with pytest.raises(BadAddress):
        services.add(email, Role.ORGANIZER)
    assert queries.everyone() == []


@sqlite_alone
def test_a_short_password_is_refused_and_nothing_is_stored():
    with pytest.raises(BadPassword):
        services.add("mina@example.org", Role.ORGANIZER, "short")
    assert queries.everyone() == []


def test_an_account_has_one_role_and_a_new_one_ends_its_sessions():
    account = an_account()
    before = account.fs_uniquifier
    services.give_role(account, Role.ADMIN)
    assert [row.name for row in fresh(account).roles] == ["admin"]
    assert account.fs_uniquifier != before


def test_the_last_admin_stays_one():
    admin = an_account(role=Role.ADMIN)
    an_account("organizer@example.org")
    for change in (lambda: services.give_role(admin, Role.ORGANIZER), lambda: services.disable(admin)):
        with pytest.raises(LastAdmin, match="only admin"):
            change()
    assert fresh(admin).role is Role.ADMIN
    assert admin.active


def test_an_admin_beside_another_can_go():
    first, second = an_account(role=Role.ADMIN), an_account("second@example.org", Role.ADMIN)
    services.disable(first)
    assert queries.active_admins() == [second]
    with pytest.raises(LastAdmin):
        services.disable(second)
    services.give_role(first, Role.ORGANIZER)


def test_two_admins_that_go_at_once_do_not_both_go(app):
    ids = [an_account(email, Role.ADMIN).id for email in ("a@example.org", "b@example.org")]
    db.session.remove()
    results = at_once(app, *[lambda key=key: services.disable(queries.by_id(key)) for key in ids])
    assert sorted(type(result).__name__ for result in results) == ["LastAdmin", "NoneType"]
    assert len(queries.active_admins()) == 1


def test_who_is_disabled_has_no_session_any_more():
    account = an_account()
    before = account.fs_uniquifier
    services.disable(account)
    assert not fresh(account).active
    assert account.fs_uniquifier != before
    services.enable(account)
    assert fresh(account).active


@sqlite_alone
def test_a_new_password_ends_the_sessions_of_the_old_one():
    account = an_account(password=PASSWORD)
    before = account.fs_uniquifier
    with pytest.raises(BadPassword):
        services.set_password(account, "short")
    assert account.fs_uniquifier == before
    services.set_password(account, "five words in a row now")
    assert verify_password("five words in a row now", account.password)
    assert account.fs_uniquifier != before


@sqlite_alone
def test_who_is_not_there_is_said():
    with pytest.raises(NoSuchAccount, match=r"no account with the address nobody@example\.org"):
        queries.by_email("nobody@example.org")
    with pytest.raises(NoSuchAccount):
        queries.by_id("none")
