"""The forms in which those who can act are named, as patterns over the nouns of `data/actors.yaml`.

Each is matched at a place in the text; the names of states and bodies themselves come from the gazetteer.
"""

from __future__ import annotations

import re
from typing import Final

from campaign.statements.reading import lexicon
from campaign.statements.reading.lexicon import WORD, any_of

_NOUNS: Final = lexicon.actors()
_SMALL_WORDS: Final = lexicon.load("small_words")

# Words that cannot stand between the article of a group and its head.
_NO_ADJECTIVE: Final = any_of(_SMALL_WORDS["no_adjective"])
_INNER: Final = rf"(?!(?:{_NO_ADJECTIVE})\b){WORD}"
# What a name consists of: words with a capital, but not the first word of a sentence or clause.
_NO_NAME: Final = any_of(_SMALL_WORDS["no_name"])
_CAPITALISED: Final = (
    rf"(?!(?:{_NO_NAME})\b)[A-Z](?:(?<=I)nc\.|(?<=L)td\.|(?<=C)orp\.|(?:[\w'’&/-]|\.(?=\w))*)"
)
# No name is longer, and without a bound a text all in capitals would be read again from each of its words.
_NAME: Final = rf"{_CAPITALISED}(?:\s+{_CAPITALISED}){{0,9}}"
_SMALL: Final = r"(?:of|for|on|against|de|du|del|von|van)"

# Words may stand before a part, so that "ministry" is enough for "interior ministry".
_ONE_WORD: Final = frozenset(part for part in _NOUNS.of_a_state if " " not in part)
_PARTS: Final = [part for part in _NOUNS.of_a_state if part in _ONE_WORD or part.split()[-1] not in _ONE_WORD]
_PART: Final = rf"(?:{any_of(_PARTS)})(?![\w-])"
# "the leaders of" a body are many; of a state they are its leadership.
_MANY: Final = any_of(_SMALL_WORDS["many"])
_NO_HEAD: Final = r"(?![\w'’])(?!\s+(?:teams?|offices?|level)\b)"
_ONE_HEAD: Final = rf"(?:{any_of(_NOUNS.groups)}){_NO_HEAD}"
_ONE_OF_ANY: Final = rf"(?:{any_of({*_NOUNS.groups, *_NOUNS.further_groups})}){_NO_HEAD}"
# "civil society organizations" has two heads, "country team" has none.
_HEAD: Final = rf"{_ONE_HEAD}(?:\s+{_ONE_HEAD})*"
_ANY_HEAD: Final = rf"{_ONE_OF_ANY}(?:\s+{_ONE_OF_ANY})*"

DETERMINERS: Final = re.compile(
    r"(?:(?:the|both|all|every|each|any|respective|relevant|other|our|this)\s+){1,3}", re.IGNORECASE
)

# Words that point back.
YOURS: Final = re.compile(rf"your\s+{WORD}", re.IGNORECASE)
PRONOUN: Final = re.compile(
    r"(?:you(?!r)|them|they|it|him|her(?=\s+to\b)|he|she"
    r"|(?:the|these)\s+(?:latter|former)(?=\s+(?:to|not)\b|[,.;]))(?![\w'’])",
    re.IGNORECASE,
)
_OF_TWO: Final = any_of(_SMALL_WORDS["of_two"])
PAIR: Final = re.compile(
    r"(?:both|either|(?:both\s+)?(?:the|these|those)\s+(?=two\b))\s*(?P<number>(?:two\s+)?)"
    rf"(?:of\s+(?:them|these|the\s+two)|(?:of\s+the\s+)?(?:{_OF_TWO})(?!\w)(?!\s+(?:of|in)\b))"
    r"|both(?=\s+(?:to|not)\b)"
    r"|(?:the\s+)?(?:governments?|leaders|leaderships|authorities)\s+of\s+(?:both|the\s+two)\s+(?:countries|states|nations|sides)\b",
    re.IGNORECASE,
)

