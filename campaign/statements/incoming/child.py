"""What runs apart: takes one file from standard input and answers on standard output, in JSON.

`python -m campaign.statements.incoming.child KIND`. It speaks to no person, so nothing here is translated.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from campaign.statements.incoming import walls
from campaign.statements.incoming.unreadable import Unreadable, Why
from campaign.statements.incoming.values import LIMIT

if TYPE_CHECKING:
    from campaign.statements.incoming.values import Incoming


def main() -> None:
    """Read one file of the kind that the command line names, within walls."""
    walls.close()
    content = sys.stdin.buffer.read(LIMIT + 1)
    answer = json.dumps(answered(sys.argv[1], content), ensure_ascii=False, separators=(",", ":"))
    sys.stdout.buffer.write(answer.encode("utf-8", "replace"))


def answered(kind: str, content: bytes) -> dict[str, object]:
    """The answer for one file: what was read, or why it was not."""
    try:
        incoming = _read(kind, content)
    except Unreadable as error:
        return {"why": error.why, "values": error.values}
    except MemoryError:
        return {"why": Why.MEMORY, "values": {}}
    except Exception:  # noqa: BLE001 - whatever a parser says of a broken file: it is broken
        return {"why": Why.DAMAGED, "values": {}}
    return {
        "text": incoming.text,
        "places": [[p.start, p.offset, p.paragraph, p.page, p.line] for p in incoming.places],
        "marks": [[mark.start, mark.end, mark.style] for mark in incoming.marks],
    }


def _read(kind: str, content: bytes) -> Incoming:
    """Each kind loads its own heavy parts, and only those."""
    match kind:
        case "docx":
            from campaign.statements.incoming.docx.word import read  # noqa: PLC0415
        case "pdf":
            from campaign.statements.incoming.pdf.file import read  # noqa: PLC0415
        case "html":
            from campaign.statements.incoming.html.page import read  # noqa: PLC0415
        case _:
            from campaign.statements.incoming.markdown.source import read  # noqa: PLC0415
    return read(content)


if __name__ == "__main__":
    main()
