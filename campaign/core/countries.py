"""The one list of countries: which codes there are, what people call them, and how the United Nations does.

A code is ISO 3166-1 alpha-2, officially assigned, and XK for Kosovo. What people call a country comes from
CLDR by way of Babel, in every language. The names over it are the short names in English that the United
Nations uses (UNTERM, unterm.un.org; the same in the standard M49 of its Statistics Division): letters and the
last line of an address use those. The full names ("Kingdom of Thailand") stand in data/full_names.yaml.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from babel import Locale

from campaign.core import data_files

if TYPE_CHECKING:
    from collections.abc import Mapping

FULL_NAMES: Final = Path(__file__).resolve().parent / "data" / "full_names.yaml"
CODES: Final = frozenset(
    """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV
    BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES
    ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE
    IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY
    MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU
    NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM
    SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE
    VG VI VN VU WF WS XK YE YT ZA ZM ZW
    """.split()  # noqa: SIM905 - 250 quotation marks would hide the codes
)

_UN_NAMES: Final = MappingProxyType(
    {
        "BN": "Brunei Darussalam",
        "BO": "Bolivia (Plurinational State of)",
        "CD": "Democratic Republic of the Congo",
        "CG": "Congo",
        "CI": "Côte d'Ivoire",
        "CV": "Cabo Verde",
        "FM": "Micronesia (Federated States of)",
        "GB": "United Kingdom of Great Britain and Northern Ireland",
        "HK": "Hong Kong",
        "IR": "Iran (Islamic Republic of)",
        "KN": "Saint Kitts and Nevis",
        "KP": "Democratic People's Republic of Korea",
        "KR": "Republic of Korea",
        "LA": "Lao People's Democratic Republic",
        "LC": "Saint Lucia",
        "MD": "Republic of Moldova",
        "MM": "Myanmar",
        "MO": "Macao",
        "NL": "Netherlands (Kingdom of the)",
        "PS": "State of Palestine",
        "RU": "Russian Federation",
        "ST": "Sao Tome and Principe",
        "SY": "Syrian Arab Republic",
        "TZ": "United Republic of Tanzania",
        "US": "United States of America",
        "VA": "Holy See",
        "VC": "Saint Vincent and the Grenadines",
        "VE": "Venezuela (Bolivarian Republic of)",
        "VN": "Viet Nam",
    }
)

# The short name is too long for any window, and no post office prints it.
_SHORTER_IN_ADDRESSES: Final = MappingProxyType({"GB": "United Kingdom"})

# Names that stand with "the" in a sentence (UNTERM writes "the" before each of them), by word and by code.
_TAKES_ARTICLE: Final = re.compile(r"\b(Republic|Kingdom|States?|Emirates|Federation|Islands|Territor\w+)\b")
_WITH_ARTICLE: Final = frozenset({"BS", "CG", "GM", "IM", "KM", "NE", "PH", "SD", "VA"})

# What people write and no list has.
_ABBREVIATIONS: Final = MappingProxyType({"usa": "US", "u.s.a.": "US", "uk": "GB", "dprk": "KP", "uae": "AE"})

_CLDR_SPELLINGS: Final = MappingProxyType(
    {" & ": " and ", "St. ": "Saint ", "\N{RIGHT SINGLE QUOTATION MARK}": "'"}
)


def name(code: str, language: str = "en") -> str:
    """What people call the country, in a language such as `ko`; raises `KeyError` for a code that is none."""
    if code not in CODES:
        raise KeyError(code)
    return _cldr_names(language)[code]


def un_name(code: str) -> str:
    """The country's short name at the United Nations, in English; raises `KeyError` for an unknown code."""
    return _UN_NAMES.get(code) or _spelled_out(name(code))


def un_name_in_sentence(code: str) -> str:
    """The same as it stands after "of": "the Republic of Korea", "the Islamic Republic of Iran", "Thailand".

    Raises `KeyError` for a code that is none.
    """
    shown = un_name(code)
    if shown.endswith(("of)", "of the)")):
        before, _, kind = shown.removesuffix(")").partition(" (")
        return f"the {kind} {before}"
    return f"the {shown}" if code in _WITH_ARTICLE or _TAKES_ARTICLE.search(shown) else shown


def full_name(code: str) -> str:
    """The full name at the United Nations, in English: "Kingdom of Thailand"; else the short one.

    Raises `KeyError` for a code that is none.
    """
    return full_name_in_sentence(code).removeprefix("the ")


def full_name_in_sentence(code: str) -> str:
    """The same as it stands after "of": "the Kingdom of Thailand", "Japan".

    Raises `KeyError` for a code that is none.
    """
    return _full_names().get(code) or un_name_in_sentence(code)


def states() -> tuple[str, ...]:
    """The codes of the member states and the observer states of the United Nations, in their order."""
    return tuple(sorted(_full_names()))


def address_line(code: str) -> str:
    """The last line of an address in the country: its name in English, in capitals.

    What the United Nations puts last, in parentheses, to keep its lists in order ("Iran (Islamic Republic
    of)") is left out. Raises `KeyError` for a code that is none.
    """
    shown = _SHORTER_IN_ADDRESSES.get(code) or un_name(code)
    return re.sub(r" \(.*\)$", "", shown).upper()


def code_of_address_line(line: str) -> str | None:
    """The code of the country that has exactly this as the last line of its addresses, or None."""
    return _codes_by_address_line().get(line)


def code_of_name(written: str) -> str | None:
    """The code of the country that is called so in English (people's, short or full name), or None.

    A code stands for itself, and so do USA, UK, DPRK and UAE; case, accents and an article do not count.
    """
    code = written.strip().upper()
    return code if code in CODES else _codes_by_name().get(_plain(written))


@lru_cache(maxsize=32)
def choices(language: str = "en") -> tuple[tuple[str, str], ...]:
    """All countries as (code, what people call it), in the order in which a reader looks for a name.

    Accents and case do not count: "Åland Islands" stands before "Albania". For Hangul and kana that is the
    order of their dictionaries; a language that puts a letter elsewhere (Swedish "Å") gets this one too.
    """
    named = ((code, name(code, language)) for code in CODES)
    return tuple(sorted(named, key=lambda choice: (_sorting(choice[1]), choice)))


@lru_cache(maxsize=32)
def _cldr_names(language: str) -> Mapping[str, str]:
    territories = Locale.parse(language.replace("-", "_")).territories
    return MappingProxyType({code: territories[code] for code in CODES})


@lru_cache(maxsize=1)
def _codes_by_name() -> Mapping[str, str]:
    ways = (name, lambda code: _spelled_out(name(code)), un_name, full_name, address_line)
    named = {_plain(way(code)): code for way in ways for code in sorted(CODES)}
    return MappingProxyType(named | _ABBREVIATIONS)


@lru_cache(maxsize=1)
def _full_names() -> Mapping[str, str]:
    return MappingProxyType(data_files.read(FULL_NAMES)["names"])


@lru_cache(maxsize=1)
def _codes_by_address_line() -> Mapping[str, str]:
    return MappingProxyType({address_line(code): code for code in CODES})


def _spelled_out(shown: str) -> str:
    for short, long in _CLDR_SPELLINGS.items():
        shown = shown.replace(short, long)
    return shown


def _plain(written: str) -> str:
    folded = " ".join(_spelled_out(_sorting(written)).split())
    return folded.removeprefix("the ").removesuffix(" (the)")


def _sorting(shown: str) -> str:
    letters = unicodedata.normalize("NFKD", shown)
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()
