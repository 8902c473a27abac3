from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from campaign.campaigns.values import Role
from campaign.letters.base_texts import base_text, skeleton
from campaign.letters.kinds import DraftKind
from campaign.letters.review import Holder, review
from campaign.letters.values import Audience, DraftText

if TYPE_CHECKING:
    from campaign.letters.facts import Facts

TODAY = date(2026, 11, 26)
ENDING = {
    "en": "We respectfully ask ((ask)).\n\nWe thank you for your attention.",
    "ko": "위 항목의 이행을 정중히 요청드립니다.\n\n깊이 감사드립니다.",
    "ja": "上記項目の実現をお願い申し上げます。\n\n厚く御礼申し上げます。",
}

# Sentence, the words that the remark points to, and a piece of what it says.
TOLD = [
    ("en", "Act now, or else you will regret it.", "or else", "a threat"),
    ("en", "Your Government will face the consequences.", "will face the consequences", "a threat"),
    ("en", "We know where you live.", "We know where you live", "a threat"),
    ("en", "This is our final warning.", "final warning", "a threat"),
    ("ko", "귀 정부는 반드시 대가를 치르게 될 것입니다.", "대가를 치르", "a threat"),
    ("ja", "いつか報いを受けることになるでしょう。", "報いを受け", "a threat"),
    ("en", "You are murderers.", "murderers", "an insult"),
    ("en", "Your brutal regime must go.", "brutal regime", "an insult"),
    ("en", "Shame on you.", "Shame on you", "an insult"),
    ("ko", "당신은 파렴치한 독재자입니다.", "독재자", "an insult"),
    ("ja", "あなたは卑怯な独裁者だ。", "独裁者", "an insult"),
    ("zh", "你们是无耻的独裁者。", "无耻", "an insult"),
    ("th", "ท่านเป็นเผด็จการ", "เผด็จการ", "an insult"),
    ("vi", "Ông là kẻ độc tài.", "kẻ độc tài", "an insult"),
    ("en", "The summit this October is the place to raise it.", "this October", "has passed"),
    ("en", "The law should be changed by June 2025.", "by June 2025", "has passed"),
    ("en", "The law should be changed by the end of 2025.", "by the end of 2025", "has passed"),
    ("en", "It should end before 1 November 2026.", "before 1 November 2026", "has passed"),
    ("en", "The conference will open in Geneva in March 2026.", "in March 2026", "has passed"),
    ("ko", "올해 10월 정상회담에서 다루어 주십시오.", "올해 10월", "has passed"),
    ("ko", "2025년 6월까지 법을 고쳐 주십시오.", "2025년 6월까지", "has passed"),
    ("ja", "今年10月の首脳会談で取り上げてください。", "今年10月", "has passed"),
    ("ja", "2025年6月までに改正してください。", "2025年6月までに", "has passed"),
    ("en", "Parliament debates it next week.", "next week", "another time"),
    ("en", "We shall deliver the signatures tomorrow.", "tomorrow", "another time"),
    ("ko", "다음 주 국회에서 논의됩니다.", "다음 주", "another time"),
    ("ja", "来週、国会で審議されます。", "来週", "another time"),
    ("en", "We trust in Prime Minister Maria Example.", "Prime Minister Maria Example", "left the office"),
    ("en", "We wrote to Secretary-General Kim Example.", "Secretary-General Kim Example", "left the office"),
    ("en", "We greet His Excellency Anan Example.", "His Excellency Anan Example", "left the office"),
    ("ko", "김보기 대통령께 이 뜻을 전합니다.", "김보기 대통령", "left the office"),
    ("ja", "田中首相にこの願いを届けたい。", "田中首相", "left the office"),
    ("en", "My passport number is known to the embassy.", "passport number", "number of a document"),
    ("en", "The travel document is M12345678.", "M12345678", "number of a document"),
    ("ko", "주민등록번호는 900101-1234567입니다.", "900101-1234567", "number of a document"),
    ("en", "Call me at +82 2 1234 5678.", "+82 2 1234 5678", "telephone number"),
    ("ko", "전화는 010-1234-5678입니다.", "010-1234-5678", "telephone number"),
    ("en", "Write to mina@example.org.", "mina@example.org", "e-mail address"),
    ("en", "I live at the edge of the town.", "I live at", "home address"),
    ("en", "We meet at 12 Harbour Lane every week.", "12 Harbour Lane", "home address"),
    ("ko", "제 주소는 아래와 같습니다.", "제 주소", "home address"),
    ("ja", "私の住所は次のとおりです。", "私の住所", "home address"),
    ("en", "My relatives still live in Hoeryong.", "My relatives still live in Hoeryong", "relatives"),
    ("en", "My sister was left behind.", "My sister was left behind", "relatives"),
    ("ko", "제 어머니는 아직 회령에 살고 계십니다.", "제 어머니는 아직 회령에 살고", "relatives"),
    ("ja", "私の母は今も清津に住んでいます。", "私の母は今も清津に住んで", "relatives"),
    (
        "en",
        "Minsu Example is still held in the camp at Yodok.",
        "Minsu Example is still held in",
        "within reach",
    ),
    ("en", "STOP SENDING REFUGEES BACK.", "STOP SENDING REFUGEES BACK", "shouting"),
]

