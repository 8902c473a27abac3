"""Pages that are the same for everybody, kept in memory and answered before the application is asked.

A page says of itself that it may be kept: `Cache-Control: public` and an ETag (`web.cacheable`). However many
ask, one of them makes it, and the next a second later at the earliest, whether it could be made or not. The
others get the one before meanwhile; where that is too old, or there is none, they wait for a moment. When a
page cannot be made, for the database is away, the last one is shown for ten minutes. It is made for a visitor
of whom nothing is known: of a request the path is handed on, and nothing else.
"""

from __future__ import annotations

import io
import math
import re
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from flask import Flask

FRESH_S: Final = 1.0
# So old it may be while another request makes it anew.
MEANWHILE_S: Final = 3.0
STALE_S: Final = 600.0
MOST_PAGES: Final = 2_000
LARGEST: Final = 1_000_000
# So long, since one began to make a page, do others wait for it.
PATIENCE_S: Final = 4.0
KINDS: Final = ("text/html", "application/json")
# Where pages stand that may be kept: nobody waits for what somebody else is told elsewhere.
SHARED: Final = re.compile(r"/(?:c/[a-z0-9-]+(?:\.json)?)?")
# What of a request says where it was made to, and nothing of who made it.
GIVEN: Final = (
    "PATH_INFO",
    "SCRIPT_NAME",
    "SERVER_NAME",
    "SERVER_PORT",
    "SERVER_PROTOCOL",
    "wsgi.errors",
    "wsgi.multiprocess",
    "wsgi.multithread",
    "wsgi.run_once",
    "wsgi.url_scheme",
    "wsgi.version",
)
# An answer with such a status tells what has become of a page; any other, that it could not be made.
TOLD: Final = ("2", "3", "404", "410")
NAME: Final = "campaign.page_cache"


@dataclass(frozen=True, slots=True)
class _Answer:
    status: str
    headers: list[tuple[str, str]]
    body: bytes
    made_at: float

    @property
    def age_s(self) -> float:
        return time.monotonic() - self.made_at

    @property
    def is_error(self) -> bool:
        return self.status.startswith(("4", "5"))


@dataclass(frozen=True, slots=True)
class _Page(_Answer):
    etag: str
    # Headers that an answer without the page has, too (RFC 9110 §15.4.5).
    short: list[tuple[str, str]]


@dataclass(slots=True)
class _Place:
    page: _Page | None = None
    # What came in the place of a page when one was asked for last.
    error: _Answer | None = None
    tried_at: float = -math.inf
    begun_at: float | None = None
    turn: threading.Condition = field(default_factory=threading.Condition)

    @property
    def shown(self) -> _Answer | None:
        # None where the application itself has to answer.
        page = self.page
        return page if page and page.age_s < STALE_S else self.error

    def wait(self, begun_at: float) -> None:
        # With `turn` held. Nobody waits for what has failed: where the database is gone without a word, that
        # takes seconds.
        if not self.error and (self.page is None or self.page.age_s >= MEANWHILE_S):
            self.turn.wait_for(lambda: self.begun_at is None, begun_at + PATIENCE_S - time.monotonic())


class PageCache:
    """A WSGI application that keeps pages of another; `fresh_s` is how old, in seconds, one may be."""

    def __init__(self, inner: WSGIApplication, fresh_s: float = FRESH_S) -> None:
        self.fresh_s = fresh_s
        self._inner = inner
        self._kept: dict[str, _Place] = {}
        # Those of which nobody knows yet whether there is a page: no such address takes the place of another.
        self._new: dict[str, _Place] = {}
        self._changing = threading.Lock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """The page that is kept, or what the application answers."""
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"} or not self.fresh_s:
            return self._inner(environ, start_response)
        path = environ["PATH_INFO"]
        place = self._kept.get(path)
        if place is None:
            if not SHARED.fullmatch(path):
                return self._inner(environ, start_response)
            with self._changing:
                place = self._kept.get(path) or self._new.setdefault(path, _Place())
        if not self._is_fresh(place):
            self._renew(place, environ)
        shown = place.shown
        return _send(shown, environ, start_response) if shown else self._inner(environ, start_response)

    def _is_fresh(self, place: _Place) -> bool:
        return time.monotonic() - place.tried_at < self.fresh_s

    def _renew(self, place: _Place, environ: WSGIEnvironment) -> None:
        with place.turn:
            if place.begun_at is not None:
                place.wait(place.begun_at)
                return
            if self._is_fresh(place):
                return
            place.begun_at = time.monotonic()
        try:
            self._make(place, environ)
        finally:
            with place.turn:
                place.begun_at, place.tried_at = None, time.monotonic()
                place.turn.notify_all()
            self._new.pop(environ["PATH_INFO"], None)

    def _make(self, place: _Place, environ: WSGIEnvironment) -> None:
        answer = _asked(self._inner, environ)
        if page := _page(answer):
            place.page, place.error = page, None
            self._keep(environ["PATH_INFO"], place)
            return
        place.error = answer if answer.is_error else None
        if answer.status.startswith(TOLD):
            place.page = None
            with self._changing:
                self._kept.pop(environ["PATH_INFO"], None)

    def _keep(self, path: str, place: _Place) -> None:
        with self._changing:
            while len(self._kept) >= MOST_PAGES and path not in self._kept:
                self._kept.pop(next(iter(self._kept)))
            self._kept[path] = place


def install(app: Flask) -> None:
    """Put a cache before `app`; it is found among its extensions by `NAME`."""
    cache = PageCache(app.wsgi_app)
    app.extensions[NAME] = cache
    app.wsgi_app = cache  # type: ignore[method-assign]


def _send(answer: _Answer, environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
    if isinstance(answer, _Page) and answer.etag in environ.get("HTTP_IF_NONE_MATCH", ""):
        start_response("304 NOT MODIFIED", answer.short[:])
        return []
    start_response(answer.status, answer.headers[:])
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [answer.body]


def _page(answer: _Answer) -> _Page | None:
    # None where it does not say that it may be kept.
    said = {name.lower(): value for name, value in answer.headers}
    if (
        not answer.status.startswith("200")
        or "public" not in said.get("cache-control", "")
        or not said.get("content-type", "").startswith(KINDS)
        or "etag" not in said
        or "set-cookie" in said
        or len(answer.body) > LARGEST
    ):
        return None
    kept = [(name, value) for name, value in answer.headers if (name.lower(), value) != ("vary", "Cookie")]
    short = [pair for pair in kept if not pair[0].lower().startswith("content-")]
    return _Page(answer.status, kept, answer.body, answer.made_at, said["etag"], short)


def _asked(inner: WSGIApplication, environ: WSGIEnvironment) -> _Answer:
    given: WSGIEnvironment = {name: environ[name] for name in GIVEN if name in environ}
    given |= {"REQUEST_METHOD": "GET", "QUERY_STRING": "", "wsgi.input": io.BytesIO()}
    seen: list[tuple[str, list[tuple[str, str]]]] = []

    def start(status: str, headers: list[tuple[str, str]], *_more: Any) -> Callable[[bytes], object]:  # noqa: ANN401 - WSGI's
        seen.append((status, headers))
        return lambda _data: None

    answer = inner(given, start)
    try:
        body = b"".join(answer)
    finally:
        close = getattr(answer, "close", None)
        if close:
            close()
    return _Answer(*seen[-1], body, time.monotonic())
