from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from campaign.campaigns.values import Role
from campaign.letters.base_texts import base_text, has_base_texts, skeleton
from campaign.letters.checking import check
from campaign.letters.compose import compose
from campaign.letters.kinds import DraftKind
from campaign.letters.values import Audience, ParagraphKind
from campaign.letters.wording import RequestForm

if TYPE_CHECKING:
    from campaign.letters.facts import Facts
    from campaign.letters.values import Frame, Letter, SignatureSheet

EVERY = [(audience, role) for audience in Audience for role in Role]
LANGUAGES = ("en", "ko", "ja")


def words(letter: Letter) -> str:
    return " ".join(paragraph.text for paragraph in letter.paragraphs)


@pytest.mark.parametrize(("audience", "role"), EVERY)
def test_each_base_text_makes_a_letter_with_one_quote_and_one_request(
    facts: Facts, frame: Frame, audience: Audience, role: Role
) -> None:
    draft = base_text(audience, role)
    check(draft)
    kinds = [paragraph.kind for paragraph in compose(draft, facts, frame).paragraphs]
    assert kinds.count(ParagraphKind.QUOTE) == 1
    assert kinds.count(ParagraphKind.REQUEST) == 1


@pytest.mark.parametrize(("audience", "role"), EVERY)
@pytest.mark.parametrize("count", [0, 1, 2])
def test_each_base_text_reads_right_with_none_one_and_more_signatures(
    facts: Facts, frame: Frame, audience: Audience, role: Role, count: int
) -> None:
    few = replace(facts, count=count, countries=min(count, 1))
    text = words(compose(base_text(audience, role), few, frame))
    assert "have the honour to" in text
    assert "0 people" not in text
    assert "1 people" not in text
    assert " ," not in text
    assert " ." not in text
    assert ".." not in text


def test_the_organization_says_in_whose_name_it_writes(
    facts: Facts, frame: Frame, sheet: SignatureSheet
) -> None:
    letter = compose(base_text(Audience.ORGANIZATION, Role.ADDRESSEE), facts, replace(frame, annex=sheet))
    assert "in the name of 1,284 people in 38 countries who, by 24 November 2026, had confirmed" in words(
        letter
    )
    assert "The signature sheet that follows" in words(letter)


def test_without_signatures_the_organization_speaks_for_itself_alone(facts: Facts, frame: Frame) -> None:
    letter = compose(
        base_text(Audience.ORGANIZATION, Role.ADDRESSEE), replace(facts, count=0, countries=0), frame
    )
    assert "On behalf of Society for Open Borders, we have the honour" in words(letter)
    assert "people" not in words(letter)
    assert "signature" not in words(letter)


@pytest.mark.parametrize(
    ("form", "request_", "sentence"),
    [
        (
            RequestForm.TO,
            "close its camps",
            "We respectfully ask the Government of Thailand to close its camps.",
        ),
        (RequestForm.THAT, "the UNHCR play a role", "We respectfully ask that the UNHCR play a role."),
        (RequestForm.FOR, "more effort", "We respectfully ask the Government of Thailand for more effort."),
    ],
)
def test_the_request_is_one_sentence_in_each_form(
    facts: Facts, frame: Frame, form: RequestForm, request_: str, sentence: str
) -> None:
    asked = replace(facts, request_form=form, requests=(request_,))
    letter = compose(base_text(Audience.ORGANIZATION, Role.ADDRESSEE), asked, frame)
    assert sentence in [paragraph.text for paragraph in letter.paragraphs]


def test_a_copy_passes_the_ask_on_and_asks_for_support(facts: Facts, frame: Frame) -> None:
    letter = compose(
        base_text(Audience.ORGANIZATION, Role.COPY), replace(facts, addressee=facts.addressees), frame
    )
    assert "has written to the United Nations and the Governments of" in words(letter)
    assert "We should be grateful if your Office would support this request" in words(letter)


@pytest.mark.parametrize(("audience", "role"), EVERY)
@pytest.mark.parametrize("kind", DraftKind)
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_kind_of_office_has_a_text_in_each_language(
    facts: Facts, frame: Frame, audience: Audience, role: Role, kind: DraftKind, language: str
) -> None:
    draft = base_text(audience, role, language, kind)
    check(draft)
    spoken = replace(facts, language=language, translation="URGE, in words of this language.")
    letter = compose(draft, spoken, replace(frame, language=language))
    kinds = [paragraph.kind for paragraph in letter.paragraphs]
    assert kinds.count(ParagraphKind.QUOTE) == 1
    assert kinds.index(ParagraphKind.TRANSLATION) == kinds.index(ParagraphKind.QUOTE) + 1
    # English letters take the recipient's own forms of address; a letter in another language brings its own.
    assert bool(draft.salutation and draft.close) is (language != "en")
    assert has_base_texts(language)


def test_a_text_for_a_kind_lies_over_the_general_one_and_says_only_what_differs() -> None:
    general = base_text(Audience.SIGNERS, Role.ADDRESSEE, "ko", DraftKind.OTHER)
    minister = base_text(Audience.SIGNERS, Role.ADDRESSEE, "ko", DraftKind.MINISTER)
    assert minister.salutation == "존경하는 장관님께"
    assert replace(minister, salutation=general.salutation) == general


@pytest.mark.parametrize("audience", Audience)
def test_a_mission_is_asked_to_convey_the_letter_to_its_capital(audience: Audience) -> None:
    mission = base_text(audience, Role.ADDRESSEE, kind=DraftKind.MISSION).body
    assert "grateful if you would convey this letter to the competent authorities in your capital" in mission
    assert "귀국의 관계 당국에 전달" in base_text(audience, Role.ADDRESSEE, "ko", DraftKind.MISSION).body
    assert "貴国の関係当局にお伝え" in base_text(audience, Role.ADDRESSEE, "ja", DraftKind.MISSION).body


@pytest.mark.parametrize(("audience", "role"), EVERY)
@pytest.mark.parametrize("kind", DraftKind)
def test_no_letter_copies_what_passes_between_states(audience: Audience, role: Role, kind: DraftKind) -> None:
    body = base_text(audience, role, kind=kind).body
    assert "presents its compliments" not in body
    assert "assurances of" not in body
    assert "((item))" in body


def test_a_language_without_texts_begins_with_the_quote_and_places_to_write() -> None:
    assert not has_base_texts("zh")
    for audience in Audience:
        draft = skeleton(audience)
        check(draft)
        assert "((item))" in draft.body
        assert ("((own words))" in draft.body) is (audience is Audience.SIGNERS)