# What a good letter may say.
NOT_TOLD = [
    ("en", "Those who return must not face punishment or serious consequences."),
    ("en", "Refugees should not be treated as criminals."),
    ("en", "They live without fear of retaliation."),
    ("en", "The visa regime was changed in 2019."),
    ("en", "The Joint Statement was adopted on 29 August 2007."),
    ("en", "By June 2025, 1,284 people had signed."),
    ("en", "The conference will open in Geneva in March 2027."),
    ("en", "The law should be changed by June 2027."),
    ("en", "The summit this December is the place to raise it."),
    ("en", "We wrote to the Prime Minister of Thailand and the Secretary-General."),
    ("en", "The President of the United States of America has written to the Council."),
    ("en", "The United Nations High Commissioner for Refugees visited Bangkok."),
    ("en", "The Minister of Foreign Affairs received us."),
    ("en", "UN, UNHCR, OHCHR and DPRK are initials; so are the UN UNHCR OHCHR offices."),
    ("en", "The International Covenant entered into force on 23 March 1976."),
    ("en", "1,284 people in 38 countries, and resolution 61/174, support it."),
    ("en", "Our reference is 1.3 / TH."),
    ("en", "We live in a time in which borders matter."),
    ("en", "We are families, teachers and friends of refugees in Japan."),
    ("ko", "2007년 8월 29일 발표된 공동 성명을 지지합니다."),
    ("ko", "2026년 11월 24일까지 서명으로 지지의 뜻을 밝혔습니다."),
    ("ko", "대한민국 대통령과 외교부 장관, 유엔 사무총장께도 서한을 보냈습니다."),
    ("ko", "태국 총리와 주유엔 대사께 감사드립니다."),
    ("ko", "난민을 범죄자로 대하지 않기를 바라는 마음입니다."),
    ("ja", "2007年8月29日に発表された声明を支持いたします。"),
    ("ja", "2026年11月24日までに署名により賛同した人々です。"),
    ("ja", "日本国内閣総理大臣、外務大臣、国際連合事務総長に書簡を送りました。"),
    ("ja", "難民を犯罪者として扱わないことが大切です。"),
]


def remarks(facts: Facts, language: str, sentence: str, **said):
    body = f"{sentence}\n\n((item))\n\n{ENDING.get(language, '')}"
    given = review(DraftText("((campaign))", body), replace(facts, language=language), TODAY, **said)
    return [remark for remark in given if remark.place == "the paragraph at line 1"]


@pytest.mark.parametrize(("language", "sentence", "words", "why"), TOLD)
def test_what_harms_a_letter_or_its_signer_is_told_with_the_words(
    facts: Facts, language: str, sentence: str, words: str, why: str
) -> None:
    given = remarks(facts, language, sentence)
    assert [remark for remark in given if words in remark.words and why in remark.sentence], given


@pytest.mark.parametrize(("language", "sentence"), NOT_TOLD)
def test_what_a_good_letter_says_is_not_remarked_on(facts: Facts, language: str, sentence: str) -> None:
    assert remarks(facts, language, sentence) == []


@pytest.mark.parametrize("language", ["en", "ko", "ja"])
@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("kind", DraftKind)
def test_no_base_text_is_remarked_on(
    facts: Facts, language: str, audience: Audience, role: Role, kind: DraftKind
) -> None:
    text = base_text(audience, role, language, kind)
    assert review(text, replace(facts, language=language), TODAY) == []


def test_the_quoted_item_is_never_judged(facts: Facts) -> None:
    angry = replace(
        facts,
        item="DEMAND that Prime Minister Ann Example, a murderer and a tyrant, act by June 2025.",
        requests=("act by June 2025",),
    )
    for quote in ("((item))", f"It reads: “{angry.item}”"):
        text = DraftText("((campaign))", f"{quote}\n\n{ENDING['en']}")
        assert review(text, angry, TODAY) == []


def test_a_letter_that_asks_for_nothing_or_for_several_things_is_told(facts: Facts) -> None:
    nothing = review(DraftText("x", "We have the honour to write.\n\nThank you."), facts, TODAY)
    assert [remark.place for remark in nothing] == ["the letter"]
    assert "asks for nothing" in nothing[0].sentence
    several = review(DraftText("x", f"We urge you to act.\n\n{ENDING['en']}"), facts, TODAY)
    assert [(remark.place, remark.words) for remark in several] == [
        ("the paragraph at line 3", "((ask))"),
    ]


def test_a_letter_without_thanks_is_told(facts: Facts) -> None:
    [remark] = review(DraftText("x", "We respectfully ask ((ask))."), facts, TODAY)
    assert "no word of thanks" in remark.sentence


def test_a_letter_that_is_too_long_is_told_in_the_typesetters_words(facts: Facts) -> None:
    [remark] = review(DraftText("x", ENDING["en"]), facts, TODAY, refusal="It is longer than one page.")
    assert (remark.place, remark.sentence) == ("the letter", "It is longer than one page.")


def test_a_paragraph_that_nobody_reads_to_its_end_is_told(facts: Facts) -> None:
    assert "very long" in remarks(facts, "en", "word " * 121)[0].sentence
    assert remarks(facts, "en", "word " * 120) == []
    assert "very long" in remarks(facts, "ja", "字" * 401)[0].sentence


def test_a_holder_of_the_directory_is_told_and_said_to_have_left_if_so(facts: Facts) -> None:
    holders = [Holder("Ann Example"), Holder("Bo Example", until=date(2025, 1, 1))]
    [stays] = remarks(facts, "en", "We greet Prime Minister Ann Example.", holders=holders)
    assert (stays.words, "outlives its holder" in stays.sentence) == ("Ann Example", True)
    [gone] = remarks(facts, "en", "Dear Bo Example, hello.", holders=holders)
    assert "has left the office" in gone.sentence


def test_what_is_still_to_be_written_is_told(facts: Facts) -> None:
    for audience in Audience:
        given = review(skeleton(audience), replace(facts, language="zh"), TODAY)
        assert len([remark for remark in given if "still to be written" in remark.sentence]) == 3


def test_a_broken_draft_is_left_to_the_editor(facts: Facts) -> None:
    assert review(DraftText("x", "We ask ((ask."), facts, TODAY) == []
