from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from campaign.campaigns.values import Role
from campaign.letters.base_texts import base_text
from campaign.letters.compose import compose
from campaign.letters.facts import Facts
from campaign.letters.values import Audience, Frame, Letter, SignatureSheet
from campaign.letters.wording import RequestForm

COALITION = "International Parliamentarians’ Coalition for North Korean Refugees’ Human Rights"
ITEM = (
    "URGE the United Nations and governments of Thailand, Vietnam, Laos, and Myanmar (the most common "
    "destinations and escape routes) to provide some measure of legal protection for the civil liberties of "
    "North Korean refugees."
)
REQUEST = "provide some measure of legal protection for the civil liberties of North Korean refugees"


@pytest.fixture
def facts() -> Facts:
    return Facts(
        recipient_office="Office of the Prime Minister",
        state="Thailand",
        addressee="the Government of Thailand",
        addressees="the United Nations and the Governments of Thailand, Viet Nam, Laos and Myanmar",
        campaign="Legal protection for North Korean refugees",
        campaign_address="https://letters.example.org/c/legal-protection",
        organization="Society for Open Borders",
        signatory="Maria Lindqvist",
        statement="the Joint Statement",
        issuer=f"the {COALITION}",
        statement_date=date(2007, 8, 29),
        item=ITEM,
        item_number="1.3",
        requests=(REQUEST,),
        request_form=RequestForm.TO,
        count=1284,
        countries=38,
        count_date=date(2026, 11, 24),
        date=date(2026, 11, 24),
    )


@pytest.fixture
def sheet() -> SignatureSheet:
    return SignatureSheet(
        title="Signature sheet",
        as_of=date(2026, 11, 24),
        total=1284,
        names=(("Mina Ito", "Japan"), ("Kim Minji", "South Korea"), ("Đặng Thị Ánh", "Viet Nam")),
        unnamed=1281,
        by_country=(("Japan", 700), ("South Korea", 512), ("Viet Nam", 60), ("other countries", 12)),
    )


@pytest.fixture
def frame() -> Frame:
    return Frame(
        key="lp-th-head-of-government",
        audience=Audience.ORGANIZATION,
        sender=("Society for Open Borders", "12 Harbour Lane", "1050 Brussels", "Belgium"),
        office="Office of the Prime Minister",
        address=(
            "Office of the Prime Minister",
            "Government House",
            "Pissanulok Road, Dusit",
            "Bangkok 10300",
            "THAILAND",
        ),
        place="Brussels",
        date=date(2026, 11, 24),
        reference="LP-TH-0001",
        salutation="Excellency,",
        close="Yours respectfully,",
        signatory=("Maria Lindqvist", "Secretary"),
        campaign_url="https://letters.example.org/c/legal-protection",
        email="office@thailand.example.org",
    )


@pytest.fixture
def signer_frame(frame: Frame) -> Frame:
    return replace(
        frame,
        audience=Audience.SIGNERS,
        sender=("Mina Ito", "Osaka", "Japan"),
        place="Osaka",
        signatory=("Mina Ito", "Japan"),
        reference="",
    )


@pytest.fixture
def organization_letter(facts: Facts, frame: Frame, sheet: SignatureSheet) -> Letter:
    return compose(base_text(Audience.ORGANIZATION, Role.ADDRESSEE), facts, replace(frame, annex=sheet))


@pytest.fixture
def signer_letter(facts: Facts, signer_frame: Frame) -> Letter:
    known = replace(
        facts,
        signer_name="Mina Ito",
        signer_country="Japan",
        own_words="I teach at a school in Osaka. Two of my pupils came through your country as children.",
    )
    return compose(base_text(Audience.SIGNERS, Role.ADDRESSEE), known, signer_frame)
