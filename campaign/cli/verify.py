"""`campaign verify`: what outsiders check with nothing but published files. Needs no app and no database."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import click

from campaign.cli import fetching
from campaign.core.languages import gettext as _
from campaign.core.languages import ngettext
from campaign.signatures.log import published
from campaign.signatures.log.audit import Audit
from campaign.signatures.log.notes import DASH, TIME, Key, opened
from campaign.signatures.log.published import Comparison, ProofRefused, Receipt

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from campaign.signatures.log.notes import Head

CAMPAIGN: Final = re.compile(
    r"(?P<root>https?://[^/?#]+(?:/[^?#]*?)?)/c/(?P<slug>[^/?#]+)(?:/checkpoints)?/?"
)
PRINTED: Final = re.compile(r"(?:[0-9a-fA-F]{8}\s*){8}")
# What one page of checkpoints holds at most; a site that never ends them is not read for ever.
MOST_CHECKPOINTS: Final = 2_000_000
WORTH_A_BAR: Final = 10_000


@dataclass(frozen=True)
class Pins:
    """The public keys that must have signed: whole ones, and such as certificates print, in hexadecimal."""

    keys: tuple[Key, ...] = ()
    printed: tuple[bytes, ...] = ()

    @classmethod
    def parse(cls, texts: tuple[str, ...]) -> Pins:
        """Those that were given; raises `NoteRefused`."""
        printed = [text for text in texts if PRINTED.fullmatch(text)]
        keys = tuple(Key.parse(text) for text in texts if text not in printed)
        return cls(keys, tuple(bytes.fromhex("".join(text.split())) for text in printed))

    def among(self, told: Iterable[str]) -> tuple[Key, ...]:
        """The keys that may have signed, where these are told with it; raises `ProofRefused` if none may."""
        known = tuple(map(Key.parse, told))
        if self.keys or self.printed:
            known = (*self.keys, *(key for key in known if key.public in self.printed))
        if not known:
            raise ProofRefused(_("It is not signed with the key that you gave, but with another."))
        return known

    def __bool__(self) -> bool:
        return bool(self.keys or self.printed)


@dataclass
class Given:
    """What was handed in to be checked: published files, and the address of at most one campaign."""

    pins: Pins
    receipts: list[Receipt] = field(default_factory=list)
    comparisons: list[Comparison] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    pages: list[tuple[str, int, list[bytes]]] = field(default_factory=list)
    root: str = ""
    address: str = ""


@click.command()
@click.argument("places", metavar="FILE|URL...", nargs=-1, required=True)
@click.option("--key", "keys", multiple=True, help="The public key that must have signed.")
def verify(places: tuple[str, ...], keys: tuple[str, ...]) -> None:
    r"""Check receipts, checkpoints and the number of a campaign, with nothing but what is published.

    FILE is a receipt, a comparison of two checkpoints, a checkpoint or a page of entries; URL is the same on
    a site, or the page of a campaign: then its whole log is fetched, every checkpoint is compared with the
    entries, and the signatures are counted. Files that are given with it must fit it.

    \b
    Example: campaign verify https://campaign.example.org/c/protect-refugees receipt.json
    """
    given = Given(Pins.parse(keys))
    for place in places:
        _take(given, place)
    heads = [_say_receipt(given, receipt) for receipt in given.receipts]
    heads += [head for one in given.comparisons for head in _say_comparison(given, one)]
    if given.address or given.pages:
        _say_log(given, heads)
    elif given.notes:
        _refuse_lonely(given)


def _take(given: Given, place: str) -> None:
    """Sort what lies at a place to its like."""
    if found := CAMPAIGN.fullmatch(place):
        if given.address:
            raise click.UsageError(_("Only one campaign can be checked at a time."))
        given.root, given.address = found["root"], f"{found['root']}/c/{found['slug']}"
        return
    text = fetching.text_of(place)
    if text.lstrip().startswith("{"):
        said = published.read(text)
        if isinstance(said, Receipt):
            given.receipts.append(said)
        else:
            given.comparisons.append(said)
    elif f"\n\n{DASH}" in text:
        given.notes += published.split(text)
    else:
        given.pages.append(published.read_page(text))


def _say_receipt(given: Given, receipt: Receipt) -> Head:
    head, key = receipt.check(given.pins.among([receipt.key]))
    said = {"index": receipt.index, "origin": head.origin, "time": head.time.strftime(TIME)}
    message = _("The receipt is right: its entry, %(index)s, was in the log %(origin)s on %(time)s.")
    click.echo(message % said)
    _say_key(given, key)
    return head


def _say_comparison(given: Given, comparison: Comparison) -> tuple[Head, Head]:
    old, new, key = comparison.check(given.pins.among(comparison.keys))
    said = {
        "origin": new.origin,
        "old": old.time.strftime(TIME),
        "new": new.time.strftime(TIME),
        "before": old.size,
        "after": new.size,
    }
    message = _(
        "The log %(origin)s only grew from %(old)s to %(new)s: the first %(before)s of its %(after)s entries"
        " are the same."
    )
    click.echo(message % said)
    _say_key(given, key)
    return old, new


def _say_log(given: Given, heads: list[Head]) -> None:
    """Go through the log from its first entry, and say what it leaves."""
    keys = given.pins.among(_told(given))
    notes = given.notes + (list(_notes(given.address)) if given.address else [])
    if not notes and not heads:
        raise ProofRefused(_("There is no checkpoint to hold the entries against."))
    known = [opened(note, keys) for note in notes]
    heads = list(dict.fromkeys([*heads, *(head for head, _key in known)]))
    last = max(heads, key=lambda head: (head.size, head.time))
    _refuse_another(given, last)
    audit = Audit(last.origin, heads)
    for receipt in given.receipts:
        audit.look_for(receipt)
    for entries in _entries(given, last):
        audit.add(entries)
    audit.finish()
    _say_number(audit, last, len(heads))
    for receipt in given.receipts:
        _say_standing(audit, receipt)
    if known:
        _say_key(given, known[-1][1])
    click.echo(_("This does not prove that the entries are real people: see the site's page about it."))


def _refuse_another(given: Given, last: Head) -> None:
    """Hold the log against the address that was asked for: the name of a campaign there never changes."""
    if given.address and not last.origin.endswith(given.address.removeprefix(given.root)):
        message = _("%(address)s gives out the log of another campaign: %(origin)s.")
        raise ProofRefused(message % {"address": given.address, "origin": last.origin})


def _say_number(audit: Audit, last: Head, checkpoints: int) -> None:
    fits = ngettext(
        "%(num)d checkpoint fits the entries: nothing was dropped or changed.",
        "%(num)d checkpoints fit the entries: nothing was dropped or changed.",
        checkpoints,
    )
    said = {
        "origin": last.origin,
        "number": last.number,
        "time": last.time.strftime(TIME),
        "entries": audit.size - audit.removals,
        "removals": audit.removals,
    }
    message = _(
        "The number of %(origin)s is right: %(number)s signatures on %(time)s, that is %(entries)s less"
        " %(removals)s that were taken back."
    )
    click.echo(fits)
    click.echo(message % said)


def _say_standing(audit: Audit, receipt: Receipt) -> None:
    if not audit.stands(receipt):
        message = _("The entry of the receipt, %(index)s, was taken back: it does not count any more.")
        raise ProofRefused(message % {"index": receipt.index})
    click.echo(_("The entry of the receipt, %(index)s, counts.", index=receipt.index))


def _say_key(given: Given, key: Key) -> None:
    if given.pins:
        click.echo(_("It is signed with the key that you gave."))
        return
    message = _(
        "It is signed with %(key)s. Compare this with the key in a certificate, or give it with --key."
    )
    click.echo(message % {"key": key})


def _refuse_lonely(given: Given) -> None:
    for note in given.notes if given.pins.keys else ():
        head, _key = opened(note, given.pins.keys)
        said = {"origin": head.origin, "size": head.size, "number": head.number}
        message = _("The checkpoint is signed: %(origin)s has %(size)s entries and %(number)s signatures.")
        click.echo(message % said)
    raise ProofRefused(
        _(
            "A checkpoint alone does not show that the log only grew, or that its number is right. Give the"
            " address of the campaign's page too, or all pages of its entries."
        )
    )


def _told(given: Given) -> list[str]:
    """The keys that the site names, or the files that were given."""
    if given.root:
        return fetching.text_of(f"{given.root}/verify/keys.txt").splitlines()
    told = [receipt.key for receipt in given.receipts]
    return told + [key for comparison in given.comparisons for key in comparison.keys]


def _notes(address: str) -> Iterator[str]:
    """All checkpoints of a site, oldest first."""
    first = 1
    while first < MOST_CHECKPOINTS:
        found = published.split(fetching.text_of(f"{address}/checkpoints/from/{first}"))
        yield from found
        if len(found) < published.NOTES_A_PAGE:
            return
        first += len(found)


def _entries(given: Given, last: Head) -> Iterator[list[bytes]]:
    """The entries up to the last checkpoint, from the site or from the pages that were given."""
    pages = iter(sorted(given.pages, key=lambda page: page[1]))
    at = 0
    label = _("Entries")
    with click.progressbar(
        length=last.size, label=label, file=sys.stderr, hidden=last.size < WORTH_A_BAR
    ) as bar:
        while at < last.size:
            if given.address:
                page = published.read_page(fetching.text_of(f"{given.address}/log/{at}"))
            else:
                page = next(pages, (last.origin, at, []))
            origin, start, entries = page
            if origin != last.origin or start != at or not entries:
                message = _("The entries from %(at)s on are missing: give all pages of the log.", at=at)
                raise ProofRefused(message)
            yield entries[: last.size - at]
            at += len(entries)
            bar.update(len(entries))
