"""Parties with names of their own: states and bodies, what they are parts of, titles that no list has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from campaign.statements.reading import party_forms
from campaign.statements.reading.parties_found import Party
from campaign.statements.values import Span

if TYPE_CHECKING:
    from campaign.statements.reading.gazetteer import Mentions
    from campaign.statements.reading.mention import Mention

# No list of adjectives before one part is longer ("the Lao, Thai and Vietnamese authorities").
_MOST_ADJECTIVES: Final = 6


class Names:
    """Reads one party with a name at a place in one text."""

    def __init__(self, text: str, mentions: Mentions) -> None:
        self._text = text
        self._mentions = mentions

    def named(self, place: int, end: int) -> Party | None:
        """The state or body that is named, or the longer name that begins with it."""
        mention = self._mentions.at(place)
        if mention is None or mention.span.end > end:
            return None
        if mention.entry.kind == "state" and (part := self._part_after(mention, end)):
            return Party(Span(place, part), mention)
        if mention.entry.form == "people" or self._heads_a_group(mention, end):
            return None
        if mention.entry.form == "person":
            return Party(mention.span, mention)
        return self._longer(mention, end) or Party(mention.span, mention)

    def of_several_states(self, place: int, end: int) -> tuple[Party, ...]:
        """The states of "the Israeli and Palestinian authorities"."""
        found: list[Mention] = []
        while len(found) < _MOST_ADJECTIVES:
            mention = self._mentions.at(place)
            if mention is None or mention.entry.kind != "state" or mention.span.end > end:
                return ()
            found.append(mention)
            if found[1:] and (part := self._part_after(mention, end)):
                last = Party(Span(mention.span.start, part), mention)
                return (*(Party(one.span, one) for one in found[:-1]), last)
            connector = party_forms.BETWEEN_ADJECTIVES.match(self._text, mention.span.end, end)
            if mention.entry.form != "people" or not connector:
                return ()
            place = connector.end()
        return ()

    def governed(self, place: int, end: int) -> Party | None:
        """The state or body after a part of it: "the Governments of", "the authorities in"."""
        governing = party_forms.GOVERNING.match(self._text, place, end)
        mention = self._mentions.at(governing.end()) if governing else None
        if (
            governing is None
            or mention is None
            or mention.entry.form in ("people", "nation")
            or mention.span.end > end
        ):
            return None
        if self._heads_a_group(mention, end):
            return None
        if mention.entry.kind != "state":
            is_title = self._text[place].isupper() and not governing["many"]
            return Party(Span(place, mention.span.end), kind="title") if is_title else None
        return Party(mention.span, mention)

    def person(self, words: Span, end: int) -> Party:
        """A person after a title, or the state of it: "King Hassan *of Morocco*", "President *Putin*"."""
        of = party_forms.OF_THE.match(self._text, words.end, end)
        mention = self._mentions.up_to(words.end) or (self._mentions.at(of.end()) if of else None)
        if mention is None or mention.span.end > end or not mention.entry.codes:
            return Party(words, kind="person")
        if mention.entry.kind != "state" and mention.entry.form != "person":
            return Party(words, kind="person")
        return Party(Span(words.start, mention.span.end), mention)

    def title(self, place: int, end: int) -> Party | None:
        """A capitalised name that no list has, or that of an office of a state."""
        match = party_forms.TITLE.match(self._text, place, end)
        if (
            match is None
            or self._is_a_name(place, match.end())
            or self._is_of_a_kind(place, match.end())
            or self._describes_a_group(Span(place, match.end()), end)
        ):
            return None
        if party_forms.MANY_BY_LETTERS.fullmatch(match[0]):
            return Party(Span(place, match.end()), kind="group")
        inside = self._mentions.within(Span(place + 1, match.end()))
        # A name that is joined on by "and" is a party of its own.
        for mention in inside:
            if joined := party_forms.AND_A_NAME.search(self._text, place, mention.span.start):
                return Party(Span(place, joined.start()), kind="title")
        last = self._mentions.up_to(match.end())
        if last and self._is_of_state(Span(place, match.end()), last):
            return Party(Span(place, match.end()), last)
        bearer = party_forms.BEARER.match(self._text, match.end(), end)
        return Party(Span(place, bearer.end() if bearer else match.end()), kind="title")

    def _longer(self, mention: Mention, end: int) -> Party | None:
        """The name that goes on after the one that is known: "African Union *Peace and Security Council*"."""
        place, reached = mention.span.start, mention.span.end
        if mention.entry.is_office:
            of = party_forms.OF_THE.match(self._text, reached, end)
            body = self._mentions.at(of.end()) if of else None
            is_of_body = body and body.entry.kind != "state"
            return Party(Span(place, body.span.end), kind="title") if body and is_of_body else None
        bearer = party_forms.BEARER.match(self._text, reached, end)
        if bearer and mention.entry.kind != "state":
            return Party(Span(place, bearer.end()), kind="title")
        longer = party_forms.LONGER_NAME.match(self._text, reached, end)
        if longer is None or not longer["owner"]:
            return Party(Span(place, longer.end()), kind="title") if longer else None
        owned = self._mentions.at(longer.start("name"))
        return (
            Party(owned.span, owned)
            if owned
            else Party(Span(longer.start("name"), longer.end()), kind="title")
        )

    def _part_after(self, mention: Mention, end: int) -> int | None:
        """Where the part of a state ends that follows its name, as in "Iran's leadership"."""
        part = party_forms.PART_OF_A_STATE.match(self._text, mention.span.end, end)
        return part.end("part") if part else None

    def _heads_a_group(self, mention: Mention, end: int) -> bool:
        return bool(party_forms.GROUP_AFTER_NAME.match(self._text, mention.span.end, end))

    def _is_of_a_kind(self, place: int, end: int) -> bool:
        """Whether a capitalised name is that of an open group ("Member States"), and of nobody else."""
        found = party_forms.ALL_OF_A_KIND.match(self._text, place, end)
        return bool(found and not party_forms.ONE_OF_A_NAME.fullmatch(found[0]))

    def heading_a_group(self, start: int, end: int) -> Party | None:
        """A group that begins with a name: "the Council of Europe member and observer States"."""
        article = party_forms.DETERMINERS.match(self._text, start, end)
        mention = self._mentions.at(article.end() if article else start)
        if mention is None:
            return None
        group = party_forms.GROUP_AFTER_NAME.match(self._text, mention.span.end, end)
        if group is None:
            return None
        is_all = article and article[0].lower().startswith(("all", "both"))
        return Party(Span(start if is_all else mention.span.start, group.end()), kind="group")

    def _describes_a_group(self, words: Span, end: int) -> bool:
        """Whether capitalised words only say more of a group: "*Christian* and Muslim leaders"."""
        if party_forms.GROUP_AFTER_NAME.match(self._text, words.end, end):
            return True
        joined = party_forms.ADJECTIVE_OF_A_GROUP.match(self._text, words.end, end)
        return bool(joined) and " " not in words.of(self._text)

    def _is_a_name(self, place: int, end: int) -> bool:
        """Whether a known name begins at `place`, other than the adjective of a longer one."""
        mention = self._mentions.at(place)
        return mention is not None and (mention.entry.form != "people" or mention.span.end == end)

    def _is_of_state(self, title: Span, last: Mention) -> bool:
        """Whether the name at the end of a title makes it an office of a state, or says who holds it."""
        is_office = party_forms.STATE_OFFICE.match(self._text, title.start, title.end)
        return last.entry.form == "person" or (last.entry.kind == "state" and bool(is_office))
