"""The languages that letters are written in, and what is called by its own name in each of them."""

from __future__ import annotations

import re
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from babel import Locale

from campaign.core import countries

LANGUAGES: Final = ("en", "ko", "ja", "zh", "th", "vi", "lo", "my")
# Some languages add an older name ("ミャンマー (ビルマ)"), and Chinese the capital: there are two Congos.
_IN_PARENTHESES: Final = re.compile(r"\s*[(（].*[)）]$")
_WITH_SCRIPT: Final = MappingProxyType({"zh": "zh_Hans"})

# CLDR gives the names of everyday speech ("North Korea"). A letter to one of the two states, or about them,
# names them as they name themselves.
_OWN_NAMES: Final = MappingProxyType(
    {
        ("KP", "ko"): "조선민주주의인민공화국",
        ("KP", "ja"): "朝鮮民主主義人民共和国",
        ("KP", "zh"): "朝鲜民主主义人民共和国",
        ("KP", "th"): "สาธารณรัฐประชาธิปไตยประชาชนเกาหลี",
        ("KP", "vi"): "Cộng hòa Dân chủ Nhân dân Triều Tiên",
        ("KP", "lo"): "ສາທາລະນະລັດ ປະຊາທິປະໄຕ ປະຊາຊົນ ເກົາຫຼີ",
        ("KP", "my"): "ကိုရီးယားဒီမိုကရက်တစ်ပြည်သူ့သမ္မတနိုင်ငံ",
        ("KR", "ko"): "대한민국",
        ("KR", "ja"): "大韓民国",
        ("KR", "zh"): "大韩民国",
        ("KR", "th"): "สาธารณรัฐเกาหลี",
        ("KR", "vi"): "Đại Hàn Dân Quốc",
        ("KR", "lo"): "ສາທາລະນະລັດ ເກົາຫຼີ",
        ("KR", "my"): "ကိုရီးယားသမ္မတနိုင်ငံ",
    }
)


def name(language: str, spoken: str = "en") -> str:
    """What a language of letters is called in the language `spoken`: "Chinese (Simplified)"."""
    return Locale.parse(_WITH_SCRIPT.get(language, language)).get_display_name(spoken) or language


def state(code: str, language: str) -> str:
    """A state as it stands in a sentence of a letter after "of"; in English as the United Nations name it.

    Raises `KeyError` for a code that is none.
    """
    if language == "en":
        return countries.un_name_in_sentence(code)
    return _OWN_NAMES.get((code, language)) or _without_older_name(code, language)


def country(code: str, language: str) -> str:
    """A country in a list or under a name; raises `KeyError` for a code that is none."""
    return countries.un_name(code) if language == "en" else state(code, language)


@lru_cache(maxsize=2048)
def _without_older_name(code: str, language: str) -> str:
    whole = countries.name(code, language)
    short = _IN_PARENTHESES.sub("", whole)
    others = (named for other, named in countries.choices(language) if other != code)
    return whole if any(other.startswith(short) for other in others) else short
