"""People who sign and confirm from many threads, and a ledger of all for which they were thanked."""

from __future__ import annotations

import http.client
import itertools
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlencode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

THANKED = 303
PATIENCE_S = 10.0
PAUSE_S = 0.1


@dataclass(frozen=True, slots=True)
class Answer:
    """When a request was answered (monotonic seconds), with which status (0: not at all), and the page."""

    at: float
    path: str
    status: int
    page: str = ""

    @property
    def is_of_signing(self) -> bool:
        """Whether a signature was sent, and not something else."""
        return self.path.endswith("/sign")


@dataclass(slots=True)
class Ledger:
    """What was sent, what was thanked for, and every answer."""

    sent: set[str] = field(default_factory=set)
    thanked: set[str] = field(default_factory=set)
    confirmed: set[str] = field(default_factory=set)
    answers: list[Answer] = field(default_factory=list)

    def wait_for_thanks(self, since: float, within_s: float) -> None:
        """Let the crowd go on for a moment after a signer was thanked, or until one should have been."""
        end = time.monotonic() + within_s
        while time.monotonic() < end:
            time.sleep(0.2)
            latest = [answer for answer in self.answers[-500:] if answer.is_of_signing]
            if any(answer.at > since and answer.status == THANKED for answer in latest):
                time.sleep(0.5)
                return


class Crowd:
    """So many threads, each of which signs with one new address after the other until the block ends.

    `port` is the server's, `slug` the campaign's, `token` that of its form. Every third address is sent
    twice, as by somebody who was not sure. `confirming` gives the paths of links that are to be confirmed by
    now, with the address that each is for. For each of `asking`, tokens of the form for a lost link, one more
    thread sends that form again and again.
    """

    def __init__(
        self,
        port: int,
        slug: str,
        token: str,
        threads: int = 8,
        confirming: Callable[[], Iterable[tuple[str, str]]] = tuple,
        asking: Iterable[str] = (),
    ) -> None:
        self.ledger = Ledger()
        self._port, self._slug, self._token = port, slug, token
        self._confirming = confirming
        self._numbers = itertools.count(1)
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._sign) for _thread in range(threads)]
        self._threads.append(threading.Thread(target=self._confirm))
        self._threads += [threading.Thread(target=self._ask, args=(each,)) for each in asking]

    def __enter__(self) -> Ledger:
        """Begin; the ledger grows meanwhile."""
        for thread in self._threads:
            thread.start()
        return self.ledger

    def __exit__(self, *_error: object) -> None:
        """Come to an end."""
        self._stop.set()
        for thread in self._threads:
            thread.join(3 * PATIENCE_S)

    def _sign(self) -> None:
        while not self._stop.is_set():
            number = next(self._numbers)
            address = f"mina{number}@example.org"
            self.ledger.sent.add(address)
            form = {"csrf_token": self._token, "name": f"Mina {number}", "country": "JP", "email": address}
            for _again in range(2 if number % 3 == 0 else 1):
                if self._post(f"/c/{self._slug}/sign", form) == THANKED:
                    self.ledger.thanked.add(address)

    def _confirm(self) -> None:
        while not self._stop.wait(PAUSE_S):
            for path, address in self._confirming():
                if not self._stop.is_set() and self._post(path, {}) == THANKED:
                    self.ledger.confirmed.add(address)

    def _ask(self, token: str) -> None:
        while not self._stop.wait(PAUSE_S):
            self._post("/mine/", {"csrf_token": token, "email": "nobody@example.org"})

    def _post(self, path: str, form: dict[str, str]) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE_S)
        try:
            connection.request(
                "POST", path, urlencode(form), {"Content-Type": "application/x-www-form-urlencoded"}
            )
            answer = connection.getresponse()
            page = answer.read().decode()
        except (OSError, http.client.HTTPException):
            self.ledger.answers.append(Answer(time.monotonic(), path, 0))
            self._stop.wait(PAUSE_S)
            return 0
        finally:
            connection.close()
        if answer.status != THANKED:
            self._stop.wait(PAUSE_S)
        self.ledger.answers.append(
            Answer(time.monotonic(), path, answer.status, page if answer.status != THANKED else "")
        )
        return answer.status
