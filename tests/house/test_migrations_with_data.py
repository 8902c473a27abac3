"""Migrations go forward from each state that was ever in use, with data in it, and lose nothing."""

from __future__ import annotations

import flask_migrate
import pytest
from sqlalchemy import select, text

from campaign.core.db import db
from campaign.signatures.counting import queries, recounting
from campaign.signatures.counting.models import Rollup
from campaign.signatures.log import jobs, services
from campaign.signatures.models import Signature

STATEMENT = "We:\n1. URGE Peru to listen.\n2. DEMAND that Chile act.\n"
NOW = "2026-11-24 10:00:00"
ORGANIZATION = (
    *("name", "return_address", "place", "signatory", "signatory_title", "contact", "about"),
    "privacy",
)

ROWS = [
    (
        "statements",
        {"id": "s", "slug": "s", "title": "S", "language": "en", "text": STATEMENT, "sha256": b"1" * 32}
        | {"issuer": "", "place": "", "source": "", "blocks": "[]", "copies_unhcr": False, "created_at": NOW},
    ),
    *[
        (
            "items",
            {"id": f"i{position}", "statement_id": "s", "position": position, "kind": "ask", "verbs": "[]"}
            | {"start": STATEMENT.index(words), "end": STATEMENT.index(words) + len(words), "flags": "[]"}
            | {"request": "act", "requests": "[]", "campaign": True, "proposed": "[]"},
        )
        for position, words in enumerate(("URGE Peru to listen.", "DEMAND that Chile act."))
    ],
    *[
        (
            "addressees",
            {"id": f"a{position}", "item_id": f"i{position}", "position": 0, "code": "PE", "kind": "state"}
            | {"name": "Peru", "basis": "named"},
        )
        for position in (0, 1)
    ],
    (
        "campaigns",
        {"id": "c", "item_id": "i0", "slug": "c", "title": "C", "summary": "", "state": "published"}
        | {"goal": 100, "created_at": NOW, "updated_at": NOW, "version": 1},
    ),
]


@pytest.fixture
def filled(app):
    """A database as 0001 left it: a statement, two items, their addressees, and a campaign."""
    with app.app_context():
        flask_migrate.downgrade(revision="0001")
        for table, values in ROWS:
            add(table, **values)
        db.session.commit()
        yield
        db.session.rollback()


def add(table: str, **values: object) -> None:
    columns = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join(f":{name}" for name in values)
    db.session.execute(text(f"insert into {table} ({columns}) values ({marks})"), values)  # noqa: S608 - ours


def rows(query: str) -> list[tuple[object, ...]]:
    found = [tuple(row) for row in db.session.execute(text(query))]
    db.session.rollback()
    return found


def test_going_forward_from_0001_keeps_items_and_addressees_and_notes_what_campaigns_quote(filled):
    flask_migrate.upgrade()
    assert rows("select quote from campaigns") == [("URGE Peru to listen.",)]
    assert rows("select id, part, dropped_at from items order by position") == [
        ("i0", 0, None),
        ("i1", 0, None),
    ]
    assert rows("select id, item_id, office from addressees order by id") == [
        ("a0", "i0", None),
        ("a1", "i1", None),
    ]
    assert rows("select kind, places from statements")[0][0] == "text"


def test_what_was_confirmed_before_there_was_a_log_waits_for_its_entry_after_0006(filled):
    flask_migrate.upgrade(revision="0003")
    signature = {"campaign_id": "c", "country": "PE", "language": "en", "reason": "", "created_at": NOW}
    signature |= dict.fromkeys(("show_name", "deliver_name", "updates", "hidden"), False)
    for state in ("pending", "confirmed", "withdrawn"):
        add("signatures", id=state, state=state, **signature)
    db.session.commit()
    flask_migrate.upgrade()
    assert [ids for _name, ids in jobs.waiting()] == [("c",)]
    services.append("c")
    assert rows("select id, leaf from signatures where leaf is not null") == [("confirmed", 0)]
    assert rows("select size, number, checkpoints from logs") == [(1, 1, 1)]
    flask_migrate.downgrade(revision="0003")
    assert rows("select state from signatures order by id") == [("confirmed",), ("pending",), ("withdrawn",)]


def test_going_back_from_0002_keeps_them_too_and_those_that_were_dropped(filled):
    flask_migrate.upgrade()
    db.session.execute(text("update items set dropped_at = :now, position = 1 where id = 'i0'"), {"now": NOW})
    db.session.execute(text("update items set position = 1 where id = 'i1'"))
    db.session.commit()
    flask_migrate.downgrade(revision="0001")
    assert rows("select id from items order by position") == [("i1",), ("i0",)]
    assert rows("select count(*) from addressees") == [(2,)]
    assert rows("select count(*) from campaigns") == [(1,)]


def test_going_forward_from_0003_dates_what_was_allowed_and_keeps_every_signature(filled):
    flask_migrate.upgrade(revision="0003")
    common = {"campaign_id": "c", "state": "confirmed", "country": "JP", "language": "en", "reason": ""}
    common |= {"hidden": False, "created_at": NOW, "deliver_name": False}
    add("signatures", id="s1", show_name=True, updates=True, **common)
    add("signatures", id="s2", show_name=False, updates=False, **common)
    add("organizations", id=1, **dict.fromkeys(ORGANIZATION, ""), updated_at=NOW)
    db.session.commit()
    flask_migrate.upgrade()
    given = [{"given": True, "version": 1, "at": "2026-11-24T10:00:00+00:00"}]
    found = db.session.execute(select(Signature.id, Signature.consents, Signature.links_asked))
    assert sorted(map(tuple, found), key=str) == [
        ("s1", {"show_name": given, "updates": given}, 0),
        ("s2", {}, 0),
    ]
    assert rows("select kept_days from organizations") == [(365,)]
    assert rows("select kept_days, reduced_at from campaigns") == [(None, None)]
    flask_migrate.downgrade(revision="0003")
    assert rows("select id from signatures order by id") == [("s1",), ("s2",)]


