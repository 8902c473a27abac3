"""All signatures of a campaign, as a stream: what an export may hold, however many there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import (
    ColumnElement,
    Integer,
    LargeBinary,
    Row,
    Select,
    Text,
    cast,
    func,
    select,
    type_coerce,
    union_all,
)

from campaign.core.db import db
from campaign.signatures.models import Signature
from campaign.signatures.values import State

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

AT_ONCE: Final = 5_000
# So many are there as objects at a time: more, and Python's garbage collector looks at them again and again.
PART: Final = 250
SEALED: Final = ("name", "city", "comment")
# It is sealed too, and only in lists that are asked for with it.
ADDRESS: Final = "email"
CONSENTS: Final = ("show_name", "deliver_name", "updates", "hidden")
MOMENTS: Final = ("created_at", "confirmed_at")


def everything(
    campaign_id: str, state: str = "", sealed: Sequence[str] = SEALED
) -> Iterator[Sequence[Row[*tuple[Any, ...]]]]:
    """Signatures in all states, or in one, in the order of signing, some hundred at once.

    Each is its id, the `sealed` columns as they are stored, its country, state and reason, `CONSENTS`, each
    1 or 0, and `MOMENTS`, in UTC, as ISO 8601 has them but for the T. Nothing is made of them that takes
    time: that is left to who writes the file. Read batch after batch by their ids, each of them is met once,
    whatever state it goes to meanwhile; states are merged, as the index has them, so that nothing is sorted.
    """
    table = Signature.__table__.c
    columns = (
        *(type_coerce(table[name], LargeBinary) for name in sealed),
        *(table[name] for name in ("country", "state", "reason")),
        *(type_coerce(table[name], Integer) for name in CONSENTS),
        *(_as_text(table[name]).label(name) for name in MOMENTS),
    )
    states = [State(state)] if state else list(State)
    last: str | None = ""
    while last is not None:
        end = _end(campaign_id, states, last)
        yield from db.session.execute(_between(campaign_id, states, last, end, columns)).partitions(PART)
        last = end


def _end(campaign_id: str, states: Sequence[State], last: str) -> str | None:
    """The id that the next batch ends with; None where it is the last one."""
    table = Signature.__table__.c
    parts = []
    for state in states:
        part = select(table.id).where(table.campaign_id == campaign_id, table.state == state, table.id > last)
        parts.append(select(part.order_by(table.id).limit(AT_ONCE).subquery().c.id))
    ids = union_all(*parts).subquery().c.id
    found: str | None = db.session.scalar(select(ids).order_by(ids).offset(AT_ONCE - 1).limit(1))
    return found


def _between(
    campaign_id: str,
    states: Sequence[State],
    last: str,
    end: str | None,
    columns: Sequence[ColumnElement[Any]],
) -> Select[*tuple[Any, ...]]:
    table = Signature.__table__.c
    parts = []
    for state in states:
        part = select(table.id, *columns).where(
            table.campaign_id == campaign_id, table.state == state, table.id > last
        )
        parts.append(part if end is None else part.where(table.id <= end))
    whole = union_all(*parts).subquery()
    return select(whole).order_by(whole.c.id)


def _as_text(moment: ColumnElement[Any]) -> ColumnElement[str]:
    if db.engine.dialect.name == "postgresql":
        return cast(func.timezone("UTC", moment), Text())
    return type_coerce(moment, Text())
