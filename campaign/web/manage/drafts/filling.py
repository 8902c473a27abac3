"""What can be filled into a draft, each with what it gives at the moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from campaign.core.languages import gettext as _
from campaign.core.languages import speaking
from campaign.letters.placeholders import CONDITIONS, OWN_WORDS, PLACEHOLDERS
from campaign.letters.values import Audience

if TYPE_CHECKING:
    from campaign.letters.facts import Facts
    from campaign.web.manage.drafts.place import Place

# A longer value is cut: the list says which words it is, the page shows them all.
LONGEST = 90


@dataclass(frozen=True, slots=True)
class Filling:
    """A placeholder or condition: what is typed for it, what it means, what it gives now."""

    typed: str
    meaning: str
    value: str
    is_missing: bool = False


def placeholders(place: Place, facts: Facts) -> list[Filling]:
    """All placeholders; those that nothing is known for now are missing."""
    found = []
    for name, known in PLACEHOLDERS.items():
        with speaking(place.language):
            value = known.text(facts)
        if name == OWN_WORDS and place.audience is Audience.SIGNERS:
            found.append(Filling(f"(({name}))", known.description, _("what each supporter writes")))
        else:
            shown = f"{value[:LONGEST]}…" if len(value) > LONGEST else value
            found.append(Filling(f"(({name}))", known.description, shown, not value))
    return found


def conditions(place: Place, facts: Facts) -> list[Filling]:
    """All conditions, and whether they hold; a letter of the organization that counts has a sheet."""
    held = facts.conditions
    if place.audience is Audience.ORGANIZATION and "signed" in held:
        held |= {"sheet"}
    return [
        Filling(f"(({name}?? ))", meaning, _("holds now") if name in held else _("does not hold now"))
        for name, meaning in CONDITIONS.items()
    ]
