from __future__ import annotations

from dataclasses import replace

import pytest

from campaign.campaigns.values import Role
from campaign.core.languages import speaking
from campaign.letters.base_texts import base_text
from campaign.letters.compose import compose
from campaign.letters.fonts import folders
from campaign.letters.kinds import DraftKind
from campaign.letters.values import Audience
from campaign.letters.writers.typesetter import typesetter
from tests import factories

OWN = (
    "I teach at a school, and two of my pupils came through your country as children. They told me of the "
    "people who let them pass, and of those whom they left behind at the border and never saw again."
)
ASKED = {
    "en": "the United Nations and the Governments of Thailand, Viet Nam, Laos, Myanmar, China and Cambodia",
    "ko": "유엔 및 태국, 베트남, 라오스, 미얀마, 중국 및 캄보디아 정부",
    "ja": "国際連合、タイ、ベトナム、ラオス、ミャンマー、中国、カンボジア政府",
}


@pytest.mark.usefixtures("session")
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("language", ["en", "ko", "ja"])
def test_every_base_text_fits_a_page_with_the_longest_item_of_2007_and_a_translation(
    facts, frame, signer_frame, sheet, language
):
    longest = max((item.text for item in factories.the_statement_of_2007().items), key=len)
    assert len(longest) > 230
    known = replace(
        facts,
        language=language,
        item=longest,
        requests=(longest.partition(" ")[2],),
        addressees=ASKED[language],
        translation="" if language == "en" else "그" * (len(longest) // 2),
        own_words=OWN,
    )
    frames = {
        Audience.ORGANIZATION: replace(frame, language=language, annex=sheet),
        Audience.SIGNERS: replace(signer_frame, language=language),
    }
    with speaking(language):
        letters = [
            replace(compose(base_text(audience, role, language, kind), known, frames[audience]), annex=None)
            for audience in Audience
            for role in Role
            for kind in DraftKind
        ]
    typesetter(folders(())).set(letters)
