"""A first title for a campaign, made of the words of its request; an organizer can change it."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST = 300
ACTIVE = MappingProxyType(
    {
        "abolished": "abolish",
        "added": "add",
        "allowed": "allow",
        "brought": "bring",
        "discussed": "discuss",
        "ended": "end",
        "established": "establish",
        "extended": "extend",
        "freed": "free",
        "given": "give",
        "granted": "grant",
        "halted": "halt",
        "held": "hold",
        "included": "include",
        "investigated": "investigate",
        "kept": "keep",
        "lifted": "lift",
        "made": "make",
        "placed": "place",
        "protected": "protect",
        "put": "put",
        "raised": "raise",
        "ratified": "ratify",
        "released": "release",
        "repealed": "repeal",
        "resettled": "resettle",
        "respected": "respect",
        "returned": "return",
        "stopped": "stop",
        "taken": "take",
    }
)
PASSIVE = re.compile(
    rf"(?P<what>.{{3,200}}?) be (?P<verb>{'|'.join(ACTIVE)})\b"
    r"(?P<particle> (?:up|down|out|back|off)\b)?(?P<rest>.*)"
)


def title_of(requests: Sequence[str], askeds: Sequence[str]) -> str:
    """A headline that says what is to be done, beginning with the verb where the words allow it.

    "the UNHCR play a more active role", asked of "UNHCR", gives "Play a more active role"; "the issue be
    brought up at the summit" gives "Bring up the issue at the summit"; other words stay as they are.

    Args:
        requests: the words of each request in the item, without a final stop.
        askeds: the phrases that name who is asked.

    """
    parts = [_headline(" ".join(request.split()), askeds) for request in requests]
    title = ", and ".join(part for part in parts if part)
    return (title[:1].upper() + title[1:])[:LONGEST]


def _headline(request: str, askeds: Sequence[str]) -> str:
    words = re.sub(r",? so that .*", "", request).rstrip(" .;,:")
    for asked in askeds:
        for subject in (f"the {asked} ", f"{asked} "):
            if words.lower().startswith(subject.lower()):
                return words[len(subject) :]
    if found := PASSIVE.fullmatch(words):
        return f"{ACTIVE[found['verb']]}{found['particle'] or ''} {found['what']}{found['rest']}"
    return words
