"""What is sent to us with a request: whole or not at all, in time, and of a size that can be read at once.

A server hands a body on while it arrives, and Granian tells a body that broke off from one that ended by
nothing: half an e-mail address would be taken for a whole one. It also waits for ever for the rest. So a body
counts only with its length said before it, and must be there within some seconds. Who asks for a page sends
none: what comes with GET and HEAD is not looked at.
"""

from __future__ import annotations

import io
import time
from threading import Lock, Thread
from typing import IO, TYPE_CHECKING, Final

from flask import abort, request
from werkzeug.exceptions import RequestTimeout

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from flask import Flask

PATIENCE_S: Final = 4.0
# So much must come in a second beyond that of what somebody sends who is signed in. Of others nobody keeps a
# thread for longer, whatever length was said.
SLOWEST_BYTES_PER_S: Final = 50_000
DESK: Final = ("/manage/", "/admin/")
# Where Flask-Login keeps who is signed in.
SIGNED_IN: Final = "_user_id"
# A signer's form takes 30 KB at most, in letters that are three bytes each and nine as they are sent.
LARGEST_PUBLIC: Final = 256 * 1024
MOST_FIELDS: Final = 2_000
URLENCODED: Final = "application/x-www-form-urlencoded"
# So much that nobody reads is let pass: who is still sending sees no answer, only a broken connection.
LET_PASS: Final = 32 * 1024 * 1024
PIECE: Final = 64 * 1024
SAID_OF_BODY: Final = ("CONTENT_LENGTH", "CONTENT_TYPE", "HTTP_TRANSFER_ENCODING")


def install(app: Flask) -> None:
    """Hand `app` only bodies that are whole, and refuse what is too long or has too many fields."""
    app.wsgi_app = Bodies(app)  # type: ignore[method-assign]

    @app.before_request
    def refuse() -> None:
        if request.content_length is None:
            if "Transfer-Encoding" in request.headers:
                abort(411)
            return
        if request.blueprint and request.blueprint.startswith("public"):
            request.max_content_length = LARGEST_PUBLIC
        # They are counted before they are taken apart: that takes seconds if there are millions of them.
        if request.mimetype == URLENCODED and request.get_data().count(b"&") >= MOST_FIELDS:
            abort(413)


class Bodies:
    """A WSGI application that gives another the bodies of requests within some seconds, and whole."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._inner: WSGIApplication = app.wsgi_app

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """What the application answers."""
        # It says that the end of the stream is the end of the body.
        environ.pop("wsgi.input_terminated", None)
        if environ["REQUEST_METHOD"] in {"GET", "HEAD"}:
            for name in SAID_OF_BODY:
                environ.pop(name, None)
            environ["wsgi.input"] = io.BytesIO()
            return self._inner(environ, start_response)
        length = environ.get("CONTENT_LENGTH") or ""
        if not length.isdecimal():
            return self._inner(environ, start_response)
        longer_s = int(length) / SLOWEST_BYTES_PER_S if self._is_signed_in(environ) else 0
        environ["wsgi.input"] = body = _Body(environ["wsgi.input"], int(length), PATIENCE_S + longer_s)
        answer = self._inner(environ, start_response)
        body.let_pass()
        return answer

    def _is_signed_in(self, environ: WSGIEnvironment) -> bool:
        if not environ["PATH_INFO"].startswith(DESK):
            return False
        request = self._app.request_class(environ, populate_request=False)
        return SIGNED_IN in (self._app.session_interface.open_session(self._app, request) or {})


class _Body:
    def __init__(self, stream: IO[bytes], length: int, patience_s: float) -> None:
        self._stream = stream
        self._left = length
        self._ends_at = time.monotonic() + patience_s

    def read(self, size: int = -1) -> bytes:
        """Some of it; nothing where it is over, or broke off. Raises `RequestTimeout`."""
        wanted = self._left if size < 0 else min(size, self._left)
        if not wanted:
            return b""
        try:
            data = _read_until(self._ends_at, self._stream, wanted)
        except RequestTimeout:
            self._left = 0
            raise
        self._left = self._left - len(data) if data else 0
        return data

    def let_pass(self) -> None:
        """Read what nobody has read, unless it is without end."""
        if self._left > LET_PASS:
            return
        self._ends_at = min(self._ends_at, time.monotonic() + PATIENCE_S)
        try:
            while self.read(PIECE):
                pass
        except RequestTimeout:
            pass


_idle: list[_Reader] = []


class _Reader:
    # A thread that reads in the place of another, which can so give up: nothing else ends a read.

    def __init__(self) -> None:
        self._asked, self._answered = Lock(), Lock()
        self._asked.acquire()
        self._answered.acquire()
        self._what: tuple[IO[bytes], int] | None = None
        self._read: bytes | Exception = b""
        Thread(target=self._run, name="body", daemon=True).start()

    def read(self, stream: IO[bytes], size: int, seconds: float) -> bytes | None:
        # None where nothing comes in time; then the thread ends as soon as the server closes the connection.
        self._what = stream, size
        self._asked.release()
        if not self._answered.acquire(timeout=max(seconds, 0)):
            self._what = None
            self._asked.release()
            return None
        read, self._read = self._read, b""
        _idle.append(self)
        if isinstance(read, Exception):
            raise read
        return read

    def _run(self) -> None:
        while True:
            self._asked.acquire()
            if (what := self._what) is None:
                return
            try:
                self._read = what[0].read(what[1])
            except Exception as error:  # noqa: BLE001 - it is raised where the read was asked for
                self._read = error
            self._answered.release()


def _read_until(moment: float, stream: IO[bytes], size: int) -> bytes:
    try:
        reader = _idle.pop()
    except IndexError:
        reader = _Reader()
    data = reader.read(stream, size, moment - time.monotonic())
    if data is None:
        raise RequestTimeout
    return data
