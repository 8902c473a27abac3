"""An entry of the directory as data: what is shipped, imported, exported and checked."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final, cast

from campaign.core import addresses, countries
from campaign.core.languages import gettext as _
from campaign.directory import values
from campaign.directory.values import PostalAddress

if TYPE_CHECKING:
    from collections.abc import Iterator

KEY: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
CODE_OF_A_BODY: Final = re.compile(r"[A-Z][A-Z0-9]*(-[A-Z0-9]+)*")
LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")
LONGEST: Final = {
    "key": 60,
    "code": 40,
    "office": 200,
    "salutation": 100,
    "close": 100,
    "language": 10,
    "source": 500,
    "note": 2000,
    "holder": 200,
}
REQUIRED: Final = ("key", "code", "kind", "office", "salutation", "close", "language", "style", "status")
GOOD_FOR: Final = timedelta(days=365)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One office that receives letters; texts that are not known are empty.

    `code` is the state's or the body's, `lines` the address from the office to the country, `checked_on` the
    day of which the source speaks. `holder` is the name of whoever holds the office from `holder_from` to
    `holder_until`: letters go to the office, and no letter prints the name by itself.
    """

    key: str
    code: str
    kind: str
    office: str
    lines: tuple[str, ...] = ()
    salutation: str
    close: str
    language: str
    style: str
    email: str = ""
    source: str = ""
    checked_on: date | None = None
    status: str
    note: str = ""
    holder: str = ""
    holder_from: date | None = None
    holder_until: date | None = None

    @property
    def address(self) -> PostalAddress:
        """The address."""
        return PostalAddress(self.lines)

    @property
    def is_of_a_state(self) -> bool:
        """Whether the office is a state's rather than a body's."""
        return self.kind in values.KINDS_OF_A_STATE

    @property
    def is_reachable(self) -> bool:
        """Whether a letter can be posted."""
        return not self.address.is_empty

    @property
    def is_verified(self) -> bool:
        """Whether the office itself (`official`) or a fair source (`secondary`) gives the address."""
        return self.status in {"official", "secondary"}

    def holder_is_current(self, today: date) -> bool:
        """Whether the office is known to be held by `holder` today; an open end is no end."""
        began = self.holder_from is None or self.holder_from <= today
        return bool(self.holder) and began and not self.holder_has_left(today)

    def holder_has_left(self, today: date) -> bool:
        """Whether the last day of `holder` is over."""
        return bool(self.holder) and self.holder_until is not None and self.holder_until < today

    def is_stale(self, today: date) -> bool:
        """Whether there is an address, and nobody has checked it for a year."""
        return self.is_reachable and (self.checked_on is None or today - self.checked_on > GOOD_FOR)

    @property
    def as_json(self) -> dict[str, Any]:
        """All columns as values that JSON has: days in ISO 8601, lines as a list."""
        said = {name: getattr(self, name) for name in COLUMNS}
        days = {name: day.isoformat() for name, day in said.items() if isinstance(day, date)}
        return said | days | {"lines": list(self.lines)}

    def differences(self, other: Entry) -> tuple[str, ...]:
        """The columns in which `other` says something else."""
        return tuple(name for name in COLUMNS if getattr(self, name) != getattr(other, name))

    @property
    def warning(self) -> str | None:
        """What whoever posts a letter to this office must know first, or None."""
        if not self.is_reachable:
            return _(
                "The address of the %(office)s is unknown. Complete it before posting.", office=self.office
            )
        if not self.is_verified:
            return _(
                "The address of the %(office)s is unverified (source: %(source)s). Check it before posting.",
                office=self.office,
                source=self.source,
            )
        return None

    def open_questions(self, today: date) -> Iterator[str]:
        """What is not known, a sentence each.

        No address, an unverified one, one that was not checked for a year, a holder who left.
        """
        if self.warning:
            yield self.warning
        if self.holder_has_left(today) and self.holder_until:
            day = self.holder_until.isoformat()
            yield _("%(holder)s held the office until %(day)s.", holder=self.holder, day=day)
        if not self.is_stale(today):
            return
        if self.checked_on is None:
            yield _("It is not known when the address was last right.")
        else:
            yield _("The address was last checked on %(day)s.", day=self.checked_on.isoformat())

    def problems(self, today: date) -> Iterator[str]:
        """What is wrong, a sentence each; such an entry is not taken in."""
        yield from self._wrong_texts()
        yield from self._wrong_words()
        yield from self.address.problems
        if self.is_reachable == (self.status == "unknown"):
            yield _("The status must be “unknown” where there is no address, and only there.")
        if self.is_reachable and not self.source:
            yield _("The source of the address is missing.")
        if self.checked_on and self.checked_on > today:
            yield _("The day of the last check lies in the future.")
        if not self.holder and (self.holder_from or self.holder_until):
            yield _("There are days of a holder whose name is missing.")
        if self.holder_from and self.holder_until and self.holder_until < self.holder_from:
            yield _("The holder's last day lies before the first.")

    def _wrong_texts(self) -> Iterator[str]:
        for name in REQUIRED:
            if not getattr(self, name):
                yield _("The column %(name)s is empty.", name=name)
        for name, most in LONGEST.items():
            text = cast("str", getattr(self, name))
            if len(text) > most:
                yield _("The column %(name)s holds more than %(count)s letters.", name=name, count=most)
            if bad := values.bad_characters(text):
                yield _("The column %(name)s holds %(names)s.", name=name, names=values.code_points(bad))

    def _wrong_words(self) -> Iterator[str]:
        if self.key and not KEY.fullmatch(self.key):
            yield _(
                "The key may hold small letters, digits and single hyphens, such as th-head-of-government."
            )
        for name, words in (("kind", values.KINDS), ("status", values.STATUSES), ("style", values.STYLES)):
            word = getattr(self, name)
            if word and word not in words:
                yield _("The %(name)s must be one of: %(words)s.", name=name, words=", ".join(words))
        if self.is_of_a_state and self.code not in countries.CODES:
            yield _("The code must be that of a state, in two capital letters, such as TH.")
        elif self.code and not CODE_OF_A_BODY.fullmatch(self.code):
            yield _("The code may hold capital letters, digits and single hyphens, such as UNHCR.")
        if self.language and not LANGUAGE.fullmatch(self.language):
            yield _("The language must be a code such as en or pt-BR.")
        if self.email:
            try:
                addresses.checked(self.email)
            except addresses.BadAddress as error:
                yield error.sentence


COLUMNS: Final = tuple(field.name for field in fields(Entry))
