"""The forms on the page of a campaign's screening."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import (  # type: ignore[attr-defined]  # the types are those of 3.2
    RadioField,
    SelectChoice,
    StringField,
)
from wtforms.validators import DataRequired, Length, Regexp

from campaign.campaigns.values import ProofMode
from campaign.core.languages import lazy_gettext as _

HASH = r"[0-9a-f]{64}"
DAY = r"\d{4}-\d{2}-\d{2}"


class ChooseProof(FlaskForm):
    """When signing asks for proof of work."""

    mode = RadioField(
        _("When it is asked for"),
        choices=[
            SelectChoice(
                ProofMode.TREND.value, _("When a trend looks like an attack, and for an hour after it")
            ),
            SelectChoice(ProofMode.ALWAYS.value, _("Always, until you choose something else")),
            SelectChoice(ProofMode.NEVER.value, _("Never")),
        ],
    )


class BlockNetwork(FlaskForm):
    """A network by its hash, and the day it was hashed on."""

    key = StringField(validators=[Regexp(rf"\A{HASH}\Z")])
    day = StringField(validators=[Regexp(rf"\A{DAY}\Z")])


class BlockDomain(FlaskForm):
    """A mail domain."""

    key = StringField(validators=[DataRequired(), Length(max=253)])
