"""The letters that the bench of letters writes: the base text, filled and composed for made-up signers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from campaign.campaigns.values import Role
from campaign.core.languages import speaking
from campaign.letters.base_texts import base_text
from campaign.letters.compose import compose
from campaign.letters.facts import Facts
from campaign.letters.values import Audience, DraftText, Frame, Letter
from campaign.letters.wording import RequestForm
from campaign.letters.writers.print_run import COUNTRY, NAME
from tests.bench.signers import KOREAN, LATIN, stamps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from campaign.letters.writers.stamping import Stamp

KOREAN_TEXT: Final = Path(__file__).with_name("letter.ko.txt")
DAY: Final = date(2026, 11, 24)
REQUEST: Final = "provide some measure of legal protection for the civil liberties of North Korean refugees"
ITEM: Final = (
    "URGE the United Nations and governments of Thailand, Vietnam, Laos, and Myanmar (the most common "
    f"destinations and escape routes) to {REQUEST}."
)
URL: Final = "https://letters.example.org/c/legal-protection"
FACTS: Final = Facts(
    recipient_office="Office of the Prime Minister",
    state="Thailand",
    addressee="the Government of Thailand",
    addressees="the United Nations and the Governments of Thailand, Viet Nam, Laos and Myanmar",
    campaign="Legal protection for North Korean refugees",
    campaign_address=URL,
    organization="Society for Open Borders",
    signatory="Maria Lindqvist",
    statement="the Joint Statement",
    issuer="the International Parliamentarians’ Coalition for North Korean Refugees’ Human Rights",
    statement_date=date(2007, 8, 29),
    item=ITEM,
    item_number="1.3",
    requests=(REQUEST,),
    request_form=RequestForm.TO,
    count=1_284_112,
    countries=38,
    count_date=DAY,
    date=DAY,
)
FRAME: Final = Frame(
    key="th-head-of-government",
    audience=Audience.SIGNERS,
    sender=(NAME, COUNTRY),
    office=FACTS.recipient_office,
    address=(
        FACTS.recipient_office,
        "Government House",
        "Pissanulok Road, Dusit",
        "Bangkok 10300",
        "THAILAND",
    ),
    date=DAY,
    reference="1.3 / TH",
    salutation="Excellency,",
    close="Yours respectfully,",
    signatory=(NAME, COUNTRY),
    campaign_url=URL,
)


def letters(language: str, start: int, end: int) -> Iterator[Letter]:
    """The letters of the signers from `start` to before `end`, composed one by one as an export does."""
    facts, draft = replace(FACTS, language=language), _draft(language)
    with speaking(language):
        for stamp in stamps(KOREAN if language == "ko" else LATIN, start, end):
            yield compose(draft, _known(facts, stamp), _framed(stamp, language))


def base(language: str) -> Letter:
    """The letter that all signers of a print run share."""
    with speaking(language):
        known = replace(FACTS, language=language, signer_name=NAME, signer_country=COUNTRY)
        return compose(_draft(language), known, replace(FRAME, language=language))


def _known(facts: Facts, stamp: Stamp) -> Facts:
    return replace(facts, signer_name=stamp.name, signer_country=stamp.country)


def _framed(stamp: Stamp, language: str) -> Frame:
    return replace(
        FRAME,
        key=stamp.key,
        language=language,
        sender=tuple(part for part in (stamp.name, stamp.city, stamp.country) if part),
        place=stamp.city,
        signatory=(stamp.name, stamp.country),
        reference=f"{FRAME.reference} / {stamp.number:06d}",
    )


@lru_cache
def _draft(language: str) -> DraftText:
    if language == "en":
        return base_text(Audience.SIGNERS, Role.ADDRESSEE)
    subject, body = KOREAN_TEXT.read_text(encoding="utf-8").split("\n", 1)
    return DraftText(subject.removeprefix("Subject:").strip(), body.strip())
