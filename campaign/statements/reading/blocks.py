"""The parts of a statement as blocks that a page can show, each with what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from campaign.statements.values import Block

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from campaign.statements.reading.found import Part
    from campaign.statements.values import BlockKind, Span


def blocks_of(parts: Sequence[Part], title_at: Span | None) -> Iterator[Block]:
    """The blocks in order; `title_at` is the paragraph that holds the title."""
    operative_at = [place for place, part in enumerate(parts) if part.kind != "text"]
    first = operative_at[0] if operative_at else len(parts)
    last = operative_at[-1] if operative_at else len(parts)
    index = 0
    for place, part in enumerate(parts):
        if part.kind == "item":
            yield Block("item", part.span.start, part.span.end, index)
            index += 1
        elif part.kind == "heading":
            yield Block("heading", part.span.start, part.span.end)
        else:
            kind = _kind_of_text(place, part.span, first, last, title_at)
            yield Block(kind, part.span.start, part.span.end)


def _kind_of_text(place: int, span: Span, first: int, last: int, title_at: Span | None) -> BlockKind:
    if place > last:
        return "closing"
    if place > first:
        return "passage"
    if title_at is None or span.start > title_at.start:
        return "introduction"
    return "title" if span == title_at else "preface"
