"""What may be said in a log about something that went wrong."""

from __future__ import annotations

import traceback
from pathlib import Path

FRAMES = 4


def told(error: BaseException) -> dict[str, str]:
    """The error's class and the places it came from, innermost first: never its text.

    The text of a foreign exception may quote what a person typed, or an address.
    """
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    places = [f"{'/'.join(Path(f.filename).parts[-2:])}:{f.lineno} {f.name}" for f in reversed(frames)]
    return {"error": type(error).__name__, "at": " < ".join(places)}
