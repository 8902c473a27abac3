from __future__ import annotations

from datetime import date, timedelta

import pytest

from campaign.core import clock as the_clock
from campaign.letters import annexes, composing, counting, services
from campaign.letters.errors import UnresolvedPlaceholder
from campaign.letters.values import Audience, DraftText, Letter, ParagraphKind
from campaign.signatures import services as signatures
from campaign.signatures.log import queries as logs
from campaign.signatures.log import services as log
from campaign.signatures.values import Signer
from tests import factories

pytestmark = [
    pytest.mark.usefixtures("session", "clock"),
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]
KOREAS = "the Governments of the Republic of Korea and the Democratic People's Republic of Korea"
LAOS = "the Lao People's Democratic Republic"
FOUR = f"the United Nations and the Governments of Thailand, Viet Nam, {LAOS} and Myanmar"
SUMMIT = "as part of the agenda at the upcoming North-South summit in October."
# Number of the item, key of the recipient: what the letter asks, word for word.
ASKED = {
    ("1.3", "unsg"): "the United Nations to provide some measure of legal protection for",
    (
        "1.3",
        "th-head-of-government",
    ): "the Government of Thailand to provide some measure of legal protection",
    (
        "1.3",
        "la-head-of-government",
    ): "the Government of the Lao People's Democratic Republic to provide",
    ("1.3", "unhcr"): f"{FOUR} to provide some measure of legal protection for the civil",
    (
        "1.6",
        "vn-head-of-government",
    ): "the Government of Viet Nam to make the refugees’ resettlement process more",
    (
        "1.6",
        "unhcr",
    ): "the Governments of Thailand, Viet Nam, the Lao People's Democratic Republic, Myanmar, China and "
    "Cambodia to make the refugees’ resettlement process",
    ("1.7", "unhcr"): "that the UNHCR play a more active role in protecting the North Korean refugees, under",
    ("1.7", "unsg"): "that the UNHCR play a more active role in protecting the North Korean refugees, under",
    ("1.8", "kp-head-of-government"): f"that the issue of North Korean human rights be brought up {SUMMIT}",
    ("1.8", "unhcr"): f"that the issue of North Korean human rights be brought up {SUMMIT}",
    ("3.1", "kp-head-of-government"): "the Government of the Democratic People's Republic of Korea to "
    "guarantee basic freedoms of assembly, religion, speech, and association for its citizens, and to close",
    ("3.3", "unsg"): "the Secretary-General of the United Nations for multilateral effort to make the",
    (
        "4.2",
        "kr-head-of-government",
    ): "that the abduction of citizens and captive prisoners of war be brought up as",
}


@pytest.fixture
def campaign(session):
    factories.an_organization()
    return factories.a_campaign()


def row_for(campaign, key: str):
    return next(row for row in campaign.recipients if row.recipient.key == key)


def body(letter: Letter) -> str:
    return "\n".join(paragraph.text for paragraph in letter.paragraphs)


def letter_of(campaign, audience=Audience.ORGANIZATION) -> Letter:
    return composing.sample(campaign.recipients[0], audience)


def test_the_letters_of_the_seven_campaigns_ask_what_the_statement_asks():
    campaigns = factories.the_seven_campaigns()
    for (number, key), words in ASKED.items():
        for audience in Audience:
            letter = composing.sample(row_for(campaigns[number], key), audience)
            [request] = [p.text for p in letter.paragraphs if p.kind is ParagraphKind.REQUEST]
            assert f"{words}" in request, (number, key, audience)
            assert request.split(words)[0].endswith(("ask ", "asked ", "asking "))


def test_every_letter_of_the_seven_campaigns_quotes_its_item_and_says_where_it_stands():
    for number, campaign in factories.the_seven_campaigns().items():
        for row in campaign.recipients:
            letter = composing.sample(row, Audience.ORGANIZATION)
            [quote] = [p for p in letter.paragraphs if p.kind is ParagraphKind.QUOTE]
            assert quote.text == f"“{campaign.item.text}”"
            assert quote.source == f"Item {number} of the Joint Statement, 29 August 2007"
            assert letter.reference == f"{number} / {row.recipient.code}"
            assert letter.address == tuple(row.recipient.lines)
            assert f"item {number} of the Joint Statement" in body(letter)


