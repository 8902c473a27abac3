"""A log of each campaign, with checkpoints, and the place of each signature in it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0003"
branch_labels = None
depends_on = None

NOT_IN_LOG = sa.text("state = 'confirmed' and leaf is null")
STILL_IN_LOG = sa.text("state <> 'confirmed' and leaf is not null")


def upgrade() -> None:
    """Make the change: what was confirmed before has no entry yet, and gets one at the first run."""
    _make_tables()
    with op.batch_alter_table("signatures") as batch:
        batch.add_column(sa.Column("leaf", sa.BigInteger(), nullable=True))
        batch.add_column(sa.Column("leaf_secret", sa.LargeBinary(), nullable=True))
    for name, where in (("not_in_log", NOT_IN_LOG), ("still_in_log", STILL_IN_LOG)):
        op.create_index(
            f"ix_signatures_{name}",
            "signatures",
            ["campaign_id", "leaf", "id"],
            sqlite_where=where,
            postgresql_where=where,
        )


def downgrade() -> None:
    """Take the change back: the logs are lost."""
    op.drop_index("ix_signatures_still_in_log", "signatures")
    op.drop_index("ix_signatures_not_in_log", "signatures")
    with op.batch_alter_table("signatures") as batch:
        batch.drop_column("leaf_secret")
        batch.drop_column("leaf")
    for table in ("checkpoints", "log_keys", "log_tiles", "log_bundles", "logs"):
        op.drop_table(table)


def _make_tables() -> None:
    op.create_table(
        "logs",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("origin", sa.String(length=400), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("checkpoints", sa.Integer(), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claimed_by", sa.String(length=26), nullable=True),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["id"], ["campaigns.id"], name=op.f("fk_logs_id_campaigns"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_logs")),
        sa.UniqueConstraint("origin", name=op.f("uq_logs_origin")),
    )
    op.create_table(
        "log_keys",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("text", sa.String(length=400), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_log_keys")),
        sa.UniqueConstraint("text", name=op.f("uq_log_keys_text")),
    )
    op.create_table(
        "log_bundles",
        sa.Column("log_id", sa.String(length=26), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("entries", sa.LargeBinary(), nullable=False),
        _of_log("log_bundles"),
        sa.PrimaryKeyConstraint("log_id", "number", name=op.f("pk_log_bundles")),
    )
    op.create_table(
        "log_tiles",
        sa.Column("log_id", sa.String(length=26), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("number", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("hashes", sa.LargeBinary(), nullable=False),
        _of_log("log_tiles"),
        sa.PrimaryKeyConstraint("log_id", "level", "number", name=op.f("pk_log_tiles")),
    )
    op.create_table(
        "checkpoints",
        sa.Column("log_id", sa.String(length=26), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("signatures", sa.BigInteger(), nullable=False),
        sa.Column("root", sa.LargeBinary(length=32), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("key_id", sa.String(length=26), nullable=False),
        _of_log("checkpoints"),
        sa.ForeignKeyConstraint(["key_id"], ["log_keys.id"], name=op.f("fk_checkpoints_key_id_log_keys")),
        sa.PrimaryKeyConstraint("log_id", "number", name=op.f("pk_checkpoints")),
    )


def _of_log(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["log_id"], ["logs.id"], name=op.f(f"fk_{table}_log_id_logs"), ondelete="CASCADE"
    )
