"""Items that a person corrects, what was done to them, and the words that a campaign was made for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

QUOTES = """
    update campaigns set quote = (
      select substr(statements.text, items.start + 1, items."end" - items.start)
      from items join statements on statements.id = items.statement_id
      where items.id = campaigns.item_id
    )
"""
# What was dropped and bears no campaign is no item; the rest keeps its campaign.
DROPPED = """
    select id from items
    where dropped_at is not null and id not in (select item_id from campaigns)
"""
# Without a place of their own, items that were dropped would take those of others.
DROPPED_LAST = """
    update items set position = 1000000 + (
      select count(*) from items as others
      where others.statement_id = items.statement_id
        and others.dropped_at is not null and others.id < items.id
    )
    where dropped_at is not null
"""


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "changes",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("statement_id", sa.String(length=26), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=10), nullable=False),
        sa.Column("place", sa.String(length=80), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("reverses", sa.String(length=26), nullable=True),
        sa.Column("account_id", sa.String(length=26), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["reverses"], ["changes.id"], name=op.f("fk_changes_reverses_changes"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["statement_id"],
            ["statements.id"],
            name=op.f("fk_changes_statement_id_statements"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_changes")),
        sa.UniqueConstraint("statement_id", "position", name=op.f("uq_changes_statement_id_position")),
    )
    with op.batch_alter_table("addressees", schema=None) as batch_op:
        batch_op.add_column(sa.Column("office", sa.String(length=80), nullable=True))

    with op.batch_alter_table("items", schema=None) as batch_op:
        batch_op.add_column(sa.Column("part", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("dropped_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.drop_constraint(batch_op.f("uq_items_statement_id_position"), type_="unique")
        batch_op.create_index(batch_op.f("ix_items_statement_id"), ["statement_id"], unique=False)
        batch_op.drop_column("request")

    with op.batch_alter_table("statements", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kind", sa.String(length=10), server_default="text", nullable=False))
        batch_op.add_column(sa.Column("places", sa.JSON(), server_default="[]", nullable=False))
        batch_op.add_column(sa.Column("marks", sa.JSON(), server_default="[]", nullable=False))
    with op.batch_alter_table("statements", schema=None) as batch_op:
        batch_op.alter_column("places", existing_type=sa.JSON(), server_default=None)
        batch_op.alter_column("marks", existing_type=sa.JSON(), server_default=None)

    with op.batch_alter_table("campaigns", schema=None) as batch_op:
        batch_op.add_column(sa.Column("quote", sa.Text(), nullable=True))
    op.execute(QUOTES)
    with op.batch_alter_table("campaigns", schema=None) as batch_op:
        batch_op.alter_column("quote", existing_type=sa.Text(), nullable=False)


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("campaigns", schema=None) as batch_op:
        batch_op.drop_column("quote")

    with op.batch_alter_table("statements", schema=None) as batch_op:
        batch_op.drop_column("marks")
        batch_op.drop_column("places")
        batch_op.drop_column("kind")

    op.execute(f"delete from addressees where item_id in ({DROPPED})")  # noqa: S608 - ours
    op.execute(f"delete from items where id in ({DROPPED})")  # noqa: S608 - ours
    op.execute(DROPPED_LAST)
    with op.batch_alter_table("items", schema=None) as batch_op:
        batch_op.add_column(sa.Column("request", sa.Text(), nullable=True))
        batch_op.drop_index(batch_op.f("ix_items_statement_id"))
        batch_op.create_unique_constraint(
            batch_op.f("uq_items_statement_id_position"), ["statement_id", "position"]
        )
        batch_op.drop_column("dropped_at")
        batch_op.drop_column("part")

    with op.batch_alter_table("addressees", schema=None) as batch_op:
        batch_op.drop_column("office")

    op.drop_table("changes")
