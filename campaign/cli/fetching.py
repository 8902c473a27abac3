"""Reading what was published: local files, and pages over HTTP, no more and no longer than is right."""

from __future__ import annotations

import http.client
import urllib.request
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.error import HTTPError, URLError

from campaign.core import clock
from campaign.core.errors import Refused
from campaign.core.languages import gettext as _

if TYPE_CHECKING:
    from typing import IO

LARGEST: Final = 16 * 1024 * 1024
PIECE: Final = 64 * 1024
TIMEOUT_S: Final = 20
LONGEST: Final = timedelta(minutes=2)
SCHEMES: Final = ("http://", "https://")


class CannotFetch(Refused):
    """A file or page that cannot be read; the sentence says which and why."""


def is_address(text: str) -> bool:
    """Whether it is to be fetched, rather than opened."""
    return text.lower().startswith(SCHEMES)


def text_of(place: str) -> str:
    """The text of a file or page, UTF-8, of at most `LARGEST` bytes; raises `CannotFetch`."""
    try:
        content = _fetched(place) if is_address(place) else _opened(place)
        return content.decode()
    except HTTPError as error:
        error.close()
        raise _cannot(place, _("the site answers %(status)s", status=error.code)) from error
    except UnicodeDecodeError as error:
        raise _cannot(place, _("it is no text in UTF-8")) from error
    except URLError as error:
        raise _cannot(place, str(error.reason)) from error
    except (OSError, ValueError, http.client.HTTPException) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise _cannot(place, reason or type(error).__name__) from error


def _opened(place: str) -> bytes:
    with Path(place).open("rb") as file:
        return _within_limits(file, place)


def _fetched(place: str) -> bytes:
    request = urllib.request.Request(place, headers={"User-Agent": "campaign verify"})  # noqa: S310 - see `_web`
    with _web().open(request, timeout=TIMEOUT_S) as answer:
        return _within_limits(answer, place)


def _web() -> urllib.request.OpenerDirector:
    """What speaks HTTP and HTTPS alone: nobody's redirect leads to a file of this machine."""
    web = urllib.request.OpenerDirector()
    for part in (
        urllib.request.ProxyHandler,
        urllib.request.UnknownHandler,
        urllib.request.HTTPHandler,
        urllib.request.HTTPSHandler,
        urllib.request.HTTPDefaultErrorHandler,
        urllib.request.HTTPRedirectHandler,
        urllib.request.HTTPErrorProcessor,
    ):
        web.add_handler(part())
    return web


def _within_limits(file: IO[bytes], place: str) -> bytes:
    content, late = bytearray(), clock.now() + LONGEST
    while piece := file.read(PIECE):
        content += piece
        if len(content) > LARGEST:
            raise _cannot(place, _("it is larger than %(count)s MB", count=LARGEST // 1024 // 1024))
        if clock.now() > late:
            raise _cannot(place, _("it takes too long"))
    return bytes(content)


def _cannot(place: str, reason: str) -> CannotFetch:
    return CannotFetch(_("%(place)s cannot be read: %(reason)s.", place=place, reason=reason))
