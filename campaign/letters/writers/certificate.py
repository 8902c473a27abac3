"""The words of a count certificate, the same in every kind of file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from campaign.core.languages import gettext as _
from campaign.core.languages import ngettext
from campaign.letters.wording import in_words, number
from campaign.letters.writers.blocks import Table
from campaign.signatures.retention.times import UNCONFIRMED

if TYPE_CHECKING:
    from campaign.letters.values import CountCertificate, Letter, PublicLog

_GROUP: Final = 8


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the certificate: its heading, and sentences, a table, figures in groups where it has them."""

    heading: str
    sentences: tuple[str, ...] = ()
    table: Table | None = None
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a count certificate says, from top to bottom."""

    title: str
    lead: str
    words: str
    source: str
    count: str
    sections: tuple[Section, ...]
    certified: str
    place_and_day: str
    signatory: tuple[str, ...]


def certificate_of(told: CountCertificate, letter: Letter) -> Certificate:
    """The words of the count certificate that goes with the letter, in the language in use."""
    return Certificate(
        title=_("Count certificate"),
        lead=_(
            "This certificate says how many people have signed the campaign “%(campaign)s”, which takes up "
            "%(item)s, and how they were counted. The words that they signed are:",
            campaign=told.campaign,
            item=told.item,
        ),
        words=_("“%(words)s”", words=told.words),
        source=told.source,
        count=_count(told, letter.language),
        sections=(
            _countries(told, letter.language),
            _method(),
            _left_out(told, letter.language),
            *(_log(told.log, letter.language) if told.log else ()),
            _list(told),
        ),
        certified=_("For %(organization)s:", organization=told.organization),
        place_and_day=_place_and_day(told, letter),
        signatory=told.signatory,
    )


def _count(told: CountCertificate, language: str) -> str:
    return ngettext(
        "On %(day)s at %(time)s UTC, %(shown)s signature was confirmed.",
        "On %(day)s at %(time)s UTC, %(shown)s signatures were confirmed.",
        told.total,
        day=in_words(told.cut_off.date(), language),
        time=f"{told.cut_off:%H:%M:%S}",
        shown=number(told.total, language),
    )


def _countries(told: CountCertificate, language: str) -> Section:
    rows = tuple((country, number(count, language)) for country, count in told.by_country)
    return Section(
        _("By country"),
        (
            _(
                "The country is the one that each signer gave. Countries with fewer than five are counted "
                "together."
            ),
        ),
        Table(_("Signatures by country"), (_("Country"), _("Signatures")), rows, (1,)),
    )


def _method() -> Section:
    return Section(
        _("How signatures were counted"),
        (
            _(
                "A signature counts once its owner has confirmed it: whoever signs is sent an e-mail, and "
                "confirms on the page that it leads to. The same holds for signatures that were collected "
                "elsewhere."
            ),
            _(
                "Each e-mail address counts once for the campaign. Whoever signs again with an address, or "
                "with another spelling of it that reaches the same mailbox, is not counted again."
            ),
        ),
    )


def _left_out(told: CountCertificate, language: str) -> Section:
    rows = (
        (_("Withdrawn by their signers"), number(told.withdrawn, language)),
        (_("Rejected by rules or by the organizers as not genuine"), number(told.rejected, language)),
        (_("Not confirmed by their signers"), number(told.unconfirmed, language)),
    )
    erased = _(
        "Signatures that were never confirmed are erased %(days)s days after the last mail about them. Those "
        "that were erased are not among these figures any more.",
        days=number(UNCONFIRMED.days, language),
    )
    return Section(
        _("What was not counted"),
        (_("These signatures were received and are in none of the figures above."), erased),
        Table(_("Signatures that were not counted"), (_("Reason"), _("Signatures")), rows, (1,)),
    )


def _log(told: PublicLog, language: str) -> tuple[Section, Section]:
    first = _(
        "The campaign keeps a public log in which each confirmed signature has an entry that names nobody."
    )
    last = _("No checkpoint of the log had been signed by then.")
    if told.made_at:
        last = _(
            "The last checkpoint by then was signed on %(day)s at %(time)s UTC: the log had %(entries)s"
            " entries (with those that take others back), which leave %(shown)s signatures, and this root:",
            day=in_words(told.made_at.date(), language),
            time=f"{told.made_at:%H:%M:%S}",
            entries=number(told.entries, language),
            shown=number(told.total, language),
        )
    proves = _(
        "The log proves that no entry was dropped or changed, and that the number is what the entries leave."
        " It does not prove that they are real people: for that stand the confirmation by e-mail, the single"
        " count of each address and the rejections named above."
    )
    check = _(
        "The command “campaign verify %(address)s” checks it with nothing but what is published. Checkpoints"
        " are signed with this public key (Ed25519):",
        address=told.address,
    )
    return (
        Section(_("The public log"), (first, last), groups=_in_groups(told.root)),
        Section(_("How it can be checked"), (proves, check), groups=_in_groups(told.key)),
    )


def _in_groups(text: str) -> tuple[str, ...]:
    return tuple(text[at : at + _GROUP] for at in range(0, len(text), _GROUP))


def _list(told: CountCertificate) -> Section:
    return Section(
        _("The list of signatures"),
        (
            _(
                "The figures come from a list with one line for each confirmed signature, in the order of "
                "signing: its identifier, the country’s code and the moment of confirmation. It names "
                "nobody. Whoever is shown the list can prove with its SHA-256 that it is the one certified "
                "here:"
            ),
        ),
        groups=_in_groups(told.digest),
    )


def _place_and_day(told: CountCertificate, letter: Letter) -> str:
    day = in_words(letter.date, letter.language)
    return _("%(place)s, %(date)s", place=told.place, date=day) if told.place else day