def test_what_was_rejected_before_screening_was_rejected_by_hand_and_no_campaign_asks_for_proof(filled):
    flask_migrate.upgrade(revision="0003")
    for state in ("pending", "rejected"):
        signature = {"id": state, "campaign_id": "c", "state": state, "country": "JP", "language": "en"}
        flags = dict.fromkeys(("show_name", "deliver_name", "updates", "hidden"), False)
        add("signatures", **signature, **flags, reason="", created_at=NOW)
    db.session.commit()
    flask_migrate.upgrade(revision="0007")
    assert rows("select id, verdict from signatures order by id") == [
        ("pending", ""),
        ("rejected", "by-hand"),
    ]
    assert rows("select proof_mode, proof_until from campaigns") == [("trend", None)]
    flask_migrate.downgrade(revision="0003")
    assert rows("select id, state from signatures order by id") == [
        ("pending", "pending"),
        ("rejected", "rejected"),
    ]


def test_going_forward_from_0003_gives_every_campaign_its_number(filled):
    flask_migrate.upgrade(revision="0003")
    given = [
        ("JP", 10, "confirmed"),
        ("JP", 11, "confirmed"),
        ("KR", 11, "confirmed"),
        ("KR", 11, "rejected"),
    ]
    for number, (country, hour, state) in enumerate(given):
        confirmed_at = f"2026-11-24 {hour}:59:59.999999"
        flags = dict.fromkeys(("show_name", "deliver_name", "updates", "hidden"), False)
        add(
            "signatures",
            **flags
            | {"id": f"s{number}", "campaign_id": "c", "country": country, "state": state, "reason": ""}
            | {"language": "en", "created_at": NOW, "confirmed_at": confirmed_at},
        )
    db.session.commit()
    flask_migrate.upgrade(revision="0009")
    assert queries.totals(["c"]) == {"c": 3}
    assert queries.now("c").by_country == {"JP": 2, "KR": 1}
    hours = db.session.execute(select(Rollup.hour, Rollup.country, Rollup.count).order_by(Rollup.hour)).all()
    assert sorted((f"{hour:%H:%M}", country, count) for hour, country, count in hours) == [
        ("10:00", "JP", 1),
        ("11:00", "JP", 1),
        ("11:00", "KR", 1),
    ]
    db.session.rollback()
    assert not recounting.recount("c").differs


def test_going_forward_from_0008_keeps_the_numbers_of_reduced_campaigns_and_back_again(filled):
    flask_migrate.upgrade(revision="0008")
    db.session.execute(text("update campaigns set reduced_at = :now where id = 'c'"), {"now": NOW})
    for country, count in (("JP", 7), ("KR", 2)):
        add("remaining_counts", campaign_id="c", country=country, signatures=count)
    # One that was not erased yet when the worker was stopped.
    flags = dict.fromkeys(("show_name", "deliver_name", "updates", "hidden"), False)
    signature = flags | {"campaign_id": "c", "state": "confirmed", "country": "JP", "language": "en"}
    signature |= {"reason": "", "verdict": "", "consents": "{}", "links_asked": 0, "created_at": NOW}
    add("signatures", id="left", **signature, confirmed_at="2026-11-24 09:30:00.000000")
    db.session.commit()
    flask_migrate.upgrade()
    assert queries.now("c").by_country == {"JP": 7, "KR": 2}
    assert queries.totals(["c"]) == {"c": 9}
    db.session.rollback()
    assert not recounting.recount("c").differs
    flask_migrate.downgrade(revision="0008")
    kept = "select country, signatures from remaining_counts where campaign_id = 'c' order by country"
    assert rows(kept) == [("JP", 7), ("KR", 2)]


def test_what_was_withdrawn_before_0010_is_erased_as_what_is_withdrawn_after_it(filled):
    flask_migrate.upgrade(revision="0009")
    flags = dict.fromkeys(("show_name", "updates", "hidden"), True)
    common = flags | {"campaign_id": "c", "country": "JP", "language": "ko", "reason": "", "consents": "{}"}
    common |= {"links_asked": 2, "created_at": NOW, "confirmed_at": NOW, "told_at": NOW}
    later = "2026-11-25 10:00:00.000000"
    for key, state, verdict, gave in (
        ("gave", "withdrawn", "", True),
        ("gave-none", "withdrawn", "trap", False),
        ("rejected", "withdrawn", "by-hand", False),
        ("counts", "confirmed", "", True),
    ):
        withdrawn = {"withdrawn_at": later} if state == "withdrawn" else {}
        add("signatures", id=key, state=state, verdict=verdict, deliver_name=gave, **common, **withdrawn)
    db.session.commit()
    flask_migrate.upgrade()
    nothing = "", False, False, False, False, 0, None
    found = rows(
        "select id, language, show_name, deliver_name, updates, hidden, links_asked, told_at, verdict"
        " from signatures order by id"
    )
    assert found[0][:7] == ("counts", "ko", True, True, True, True, 2)
    assert found[1:] == [
        ("gave", *nothing, ""),
        ("gave-none", *nothing, ""),
        ("rejected", *nothing, "by-hand"),
    ]
    assert rows("select id from signatures where taken_back_at = withdrawn_at") == [("gave",)]
    assert rows("select count(*) from signatures where confirmed_at is null") == [(0,)]
    flask_migrate.downgrade(revision="0009")
    assert rows("select count(*) from signatures") == [(4,)]
