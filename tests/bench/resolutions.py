"""Made-up resolutions in the forms that statements take, of any length, the same for the same seed."""

from __future__ import annotations

import random
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SEED: Final = 2007
BYTES_PER_KB: Final = 1000
_KIND: Final = re.compile(r"\{(\w+)\}")
_LETTERS: Final = "abcdefgh"


def text_of(kb: int, seed: int = SEED) -> str:
    """One resolution after the other, each of another form, until they fill `kb` × 1000 bytes of UTF-8."""
    size = kb * BYTES_PER_KB
    written: list[bytes] = []
    filled = 0
    for resolution in _session(Speaker(seed)):
        written.append(f"{resolution}\n\n\n".encode())
        filled += len(written[-1])
        if filled >= size:
            break
    text = b"".join(written)[:size].decode(errors="ignore")
    # A letter of several bytes may have stood on the cut.
    return text + "." * (size - len(text.encode()))


class Speaker:
    """Says the phrases of `phrases.yaml`, chosen by a generator that starts from `seed`."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)

    def say(self, words: str) -> str:
        """The `words` with each kind in braces replaced by a phrase of that kind."""
        return _KIND.sub(lambda kind: self.say(self.chance.choice(_phrases()[kind.group(1)])), words)

    def each(self, words: str, fewest: int, most: int) -> list[str]:
        """The `words` said between `fewest` and `most` times."""
        return [self.say(words) for _ in range(self.chance.randint(fewest, most))]


def numbered(speaker: Speaker) -> str:
    """A resolution of numbered paragraphs in the third person, some with lettered ones below."""
    lines = [speaker.say("Resolution on {subjects}"), speaker.say("The {issuers},")]
    lines += speaker.each("{recitals}", 4, 8)
    for number in range(1, speaker.chance.randint(6, 14)):
        if number % 4 == 3:
            lines.append(f"{number}. {speaker.say('Calls upon {asked}:')}")
            lines += _lettered(speaker, "to {actions}")
        else:
            lines.append(f"{number}. {speaker.say('{no_asks}' if number % 5 == 1 else '{third}')};")
    return "\n\n".join(lines)


def parliament(speaker: Speaker) -> str:
    """A parliament's resolution: what it had regard to, whereas, numbered paragraphs."""
    lines = [speaker.say("European motion on {subjects}"), speaker.say("The {issuers},")]
    lines += speaker.each("– having regard to its resolution on {things} and {people},", 3, 5)
    for letter in "ABCDE"[: speaker.chance.randint(3, 5)]:
        lines.append(f"{letter}. whereas {speaker.say('{facts}')};")
    for number in range(1, speaker.chance.randint(8, 16)):
        lines.append(f"{number}. {speaker.say('{no_asks}' if number % 6 == 2 else '{third}')};")
    return "\n\n".join(lines)


def resolved(speaker: Speaker) -> str:
    """A house's resolution: whereas, and one sentence of numbered clauses."""
    lines = [speaker.say("On {subjects}")]
    lines += [f"Whereas {fact};" for fact in speaker.each("{facts}", 3, 6)]
    lines.append("Resolved, That the House—")
    for number in range(1, speaker.chance.randint(5, 9)):
        clause = speaker.say("{third}")
        lines.append(f"({number}) {clause[0].lower()}{clause[1:]};")
    return "\n".join(lines)


def prose(speaker: Speaker) -> str:
    """A declaration in running prose, with its signatories."""
    lines = [speaker.say("Declaration of the {issuers} on {subjects}")]
    for _ in range(speaker.chance.randint(5, 9)):
        sentences = [*speaker.each("{asides}", 2, 4), *speaker.each("{first}", 1, 2)]
        lines.append(" ".join([*sentences, *speaker.each("{asides}", 0, 2)]))
    lines.append("Signed by:")
    return "\n\n".join([*lines, "\n".join(_signatories(speaker))])


def bulleted(speaker: Speaker) -> str:
    """An appeal of bullets under stems that say who is asked."""
    lines = [speaker.say("Appeal on {subjects}"), *speaker.each("{asides}", 2, 4)]
    for _ in range(speaker.chance.randint(3, 5)):
        lines.append(speaker.say("{stems}"))
        lines.append("\n".join(f"• {action};" for action in speaker.each("{actions}", 3, 6)))
        lines += speaker.each("{asides}", 0, 2)
    return "\n\n".join(lines)


def capitals(speaker: Speaker) -> str:
    """Verbs in capitals under numbered headings, as in the joint statement of 2007."""
    lines = [speaker.say("Joint Statement of the {issuers}"), "", *speaker.each("{asides}", 3, 5), ""]
    for number in range(1, speaker.chance.randint(4, 7)):
        lines.append(
            f"{number}. {speaker.say('The community of states should care for {people} in {places}.')}"
        )
        lines += speaker.each("{capitals}", 3, 7)
    return "\n".join(lines)


def letter(speaker: Speaker) -> str:
    """An open letter to one government, signed."""
    lines = [
        speaker.say("Open letter on {subjects}"),
        speaker.say("To the Government of Mongolia"),
        "Dear Minister,",
    ]
    for _ in range(speaker.chance.randint(4, 7)):
        asked = speaker.each("I ask you to {actions}.", 1, 2)
        lines.append(" ".join([*speaker.each("{asides}", 1, 3), *asked]))
    return "\n\n".join([*lines, "Yours sincerely,", "\n".join(_signatories(speaker))])


FORMS: Final[tuple[Callable[[Speaker], str], ...]] = (
    numbered,
    prose,
    parliament,
    bulleted,
    capitals,
    resolved,
    letter,
)


def _session(speaker: Speaker) -> Iterator[str]:
    while True:
        for form in FORMS:
            yield form(speaker)


def _lettered(speaker: Speaker, words: str) -> list[str]:
    return [f"({_LETTERS[place]}) {said};" for place, said in enumerate(speaker.each(words, 2, 6))]


def _signatories(speaker: Speaker) -> list[str]:
    return speaker.each("{given_names} {family_names}, for the {issuers}", 4, 12)


@cache
def _phrases() -> dict[str, list[str]]:
    phrases: dict[str, list[str]] = yaml.safe_load(
        Path(__file__).with_name("phrases.yaml").read_text(encoding="utf-8")
    )
    return phrases
