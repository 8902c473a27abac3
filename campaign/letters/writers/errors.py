"""Why a letter cannot be written; each sentence names the letter and the place."""

from __future__ import annotations

from campaign.core.errors import Refused
from campaign.core.languages import gettext as _


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


class NoGlyph(CannotWrite):
    """No font that is installed has a character of a page that is no letter."""

    def __init__(self, characters: str, package: str | None) -> None:
        self.characters = characters
        shown = " ".join(f"U+{ord(character):04X}" for character in characters)
        sentence = _("No font here has “%(characters)s” (%(code)s).", characters=characters, code=shown)
        if package:
            advice = _("The package %(package)s has fonts for this script.", package=package)
            sentence = f"{sentence} {advice}"
        super().__init__(sentence)


class NoSuchLabel(CannotWrite):
    """The first label was to stand where the sheet has none, or there were to be no copies."""

    def __init__(self, places: int) -> None:
        super().__init__(
            _(
                "The first label has a place from 1 to %(places)s on the sheet, and of each address there "
                "is one copy or more.",
                places=places,
            )
        )


class Unspeakable(CannotWrite):
    """A letter holds a character that this kind of file has no way to hold."""

    def __init__(self, letter: str, place: str, character: str) -> None:
        super().__init__(
            _(
                "The letter %(letter)s holds the character %(code)s in %(place)s, which this kind of file "
                "cannot hold. Take it out.",
                letter=letter,
                place=place,
                code=f"U+{ord(character):04X}",
            )
        )


class TextNamesSigner(CannotWrite):
    """A print run was asked of a draft whose text differs from signer to signer."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The text names the signer, so that it is not the same on every letter. Write typeset "
                "letters, or take the name and the country out of the text."
            )
        )


class CannotStamp(CannotWrite):
    """What differs from letter to letter does not go on a page that is set already."""


class NoFontFor(CannotStamp):
    """No font that is installed has a character of what is to be stamped."""

    def __init__(self, letter: str, place: str, character: str, package: str | None) -> None:
        sentence = _(
            "The letter %(letter)s cannot be set: no font here has the character %(code)s in %(place)s.",
            letter=letter,
            code=f"U+{ord(character):04X}",
            place=place,
        )
        if package:
            advice = _("The package %(package)s has fonts for this script.", package=package)
            sentence = f"{sentence} {advice}"
        super().__init__(sentence)


class TwoDirections(CannotStamp):
    """A name is written from left to right and from right to left."""

    def __init__(self, letter: str, place: str) -> None:
        super().__init__(
            _(
                "On the letter %(letter)s, %(place)s runs in two directions. Write this letter typeset.",
                letter=letter,
                place=place,
            )
        )


class TooWideToStamp(CannotStamp):
    """A name does not go into its place, even set smaller."""

    def __init__(self, letter: str, place: str) -> None:
        super().__init__(
            _(
                "On the letter %(letter)s, %(place)s is wider than its place. Write this letter typeset.",
                letter=letter,
                place=place,
            )
        )


class SenderTakesTooMuch(CannotWrite):
    """The sender's lines are so long that they do not fit in their place."""

    def __init__(self, letter: str) -> None:
        super().__init__(
            _("The sender on the letter %(letter)s takes more room than there is. Shorten it.", letter=letter)
        )


class InformationTooLong(CannotWrite):
    """Place, date and reference take more room than there is beside the address."""

    def __init__(self, letter: str) -> None:
        super().__init__(
            _(
                "Place, date and reference on the letter %(letter)s take more room than there is beside the "
                "address. Shorten them.",
                letter=letter,
            )
        )


class CannotBeSet(CannotWrite):
    """The letter makes the typesetter fail, and it does not say why."""

    def __init__(self, letter: str) -> None:
        super().__init__(
            _(
                "The letter %(letter)s cannot be set as it is. Look at its text for unusual characters.",
                letter=letter,
            )
        )


class NameLeftOut(CannotWrite):
    """No font that is installed has a character of a name on a signature sheet."""

    def __init__(self, letter: str, line: int, characters: str, package: str | None) -> None:
        sentence = _(
            "Line %(line)s of the signature sheet with the letter %(letter)s cannot show its text: no font "
            "here has “%(characters)s” (%(code)s).",
            line=line,
            letter=letter,
            characters=characters,
            code=f"U+{ord(characters):04X}",
        )
        if package:
            advice = _("The package %(package)s has fonts for this script.", package=package)
            sentence = f"{sentence} {advice}"
        super().__init__(sentence)
