"""A site with the statement of 2007 and its campaigns, and people who sign."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest
from werkzeug.datastructures import MultiDict

from campaign.campaigns import queries as campaigns
from campaign.campaigns import services
from campaign.core import tokens
from campaign.core.db import db
from campaign.directory import services as directory
from campaign.mailer.models import Message
from campaign.signatures import links
from campaign.signatures import queries as signatures
from campaign.signatures import services as signing
from campaign.signatures.values import Signing
from campaign.statements import services as statements
from campaign.web.public.form_token import PURPOSE
from tests.refusing import refusing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from campaign.campaigns.models import Campaign
    from campaign.signatures.models import Signature
    from tests.copies import Fill

ORGANIZATION = {
    "name": "Example Campaigns",
    "return_address": "12 Example Street\n1201 Geneva\nSWITZERLAND",
    "place": "Geneva",
    "signatory": "Ada Example",
    "signatory_title": "Secretary",
    "contact": "office@example.org",
    "about": "We are a few people.",
    "privacy": "We answer within a week.",
}
MINA = {"name": "Mina Ito", "email": "mina@example.org", "country": "JP"}


@dataclass(frozen=True)
class Public:
    """The public pages, and what lies behind them. Nothing of the database stays open between two calls."""

    app: Flask
    client: FlaskClient
    slugs: tuple[str, ...]

    @property
    def slug(self) -> str:
        """The campaign of item 1.3."""
        return self.slugs[0]

    def form(self, slug: str = "", **changes: str) -> MultiDict[str, str]:
        """What the form of a campaign sends when Mina signs, with changes."""
        with self.app.app_context():
            token = tokens.make(PURPOSE, f"sign {slug or self.slug}")
        return MultiDict({"csrf_token": token} | MINA | changes)

    def post(self, slug: str = "", **changes: str) -> TestResponse:
        """Sign by the form."""
        slug = slug or self.slug
        return self.client.post(f"/c/{slug}/sign", data=self.form(slug, **changes))

    def signed(self, number: int = 0, *, confirmed: bool = True, **changes: object) -> str:
        """The id of a signature of Mina's, or of whom `changes` name, under a campaign."""
        who = replace(Signing("Mina Ito", "mina@example.org", "JP"), **changes)
        with self.app.app_context():
            campaign = campaigns.by_slug(self.slugs[number])
            signing.sign(campaign, who, "en")
            found = signatures.by_email(campaign.id, who.email)[0]
            if confirmed:
                signing.confirm(links.confirm_token(found.id))
            return found.id

    def mine(self, signature_id: str) -> str:
        """The address of the page of a signature's owner."""
        with self.app.app_context():
            return f"/mine/{links.opened_token(signature_id)}"

    def mailed(self, signature_id: str) -> str:
        """The address that a mail gives for it."""
        with self.app.app_context():
            return f"/mine/{links.mine_token(signature_id)}"

    def confirm(self, signature_id: str) -> str:
        """The address of the page that confirms a signature."""
        with self.app.app_context():
            return f"/confirm/{links.confirm_token(signature_id)}"

    def title(self, number: int = 0) -> str:
        """The title of a campaign."""
        with self.app.app_context():
            return campaigns.by_slug(self.slugs[number]).title

    def count(self, number: int = 0) -> int:
        """The public number of a campaign."""
        with self.app.app_context():
            return signatures.count(campaigns.by_slug(self.slugs[number]).id)

    def signature(self, signature_id: str) -> Signature:
        """A signature as it is stored, cut loose from the database."""
        with self.app.app_context():
            found = signatures.by_id(signature_id)
            db.session.expunge(found)
            return found

    def mails(self) -> list[tuple[str, str]]:
        """Kind and address of every mail that waits, in order."""
        with self.app.app_context():
            return [(m.kind, m.address) for m in db.session.query(Message).order_by(Message.id)]

    @contextmanager
    def without_database(self, *, at: str = "") -> Iterator[None]:
        """Let what holds `at` fail in the database, as on a full disk; by default everything."""
        with self.app.app_context():
            engine = db.engine
        with refusing(engine, at):
            yield

    def change(self, change: Callable[[Campaign], None], number: int = 0) -> None:
        """Do something to a campaign."""
        with self.app.app_context():
            change(campaigns.by_slug(self.slugs[number]))
            db.session.commit()


def the_seven_campaigns() -> None:
    """The statement of 2007 brought in, and its seven campaigns published."""
    directory.load_shipped()
    services.describe_organization(ORGANIZATION)
    text = files("campaign.statements").joinpath("data/ipcnkr-2007.txt").read_text(encoding="utf-8")
    statement = statements.bring_in(text, statements.Particulars())
    for campaign in [services.open(item) for item in statement.items if item.campaign]:
        services.publish(campaign)


@pytest.fixture
def public(app: Flask, client: FlaskClient, filled: Fill) -> Public:
    """The statement of 2007 brought in, and its seven campaigns published."""
    filled(the_seven_campaigns)
    with app.app_context():
        slugs = tuple(campaign.slug for campaign in campaigns.in_order())
    return Public(app, client, slugs)
