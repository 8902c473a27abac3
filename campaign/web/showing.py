"""Dates, times and numbers as people read them, in the language in use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel.dates import format_date, format_time
from babel.numbers import format_decimal

from campaign.core import countries, languages

if TYPE_CHECKING:
    from datetime import date, datetime

    from flask import Flask


def install(app: Flask) -> None:
    """Add the filters `day`, `moment`, `number` and `country` to the templates of `app`."""
    app.jinja_env.filters.update(day=day, moment=moment, number=number, country=country)


def day(value: date) -> str:
    """29 August 2007."""
    return format_date(value, "long", locale=_locale())


def moment(value: datetime) -> str:
    """29 August 2007, 14:05 UTC."""
    time = format_time(value, "HH:mm", locale=_locale())
    return f"{day(value)}, {time} UTC"


def number(value: int) -> str:
    """1,284."""
    return format_decimal(value, locale=_locale())


def country(code: str) -> str:
    """The everyday name of a country."""
    return countries.name(code, languages.current())


def _locale() -> str:
    # The United Nations writes the day before the month.
    return "en_GB" if languages.current() == "en" else languages.current().replace("-", "_")
