"""Why a letter cannot be composed or written; each sentence names the letter and the place."""

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
    """A draft asks for something that is in no list."""

    def __init__(self, name: str, place: str) -> None:
        super().__init__(
            _(
                "In %(place)s, there is no placeholder “((%(name)s))”. Choose one from the list.",
                name=name,
                place=place,
            )
        )


class UnknownCondition(CannotCompose):
    """A draft makes a passage depend on something that is in no list."""

    def __init__(self, name: str, place: str) -> None:
        super().__init__(
            _(
                "In %(place)s, there is no condition “((%(name)s?? …))”. Choose one from the list.",
                name=name,
                place=place,
            )
        )


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


class CannotWrite(Refused):
    """A letter was composed and cannot be written to a file as it is."""

    status = 422


class NothingToWrite(CannotWrite):
    """There is no letter to write."""

    def __init__(self) -> None:
        super().__init__(_("There is no letter to write."))


class TooManyLetters(CannotWrite):
    """More letters than one file may hold."""

    def __init__(self, most: int) -> None:
        super().__init__(_("One file holds at most %(most)s letters. Write them in parts.", most=most))


class UnknownFormat(CannotWrite):
    """Nobody writes this kind of file."""

    def __init__(self, name: str, known: str) -> None:
        super().__init__(
            _(
                "There is no format “%(name)s” for letters. Choose one of %(known)s.",
                name=name,
                known=known,
            )
        )


class LetterTooLong(CannotWrite):
    """The letter does not fit on one page at the smallest size that can be read well."""

    def __init__(self, letter: str) -> None:
        super().__init__(_("The letter %(letter)s is longer than one page. Shorten its text.", letter=letter))


class CannotSet(CannotWrite):
    """No font that is installed has a character of the letter."""

    def __init__(self, letter: str, place: str, characters: str, package: str | None) -> None:
        shown = " ".join(f"U+{ord(character):04X}" for character in characters)
        sentence = _(
            "The letter %(letter)s cannot be set: no font here has “%(characters)s” (%(code)s) in %(place)s.",
            letter=letter,
            characters=characters,
            code=shown,
            place=place,
        )
        if package:
            advice = _("The package %(package)s has fonts for this script.", package=package)
            sentence = f"{sentence} {advice}"
        super().__init__(sentence)


class RecipientGone(CannotCompose):
    """An export was asked for a recipient that the campaign has no more."""

    def __init__(self, office: str) -> None:
        super().__init__(_("%(office)s is no longer a recipient of this campaign.", office=office))