def test_a_letter_that_passes_the_ask_on_names_those_who_are_asked():
    campaign = factories.the_seven_campaigns()["4.2"]
    letter = composing.sample(row_for(campaign, "unhcr"), Audience.ORGANIZATION)
    assert f"has written to {KOREAS}" in body(letter)
    assert letter.subject.startswith("Request for the support of your Office")
    assert letter.salutation == "Dear High Commissioner,"


def test_with_no_signature_yet_the_organization_speaks_for_itself(campaign):
    letter = letter_of(campaign)
    assert "On behalf of Society for Open Borders" in body(letter)
    assert letter.annex is None
    assert " 0 " not in body(letter)


def test_the_organization_writes_in_the_name_of_those_who_confirmed(campaign):
    for number, country in enumerate(["JP"] * 5 + ["KR"]):
        factories.confirmed(campaign, email=f"{number}@example.org", country=country, deliver_name=not number)
    factories.signed(campaign, email="waiting@example.org")
    counted = counting.counted_at(campaign, Audience.ORGANIZATION, the_clock.now())
    letter = composing.for_delivery(campaign.recipients[0], counted)
    assert "in the name of 6 people in 2 countries who, by 2 March 2026, had confirmed" in body(letter)
    assert letter.annex.names == (("Mina Ito", "Japan"),)
    assert (letter.annex.total, letter.annex.unnamed) == (6, 5)
    assert letter.annex.by_country == (("other countries", 6),)
    assert letter.sender[0] == "Society for Open Borders"
    assert letter.signatory == ("Maria Lindqvist", "Secretary", "Society for Open Borders")
    assert letter.dateline == "Brussels, 2 March 2026"
    certificate, statement = letter.certificate, letter.statement
    assert (certificate.total, certificate.by_country, certificate.unconfirmed) == (
        6,
        letter.annex.by_country,
        1,
    )
    assert (certificate.digest, certificate.cut_off) == (counted.list_sha256, counted.as_of)
    item = campaign.item
    assert statement.text == item.statement.text
    assert statement.text[statement.start : statement.end] == item.text == certificate.words


def test_a_certificate_holds_the_last_checkpoint_by_its_cutoff_and_the_key_that_signed_it(campaign, clock):
    factories.confirmed(campaign)
    cutoff = clock.now()
    early = annexes.log_of(campaign, cutoff)
    log.append(campaign.id)
    clock.set_to(cutoff + timedelta(hours=1))
    factories.confirmed(campaign, email="late@example.org")
    log.append(campaign.id)
    told = annexes.log_of(campaign, cutoff)
    assert (told.made_at, told.entries, told.total) == (cutoff, 1, 1)
    assert told.root == logs.checkpoint(campaign.id, 1).root.hex()
    assert told.key == early.key == log.public_key().public.hex()
    assert (early.made_at, early.root) == (None, "")
    assert told.address == f"http://127.0.0.1:8000/c/{campaign.slug}"


def test_alone_on_its_page_the_organizations_letter_counts_and_names_nobody(campaign):
    factories.confirmed(campaign, deliver_name=True)
    letter = letter_of(campaign)
    assert (letter.annex.total, letter.annex.names) == (1, ())
    assert (letter.certificate, letter.statement) == (None, None)


def test_a_letter_counts_as_of_its_cutoff(campaign, clock):
    factories.confirmed(campaign)
    cutoff = clock.now()
    clock.set_to(cutoff + timedelta(days=1))
    factories.confirmed(campaign, email="late@example.org", deliver_name=True)
    counted = composing.count(campaign, cutoff)
    letter = composing.for_organization(campaign.recipients[0], counted)
    assert (counted.total, letter.annex.total, letter.annex.names) == (1, 1, ())
    assert letter.date == date(2026, 3, 2)


def test_who_withdrew_is_in_no_letter(campaign):
    signature = factories.confirmed(campaign, deliver_name=True)
    signatures.withdraw([signature])
    assert letter_of(campaign).annex is None


