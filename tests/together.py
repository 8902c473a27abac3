"""Several pieces of work at the same time."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from campaign.core.db import db

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask


def at_once(app: Flask, *works: Callable[[], Any]) -> list[Any]:
    """Do all works at once, each in a thread and a context of its own; gives what each returned or raised."""
    begin = threading.Barrier(len(works))
    results: list[Any] = [None] * len(works)

    def do(place: int, work: Callable[[], Any]) -> None:
        with app.app_context():
            begin.wait()
            try:
                results[place] = work()
            except Exception as error:  # noqa: BLE001 - the test looks at it
                results[place] = error
            finally:
                db.session.remove()

    threads = [threading.Thread(target=do, args=numbered) for numbered in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
