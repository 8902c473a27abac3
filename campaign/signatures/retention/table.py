"""What is stored about people, where, for how long and why: the one table, which the privacy page shows.

A column that holds something personal and stands in no row here fails a test of the house.
"""

from __future__ import annotations

from dataclasses import dataclass

from campaign.campaigns.values import KEPT_DAYS
from campaign.core.languages import lazy_gettext as _
from campaign.mailer.records import KEPT_FOR
from campaign.signatures.retention.times import UNCONFIRMED

# As `letters.exports` has it, which stands on a higher floor.
FILES_DAYS = 30


@dataclass(frozen=True, slots=True)
class Kept:
    """One row: what is kept, in which columns (`table.column`), how long, and why."""

    what: str
    places: tuple[str, ...]
    until: str
    why: str

    def how_long(self, days: int) -> str:
        """The time in words; `days` is for how many days after its end a campaign's signatures are kept."""
        figures = {"unconfirmed": UNCONFIRMED.days, "mails": KEPT_FOR.days, "files": FILES_DAYS}
        return str(self.until) % {"days": days, **figures}


A_SIGNATURE = _(
    "Until you take it back; if you do not confirm it, %(unconfirmed)s days after the last mail about it;"
    " otherwise until %(days)s days after the end of the campaign, unless its page says another number."
)
AS_THE_SIGNATURE = _("As long as the signature that it belongs to.")

TABLE: tuple[Kept, ...] = (
    Kept(
        _("Of a signature: your name, e-mail address, city, comment and paragraph for letters, encrypted."),
        tuple(f"signatures.{name}" for name in ("name", "email", "city", "comment", "own_words")),
        A_SIGNATURE,
        _("To write to you, and to show and hand over what you allow."),
    ),
    Kept(
        _("A mark that is made from your address and cannot be turned back into it."),
        ("signatures.address_index",),
        AS_THE_SIGNATURE,
        _("So that nobody is counted twice, and you find what you signed."),
    ),
    Kept(
        _("Your country and language, and when you signed, confirmed, corrected or asked for a link."),
        tuple(
            f"signatures.{name}"
            for name in (
                "country",
                "language",
                "created_at",
                "confirmed_at",
                "asked_again_at",
                "told_at",
                "links_asked",
                "taken_back_at",
            )
        ),
        AS_THE_SIGNATURE,
        _("To count by country, and to write to you not too often."),
    ),
    Kept(
        _("What you allowed: when, and in which version of the words; and what you took back."),
        tuple(f"signatures.{name}" for name in ("consents", "show_name", "deliver_name", "updates")),
        AS_THE_SIGNATURE,
        _("To do what you allow and nothing else, and to be able to show that you did."),
    ),
    Kept(
        _("That the organizers hid a name or took a signature out of the count, and their reason."),
        ("signatures.hidden", "signatures.reason"),
        AS_THE_SIGNATURE,
        _("To keep forged names out, and to be able to put a mistake right."),
    ),
    Kept(
        _("Where your signature stands in the public log, and 32 random bytes that can prove it, encrypted."),
        ("signatures.leaf", "signatures.leaf_secret"),
        _("As long as the signature; the bytes are destroyed the moment you take it back."),
        _("So that the number can be checked from outside, and you can have a receipt."),
    ),
    Kept(
        _("Why a signature was not taken, where a rule of screening says so."),
        ("signatures.verdict",),
        AS_THE_SIGNATURE,
        _("To let in what was kept out by mistake."),
    ),
    Kept(
        _(
            "Apart from signatures: that somebody signed from a network, as a mark of the day, in which"
            " minute, and with which mail house, encrypted. Where nobody else signed in that minute, the"
            " times lead from the one to the other."
        ),
        tuple(f"network_uses.{name}" for name in ("network", "domain", "domain_index", "id", "due_at")),
        _("A day, or until the mail was due. The key of the mark is deleted after 30 days."),
        _("To slow down programs that sign in crowds."),
    ),
    Kept(
        _("Which networks, mail houses and addresses are kept out or let in; addresses as a mark alone."),
        ("screening_rules.value",),
        _("Until an admin removes the rule."),
        _("To keep forged names out."),
    ),
    Kept(
        _(
            "Of a signature that you took back: its country; when you gave, confirmed and took it back;"
            " whether letters may have named you, and whether the organizers had taken it out of the count."
        ),
        ("signatures.state", "signatures.withdrawn_at"),
        _("Until %(days)s days after the end of the campaign. It names nobody."),
        _("So that a number that was told before can be explained."),
    ),
    Kept(
        _("Of a mail to you: the address and the text, encrypted, with the mark of the address."),
        ("messages.address", "messages.context", "messages.address_index"),
        _("Until it is sent, or given up after about two days."),
        _("To send it."),
    ),
    Kept(
        _("That a mail of some kind was sent to you, and when."),
        ("messages.about", "messages.kind", "messages.sent_at"),
        _("%(mails)s days; less if you erase everything."),
        _("To send nothing twice, and to find out why a mail did not come."),
    ),
    Kept(
        _("That you want no more notices, or no mail: a mark made from your address."),
        ("suppressions.address_index",),
        _("Until you erase everything on your page."),
        _("So that you get none."),
    ),
    Kept(
        _("Letters and lists that organizers have made, as encrypted files, with the names you allow."),
        ("parts.set_aside",),
        _("%(files)s days; files with your name are erased at once when you take it back or correct it."),
        _("To print and post them."),
    ),
    Kept(
        _("Of a campaign: how many have signed, by country and hour; also when its signatures are erased."),
        ("tallies.by_country", "rollups.count"),
        _("For good. It names nobody."),
        _("A count is a promise."),
    ),
    Kept(
        _("Of those who work here: name, e-mail address, and a hash of the password."),
        ("accounts.email", "accounts.name", "accounts.password"),
        _("Until an admin removes the account."),
        _("To let them in and nobody else."),
    ),
    Kept(
        _("Of the organization: who signs its letters, its address, and whom to write to."),
        tuple(f"organizations.{name}" for name in ("signatory", "contact", "return_address")),
        _("Until it is changed. It is public."),
        _("It stands under letters."),
    ),
    Kept(
        _("Of the offices that are written to: who holds them and where to write, as they say in public."),
        ("recipients.holder", "recipients.email", "recipient_changes.before", "recipient_changes.after"),
        _("Until it is changed; what it was before stays in the directory’s log."),
        _("To address letters rightly."),
    ),
)


def places() -> frozenset[str]:
    """All columns that stand in the table, as `table.column`."""
    return frozenset(place for kept in TABLE for place in kept.places)


def shown(days: int = KEPT_DAYS) -> list[tuple[str, str, str]]:
    """The rows in words: what, how long, why."""
    return [(str(kept.what), kept.how_long(days), str(kept.why)) for kept in TABLE]
