"""Numbers counted by windows, the hours they are made of, their recounts, and switches for figures."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import sqlalchemy as sa
from alembic import op

if TYPE_CHECKING:
    from datetime import datetime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

INDEXES = {
    "ix_signatures_counted": (["campaign_id", "confirmed_at", "country", "state"], "state = 'confirmed'"),
    "ix_signatures_withdrawn": (["campaign_id", "withdrawn_at"], "state = 'withdrawn'"),
    "ix_signatures_shown": (["campaign_id", "state", "id"], None),
}
# What the log waits for, so far without the state: SQLite looks at it again.
OF_THE_LOG = {
    "ix_signatures_not_in_log": sa.text("state = 'confirmed' and leaf is null"),
    "ix_signatures_still_in_log": sa.text("state <> 'confirmed' and leaf is not null"),
}
LOGGED = ["campaign_id", "leaf", "id"]
CAMPAIGNS = sa.table(
    "campaigns", sa.column("id", sa.String()), sa.column("reduced_at", sa.DateTime(timezone=True))
)
TALLIES = sa.table(
    "tallies",
    sa.column("id", sa.String()),
    sa.column("by_country", sa.JSON()),
    sa.column("reduced_at", sa.DateTime(timezone=True)),
)
SHOWN = {
    "sqlite": "state = 'confirmed' and show_name = 1 and hidden = 0",
    "postgresql": "state = 'confirmed' and show_name and not hidden",
}


def upgrade() -> None:
    """Make the change."""
    for name, (columns, where) in INDEXES.items():
        conditions = {f"{kind}_where": sa.text(where or shown) for kind, shown in SHOWN.items()}
        op.create_index(op.f(name), "signatures", columns, **conditions)
    _index_the_log([*LOGGED, "state"])
    op.create_table(
        "tallies",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("counted_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("by_country", sa.JSON(), nullable=False),
        sa.Column("reached", sa.JSON(), nullable=False),
        sa.Column("by_state", sa.JSON(), nullable=False),
        sa.Column("stated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reduced_at", sa.DateTime(timezone=True), nullable=True),
        _of_campaign("tallies", "id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tallies")),
    )
    op.create_table(
        "rollups",
        sa.Column("campaign_id", sa.String(length=26), nullable=False),
        sa.Column("hour", sa.DateTime(timezone=True), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        _of_campaign("rollups", "campaign_id"),
        sa.PrimaryKeyConstraint("campaign_id", "hour", "country", name=op.f("pk_rollups")),
    )
    op.create_table(
        "recounts",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("said", sa.Integer(), nullable=False),
        sa.Column("counted", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.Column("differed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("difference", sa.JSON(), nullable=False),
        sa.Column("claimed_by", sa.String(length=26), nullable=True),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        _of_campaign("recounts", "id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recounts")),
    )
    op.create_table(
        "switches",
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.String(length=26), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_switches")),
    )
    _count_what_is_there()
    _move_what_remained()
    op.drop_table("remaining_counts")


def downgrade() -> None:
    """Take the change back: the numbers are counted one by one again, where there are signatures."""
    op.create_table(
        "remaining_counts",
        sa.Column("campaign_id", sa.String(length=26), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("signatures", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_remaining_counts_campaign_id_campaigns")
        ),
        sa.PrimaryKeyConstraint("campaign_id", "country", name=op.f("pk_remaining_counts")),
    )
    kept = sa.select(TALLIES.c.id, TALLIES.c.by_country).where(TALLIES.c.reduced_at.is_not(None))
    _insert(
        "remaining_counts",
        [
            {"campaign_id": campaign_id, "country": country, "signatures": count}
            for campaign_id, by_country in op.get_bind().execute(kept)
            for country, count in by_country.items()
        ],
    )
    for table in ("switches", "recounts", "rollups", "tallies"):
        op.drop_table(table)
    for name in INDEXES:
        op.drop_index(op.f(name), table_name="signatures")
    _index_the_log(LOGGED)


def _index_the_log(columns: list[str]) -> None:
    for name, where in OF_THE_LOG.items():
        op.drop_index(op.f(name), table_name="signatures")
        op.create_index(op.f(name), "signatures", columns, sqlite_where=where, postgresql_where=where)


def _of_campaign(table: str, column: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_campaigns")
    return sa.ForeignKeyConstraint([column], ["campaigns.id"], name=name, ondelete="CASCADE")


def _count_what_is_there() -> None:
    """Give every campaign its number, so that no page shows less until a worker has counted.

    Of a campaign that is reduced what is still there of its signatures counts no more.
    """
    moment = sa.DateTime(timezone=True)
    signatures = sa.table(
        "signatures",
        *(sa.column(name, sa.String()) for name in ("campaign_id", "country", "state")),
        sa.column("confirmed_at", moment),
    )
    whole = sa.select(CAMPAIGNS.c.id).where(CAMPAIGNS.c.reduced_at.is_(None))
    at = signatures.c.confirmed_at
    if op.get_bind().dialect.name == "postgresql":
        hour: sa.ColumnElement[datetime] = sa.func.date_trunc("hour", at, "UTC")
    else:
        hour = sa.func.strftime("%Y-%m-%d %H:00:00.000000", at)
    keys = (signatures.c.campaign_id, sa.type_coerce(hour, moment), signatures.c.country)
    counting = (signatures.c.state == "confirmed", at.is_not(None), signatures.c.campaign_id.in_(whole))
    found = op.get_bind().execute(sa.select(*keys, sa.func.count()).where(*counting).group_by(*keys)).all()
    latest = sa.select(signatures.c.campaign_id, sa.func.max(at)).where(*counting)
    untils = op.get_bind().execute(latest.group_by(signatures.c.campaign_id)).all()
    numbers: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for campaign_id, _hour, country, count in found:
        numbers[campaign_id][country] += count
    _insert(
        "rollups", [dict(zip(("campaign_id", "hour", "country", "count"), row, strict=True)) for row in found]
    )
    _insert(
        "tallies",
        [
            {"id": campaign_id, "counted_until": until, "total": sum(numbers[campaign_id].values())}
            | {"by_country": dict(numbers[campaign_id]), "reached": {}, "by_state": {}}
            for campaign_id, until in untils
        ],
    )


def _move_what_remained() -> None:
    """Keep the numbers of reduced campaigns as those of the hour in which they were reduced."""
    remaining = sa.table(
        "remaining_counts",
        *(sa.column(name, sa.String()) for name in ("campaign_id", "country")),
        sa.column("signatures", sa.Integer()),
    )
    numbers: dict[str, dict[str, int]] = defaultdict(dict)
    for campaign_id, country, count in op.get_bind().execute(sa.select(remaining)):
        numbers[campaign_id][country] = count
    reduced = sa.select(CAMPAIGNS.c.id, CAMPAIGNS.c.reduced_at).where(CAMPAIGNS.c.reduced_at.is_not(None))
    at = {row.id: row.reduced_at for row in op.get_bind().execute(reduced)}
    _insert(
        "rollups",
        [
            {"campaign_id": campaign_id, "hour": moment.replace(minute=0, second=0, microsecond=0)}
            | {"country": country, "count": count}
            for campaign_id, moment in at.items()
            for country, count in numbers[campaign_id].items()
        ],
    )
    _insert(
        "tallies",
        [
            {"id": campaign_id, "counted_until": moment, "total": sum(numbers[campaign_id].values())}
            | {"by_country": numbers[campaign_id], "reached": {}, "by_state": {}, "reduced_at": moment}
            for campaign_id, moment in at.items()
        ],
    )


def _insert(name: str, rows: list[dict[str, object]]) -> None:
    types: dict[str, sa.types.TypeEngine[object]] = {
        **dict.fromkeys(("hour", "counted_until", "reduced_at"), sa.DateTime(timezone=True)),
        **dict.fromkeys(("count", "total", "signatures"), sa.Integer()),
        **dict.fromkeys(("by_country", "reached", "by_state"), sa.JSON()),
    }
    if rows:
        columns = [sa.column(column, types.get(column, sa.String())) for column in rows[0]]
        op.bulk_insert(sa.table(name, *columns), rows)