def test_a_signers_letter_is_hers_and_holds_no_address_of_hers(campaign):
    factories.confirmed(campaign, city="Osaka", deliver_name=True)
    factories.confirmed(campaign, email="ana@example.org")
    counted = composing.count(campaign, the_clock.now())
    signer = Signer("Mina Ito", "JP", "Osaka")
    common = composing.for_signers(campaign.recipients[0], counted)
    letter = common.letter(signer, "My aunt lives there.\n\nPlease act.")
    assert letter.sender == ("Mina Ito", "Osaka", "Japan")
    assert letter.signatory == ("Mina Ito", "Japan")
    assert "as one of 2 people in 1 country" in body(letter)
    assert [p.text for p in letter.paragraphs if p.kind is ParagraphKind.OWN] == [
        "My aunt lives there.",
        "Please act.",
    ]
    assert "example.org" not in repr(letter).replace(letter.campaign_url, "")
    assert letter.annex is None


def test_a_signers_letter_holds_the_words_that_she_has_kept_unless_she_gives_others(campaign):
    counted = composing.count(campaign, the_clock.now())
    signer = Signer("Mina Ito", "JP", own_words="I teach in Osaka.")
    for given, expected in (("", "I teach in Osaka."), ("I write.", "I write.")):
        letter = composing.for_signers(campaign.recipients[0], counted).letter(signer, given)
        assert [p.text for p in letter.paragraphs if p.kind is ParagraphKind.OWN] == [expected]


def test_who_signs_alone_is_not_one_of_many(campaign):
    factories.confirmed(campaign)
    assert " people in " not in body(letter_of(campaign, Audience.SIGNERS))


@pytest.mark.parametrize("name", ["((ask))", "{{ 7 }}", "#set page()", "=1+1", "<b>x</b>"])
def test_what_a_signer_writes_is_printed_and_never_filled_in(campaign, name):
    signer, counted = Signer(name, "JP"), composing.count(campaign, the_clock.now())
    letter = composing.for_signers(campaign.recipients[0], counted).letter(signer, own_words=name)
    assert letter.signatory[0] == name
    assert name in body(letter)


def test_a_sample_shows_a_draft_that_is_not_saved_yet(campaign):
    letter = composing.sample(
        campaign.recipients[0], Audience.SIGNERS, DraftText("New", "((signer name)) asks ((ask)).")
    )
    assert (letter.subject, body(letter).startswith("Name of the signer asks")) == ("New", True)


def test_a_placeholder_that_nothing_fills_names_letter_and_place(campaign):
    draft = DraftText("x", "Of ((signer name)).")
    with pytest.raises(UnresolvedPlaceholder, match=r"th-head-of-government.*\(\(signer name\)\).*line 1"):
        composing.sample(campaign.recipients[0], Audience.ORGANIZATION, draft)


def test_a_letter_in_korean_speaks_korean_but_for_the_item_and_the_address(campaign):
    factories.confirmed(campaign, email="ana@example.org")
    factories.confirmed(campaign, city="Osaka", deliver_name=True)
    services.save_translation(campaign, "ko", "난민을 보호할 것을 촉구한다.")
    row, counted = campaign.recipients[0], composing.count(campaign, the_clock.now())
    letter = composing.for_signers(row, counted, "ko").letter(Signer("Mina Ito", "JP", "Osaka"))
    quote, translation = letter.paragraphs[1:3]
    assert (letter.language, letter.salutation, letter.close) == (
        "ko",
        "존경하는 각하께,",
        "깊은 경의를 표하며,",
    )
    assert (quote.text, quote.language) == (f"“{campaign.item.text}”", "en")
    assert (translation.text, translation.source) == ("난민을 보호할 것을 촉구한다.", "참고용 번역")
    assert "태국 정부에 대한 요청을" in body(letter)
    assert "1개국 2명 가운데 한 사람으로서" in body(letter)
    assert letter.sender == ("Mina Ito", "Osaka", "Japan")
    assert letter.signatory == ("Mina Ito", "일본")
    assert letter.address == tuple(row.recipient.lines)
    assert letter.dateline == "Osaka, 2026년 3월 2일"


def test_a_signature_sheet_names_countries_in_the_letters_language(campaign):
    factories.confirmed(campaign, deliver_name=True)
    counted = composing.count(campaign, the_clock.now())
    letter = composing.for_delivery(campaign.recipients[0], counted, "ja")
    assert (letter.annex.title, letter.annex.names) == ("署名簿", (("Mina Ito", "日本"),))
    assert letter.annex.by_country == (("その他の国", 1),)
