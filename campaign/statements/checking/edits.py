"""What a person can do to the items: each a function from a sheet to a sheet that raises `CannotChange`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from campaign.core.ids import new_id
from campaign.core.languages import gettext as _
from campaign.statements.checking.finding import trimmed
from campaign.statements.checking.sheet import Asked, CannotChange, Marked, Sheet
from campaign.statements.reading.pieces import named_by, read_piece
from campaign.statements.values import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from campaign.statements.values import Addressee, ReadItem

LONGEST_VERB: Final = 40
MOST_VERBS: Final = 12
LONGEST_CODE: Final = 200


def respan(sheet: Sheet, item_id: str, start: int, end: int) -> Sheet:
    """Let the item be the words from `start` to `end`: who is asked there is read again."""
    item, span = sheet.item(item_id), trimmed(sheet.text, start, end)
    if span == item.span:
        return sheet
    return sheet.with_items(_piece(sheet.text, item, span))


def split(sheet: Sheet, item_id: str, at: int) -> Sheet:
    """Make two items of one: the second begins with the words at `at`."""
    item = sheet.item(item_id)
    if not item.start < at < item.end:
        raise CannotChange(_("An item can be split between two of its own words only."))
    first, second = trimmed(sheet.text, item.start, at), trimmed(sheet.text, at, item.end)
    one, other = _piece(sheet.text, item, first), _piece(sheet.text, item, second)
    if not other.verbs:
        other = replace(other, verbs=item.verbs, is_campaign=item.is_campaign)
    return sheet.with_items(one, replace(other, id=new_id()))


def join(sheet: Sheet, item_id: str) -> Sheet:
    """Make one item of this and the next, with the words between them."""
    item, following = sheet.item(item_id), sheet.after(item_id)
    if following is None:
        raise CannotChange(_("This is the last item: there is none to join it with."))
    asked = {one.code: one for one in (*following.asked, *item.asked)}
    kinds = {item.kind, following.kind}
    joined = item.changed(
        end=following.end,
        kind="ask" if "ask" in kinds else item.kind,
        verbs=tuple(dict.fromkeys((*item.verbs, *following.verbs))),
        requests=(*item.requests, *following.requests),
        is_campaign=item.is_campaign or following.is_campaign,
        flags=tuple(dict.fromkeys((*item.flags, *following.flags))),
        proposed=tuple({str(one["code"]): one for one in (*following.proposed, *item.proposed)}.values()),
        asked=tuple(sorted(asked.values(), key=lambda one: (one.start is None, one.start or 0))),
    )
    return sheet.with_items(joined, without=[following.id])


def add(sheet: Sheet, start: int, end: int, item_id: str, *, is_campaign: bool = False) -> Sheet:
    """Mark words that the reader took for no item; what it finds in them is filled in.

    It becomes a campaign if the words say so, or if `is_campaign`.
    """
    span = trimmed(sheet.text, start, end)
    added = marked_as_read(read_piece(sheet.text, span), item_id)
    if is_campaign:
        added = replace(added, kind="ask", is_campaign=True)
    return sheet.with_items(added.reflagged())


def drop(sheet: Sheet, item_id: str) -> Sheet:
    """Say that it is no item; its words stay in the text."""
    return sheet.with_items(without=[sheet.item(item_id).id])


def reword(sheet: Sheet, item_id: str, verbs: Sequence[str], *, is_campaign: bool) -> Sheet:
    """Say which verbs the item has, in the dictionary's form, and whether it becomes a campaign."""
    item = sheet.item(item_id)
    plain = tuple(dict.fromkeys(" ".join(verb.lower().split()) for verb in verbs if verb.strip()))
    if not plain:
        raise CannotChange(_("Say at least one verb, such as “urge”."))
    if len(plain) > MOST_VERBS or any(len(verb) > LONGEST_VERB for verb in plain):
        raise CannotChange(_("Write each verb alone, with commas between them: “urge, call upon”."))
    kind = "ask" if is_campaign else item.kind
    if (plain, is_campaign, kind) == (item.verbs, item.is_campaign, item.kind):
        return sheet
    return sheet.with_items(item.changed(verbs=plain, is_campaign=is_campaign, kind=kind))


def ask(sheet: Sheet, item_id: str, asked: Iterable[Asked]) -> Sheet:
    """Say who is asked."""
    item, now = sheet.item(item_id), tuple(asked)
    return sheet if now == item.asked else sheet.with_items(item.changed(asked=now, kind="ask"))


def name(sheet: Sheet, item_id: str, start: int, end: int) -> Sheet:
    """Say that the words from `start` to `end` name who is asked: those they mean, or else a group."""
    item, span = sheet.item(item_id), trimmed(sheet.text, start, end)
    words = span.of(sheet.text)
    found = [asked_as_read(one) for one in named_by(sheet.text, span, item.span)]
    known = {(one.code, one.start) for one in item.asked}
    new = [one for one in found if (one.code, one.start) not in known]
    if not new:
        raise CannotChange(_("“%(words)s” is marked as who is asked already.", words=words[:60]))
    codes = {one.code for one in new}
    kept = [one for one in item.asked if one.code not in codes]
    return ask(sheet, item_id, sorted([*kept, *new], key=lambda one: (one.start is None, one.start or 0)))


def accept(sheet: Sheet, item_ids: Iterable[str], now: datetime) -> Sheet:
    """Say that these items were read right."""
    items = [sheet.item(item_id) for item_id in item_ids]
    return sheet.with_items(
        *(replace(item, accepted_at=now.isoformat()) for item in items if not item.accepted_at)
    )


def _piece(text: str, item: Marked, span: Span) -> Marked:
    """The part of `item` that lies in `span`, and what is read in words that are new to it."""
    read = read_piece(text, span)
    # Who is asked in words before the item ("We call on …:" above its bullets) is asked in each part of it.
    kept = [one for one in item.asked if one.span is None or _inside(one.span, span) or _outside(one, item)]
    known = {one.code for one in kept}
    found = [asked_as_read(one) for one in read.addressees if one.code not in known and one.kind != "group"]
    requests = [r for r in item.requests if _inside(Span(*r), span)]
    return item.changed(
        start=span.start,
        end=span.end,
        verbs=read.verbs or (item.verbs if span.start == item.start else ()),
        is_campaign=read.is_campaign or (item.is_campaign and span.start == item.start),
        requests=tuple(requests) or tuple((r.start, r.end) for r in read.requests),
        asked=tuple(sorted([*kept, *found], key=lambda one: (one.start is None, one.start or 0))),
    )


def _inside(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _outside(one: Asked, item: Marked) -> bool:
    return one.span is not None and not _inside(one.span, item.span)


def marked_as_read(read: ReadItem, item_id: str) -> Marked:
    """An item, as the reader found it."""
    return Marked(
        id=item_id,
        number=read.number,
        section=read.section,
        kind=read.kind,
        verbs=read.verbs,
        start=read.start,
        end=read.end,
        requests=tuple((request.start, request.end) for request in read.requests),
        is_campaign=read.is_campaign,
        flags=read.flags,
        proposed=tuple(proposal.as_json() for proposal in read.proposed),
        asked=tuple(asked_as_read(one) for one in read.addressees),
    )


def asked_as_read(one: Addressee) -> Asked:
    """Who is asked, as the reader found it."""
    return Asked(
        one.code[:LONGEST_CODE], one.kind, one.name[:LONGEST_CODE], one.phrase, one.start, one.end, one.basis
    )
