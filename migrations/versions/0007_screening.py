"""Verdicts of signatures, rules and rates of screening, uses of networks, and proof of work."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change; whatever was rejected before was rejected by hand."""
    _make_rules()
    _make_uses()
    _make_proof()
    with op.batch_alter_table("signatures") as batch:
        batch.add_column(sa.Column("verdict", sa.String(12), nullable=False, server_default=""))
    with op.batch_alter_table("campaigns") as batch:
        batch.add_column(sa.Column("proof_mode", sa.String(8), nullable=False, server_default="trend"))
        batch.add_column(sa.Column("proof_until", sa.DateTime(timezone=True), nullable=True))
    op.execute("update signatures set verdict = 'by-hand' where state = 'rejected'")
    with op.batch_alter_table("signatures") as batch:
        batch.alter_column("verdict", existing_type=sa.String(12), server_default=None)
    with op.batch_alter_table("campaigns") as batch:
        batch.alter_column("proof_mode", existing_type=sa.String(8), server_default=None)
        batch.create_check_constraint(
            op.f("ck_campaigns_proof_mode"), "proof_mode in ('trend', 'always', 'never')"
        )


def downgrade() -> None:
    """Take the change back: rules, rates and records are lost, and what was rejected stays so."""
    with op.batch_alter_table("campaigns") as batch:
        batch.drop_constraint(op.f("ck_campaigns_proof_mode"), type_="check")
        batch.drop_column("proof_until")
        batch.drop_column("proof_mode")
    with op.batch_alter_table("signatures") as batch:
        batch.drop_column("verdict")
    for table in (
        "proof_changes",
        "used_challenges",
        "network_uses",
        "screening_settings",
        "screening_rules",
    ):
        op.drop_table(table)


def _make_rules() -> None:
    op.create_table(
        "screening_rules",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("act", sa.String(length=10), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("value", sa.String(length=260), nullable=False),
        sa.Column("campaign_id", sa.String(length=26), nullable=True),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("account_id", sa.String(length=26), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "act in ('block', 'allow', 'disposable', 'lasting')", name=op.f("ck_screening_rules_act")
        ),
        sa.CheckConstraint(
            "kind in ('network', 'domain', 'address', 'hashed')", name=op.f("ck_screening_rules_kind")
        ),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["campaigns.id"],
            name=op.f("fk_screening_rules_campaign_id_campaigns"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screening_rules")),
    )
    op.create_table(
        "screening_settings",
        sa.Column("id", sa.Integer(), nullable=False),
        *(
            sa.Column(name, sa.Integer(), nullable=False)
            for name in ("short_count", "short_s", "long_count", "long_s")
        ),
        sa.CheckConstraint("id = 1", name=op.f("ck_screening_settings_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screening_settings")),
    )


def _make_uses() -> None:
    op.create_table(
        "network_uses",
        sa.Column("campaign_id", sa.String(length=26), nullable=False),
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("network", sa.LargeBinary(length=32), nullable=False),
        sa.Column("domain_index", sa.LargeBinary(length=16), nullable=False),
        sa.Column("domain", sa.LargeBinary(), nullable=False),
        sa.Column("verdict", sa.String(length=12), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("campaign_id", "id", name=op.f("pk_network_uses")),
    )
    op.create_index("ix_network_uses_due", "network_uses", ["network", "due_at"])


def _make_proof() -> None:
    op.create_table(
        "used_challenges",
        sa.Column("nonce", sa.LargeBinary(length=16), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("nonce", name=op.f("pk_used_challenges")),
    )
    op.create_index("ix_used_challenges_expires", "used_challenges", ["expires_at"])
    op.create_table(
        "proof_changes",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("campaign_id", sa.String(length=26), nullable=False),
        sa.Column("asks", sa.Boolean(), nullable=False),
        sa.Column("cause", sa.String(length=10), nullable=False),
        sa.Column("figure", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("account_id", sa.String(length=26), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["campaigns.id"],
            name=op.f("fk_proof_changes_campaign_id_campaigns"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proof_changes")),
    )
    op.create_index("ix_proof_changes_campaign", "proof_changes", ["campaign_id", "id"])
