"""Accounts and their roles, as Flask-Security wants them."""

from __future__ import annotations

import unicodedata
from datetime import datetime

from flask_security import RoleMixin, SQLAlchemyUserDatastore, UserMixin, hash_password, verify_password
from sqlalchemy import Column, ForeignKey, String, Table
from sqlalchemy.orm import Mapped, mapped_column, relationship

from campaign.accounts.values import Role
from campaign.core import clock
from campaign.core.db import Id, Moment, db

account_roles = Table(
    "account_roles",
    db.metadata,
    Column("account_id", ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True),
    Column("role_id", ForeignKey("roles.id", ondelete="CASCADE"), primary_key=True),
)


class RoleRow(db.Model, RoleMixin):  # type: ignore[misc, name-defined]
    """A role that accounts can have."""

    __tablename__ = "roles"
    id: Mapped[str] = mapped_column(Id, primary_key=True)  # type: ignore[assignment]
    name: Mapped[str] = mapped_column(String(20), unique=True)


class Account(db.Model, UserMixin):  # type: ignore[misc, name-defined]
    """Somebody who signs in."""

    __tablename__ = "accounts"
    id: Mapped[str] = mapped_column(Id, primary_key=True)  # type: ignore[assignment]
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(100), default="")
    password: Mapped[str | None] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    roles: Mapped[list[RoleRow]] = relationship(  # type: ignore[assignment]
        secondary=account_roles, lazy="selectin"
    )

    def take_password(self, password: str) -> None:
        """Let its owner sign in with this password, of which only a hash is kept."""
        # The sign-in form brings what is typed into this form first (SECURITY_PASSWORD_NORMALIZE_FORM).
        self.password = hash_password(unicodedata.normalize("NFKD", password))

    def has_password(self, password: str) -> bool:
        """Whether its owner signs in with this password."""
        return self.password is not None and bool(verify_password(password, self.password))

    @property
    def role(self) -> Role:
        """The one role of this account."""
        return Role.ADMIN if any(row.name == Role.ADMIN for row in self.roles) else Role.ORGANIZER

    @property
    def shown_name(self) -> str:
        """How the desk calls its owner."""
        return self.name or self.email

    @property
    def is_invited(self) -> bool:
        """Whether the owner has not set a password yet."""
        return self.password is None


datastore = SQLAlchemyUserDatastore(db, Account, RoleRow)