# Parts of a state: before its name, after it, and without it.
GOVERNING: Final = re.compile(
    rf"(?:{_INNER}\s+){{0,3}}?(?:(?P<many>(?:{_MANY})\b)|{_PART})"
    rf"(?:(?:,\s+{_INNER})*\s+and\s+(?:{_INNER}\s+)?{_PART}|\s+and\s+(?:the\s+)?people"
    rf"|\s+of\s+(?:the\s+)?(?:{_INNER}\s+){{0,2}}?{_PART}"
    rf"|(?:(?<=minister)|(?<=ministers)|(?<=ministry))\s+(?:of|for)\s+{_INNER}(?:\s+(?:and\s+)?{_INNER}){{0,2}}?"
    r")?\s+(?:of|in)\s+(?:the\s+)?"
    r"(?:(?:Republic|Kingdom|State|Union)\s+of\s+(?:the\s+)?)?",
    re.IGNORECASE,
)
# "the Chadian *civil and military* authorities"
_BRANCH: Final = "security|military|civil|civilian|judicial|police|prison|central|regional|federal|national"
_BRANCHES: Final = rf"(?:{_BRANCH})\s+and\s+(?:{_BRANCH})"
PART_OF_A_STATE: Final = re.compile(
    rf"(?:['’]s?)?(?:\s+(?:{_BRANCHES}|{_INNER})){{0,2}}?\s+(?P<part>{_PART}(?:\s+and\s+{_PART})?)",
    re.IGNORECASE,
)
PART_ALONE: Final = re.compile(
    r"(?:the|that|this|its|their|his|her|these|those|your|our)\s+"
    rf"(?:(?:{any_of(_NOUNS.of_the_day)})\s+){{0,2}}(?:{any_of(_NOUNS.alone)})"
    r"(?!\w)(?!\s+(?:of|in)\s+(?:the\s+)?[A-Z])(?![-’'])",
    re.IGNORECASE,
)
BETWEEN_ADJECTIVES: Final = re.compile(r"\s*,\s*(?:and\s+)?|\s+(?:and|or)\s+(?:the\s+)?|[-/–]")

# Offices and persons.
OWN_OFFICE: Final = re.compile(
    r"(?:its|their|our|his|her)\s+(?P<title>(?:Special\s+(?:Representative|Envoy|Adviser)|Personal\s+Envoy"
    r"|President|Presidency|Chair|Chairperson|Secretary[- ]General|Director[- ]General|Bureau|Secretariat"
    r"|Commission|Executive\s+\w+|[A-Z]\w+\s+Committee|Committee)(?:\s+(?:of|on)\s+[A-Z][\w'’-]+)?)(?!\w)"
)
# Small words inside of the names of persons, and nouns before which "General" is no rank.
_PARTICLES: Final = (
    r"al|el|as|ash|bin|ibn|ben|da|di|do|du|dos|das|del|der|den|la|le|van|von|ter|y|de(?:\s+la)?"
)
_OF_A_BODY: Final = (
    "Secretary|Secretariat|Assembly|Council|Synod|Conference|Board|Committee|Director|Manager|Affairs"
)
PERSON: Final = re.compile(
    rf"(?:the\s+)?(?!(?:G|g)eneral\s+(?:{_OF_A_BODY})\b)"
    rf"(?P<words>(?i:{any_of(_NOUNS.titles)})\s+(?:Mr\.?\s+|Dr\.?\s+)?"
    rf"(?!of\b)(?:(?:al|el|de|da|van|von)[ -])?{_CAPITALISED}"
    rf"(?:\s+(?:(?:{_PARTICLES})\s+)?{_CAPITALISED}){{0,3}})"
)
# "the Prime Minister of Thailand, Prayut Chan-o-cha,"
NAME_OF_A_PERSON: Final = re.compile(
    rf",\s+(?:(?:H\.?E|Mr|Mrs|Ms|Dr)\.?\s+)*(?P<name>{_CAPITALISED}(?:\s+{_CAPITALISED}){{1,3}})(?=\s*,)"
)

