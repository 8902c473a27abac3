"""A site with one campaign that grows, which is asked over pipes, so that two of them can be asked in turn.

    python -m tests.bench.growth_site

The settings are those of the environment; its database is empty. The first line out is the campaign's slug.
Then each line in is a list, as JSON, and gets one number in a line:

    ["grow", STEP, ROWS]    has `ROWS` signatures; gives the seconds that counting them took
    ["ask", NAME]           does once what `NAME` names; gives the database's time, in ms
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
from functools import partial
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
from sqlalchemy import func, select

from campaign.accounts import services as accounts
from campaign.accounts.values import Role
from campaign.app import create_app
from campaign.core.db import db, only_reading
from campaign.signatures import queries
from campaign.signatures.counting import jobs
from campaign.signatures.counting import services as counting
from campaign.signatures.models import Signature
from tests import factories
from tests.bench import growth_rows
from tests.bench.database_time import watch
from tests.databases import migrate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from flask import Flask
    from flask.testing import FlaskClient

PASSWORD: Final = "a long enough password"
TOKEN: Final = re.compile(r'name="csrf_token"[^>]* value="([^"]+)"')


class Site:
    """A campaign, who visits its page, and the organizer at the desk."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        with app.app_context():
            self._stopwatch = watch(db.engine)
            factories.an_organization()
            campaign = factories.a_campaign()
            self._campaign_id, self.slug = campaign.id, campaign.slug
            accounts.add("organizer@example.org", Role.ORGANIZER, PASSWORD)
        self._counted = (Signature.campaign_id == self._campaign_id, Signature.state == "confirmed")
        self._rows, self._next = 0, count(10**9)
        self._page = f"/c/{self.slug}"
        self._list = f"/manage/campaigns/{self.slug}/signatures"
        self._visitor, self._desk = app.test_client(), app.test_client()
        form = {"email": "organizer@example.org", "password": PASSWORD}
        self._post(self._desk, "/sign-in/", _token(self._desk, "/sign-in/"), form, 302)
        self._to_sign = _token(self._visitor, self._page)
        self._to_search = _token(self._desk, self._list)

    def grow(self, step: int, rows: int) -> float:
        """Have `rows` signatures, counted; the seconds that counting took."""
        with self._app.app_context():
            growth_rows.load(self._campaign_id, self._rows, rows, step)
            begun = time.monotonic()
            # As the worker does in its turns.
            while counting.count(self._campaign_id, growth_rows.ends(step)):
                pass
            jobs.count_states()
            counted = time.monotonic() - begun
            growth_rows.read_once()
        self._rows = rows
        return counted

    def asks(self) -> Mapping[str, Callable[[], None]]:
        """What the site is asked, by names; with `textbook` before it, as the textbook does the same."""
        return {
            "post_ms": self._sign,
            "page_ms": partial(self._look, self._visitor, self._page),
            "list_first_ms": partial(self._look, self._desk, self._list),
            "list_last_ms": partial(self._look, self._desk, f"{self._list}?after=0"),
            "search_ms": self._search,
            "by_country_ms": self._reading(partial(queries.counts_by_country, self._campaign_id)),
            "textbook list_last_ms": self._reading(self._textbook_last_page),
            "textbook by_country_ms": self._reading(self._textbook_by_country),
        }

    def ask(self, name: str) -> float:
        """The time that the database takes for it once, in ms."""
        act = self.asks()[name]
        self._stopwatch.set_back()
        act()
        return self._stopwatch.seconds * 1000

    def _reading(self, act: Callable[[], object]) -> Callable[[], None]:
        def reads() -> None:
            with self._app.app_context(), only_reading():
                act()

        return reads

    def _sign(self) -> None:
        who = {"name": "Mina Ito", "email": growth_rows.email(next(self._next)), "country": "JP"}
        self._post(self._visitor, f"{self._page}/sign", self._to_sign, who, 303)

    def _search(self) -> None:
        who = {"email": growth_rows.email(self._rows // 2)}
        self._post(self._desk, f"{self._list}/search", self._to_search, who, 200)

    def _post(self, who: FlaskClient, path: str, token: str, form: dict[str, str], wanted: int) -> None:
        _expect(who.post(path, data={"csrf_token": token, **form}).status_code, wanted)

    def _look(self, who: FlaskClient, path: str) -> None:
        _expect(who.get(path).status_code, 200)

    def _textbook_last_page(self) -> None:
        total = db.session.scalar(select(func.count()).where(*self._counted)) or 0
        query = select(Signature).where(*self._counted).order_by(Signature.id.desc())
        db.session.scalars(query.offset(max(total - 50, 0)).limit(50)).all()

    def _textbook_by_country(self) -> None:
        counts = select(Signature.country, func.count()).where(*self._counted)
        db.session.execute(counts.group_by(Signature.country)).all()


def _token(client: FlaskClient, path: str) -> str:
    found = TOKEN.search(client.get(path).text)
    if found is None:
        message = f"There is no form at {path}."
        raise click.ClickException(message)
    return found[1]


def _expect(status: int, wanted: int) -> None:
    if status != wanted:
        message = f"The site answered {status} where {wanted} was expected, so its time says nothing."
        raise click.ClickException(message)


def main() -> None:
    """Answer line by line, until there are no more."""
    migrate(os.environ["CAMPAIGN_DATABASE_URL"], Path(os.environ["CAMPAIGN_DATA"]))
    site = Site(create_app())
    acts = {"grow": site.grow, "ask": site.ask}
    answers = (acts[name](*arguments) for name, *arguments in map(json.loads, sys.stdin))
    for line in chain([site.slug], answers):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
