"""Consents with version and time, new links counted, what is kept how long, and runs of sealing again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TAKEN_BACK = sa.text("taken_back_at is not null")
KEPT_DAYS = "365"
KINDS = ("show_name", "deliver_name", "updates")


def upgrade() -> None:
    """Make the change; what was allowed before has version 1, as of the signing."""
    with op.batch_alter_table("signatures") as batch:
        batch.add_column(sa.Column("consents", sa.JSON(), nullable=False, server_default="{}"))
        batch.add_column(sa.Column("links_asked", sa.Integer(), nullable=False, server_default="0"))
        batch.add_column(sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True))
    _date_what_was_allowed()
    with op.batch_alter_table("signatures") as batch:
        batch.alter_column("consents", existing_type=sa.JSON(), server_default=None)
        batch.alter_column("links_asked", existing_type=sa.Integer(), server_default=None)
    op.create_index(
        "ix_signatures_taken_back",
        "signatures",
        ["campaign_id", "taken_back_at"],
        sqlite_where=TAKEN_BACK,
        postgresql_where=TAKEN_BACK,
    )
    with op.batch_alter_table("campaigns") as batch:
        batch.add_column(sa.Column("kept_days", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("reduced_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("organizations") as batch:
        batch.add_column(sa.Column("kept_days", sa.Integer(), nullable=False, server_default=KEPT_DAYS))
    with op.batch_alter_table("organizations") as batch:
        batch.alter_column("kept_days", existing_type=sa.Integer(), server_default=None)
    _make_tables()


def downgrade() -> None:
    """Take the change back: versions and times of consents, and numbers without signatures, are lost."""
    op.drop_table("resealings")
    op.drop_table("remaining_counts")
    with op.batch_alter_table("organizations") as batch:
        batch.drop_column("kept_days")
    with op.batch_alter_table("campaigns") as batch:
        batch.drop_column("reduced_at")
        batch.drop_column("kept_days")
    op.drop_index("ix_signatures_taken_back", table_name="signatures")
    with op.batch_alter_table("signatures") as batch:
        for name in ("consents", "links_asked", "taken_back_at"):
            batch.drop_column(name)


def _date_what_was_allowed() -> None:
    table = sa.table(
        "signatures",
        sa.column("id", sa.String),
        sa.column("created_at", sa.DateTime(timezone=True)),
        sa.column("consents", sa.JSON),
        *(sa.column(kind, sa.Boolean) for kind in KINDS),
    )
    connection, last = op.get_bind(), ""
    allowed = sa.or_(*(table.c[kind] for kind in KINDS))
    wanted = sa.select(table.c.id, table.c.created_at, *(table.c[kind] for kind in KINDS)).where(allowed)
    while rows := connection.execute(wanted.where(table.c.id > last).order_by(table.c.id).limit(500)).all():
        last = rows[-1].id
        for row in rows:
            at = f"{row.created_at:%Y-%m-%dT%H:%M:%S}+00:00"
            given = {kind: [{"given": True, "version": 1, "at": at}] for kind in KINDS if getattr(row, kind)}
            connection.execute(table.update().where(table.c.id == row.id).values(consents=given))


def _make_tables() -> None:
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
    op.create_table(
        "resealings",
        sa.Column("claimed_by", sa.String(length=26), nullable=True),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("account_id", sa.String(length=26), nullable=True),
        sa.Column("only_counts", sa.Boolean(), nullable=False),
        sa.Column("key_name", sa.String(length=8), nullable=False),
        sa.Column("place", sa.String(length=160), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("found", sa.JSON(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resealings")),
    )
