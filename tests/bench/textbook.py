"""The textbook's way to take signatures: what the bench of signing measures ours against.

An application as tutorials write it: Flask-SQLAlchemy's ORM, a WTForms select of all countries, Flask-WTF's
token in the session, `COUNT(*)` on every page, gunicorn's sync workers. Nothing is encrypted or screened, and
no mail is written.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime

from flask import Flask, redirect, render_template_string, url_for
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import FlaskForm
from sqlalchemy import ForeignKey, String, Text, UniqueConstraint, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from wtforms import BooleanField, EmailField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Email, Length

from campaign.core import countries

SLUG = "legal-protection"


class Base(DeclarativeBase):
    """The textbook's tables, apart from those of the product."""


db = SQLAlchemy(model_class=Base)


class Campaign(db.Model):  # type: ignore[name-defined, misc]
    """What is signed."""

    __tablename__ = "textbook_campaigns"
    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text)


class Name(db.Model):  # type: ignore[name-defined, misc]
    """Who signed it."""

    __tablename__ = "textbook_signatures"
    __table_args__ = (UniqueConstraint("campaign_id", "email"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("textbook_campaigns.id"), index=True)
    name: Mapped[str] = mapped_column(String(100))
    email: Mapped[str] = mapped_column(String(254))
    country: Mapped[str] = mapped_column(String(2))
    city: Mapped[str] = mapped_column(String(100), default="")
    comment: Mapped[str] = mapped_column(Text, default="")
    show_name: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(String(10), default="pending")
    created_at: Mapped[datetime] = mapped_column(default=lambda: datetime.now(UTC).replace(tzinfo=None))


class SignForm(FlaskForm):  # type: ignore[misc]
    """The form."""

    name = StringField("Name", validators=[DataRequired(), Length(max=100)])
    email = EmailField("E-mail", validators=[DataRequired(), Email(), Length(max=254)])
    country = SelectField("Country", choices=countries.choices("en"), validators=[DataRequired()])
    city = StringField("City", validators=[Length(max=100)])
    comment = TextAreaField("Comment", validators=[Length(max=1000)])
    show_name = BooleanField("Show my name")


PAGE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>{{ campaign.title }}</title></head>
<body>
<h1>{{ campaign.title }}</h1>
<p>{{ campaign.text }}</p>
<p>{{ count }} have signed.</p>
<form method="post" action="{{ url_for('sign', slug=campaign.slug) }}">
{{ form.csrf_token }}
{% for field in (form.name, form.email, form.country, form.city, form.comment, form.show_name) %}
<p>{{ field.label }} {{ field }} {% for error in field.errors %}<em>{{ error }}</em>{% endfor %}</p>
{% endfor %}
<button>Sign</button>
</form>
</body>
</html>"""


def create_app() -> Flask:
    """The application on the database of TEXTBOOK_DATABASE_URL."""
    app = Flask(__name__)
    app.config["SECRET_KEY"] = "only for measuring"
    app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["TEXTBOOK_DATABASE_URL"]
    db.init_app(app)

    @app.get("/c/<slug>")
    def show(slug: str) -> str:
        return _page(_campaign(slug), SignForm())

    @app.post("/c/<slug>/sign")
    def sign(slug: str) -> object:
        campaign, form = _campaign(slug), SignForm()
        if not form.validate_on_submit():
            return _page(campaign, form), 422
        known = select(Name).filter_by(campaign_id=campaign.id, email=form.email.data.lower())
        if db.session.scalar(known) is None:
            db.session.add(
                Name(
                    campaign_id=campaign.id,
                    name=form.name.data,
                    email=form.email.data.lower(),
                    country=form.country.data,
                    city=form.city.data or "",
                    comment=form.comment.data or "",
                    show_name=form.show_name.data,
                )
            )
            db.session.commit()
        return redirect(url_for("show", slug=slug), 303)

    return app


def make_tables() -> None:
    """The tables and the one campaign, in the database of the application in use."""
    db.create_all()
    db.session.add(Campaign(slug=SLUG, title="Legal protection", text="Provide legal protection. " * 20))
    db.session.commit()


def _campaign(slug: str) -> Campaign:
    return db.session.execute(select(Campaign).filter_by(slug=slug)).scalar_one()


def _page(campaign: Campaign, form: SignForm) -> str:
    count = db.session.scalar(select(func.count()).select_from(Name).filter_by(campaign_id=campaign.id))
    return render_template_string(PAGE, campaign=campaign, form=form, count=count)