# Names that the gazetteer lacks, or that go on after a name that it has.
_BODY: Final = (
    r"(?:Office|(?:Sub-?)?[Cc]ommittee|Commission|Council|Court|Affairs|Rights|Assembly|Agency|Organi[sz]ation"
    r"|Mission|Force|Department|Authority|Board|Service|Services|Programme|Program|Association|Federation"
    r"|Alliance|Network|Congress|Conference|Secretariat|Cent(?:re|er)|Institute|Foundation|Society"
    r"|Panel|Forum|Group|Ministry|Crescent|Churches|Tribunal)\b"
)
_TWO_ADJECTIVES: Final = rf"\s+(?:and|&)\s+(?=[A-Z][\w'’-]*\s+{_BODY})"
_THREE_ADJECTIVES: Final = r",\s+(?=[A-Z][\w'’-]*\s+and\s+[A-Z][\w'’-]*\s+(?:Office|Affairs)\b)"
TITLE: Final = re.compile(
    rf"{_NAME}(?:(?:\s+{_SMALL}\s+(?:the\s+)?|{_TWO_ADJECTIVES}|{_THREE_ADJECTIVES}){_NAME}(?:\s+and\s+{_NAME})?){{0,5}}"
)
LONGER_NAME: Final = re.compile(
    rf"(?P<owner>['’]s?)?\s+(?P<name>{_NAME})(?:\s+{_SMALL}\s+(?:the\s+)?{_NAME}){{0,5}}"
)
OF_THE: Final = re.compile(r"\s+of\s+(?:the\s+)?")
# "and" before a name that does not go on with the head of both ("the Peace *and Security Council*").
AND_A_NAME: Final = re.compile(rf"\s+and\s+(?:the\s+)?(?![A-Z][\w'’-]*\s+{_BODY})")
STATE_OFFICE: Final = re.compile(
    rf"(?:[A-Z][\w'’-]*\s+){{0,3}}?(?:{_PART}|Department|Office|Secretary|Chief|Head|Council|Deputy)\b",
    re.IGNORECASE,
)
BEARER: Final = re.compile(rf"\s+(?:{any_of(_NOUNS.bearers)})(?!\w)")

# Open groups: where the end of the object is not known, only by heads that are groups in any place.
_AND_INNER: Final = rf"and\s+(?!(?:other|others|all)\b){_INNER}"
_SEVERAL: Final = rf"{_INNER}(?:(?:,\s+{_INNER})*,?\s+{_AND_INNER})?"
GROUP: Final = re.compile(
    rf"(?:(?:the|an?|its|their)\s+)?(?P<phrase>(?:{_INNER}(?:\s+{_AND_INNER})?\s+){{0,4}}?{_HEAD}(?:\s+concerned\b)?)",
    re.IGNORECASE,
)
GROUP_IN_OBJECT: Final = re.compile(
    rf"(?:(?:the|an?|its|their|our)\s+)?(?P<phrase>(?:{_SEVERAL}\s+){{0,5}}?{_ANY_HEAD}(?:\s+concerned\b)?)",
    re.IGNORECASE,
)
GROUP_AFTER_NAME: Final = re.compile(
    rf"(?:['’]s?)?\s+(?:{_INNER}(?:\s+and\s+{_INNER})?\s+){{0,3}}?{_ANY_HEAD}", re.IGNORECASE
)
ALL_OF_A_KIND: Final = re.compile(
    rf"(?:{_INNER}\s+){{0,4}}?(?:{_ANY_HEAD}|(?:ministers|presidents|leaders|heads)\b)", re.IGNORECASE
)
# "Tufts University" is one, while "Member States" are many.
ONE_OF_A_NAME: Final = re.compile(
    r"(?:[A-Z][\w'’.&-]*\s+){1,5}(?:University|College|School|Hospital|Church|Company|Corporation|Coalition|Alliance|Party"
    r"|Council|Bank|Network|Platform|Administration|Secretariat)"
)
_MANY_PARTS: Final = {"leaders", "ministers", "lawmakers", "parliaments", "officials"}
ENDS_IN_PART: Final = re.compile(rf"\b(?:{any_of(set(_NOUNS.of_a_state) - _MANY_PARTS)})\Z", re.IGNORECASE)
ONLY_ONE: Final = re.compile(r"\b(?:power|country|state|party|government|company)\Z", re.IGNORECASE)
# "specialized agencies, funds and programmes": the first has an adjective that the bare ones share.
BARE: Final = re.compile(rf"(?!people\s+of\b)(?:{any_of(_NOUNS.sharing)})(?:\s+(?:of|from|to|in)\b|\Z)")
SHARES: Final = re.compile(
    rf"(?!(?:all|any|every|member|States|the)\b)(?:{WORD}\s+{WORD}|(?:{WORD}\s+)?(?:UN|United\s+Nations)\s+(?:system\s+)?{WORD})"
    rf"(?:,\s+{WORD})*\Z",
    re.IGNORECASE,
)
# Words of a list, after "and", that name no known kind of party.
FURTHER_WORDS: Final = re.compile(
    rf"(?:the\s+|all\s+|other\s+|their\s+|its\s+)*(?P<head>{_INNER}(?:\s+{_INNER}){{0,3}}?s)"
    rf"(?:\s+(?:of|in|for)\s+(?:{WORD}\s*){{1,6}}?)?(?=\s*,|\s+(?:and|or)\b|\s*\Z)"
)

