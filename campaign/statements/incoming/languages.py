"""Which language a text seems to be in: by its letters, and among Latin ones by small words."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from typing import Final

from babel import Locale, UnknownLocaleError

from campaign.core.languages import current
from campaign.core.languages import gettext as _
from campaign.statements.errors import CannotRead, NotEnglish

READ: Final = "en"
"""The language whose statements are read."""
_SAMPLE: Final = 20_000
_FEWEST_LETTERS: Final = 20
_FEWEST_WORDS: Final = 4
_CLEARLY: Final = 1.5
_ENOUGH: Final = 0.05

# Blocks of Unicode, each with the language that is written in it most. Where several are, letters that only
# one of them has decide, below.
_SCRIPTS: Final = (
    (r"[\u3040-\u30ff]", "ja"),
    (r"[\u1100-\u11ff\uac00-\ud7af]", "ko"),
    (r"[\u3400-\u9fff]", "zh"),
    (r"[\u0600-\u06ff\u0750-\u077f]", "ar"),
    (r"[\u0590-\u05ff]", "he"),
    (r"[\u0400-\u04ff]", "ru"),
    (r"[\u0370-\u03ff]", "el"),
    (r"[\u0e00-\u0e7f]", "th"),
    (r"[\u0e80-\u0eff]", "lo"),
    (r"[\u1000-\u109f]", "my"),
    (r"[\u1780-\u17ff]", "km"),
    (r"[\u0900-\u097f]", "hi"),
    (r"[\u0980-\u09ff]", "bn"),
    (r"[\u0b80-\u0bff]", "ta"),
    (r"[\u0f00-\u0fff]", "bo"),
    (r"[\u10a0-\u10ff]", "ka"),
    (r"[\u0530-\u058f]", "hy"),
    (r"[\u1200-\u137f]", "am"),
)
_OWN_LETTERS: Final = {
    "ar": ((r"[\u0679\u0688\u0691\u06ba\u06d2]", "ur"), (r"[\u067e\u0686\u0698\u06af]", "fa")),
    "ru": ((r"[\u04af\u04e9]", "mn"), (r"[\u0404\u0454\u0407\u0457\u0490\u0491]", "uk")),
}
# Words that stand in any text of the language and are rare in those of the others.
_SMALL_WORDS: Final = {
    "en": "the of and to in that for on is with by as its are this be from which all has",
    "fr": "le la les des et du une dans pour que qui sur par au aux est ce cette sont avec",
    "de": "der die das und den von zu mit des auf für ist im dem nicht eine sich auch werden an",
    "es": "el los las y del que en una por con para se su al más como sus lo este a",
    "pt": "o os as e do da dos das em que um uma para com não por ao na no mais",
    "it": "il gli di e che della dei per nel con sono alla delle una dal anche del al si lo",
    "nl": "het een en van op te dat voor met zijn niet aan ook bij om door naar deze of de",
    "sv": "och att det som en är för av den till med på ett inte har om från de vi detta",
    "da": "og at det som en er for af den til med på et ikke har om fra de vi dette",
    "fi": "ja on että se ei ovat myös sekä joka kuin tai oli hän tämä mukaan jotka ole kun niiden",
    "pl": "i w na z do nie się że to jest o przez oraz dla od po za jako lub są",
    "cs": "a v na se je že s z do o k pro jako které nebo by jsou však při také",
    "hu": "a az és hogy nem egy is van meg ez azt csak már vagy mint amely által ezek még el",
    "ro": "și în de la cu pe că este nu din pentru sunt mai care prin sau ale lor fi fost",
    "tr": "ve bir bu için ile olarak da de olan en çok daha gibi veya kadar sonra her ne ya tarafından",
    "vi": "và của các là có cho trong được với những một không người về đã này tại từ năm để",
    "id": "dan yang di untuk dengan dari pada ini dalam oleh adalah tidak akan atau telah itu sebagai bahwa",
    "sw": "na ya wa kwa ni katika la za cha kuwa hiyo hii au kama pia wao yao lakini baada vya",
}
_WORD: Final = re.compile(r"[^\W\d_]+")
_LETTER: Final = re.compile(r"[^\W\d_]")


def seems(text: str) -> str | None:
    """The language (ISO 639-1) that `text` seems to be in, judged by its beginning; None if unclear."""
    sample = text[:_SAMPLE]
    letters = len(_LETTER.findall(sample))
    if letters < _FEWEST_LETTERS:
        return None
    counts = {code: len(re.findall(letter, sample)) for letter, code in _SCRIPTS}
    # A syllable of Korean and a sign of Chinese are each a good part of a word.
    foreign = max(counts, key=lambda code: counts[code])
    if counts["ja"] * 10 > counts["zh"] > counts["ja"]:
        foreign = "ja"
    if counts[foreign] * 2 > letters:
        return _by_own_letters(sample, foreign)
    return _by_small_words(sample)


def in_words(code: str) -> str:
    """The name of a language, in the language in use."""
    try:
        name = Locale.parse(current()).languages.get(code)
    except (UnknownLocaleError, ValueError):
        name = None
    return name or code


def explained(refusal: CannotRead, text: str) -> CannotRead:
    """Why `text` has no items: the refusal as it came, or that the text is in another language."""
    code = seems(text)
    if code in {None, READ}:
        return refusal
    return NotEnglish(
        _(
            "The text seems to be in %(language)s. Only statements in English are read: mark the items of "
            "this one by hand, or bring in a translation.",
            language=in_words(str(code)),
        )
    )


def _by_own_letters(sample: str, code: str) -> str:
    for letter, other in _OWN_LETTERS.get(code, ()):
        if re.search(letter, sample):
            return other
    return code


def _by_small_words(sample: str) -> str | None:
    words = Counter(word.lower() for word in islice(_WORD.findall(sample), _SAMPLE))
    shares = {code: sum(words[word] for word in small.split()) for code, small in _SMALL_WORDS.items()}
    best, second = sorted(shares, key=lambda code: -shares[code])[:2]
    if shares[best] < max(_FEWEST_WORDS, _ENOUGH * words.total()):
        return None
    if best != READ and shares[best] < _CLEARLY * shares[READ]:
        return None
    return best if shares[best] > shares[second] else None
