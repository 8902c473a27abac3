"""What is known when a letter is composed, in the words that go into it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from campaign.core.languages import gettext as _
from campaign.letters import wording

if TYPE_CHECKING:
    import datetime as dt

    from campaign.letters.wording import RequestForm


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything a draft can ask for; what is empty is not known.

    `addressee` is whom this letter asks, as it stands in a sentence ("the Government of Thailand"), and
    `addressees` all whom the campaign asks; in a letter that passes the ask on, both are the same.
    `statement` is how the statement is called in a sentence, with its article. `requests` are words of the
    item, verbatim, in `item_language`; `translation` is a courtesy translation of it. `count` and `countries`
    are those of confirmed signatures on `count_date`.
    """

    recipient_office: str
    addressee: str
    addressees: str
    campaign: str
    campaign_address: str
    organization: str
    statement: str
    item: str
    requests: tuple[str, ...]
    request_form: RequestForm
    count: int
    countries: int
    count_date: dt.date
    date: dt.date
    language: str = "en"
    item_language: str = "en"
    state: str = ""
    issuer: str = ""
    statement_date: dt.date | None = None
    item_number: str = ""
    signatory: str = ""
    signer_name: str = ""
    signer_country: str = ""
    own_words: str = ""
    translation: str = ""

    @property
    def ask(self) -> str:
        """Whom the letter asks for what, to stand after "We ask"."""
        if not self.requests:
            return _("%(addressee)s to do what is asked there", addressee=self.addressee)
        return wording.ask(self.addressee, self.request_form, self.requests)

    @property
    def request(self) -> str:
        """The words of the request alone, as they stand in the item."""
        return "; ".join(self.requests) or self.item

    @property
    def item_place(self) -> str:
        """The item by its number, to stand before "of the statement"."""
        if self.item_number:
            return _("item %(number)s", number=self.item_number)
        return _("the following item")

    @property
    def supporters(self) -> str:
        """How many people of how many countries."""
        return wording.supporters(self.count, self.countries, self.language)

    @property
    def shown_count(self) -> str:
        """The count as it is written."""
        return wording.number(self.count, self.language)

    @property
    def shown_countries(self) -> str:
        """The number of countries as it is written."""
        return wording.number(self.countries, self.language)

    @property
    def shown_count_date(self) -> str:
        """The day of the count, written out."""
        return wording.in_words(self.count_date, self.language)

    @property
    def shown_date(self) -> str:
        """The day of the letter, written out."""
        return wording.in_words(self.date, self.language)

    @property
    def shown_statement_date(self) -> str:
        """The day of the statement, written out, or nothing."""
        return wording.in_words(self.statement_date, self.language) if self.statement_date else ""

    @property
    def citation(self) -> str:
        """The statement with its issuer and date, as far as its name does not hold them already."""
        issuer = self.issuer if self.issuer.casefold() not in self.statement.casefold() else ""
        day = self.shown_statement_date if self.shown_statement_date not in self.statement else ""
        if issuer and day:
            return _(
                "%(statement)s, issued by %(issuer)s on %(date)s",
                statement=self.statement,
                issuer=issuer,
                date=day,
            )
        if issuer:
            return _("%(statement)s, issued by %(issuer)s", statement=self.statement, issuer=issuer)
        if day:
            return _("%(statement)s, issued on %(date)s", statement=self.statement, date=day)
        return self.statement

    @property
    def source(self) -> str:
        """The line under the quoted item: where it stands, in which statement, of which day."""
        day, statement = self.shown_statement_date, self.statement
        statement = _("%(statement)s, %(date)s", statement=statement, date=day) if day else statement
        if self.item_number:
            return _("Item %(number)s of %(statement)s", number=self.item_number, statement=statement)
        return _("From %(statement)s", statement=statement)

    @property
    def conditions(self) -> frozenset[str]:
        """The conditions that hold."""
        held = {
            "signed": self.count > 0,
            "unsigned": self.count == 0,
            "joined": self.count > 1,
            "alone": self.count <= 1,
            "own words": bool(self.own_words.strip()),
            "translated": bool(self.translation.strip()),
        }
        return frozenset(name for name, holds in held.items() if holds)
