"""E-mail addresses: which are accepted, and which are the same person's."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import idna
from email_validator import EmailNotValidError, validate_email

from campaign.core import encryption
from campaign.core.errors import Refused
from campaign.core.languages import gettext as _

LONGEST = 254
# The part before the @ of nearly all addresses, which needs no looking into (RFC 5321 §4.5.3.1.1).
PLAIN = re.compile(r"(?=.{1,64}\Z)[a-z0-9_-]+(?:[.+][a-z0-9_-]+)*")
DOTS_SAY_NOTHING = frozenset({"gmail.com", "googlemail.com"})
UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp", "Zs"})
# Letters, marks and symbols that show nothing (Unicode 16, Default_Ignorable_Code_Point, and the empty
# Braille pattern); what else shows nothing is in one of the classes above.
SHOW_NOTHING = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)


class BadAddress(Refused):
    """What was typed is no e-mail address."""


def checked(text: str) -> str:
    """The address in `text`, without outer blanks, in Unicode's form NFC and with a domain in small letters.

    Only its form is looked at, the name servers are not asked. 254 characters are the most that a
    mail server takes (RFC 5321 §4.5.3.1.3, RFC erratum 1690). Raises `BadAddress`.
    """
    address = text.strip()
    if not address:
        raise BadAddress(_("Enter an e-mail address."))
    if len(address) > LONGEST:
        raise BadAddress(_("An e-mail address has at most %(count)s characters.", count=LONGEST))
    if _holds_what_is_unseen(address):
        message = _("The e-mail address holds characters that cannot be seen. Please type it by hand.")
        raise BadAddress(message)
    is_ascii = address.isascii()
    if not is_ascii and any(map(_stands_for_ascii, address.rpartition("@")[0])):
        message = _(
            "The e-mail address holds letters that only look like plain ones. Please type it by hand."
        )
        raise BadAddress(message)
    try:
        local, at, domain = address.rpartition("@")
        if is_ascii and at and PLAIN.fullmatch(local):
            return f"{local}@{_checked_domain(domain)}"
        return validate_email(address, check_deliverability=False).normalized
    except EmailNotValidError as error:
        message = _("This is not a complete e-mail address. It looks like name@example.org.")
        raise BadAddress(message) from error


# Most people have their mailbox at one of some houses.
@lru_cache(maxsize=4096)
def _checked_domain(domain: str) -> str:
    return validate_email(f"a@{domain}", check_deliverability=False).domain


def canonical(address: str) -> str:
    """What addresses of one mailbox have in common: small letters, no `+tag`, no dots at Gmail.

    Two spellings that Unicode takes for the same (NFKC) are the same, and so are the two domains of
    Gmail. Text that is no address gives some text, so that a search for it finds nothing.
    """
    local, _at, domain = unicodedata.normalize("NFKC", address.strip()).lower().rpartition("@")
    local = local.partition("+")[0] or local
    domain = ascii_domain(domain)
    if domain in DOTS_SAY_NOTHING:
        return f"{local.replace('.', '')}@gmail.com"
    return f"{local}@{domain}"


def index(address: str) -> bytes:
    """32 bytes that are equal for addresses of one mailbox, and name nobody without the index key."""
    return encryption.keyed_hash(canonical(address), "address")


def for_envelope(address: str) -> str:
    """The address as mail servers take it: its domain in ASCII (IDNA 2008, RFC 5891)."""
    local, _at, domain = address.rpartition("@")
    return f"{local}@{ascii_domain(domain)}"


def ascii_domain(domain: str) -> str:
    """The domain in ASCII and small letters, or in small letters if IDNA does not know it."""
    if domain.isascii():
        return domain.lower()
    try:
        return idna.encode(domain, uts46=True).decode().lower()
    except idna.IDNAError:
        return domain.lower()


def _holds_what_is_unseen(text: str) -> bool:
    if text.isascii():
        return not text.isprintable()
    # A plain blank is seen for what it is, and refused as no part of an address.
    unseen = any(unicodedata.category(one) in UNSEEN and one != " " for one in text)
    return unseen or SHOW_NOTHING.search(text) is not None


def _stands_for_ascii(character: str) -> bool:
    # A wide or circled letter, or a ligature: it counts as the same mailbox, and mail to it goes elsewhere.
    return not character.isascii() and any(one.isascii() for one in unicodedata.normalize("NFKC", character))
