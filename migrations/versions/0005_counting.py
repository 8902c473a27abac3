"""Numbers counted by windows, the hours they are made of, their recounts, and switches for figures."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import sqlalchemy as sa
from alembic import op

if TYPE_CHECKING:
    from datetime import datetime

revision = "0005"
down_revision = "0003"
branch_labels = None
depends_on = None

INDEXES = {
    "ix_signatures_counted": (["campaign_id", "confirmed_at", "country", "state"], "state = 'confirmed'"),
    "ix_signatures_taken_back": (["campaign_id", "withdrawn_at"], "state = 'withdrawn'"),
    "ix_signatures_shown": (["campaign_id", "state", "id"], None),
}
SHOWN = {
    "sqlite": "state = 'confirmed' and show_name = 1 and hidden = 0",
    "postgresql": "state = 'confirmed' and show_name and not hidden",
}


def upgrade() -> None:
    """Make the change."""
    for name, (columns, where) in INDEXES.items():
        conditions = {f"{kind}_where": sa.text(where or shown) for kind, shown in SHOWN.items()}
        op.create_index(op.f(name), "signatures", columns, **conditions)
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


def downgrade() -> None:
    """Take the change back: the numbers are counted one by one again."""
    for table in ("switches", "recounts", "rollups", "tallies"):
        op.drop_table(table)
    for name in INDEXES:
        op.drop_index(op.f(name), table_name="signatures")


def _of_campaign(table: str, column: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_campaigns")
    return sa.ForeignKeyConstraint([column], ["campaigns.id"], name=name, ondelete="CASCADE")


def _count_what_is_there() -> None:
    """Give every campaign its number, so that no page shows less until a worker has counted."""
    moment = sa.DateTime(timezone=True)
    signatures = sa.table(
        "signatures",
        *(sa.column(name, sa.String()) for name in ("campaign_id", "country", "state")),
        sa.column("confirmed_at", moment),
    )
    at = signatures.c.confirmed_at
    if op.get_bind().dialect.name == "postgresql":
        hour: sa.ColumnElement[datetime] = sa.func.date_trunc("hour", at, "UTC")
    else:
        hour = sa.func.strftime("%Y-%m-%d %H:00:00.000000", at)
    keys = (signatures.c.campaign_id, sa.type_coerce(hour, moment), signatures.c.country)
    counting = (signatures.c.state == "confirmed", at.is_not(None))
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


def _insert(name: str, rows: list[dict[str, object]]) -> None:
    types: dict[str, sa.types.TypeEngine[object]] = {
        **dict.fromkeys(("hour", "counted_until"), sa.DateTime(timezone=True)),
        **dict.fromkeys(("count", "total"), sa.Integer()),
        **dict.fromkeys(("by_country", "reached", "by_state"), sa.JSON()),
    }
    if rows:
        columns = [sa.column(column, types.get(column, sa.String())) for column in rows[0]]
        op.bulk_insert(sa.table(name, *columns), rows)
