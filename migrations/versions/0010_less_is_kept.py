"""Of withdrawn signatures a country and moments alone are kept, of the uses of networks one time less."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
FLAGS = ("show_name", "deliver_name", "updates", "hidden")
MOMENTS = ("withdrawn_at", "taken_back_at", "told_at", "asked_again_at")
SIGNATURES = sa.table(
    "signatures",
    *(sa.column(name, sa.String()) for name in ("state", "verdict", "language")),
    *(sa.column(name, sa.Boolean()) for name in FLAGS),
    *(sa.column(name, MOMENT) for name in MOMENTS),
    sa.column("links_asked", sa.Integer()),
)


def upgrade() -> None:
    """Make the change."""
    with op.batch_alter_table("network_uses") as batch:
        batch.drop_column("at")
    withdrawn = SIGNATURES.update().where(SIGNATURES.c.state == "withdrawn")
    stood_in_letters = sa.or_(SIGNATURES.c.deliver_name, SIGNATURES.c.taken_back_at.is_not(None))
    op.execute(withdrawn.where(stood_in_letters).values(taken_back_at=SIGNATURES.c.withdrawn_at))
    by_hand = SIGNATURES.c.verdict == "by-hand"
    blank = {name: sa.false() for name in FLAGS} | {"told_at": None, "asked_again_at": None}
    blank |= {"language": "", "links_asked": 0, "verdict": sa.case((by_hand, "by-hand"), else_="")}
    op.execute(withdrawn.values(blank))


def downgrade() -> None:
    """Take the change back: what was erased stays so, and uses of networks, kept for a day, go."""
    op.execute(sa.table("network_uses").delete())
    with op.batch_alter_table("network_uses") as batch:
        batch.add_column(sa.Column("at", MOMENT, nullable=False))
