"""Forms that are plainly right, taken without what Flask and a form do around a page.

On a day when everything counts nearly all forms are right: sent from their page, each field once, every
field clean. They are read here, with the functions that the form's validators use, stored, and answered.
Whatever is else (a field that somebody has to put right, a token too old, a campaign that has closed, a queue
that is full) goes on to the view and its form as if nobody had looked at it. What is taken here, the form
would take.
"""

from __future__ import annotations

import io
import re
from contextlib import nullcontext
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl

from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import RequestTimeout

from campaign.core import languages
from campaign.core.db import AWAY, only_reading
from campaign.core.errors import Refused, Unavailable
from campaign.signatures import consents, services
from campaign.signatures.screening.proof import LONGEST as LONGEST_PROOF
from campaign.signatures.screening.values import Visit
from campaign.signatures.values import Signing
from campaign.web import headers, networks
from campaign.web.bodies import LARGEST_PUBLIC, URLENCODED
from campaign.web.public import form_token
from campaign.web.public.consents import YES
from campaign.web.public.sent import KEPT, UNREADABLE
from campaign.web.public.signing.asked import Asked, kept_asked
from campaign.web.public.signing.forms import CLEAN, PROOF, TRAP, about

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from flask import Flask

# Where the view finds what is said of the campaign, and why a form that was right could not be stored.
NOT_STORED: Final = "campaign.not_stored"
# So many are told at a time that nothing was stored; were it all at once, a page would take as long as all.
TELLING: Final = 2
_PLACE: Final = re.compile(r"/c/([a-z0-9-]+)/sign")


class NotPlain(Exception):  # noqa: N818 - nothing is wrong
    """The form has to be looked at by the view."""


def install(app: Flask) -> None:
    """Take plain forms before `app` does."""
    app.wsgi_app = Plain(app)  # type: ignore[method-assign]


class Plain:
    """A WSGI application that takes plain forms, and hands everything else on."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._inner: WSGIApplication = app.wsgi_app
        self._telling = BoundedSemaphore(TELLING)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """The way to the next page, or what the application answers."""
        if environ["REQUEST_METHOD"] != "POST" or not (found := _PLACE.fullmatch(environ["PATH_INFO"])):
            return self._inner(environ, start_response)
        try:
            fields = _fields(environ)
            next_page = self._taken(found[1], fields, environ)
        except (NotPlain, Refused):
            with self._telling if NOT_STORED in environ else nullcontext():
                return self._inner(environ, start_response)
        length = ("Content-Length", "0")
        start_response(
            "303 SEE OTHER", [("Location", next_page), length, *headers.said(environ["PATH_INFO"])]
        )
        return [b""]

    def _taken(self, slug: str, fields: Mapping[str, str], environ: WSGIEnvironment) -> str:
        signing, made_at = read(slug, fields)
        network = networks.of(environ.get("REMOTE_ADDR", ""), environ.get("HTTP_X_FORWARDED_FOR", ""))
        visit = Visit(
            network, form_token.age_s(made_at), fields.get(TRAP, "").strip(), fields.get(PROOF, "").strip()
        )
        asked = Asked(slug)
        with self._app.app_context(), only_reading():
            try:
                asked = kept_asked(slug)
                services.sign(asked, signing, languages.current(), visit)
            except (*AWAY, Unavailable) as error:
                environ[NOT_STORED] = asked, error if isinstance(error, Unavailable) else Unavailable()
                raise NotPlain from error
            except DBAPIError as error:
                # The view meets it, too, and has a page for it.
                raise NotPlain from error
            return asked.thanks


def read(slug: str, fields: Mapping[str, str]) -> tuple[Signing, datetime]:
    """What is signed, and when the page was made that it was sent from; raises `NotPlain`, `Refused`."""
    if any(UNREADABLE in text for text in fields.values()):
        raise NotPlain
    made_at = form_token.made_at(fields.get("csrf_token", ""), about(slug))
    clean: dict[str, Any] = {}
    for name, (cleaned, limit) in CLEAN.items():
        text = fields.get(name, "").strip()
        if len(text) > KEPT * limit:
            raise NotPlain
        clean[name] = cleaned(text)
    if len(fields.get(PROOF, "")) > LONGEST_PROOF or len(fields.get(TRAP, "")) > KEPT:
        raise NotPlain
    agreed: dict[str, Any] = {kind: fields.get(kind, "").strip().lower() in YES for kind in consents.KINDS}
    return Signing(**clean, **agreed), made_at


def _fields(environ: WSGIEnvironment) -> dict[str, str]:
    length = environ.get("CONTENT_LENGTH") or ""
    if (
        environ.get("CONTENT_TYPE", "").partition(";")[0] != URLENCODED
        or environ.get("QUERY_STRING")
        or "HTTP_TRANSFER_ENCODING" in environ
        or not length.isdecimal()
        or int(length) > LARGEST_PUBLIC
    ):
        raise NotPlain
    body = _body(environ, int(length))
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=99)
    except ValueError as error:
        raise NotPlain from error
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise NotPlain
    return fields


def _body(environ: WSGIEnvironment, length: int) -> bytes:
    """All of it; whoever comes behind gets it, too, or what became of it."""
    stream, pieces, left = environ["wsgi.input"], [], length
    try:
        while left and (piece := stream.read(left)):
            pieces.append(piece)
            left -= len(piece)
    except RequestTimeout as error:
        environ["wsgi.input"] = _TooSlow()
        raise NotPlain from error
    body = b"".join(pieces)
    environ["wsgi.input"] = io.BytesIO(body)
    if left:
        raise NotPlain
    return body


class _TooSlow:
    def read(self, _size: int = -1) -> bytes:
        raise RequestTimeout
