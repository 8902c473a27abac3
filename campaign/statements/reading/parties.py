"""A small grammar of those who can act: "the United Nations and governments of Thailand, Vietnam, …".

A list of parties is one party after the other, joined by commas and "and". A party is a name with or without
a part of a state ("the Thai authorities"), an open group ("the destination countries of refugees"), whose
phrase is kept whole, a title ("the Special Rapporteur"), or words that point back ("both parties", "you").
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from campaign.statements.reading import lexicon, party_forms
from campaign.statements.reading.parties_found import Parties, Party
from campaign.statements.reading.party_lists import each_once
from campaign.statements.reading.party_names import Names
from campaign.statements.values import Span

if TYPE_CHECKING:
    import re

    from campaign.statements.reading.gazetteer import Mentions


# A complement longer than this is no longer a part of a name.
_LONGEST_COMPLEMENT: Final = 300
# A longer list names nobody in particular; the bound keeps reading linear where lists begin in lists.
_MOST: Final = 50


class Grammar:
    """Reads parties at a place in one text."""

    def __init__(self, text: str, mentions: Mentions) -> None:
        self._text = text
        self._mentions = mentions
        self._names = Names(text, mentions)

    def parties(self, start: int, end: int, *, with_complements: bool = False) -> Parties:
        """The list of parties that begins at `start` and stays before `end`.

        Complements ("countries *of North Korean refugees*") are taken up to `end` if asked for: right where
        `end` is known to be the end of the object, wrong where the predicate may follow.
        """
        found: list[Party] = []
        place, reached = start, 0
        while len(found) < _MOST and (
            together := (
                self._party(place, end, with_complements=with_complements)
                or self._further_words(place, end, found, with_complements=with_complements)
            )
        ):
            found += together
            reached = self._after_aside(together[-1].span.end, end, with_complements=with_complements)
            if self._is_an_office(together[-1], place):
                reached = self._after_person(reached, end)
            connector = self._connector(reached, end, with_complements=with_complements)
            if not connector:
                break
            place = connector.end()
        return Parties(each_once(self._text, found), reached)

    def _connector(self, reached: int, end: int, *, with_complements: bool) -> re.Match[str] | None:
        """What leads on to the next party, past a partner who is not asked."""
        if not party_forms.PARTNER.match(self._text, reached, end):
            return party_forms.CONNECTOR.match(self._text, reached, end)
        return party_forms.PARTNER_ASIDE.match(self._text, reached, end) if with_complements else None

    def _after_person(self, reached: int, end: int) -> int:
        """Past the name of who holds an office: "the Prime Minister of Thailand, Prayut Chan-o-cha,"."""
        person = party_forms.NAME_OF_A_PERSON.match(self._text, reached, end)
        if person is None or self._mentions.within(Span(reached, person.end())):
            return reached
        is_group = party_forms.ALL_OF_A_KIND.match(self._text, person.start("name"), person.end())
        return reached if is_group else person.end()

    def _is_an_office(self, party: Party, place: int) -> bool:
        """Whether it is an office that one person holds, so that the name of that person may follow."""
        if party.mention is None or party.mention.entry.is_office:
            return party.mention is not None
        article = party_forms.DETERMINERS.match(self._text, place, party.mention.span.start)
        start = article.end() if article else place
        return bool(party_forms.GOVERNING.match(self._text, start, party.mention.span.start))

    def _further_words(
        self, place: int, end: int, found: list[Party], *, with_complements: bool
    ) -> tuple[Party, ...]:
        """Words in a list of parties, after "and", that name no known kind of party."""
        match = (
            party_forms.FURTHER_WORDS.match(self._text, place, end) if found and with_complements else None
        )
        if match is None or lexicon.IS_DONE.search(match["head"]):
            return ()
        return (Party(Span(match.start("head"), match.end()), kind="group"),)

    def _party(self, start: int, end: int, *, with_complements: bool) -> tuple[Party, ...]:
        skipped = party_forms.DETERMINERS.match(self._text, start, end)
        place = skipped.end() if skipped else start
        # Each way of reading a party, from the surest to the widest.
        if found := self._pointing(start, end):
            return (found,)
        if several := self._names.of_several_states(place, end):
            return several
        if (
            found := self._names.named(place, end)
            or self._names.governed(place, end)
            or self._part(start, end)
        ):
            return (found,)
        is_one_of_many = skipped and skipped[0].lower().startswith(("each", "every"))
        if not is_one_of_many and (found := self._names.title(place, end)):
            return (found,)
        found = self._group(start, end, with_complement=with_complements)
        if not found and (those := party_forms.THOSE_WHO.match(self._text, start, end)):
            found = Party(Span(*those.span("phrase")), kind="group")
        return (found,) if found else ()

    def _pointing(self, start: int, end: int) -> Party | None:
        if match := party_forms.YOURS.match(self._text, start, end):
            return Party(Span(start, match.end()), kind="part")
        if match := party_forms.PRONOUN.match(self._text, start, end):
            return Party(Span(start, match.end()), kind="pronoun")
        if match := party_forms.PAIR.match(self._text, start, end):
            mention = self._mentions.at(match.start("number"))
            if mention is None:
                return Party(Span(start, match.end()), kind="pair")
        return None

    def _part(self, start: int, end: int) -> Party | None:
        if match := party_forms.PERSON.match(self._text, start, end):
            return self._names.person(Span(match.start("words"), match.end()), end)
        if match := party_forms.OWN_OFFICE.match(self._text, start, end):
            return Party(Span(match.start("title"), match.end()), kind="own")
        if match := party_forms.PART_ALONE.match(self._text, start, end):
            return Party(Span(start, match.end()), kind="part")
        return None

    def _group(self, start: int, end: int, *, with_complement: bool) -> Party | None:
        pattern = party_forms.GROUP_IN_OBJECT if with_complement else party_forms.GROUP
        match = pattern.match(self._text, start, end)
        if match is None:
            return self._names.heading_a_group(start, end)
        reached = match.end()
        if with_complement:
            listed = party_forms.LISTED_COMPLEMENT.match(self._text, reached, end)
            reached = listed.end() if listed else self._end_of_complement(reached, end)
        elif place := party_forms.SHORT_COMPLEMENT.match(self._text, reached, end):
            reached = place.end()
        mention = self._mentions.at(match.start("phrase"))
        if (
            mention
            and mention.entry.form == "people"
            and party_forms.ENDS_IN_PART.search(self._text, match.start("phrase"), match.end())
        ):
            return Party(Span(mention.span.start, match.end()), mention)
        return Party(Span(match.start("phrase"), reached), kind="group")

    def _end_of_complement(self, reached: int, end: int) -> int:
        if not party_forms.COMPLEMENT.match(self._text, reached, end):
            return reached
        limit = min(end, reached + _LONGEST_COMPLEMENT)
        for stop in party_forms.END_OF_COMPLEMENT.finditer(self._text, reached, limit):
            if not stop["joined"] or self._begins_party(stop.end(), end):
                return stop.start()
        return reached + len(self._text[reached:limit].rstrip())

    def _begins_party(self, place: int, end: int) -> bool:
        is_group = party_forms.GROUP_IN_OBJECT.match(self._text, place, end)
        return bool(is_group or self._party(place, end, with_complements=False))

    def _after_aside(self, reached: int, end: int, *, with_complements: bool) -> int:
        """Past what may stand between a party and the next: parentheses, and a clause about it."""
        match = party_forms.PARENTHESES.match(self._text, reached, end)
        reached = match.end() if match else reached
        clause = party_forms.CLAUSE.match(self._text, reached, end) if with_complements else None
        return clause.end() if clause else reached
