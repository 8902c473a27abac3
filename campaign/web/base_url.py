"""Requests are taken as made to the address of the site, whatever their Host header says.

A mail's link made from a Host header of somebody's choice would lead to that somebody. Behind a server
that speaks HTTPS for us this also says that the visitor's connection is one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from flask import Flask


def install(app: Flask, base_url: str) -> None:
    """Set scheme and host of every request to those of `base_url`."""
    site = urlsplit(base_url)
    inner: WSGIApplication = app.wsgi_app

    def at_the_site(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        environ["wsgi.url_scheme"], environ["HTTP_HOST"] = site.scheme, site.netloc
        return inner(environ, start_response)

    app.wsgi_app = at_the_site  # type: ignore[method-assign]
