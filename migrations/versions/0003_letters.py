"""Drafts for kinds of recipients, exports that pause and are erased, and the directory's log."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa
from alembic import op

if TYPE_CHECKING:
    from alembic.operations import BatchOperations

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# What rows that are there already get; no default stays in the tables.
TEXTS = {
    "drafts": {"scope": (40, ""), "language": (10, "en"), "salutation": (100, ""), "close": (100, "")},
    "exports": {
        "language": (10, "en"),
        "paper": (10, "a4"),
        "envelope": (10, "din-b"),
        "packing": (10, "parts"),
        "list_sha256": (64, ""),
    },
    "parts": {"kind": (20, "letters")},
    "recipients": {"holder": (200, "")},
}
EXPORT_STATES = ("asked", "done", "failed", "cancelled")
PART_STATES = ("waiting", "written", "failed")


def upgrade() -> None:
    """Make the change."""
    _make_tables()
    for table, columns in TEXTS.items():
        with op.batch_alter_table(table) as batch:
            for name, (length, value) in columns.items():
                batch.add_column(sa.Column(name, sa.String(length), nullable=False, server_default=value))
    with op.batch_alter_table("exports") as batch:
        batch.add_column(sa.Column("extras", sa.JSON(), nullable=False, server_default="{}"))
        batch.add_column(sa.Column("counted", sa.JSON(), nullable=False, server_default="{}"))
        batch.add_column(sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("parts") as batch:
        for name in ("planned", "before"):
            batch.add_column(sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
        batch.add_column(sa.Column("set_aside", sa.LargeBinary(), nullable=True))
        batch.add_column(sa.Column("read_at", sa.DateTime(timezone=True), nullable=True))
        batch.add_column(sa.Column("seconds", sa.Double(), nullable=False, server_default="0"))
        batch.add_column(sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("update drafts set scope = recipient_id")
    op.execute("update parts set planned = letters")
    _forget_defaults()
    with op.batch_alter_table("drafts") as batch:
        batch.alter_column("recipient_id", existing_type=sa.String(26), nullable=True)
        batch.drop_constraint(op.f("uq_drafts_campaign_id_recipient_id_audience"), type_="unique")
        batch.create_unique_constraint(
            op.f("uq_drafts_campaign_id_audience_language_scope"),
            ["campaign_id", "audience", "language", "scope"],
        )
        _refer_to_recipients(batch, ondelete="CASCADE")
    with op.batch_alter_table("exports") as batch:
        _allow(batch, "exports", (*EXPORT_STATES, "paused"))
    with op.batch_alter_table("parts") as batch:
        batch.alter_column("recipient_id", existing_type=sa.String(26), nullable=True)
        _allow(batch, "parts", (*PART_STATES, "erased"))
    with op.batch_alter_table("recipients") as batch:
        batch.add_column(sa.Column("holder_from", sa.Date(), nullable=True))
        batch.add_column(sa.Column("holder_until", sa.Date(), nullable=True))
    with op.batch_alter_table("signatures") as batch:
        batch.add_column(sa.Column("own_words", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    """Take the change back: what only the new tables can hold is lost."""
    with op.batch_alter_table("signatures") as batch:
        batch.drop_column("own_words")
    op.execute("delete from drafts where recipient_id is null or language <> 'en'")
    op.execute("update exports set state = 'cancelled' where state = 'paused'")
    op.execute("delete from parts where recipient_id is null or state = 'erased'")
    with op.batch_alter_table("parts") as batch:
        batch.alter_column("recipient_id", existing_type=sa.String(26), nullable=False)
        _allow(batch, "parts", PART_STATES)
        for name in ("kind", "planned", "before", "set_aside", "read_at", "seconds", "erased_at"):
            batch.drop_column(name)
    with op.batch_alter_table("exports") as batch:
        _allow(batch, "exports", EXPORT_STATES)
        for name in (*TEXTS["exports"], "extras", "counted", "erased_at"):
            batch.drop_column(name)
    with op.batch_alter_table("drafts") as batch:
        _refer_to_recipients(batch, ondelete=None)
        batch.drop_constraint(op.f("uq_drafts_campaign_id_audience_language_scope"), type_="unique")
        batch.create_unique_constraint(
            op.f("uq_drafts_campaign_id_recipient_id_audience"), ["campaign_id", "recipient_id", "audience"]
        )
        batch.alter_column("recipient_id", existing_type=sa.String(26), nullable=False)
        for name in ("scope", "language", "salutation", "close"):
            batch.drop_column(name)
    with op.batch_alter_table("recipients") as batch:
        for name in ("holder", "holder_from", "holder_until"):
            batch.drop_column(name)
    op.drop_table("courtesy_translations")
    op.drop_table("recipient_changes")


def _make_tables() -> None:
    op.create_table(
        "recipient_changes",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("act", sa.String(length=10), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("account_id", sa.String(length=26), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recipient_changes")),
    )
    op.create_index(op.f("ix_recipient_changes_key"), "recipient_changes", ["key"])
    op.create_table(
        "courtesy_translations",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("campaign_id", sa.String(length=26), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["campaigns.id"],
            name=op.f("fk_courtesy_translations_campaign_id_campaigns"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_courtesy_translations")),
        sa.UniqueConstraint(
            "campaign_id", "language", name=op.f("uq_courtesy_translations_campaign_id_language")
        ),
    )


def _forget_defaults() -> None:
    for table, columns in TEXTS.items():
        with op.batch_alter_table(table) as batch:
            for name, (length, _value) in columns.items():
                batch.alter_column(name, existing_type=sa.String(length), server_default=None)
    with op.batch_alter_table("exports") as batch:
        batch.alter_column("extras", existing_type=sa.JSON(), server_default=None)
        batch.alter_column("counted", existing_type=sa.JSON(), server_default=None)
    with op.batch_alter_table("parts") as batch:
        for name in ("planned", "before"):
            batch.alter_column(name, existing_type=sa.Integer(), server_default=None)
        batch.alter_column("seconds", existing_type=sa.Double(), server_default=None)


def _refer_to_recipients(batch: BatchOperations, ondelete: str | None) -> None:
    name = op.f("fk_drafts_recipient_id_recipients")
    batch.drop_constraint(name, type_="foreignkey")
    batch.create_foreign_key(name, "recipients", ["recipient_id"], ["id"], ondelete=ondelete)


def _allow(batch: BatchOperations, table: str, states: tuple[str, ...]) -> None:
    batch.drop_constraint(op.f(f"ck_{table}_state"), type_="check")
    batch.create_check_constraint(op.f(f"ck_{table}_state"), f"state in ({', '.join(map(repr, states))})")
