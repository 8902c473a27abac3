"""The links that a signer gets: what each token holds, and how long it lives."""

from __future__ import annotations

from datetime import timedelta

from campaign.core import config, tokens

LIVES = timedelta(days=30)
OPEN_FOR = timedelta(days=1)
CONFIRM, MINE, OPENED = "confirm", "mine", "opened"


def confirm_token(signature_id: str) -> str:
    """What lets its owner confirm this signature."""
    return tokens.make(CONFIRM, signature_id)


def confirm_url(signature_id: str) -> str:
    """The page that confirms this signature."""
    return f"{config.current().base_url}/confirm/{confirm_token(signature_id)}"


def mine_token(signature_id: str) -> str:
    """What leads from a mail to the button of its owner's page; nothing in it tells who that is."""
    return tokens.make(MINE, signature_id)


def opened_token(signature_id: str) -> str:
    """What shows its owner's page, for a day: given only to who pressed a button, never sent."""
    return tokens.make(OPENED, signature_id)


def mine_url(signature_id: str) -> str:
    """The page where its owner sees, and takes back, what she signed."""
    return f"{config.current().base_url}/mine/{mine_token(signature_id)}"


def read(token: str, purpose: str) -> str:
    """The id of the signature that the token is for; raises `TokenRefused` or `TokenTooOld`."""
    return str(tokens.read(token, purpose, OPEN_FOR if purpose == OPENED else LIVES))


def read_old(token: str, purpose: str) -> str:
    """The same for a token that may have aged out; raises `TokenRefused`."""
    return str(tokens.read_old(token, purpose))
