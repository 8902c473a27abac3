"""The numbers that stay of a campaign whose signatures are erased."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core.db import db


class RemainingCount(db.Model):  # type: ignore[name-defined, misc]
    """How many signatures of a country counted when those of the campaign were erased."""

    __tablename__ = "remaining_counts"
    campaign_id: Mapped[str] = mapped_column(ForeignKey("campaigns.id"), primary_key=True)
    country: Mapped[str] = mapped_column(String(2), primary_key=True)
    signatures: Mapped[int]
