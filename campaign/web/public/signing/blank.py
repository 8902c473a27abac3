"""The form before anything is typed, as HTML: it is made once, and has a new token each time it is shown."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from flask import render_template
from markupsafe import Markup

from campaign.web.public import form_token
from campaign.web.public.signing.forms import SigningForm, about, country_options

if TYPE_CHECKING:
    from campaign.web.public.signing.asked import Asked


def blank(asked: Asked, language: str) -> tuple[Markup, str]:
    """The form for a campaign, and the token in it."""
    page, token = _made(asked, language)
    new = form_token.new(about(asked.slug))
    return Markup(page.replace(token, new)), new  # noqa: S704 - a template made it, and tokens are safe


@lru_cache(maxsize=256)
def _made(asked: Asked, language: str) -> tuple[str, str]:
    form, options = SigningForm(asked.slug), country_options(language)
    page = render_template("public/signing/fields.html", form=form, asked=asked, options=options)
    return page, str(form.csrf_token.current_token)
