"""Pages that are the same for everybody, kept in memory and answered before the application is asked.

A page says of itself that it may be kept: `Cache-Control: public` and an ETag (`web.cacheable`). It is made
once a second at most, however many ask. While one request makes it anew, the others get the one before. When
it cannot be made, for the database is away, the last one is shown for ten minutes. It is made for a visitor
who says nothing of herself: cookies, languages and the query are not handed on.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
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
PATIENCE_S: Final = 10.0
KINDS: Final = ("text/html", "application/json")
OWN: Final = frozenset(
    {"HTTP_COOKIE", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE", "HTTP_ACCEPT_LANGUAGE"}
)
NAME: Final = "campaign.page_cache"


@dataclass(slots=True)
class _Page:
    status: str
    headers: list[tuple[str, str]]
    body: bytes
    etag: str
    made_at: float
    # Headers that an answer without the page has, too (RFC 9110 §15.4.5).
    short: list[tuple[str, str]]
    lock: threading.Lock
    # When it could last not be made anew.
    failed_at: float = 0.0

    @property
    def age_s(self) -> float:
        return time.monotonic() - self.made_at


class PageCache:
    """A WSGI application that keeps pages of another; `fresh_s` is how old, in seconds, one may be."""

    def __init__(self, inner: WSGIApplication, fresh_s: float = FRESH_S) -> None:
        self.fresh_s = fresh_s
        self._inner = inner
        self._pages: dict[str, _Page] = {}

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """The page that is kept, or what the application answers."""
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"} or not self.fresh_s:
            return self._inner(environ, start_response)
        page = self._pages.get(environ["PATH_INFO"])
        if page is None:
            return self._asked(environ, start_response)
        if page.age_s >= self.fresh_s:
            page = self._made_anew(page, environ)
            if page is None:
                return self._asked(environ, start_response)
        return _answer(page, environ, start_response)

    def _asked(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        # Nobody knows yet whether it may be kept: the visitor gets what the application says to her.
        seen: list[tuple[str, list[tuple[str, str]]]] = []

        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Callable[[bytes], object]:  # noqa: ANN401 - WSGI's
            seen.append((status, headers))
            return start_response(status, headers, *more)

        answer = self._inner(environ, start)
        if seen and environ["REQUEST_METHOD"] == "GET" and _may_be_kept(*seen[-1]):
            self._make(environ)
        return answer

    def _made_anew(self, page: _Page, environ: WSGIEnvironment) -> _Page | None:
        # None where the application no more says that it may be kept.
        # Nobody waits for what has failed: where the database is gone without a word, that takes seconds.
        waits = page.age_s >= MEANWHILE_S and not page.failed_at
        if not page.lock.acquire(blocking=waits, timeout=PATIENCE_S if waits else -1):
            return page
        try:
            newest = self._pages.get(environ["PATH_INFO"], page)
            is_tried = time.monotonic() - newest.failed_at < self.fresh_s and newest.age_s < STALE_S
            return newest if is_tried or newest.age_s < self.fresh_s else self._make(environ)
        finally:
            page.lock.release()

    def _make(self, environ: WSGIEnvironment) -> _Page | None:
        path = environ["PATH_INFO"]
        status, headers, body = _whole(self._inner, environ)
        before = self._pages.get(path)
        if status.startswith("5") and before and before.age_s < STALE_S:
            before.failed_at = time.monotonic()
            return before
        if not _may_be_kept(status, headers) or len(body) > LARGEST:
            self._pages.pop(path, None)
            return None
        while len(self._pages) >= MOST_PAGES and path not in self._pages:
            self._pages.pop(next(iter(self._pages)), None)
        lock = before.lock if before else threading.Lock()
        self._pages[path] = page = _page(status, headers, body, lock)
        return page


def install(app: Flask) -> None:
    """Put a cache before `app`; it is found among its extensions by `NAME`."""
    cache = PageCache(app.wsgi_app)
    app.extensions[NAME] = cache
    app.wsgi_app = cache  # type: ignore[method-assign]


def _answer(page: _Page, environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
    if page.etag in environ.get("HTTP_IF_NONE_MATCH", ""):
        start_response("304 NOT MODIFIED", page.short[:])
        return []
    start_response(page.status, page.headers[:])
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [page.body]


def _page(status: str, headers: list[tuple[str, str]], body: bytes, lock: threading.Lock) -> _Page:
    kept = [(name, value) for name, value in headers if (name.lower(), value) != ("vary", "Cookie")]
    short = [pair for pair in kept if not pair[0].lower().startswith("content-")]
    etag = next(value for name, value in kept if name.lower() == "etag")
    return _Page(status, kept, body, etag, time.monotonic(), short, lock)


def _may_be_kept(status: str, headers: list[tuple[str, str]]) -> bool:
    said = {name.lower(): value for name, value in headers}
    return (
        status.startswith("200")
        and "public" in said.get("cache-control", "")
        and said.get("content-type", "").startswith(KINDS)
        and "etag" in said
        and "set-cookie" not in said
    )


def _whole(inner: WSGIApplication, environ: WSGIEnvironment) -> tuple[str, list[tuple[str, str]], bytes]:
    asked = {name: value for name, value in environ.items() if name not in OWN}
    asked |= {"REQUEST_METHOD": "GET", "QUERY_STRING": ""}
    seen: list[tuple[str, list[tuple[str, str]]]] = []

    def start(status: str, headers: list[tuple[str, str]], *_more: Any) -> Callable[[bytes], object]:  # noqa: ANN401 - WSGI's
        seen.append((status, headers))
        return lambda _data: None

    answer = inner(asked, start)
    try:
        body = b"".join(answer)
    finally:
        close = getattr(answer, "close", None)
        if close:
            close()
    return *seen[-1], body
