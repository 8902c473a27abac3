"""Why a letter cannot be composed, or an export not be had; each sentence names the letter and the place."""

from __future__ import annotations

from campaign.core.errors import Refused
from campaign.core.languages import gettext as _
from campaign.core.languages import ngettext


class CannotCompose(Refused):
    """The text of a draft, or what it is filled with, makes no letter."""

    status = 422


class BrokenDraft(CannotCompose):
    """A draft's double parentheses do not pair."""

    def __init__(self, place: str) -> None:
        super().__init__(_("In %(place)s, a “((” has no “))” that closes it.", place=place))


class UnknownPlaceholder(CannotCompose):
    """A draft asks for something that is in no list; `nearest` is the name in the list that may be meant."""

    def __init__(self, name: str, place: str, nearest: str = "") -> None:
        sentence = _("In %(place)s, there is no placeholder “((%(name)s))”.", name=name, place=place)
        advice = (
            _("Did you mean “((%(nearest)s))”?", nearest=nearest)
            if nearest
            else _("Choose one from the list.")
        )
        super().__init__(f"{sentence} {advice}")


class UnknownCondition(CannotCompose):
    """A draft makes a passage depend on something that is in no list; `nearest` may be meant."""

    def __init__(self, name: str, place: str, nearest: str = "") -> None:
        sentence = _("In %(place)s, there is no condition “((%(name)s?? …))”.", name=name, place=place)
        advice = (
            _("Did you mean “((%(nearest)s?? …))”?", nearest=nearest)
            if nearest
            else _("Choose one from the list.")
        )
        super().__init__(f"{sentence} {advice}")


class UnresolvedPlaceholder(CannotCompose):
    """A placeholder stands in the text and nothing is known to put in its place."""

    def __init__(self, letter: str, name: str, place: str) -> None:
        super().__init__(
            _(
                "The letter %(letter)s has nothing to put for “((%(name)s))” in %(place)s.",
                letter=letter,
                name=name,
                place=place,
            )
        )


class NoDraft(CannotCompose):
    """Nobody has written the letter in this language, and no text ships with the program for it."""

    def __init__(self, office: str, language: str) -> None:
        super().__init__(
            _(
                "There is no letter to the %(office)s in %(language)s yet. Write its draft first.",
                office=office,
                language=language,
            )
        )


class CannotAddress(CannotCompose):
    """The lines of an address, or the e-mail address, are not fit for a letter."""


class WrongNumberOfLines(CannotAddress):
    """An address has fewer lines than a post office needs, or more than the window shows."""

    def __init__(self, letter: str, count: int, least: int, most: int) -> None:
        super().__init__(
            ngettext(
                "The address on the letter %(letter)s has %(num)d line; it needs %(least)s to %(most)s.",
                "The address on the letter %(letter)s has %(num)d lines; it needs %(least)s to %(most)s.",
                count,
                letter=letter,
                least=least,
                most=most,
            )
        )


class AddressTooWide(CannotAddress):
    """A line of the address is wider than the window of the envelope."""

    def __init__(self, letter: str, line: str) -> None:
        super().__init__(
            _(
                "On the letter %(letter)s, the address line “%(line)s” is wider than the window of the "
                "envelope. Break it into two lines or shorten it.",
                letter=letter,
                line=line,
            )
        )


class SenderTooWide(CannotAddress):
    """The sender's lines do not fit above the address, however small they are set."""

    def __init__(self, letter: str) -> None:
        super().__init__(
            _(
                "The sender on the letter %(letter)s does not fit above the address. Shorten the name or "
                "the address of the sender.",
                letter=letter,
            )
        )


class WrongEmail(CannotAddress):
    """The recipient's e-mail address is none."""

    def __init__(self, letter: str, email: str) -> None:
        super().__init__(
            _(
                "The letter %(letter)s goes to “%(email)s”, which is no e-mail address.",
                letter=letter,
                email=email,
            )
        )


class SenderTooLong(CannotCompose):
    """The sender's lines do not fit above the address."""

    def __init__(self, letter: str, most: int) -> None:
        super().__init__(
            _(
                "The sender on the letter %(letter)s has more than the %(most)s lines that fit above "
                "the address.",
                letter=letter,
                most=most,
            )
        )


class RecipientGone(CannotCompose):
    """An export was asked for a recipient that the campaign has no more."""

    def __init__(self, office: str) -> None:
        super().__init__(_("%(office)s is no longer a recipient of this campaign.", office=office))


class CannotExport(Refused):
    """What an export was asked for does not go together, or cannot be had."""

    status = 422


class ExportIsOver(CannotExport):
    """Something was asked of an export that has ended already."""

    status = 409

    def __init__(self) -> None:
        super().__init__(_("This export has ended already. Look at it again."))