THOSE_WHO: Final = re.compile(
    r"(?P<phrase>(?:all\s+(?:of\s+)?)?(?:(?:those|people|persons|everyone|anyone|all)\s+(?:who|whose)|(?<=all\s)those\s+(?:with|involved))\s"
    r"[^,;.:()]{2,120}?)(?=\s+(?:not\s+)?to\s+[a-z]|\s*[,;.:()]|\s*\Z)"
)

# "NGOs", "CSOs": many, and none by name.
MANY_BY_LETTERS: Final = re.compile(r"[A-Z]{2,6}s(?!\w)")
# "*Christian* and Muslim leaders": a word that another adjective of a group is joined to.
ADJECTIVE_OF_A_GROUP: Final = re.compile(
    rf"(?:,\s+[A-Z][a-z]+)*,?\s+(?:and|or)\s+[A-Z][a-z]+(?:\s+[a-z]+)?\s+{_ANY_HEAD}"
)

# What belongs to the phrase of a group.
COMPLEMENT: Final = re.compile(r"\s+(?!and\b|or\b|as\b)\w")
LISTED_COMPLEMENT: Final = re.compile(r"\s+of\s+[a-z]+,\s+[a-z]+,?\s+and\s+[a-z]+(?=\s*[,;:()]|\s*\Z)")
SHORT_COMPLEMENT: Final = re.compile(
    r"\s+(?:of|in|(?<=part[iy]es\s)to|(?<=ories\s)to)\s+(?:the|this|that|all|these)\s+"
    r"(?:(?:armed|current|present|ongoing|peace|said|internal|same)\s+)?"
    rf"(?:[A-Z][\w'’-]*(?:\s+[A-Z][\w'’-]*)*(?:\s+system\b)?|{WORD})"
)
_ENDS: Final = any_of(_SMALL_WORDS["end_of_phrase"])
END_OF_COMPLEMENT: Final = re.compile(rf"\s*[,;:()]|\s+(?:{_ENDS})\b|(?P<joined>\s+(?:and|or)\s+)")

# What stands between two parties.
# "and, where applicable, regional organizations"
_ASIDE: Final = r"(?:,?\s*(?:where|when|as|if|inter)\b[^,;:()]{1,40},\s*)?"
# "especially *those in the region including* Chad"
_THOSE_OF: Final = r"(?:those\s+[^,;:()]{1,60}?,?\s+(?:including|such\s+as|namely|like)\s+)?"
_IN_PARTICULAR: Final = any_of(_SMALL_WORDS["in_particular"])
CONNECTOR: Final = re.compile(
    r"\s*,?\s*(?:(?:,|\band\b|\bor\b|\band/or\b|\bas\s+well\s+as\b)\s*){1,2}"
    rf"{_ASIDE}"
    r"(?:(?:on|upon|to|and|or|for)\s+(?=the\b|all\b|[A-Z])|of\s+(?:the\s+)?(?=[A-Z]))?"
    rf"(?:(?:{_IN_PARTICULAR})\s+(?:(?:on|upon|to|by|from)\s+)?{_THOSE_OF})?"
    r"|\s+(?:in\s+particular|including|especially|notably|particularly|such\s+as|namely)\s+"
)
_TOGETHER: Final = any_of(_SMALL_WORDS["together"])
PARTNER: Final = re.compile(
    rf"\s*,?\s*(?:and\s+)?(?:in\s+(?:[a-z]+\s+){{0,2}}(?:{_TOGETHER})"
    r"|together\s+with|along\s+with|alongside|jointly\s+with|through|with\b|by\b)",
    re.IGNORECASE,
)
# A partner between commas, after whom others are asked: ", with the support of Niger, and all States to".
PARTNER_ASIDE: Final = re.compile(r"\s*,\s+[^,;:()]{1,150},\s*(?:and|as\s+well\s+as)\s+")
PARENTHESES: Final = re.compile(r"\s*\([^()]{0,300}\)")
CLAUSE: Final = re.compile(
    r"(?:\s+(?:that|which|who|whose|with|where|wishing|having|able|in\s+a\s+position|as(?!\s+well)|not"
    r"|concerned|without|through)"
    r"|\s*,\s+(?:as(?!\s+well)|which|whose|who|in\s+(?:its|their)\s+capacity|both|each))\b[^,;:()]{1,200}(?=,)"
)
