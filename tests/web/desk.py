"""A site with its directory, its organization and the statement of 2007, and somebody at the desk."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from tests.copies import Fill

PASSWORD = "a long enough password"
TOKEN = re.compile(r'name="csrf_token"[^>]* value="([^"]+)"')
ORGANIZATION = {
    "name": "Society for Open Borders",
    "return_address": "12 Harbour Lane\n1050 Brussels\nBelgium",
    "place": "Brussels",
    "signatory": "Maria Lindqvist",
    "signatory_title": "Secretary",
    "contact": "office@example.org",
    "privacy": "The Society is responsible for the data.",
}


@dataclass(frozen=True, slots=True)
class Desk:
    """A browser without a screen that somebody has signed in with, through the form."""

    client: FlaskClient

    def get(self, path: str, status: int = 200) -> str:
        """The page at `path`; fails if it has another status."""
        answer = self.client.get(path)
        assert answer.status_code == status, f"{path}: {answer.status} {answer.location}"
        return answer.text

    def post(self, path: str, data: dict[str, Any] | None = None, status: int = 303) -> TestResponse:
        """What comes of sending a form to `path`, with a token of this session."""
        answer = self.client.post(path, data={"csrf_token": self.token(), **(data or {})})
        assert answer.status_code == status, f"{path}: {answer.status} {answer.text[:2000]}"
        return answer

    def token(self) -> str:
        """A token against forms from elsewhere."""
        found = TOKEN.search(self.client.get("/manage/statements/bring_in").text)
        assert found
        return found[1]


def furnish() -> None:
    """The directory and an organization."""
    from campaign.campaigns import services as campaigns
    from campaign.directory import services as directory

    directory.load_shipped()
    campaigns.describe_organization(ORGANIZATION)


def furnish_and_bring_in() -> None:
    """The same, and the statement of 2007."""
    from campaign.statements import services as statements

    furnish()
    statements.bring_in(the_statement_of_2007(), statements.Particulars())


def the_statement_of_2007() -> str:
    from campaign.core import paths

    return (paths.PACKAGE / "statements" / "data" / "ipcnkr-2007.txt").read_text(encoding="utf-8")


@pytest.fixture
def statement_text() -> str:
    return the_statement_of_2007()


@pytest.fixture
def furnished(app: Flask, filled: Fill, request: pytest.FixtureRequest) -> Flask:
    """The application with its directory and its organization; for `brought_in` with the statement, too."""
    filled(furnish_and_bring_in if "brought_in" in request.fixturenames else furnish)
    return app


@pytest.fixture
def sign_in(app: Flask) -> Callable[[str, str], Desk]:
    """A function that makes an account with a role and signs in with it through the form."""
    from campaign.accounts import services as accounts
    from campaign.accounts.values import Role

    def signed_in(email: str, role: str) -> Desk:
        with app.app_context():
            accounts.add(email, Role(role), PASSWORD)
        client = app.test_client()
        token = TOKEN.search(client.get("/sign-in/").text)
        assert token
        answer = client.post("/sign-in/", data={"csrf_token": token[1], "email": email, "password": PASSWORD})
        assert answer.status_code == 302, answer.text
        assert answer.location == "/manage/"
        return Desk(client)

    return signed_in


@pytest.fixture
def desk(furnished: Flask, sign_in: Callable[[str, str], Desk]) -> Desk:
    """An organizer's."""
    assert furnished
    return sign_in("organizer@example.org", "organizer")


@pytest.fixture
def brought_in(furnished: Flask) -> str:
    """The slug of the statement of 2007, as it is before anybody has looked at it."""
    from campaign.statements import queries

    with furnished.app_context():
        [statement] = queries.newest_first()
        return statement.slug
