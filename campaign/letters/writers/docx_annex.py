"""What stands behind a letter, in WordprocessingML; the rows of its tables pass one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from campaign.letters.writers import docx_styles as styles
from campaign.letters.writers import docx_xml as xml
from campaign.letters.writers.blocks import Heading, Table, Text
from campaign.letters.writers.docx_letter import Ending

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator

    from campaign.letters.layouts import Layout
    from campaign.letters.writers.blocks import Block

# The width of a column of figures, in millimetres.
FIGURES: Final = 25.0
# A section ends with a paragraph, and a table is none: so low a line is not seen.
_UNSEEN: Final = Ending(styles.TEXT, "", xml.spacing(0, 0.5))


def written(blocks: Iterable[Block], layout: Layout) -> Generator[str, None, Ending]:
    """The blocks' paragraphs and tables, in pieces; the last paragraph is returned."""
    held: Ending | None = None
    for block in blocks:
        if held:
            yield held.closed()
        held = None
        match block:
            case Heading(text, level):
                held = Ending(styles.TITLE if level == 1 else styles.CAPTION, xml.runs(text))
            case Text(text, quoted):
                held = Ending(styles.QUOTE if quoted else styles.TEXT, xml.runs(text))
            case Table():
                yield from _table(block, layout)
    return held or _UNSEEN


def _table(table: Table, layout: Layout) -> Iterator[str]:
    words = len(table.heads) - len(table.numbers)
    rest = (layout.body_width - FIGURES * len(table.numbers)) / max(words, 1)
    widths = [FIGURES if at in table.numbers else rest for at in range(len(table.heads))]
    yield Ending(styles.CAPTION, xml.runs(table.caption)).closed()
    yield xml.table_start(widths)
    yield xml.row(table.heads, widths, table.numbers, head=True)
    for row in table.rows:
        yield xml.row(row, widths, table.numbers)
    yield xml.TABLE_END
