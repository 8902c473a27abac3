"""The family of errors whose message is a sentence for a person."""

from __future__ import annotations

from campaign.core.languages import gettext as _


class Refused(Exception):  # noqa: N818 - reads as what happened to the request, as its children do
    """Something asked for was refused; the message says what is wrong and what to do.

    Each room derives its own from this. `web` turns it into a page with `status`, the command line
    into one line on standard error.
    """

    status = 400

    @property
    def sentence(self) -> str:
        """The message, for a person."""
        return str(self)


class NotFound(Refused):
    """What was asked for is not there, or not for the one who asks."""

    status = 404


class Conflict(Refused):
    """The thing has changed meanwhile, or exists already."""

    status = 409


class NotConfigured(Refused):
    """The installation lacks a setting."""

    status = 500


class Unavailable(Refused):
    """A part that is needed (database, storage) does not answer; nothing was written."""

    status = 503

    def __init__(self, message: str | None = None) -> None:
        super().__init__(
            message
            or _("We cannot save anything at the moment. Nothing was stored. Please try again in a minute.")
        )
