from __future__ import annotations

import pytest

from campaign.statements.errors import NoItems, NotEnglish
from campaign.statements.incoming.languages import explained, seems

SAID = {
    "en": (
        "We call on all governments to respect the rights of those who have fled, and to give"
        " them protection."
    ),
    "fr": (
        "Nous appelons tous les gouvernements à respecter les droits de ceux qui ont fui et à"
        " leur donner une aide dans le pays."
    ),
    "de": (
        "Wir fordern alle Regierungen auf, die Rechte der Geflohenen zu achten und ihnen den "
        "Schutz des Landes zu geben."
    ),
    "es": (
        "Pedimos a todos los gobiernos que respeten los derechos de las personas que han "
        "huido y que les den protección en el país."
    ),
    "pt": (
        "Pedimos a todos os governos que respeitem os direitos das pessoas que fugiram e que "
        "não as devolvam ao país do qual saíram."
    ),
    "it": (
        "Chiediamo a tutti i governi di rispettare i diritti delle persone che sono fuggite e"
        " di dare loro la protezione della legge."
    ),
    "nl": (
        "Wij roepen alle regeringen op om de rechten van de mensen die zijn gevlucht te "
        "eerbiedigen en hun een veilig onderkomen te geven."
    ),
    "sv": (
        "Vi uppmanar alla regeringar att respektera rättigheterna för de människor som har "
        "flytt och att ge dem skydd i landet."
    ),
    "pl": (
        "Wzywamy wszystkie rządy do poszanowania praw osób, które uciekły, i do udzielenia im"
        " ochrony oraz pomocy na miejscu przez państwo."
    ),
    "tr": (
        "Tüm hükümetleri kaçan insanların haklarına saygı göstermeye ve onlara bir koruma "
        "sağlamaya çağırıyoruz, bu çok önemli ve acil."
    ),
    "vi": (
        "Chúng tôi kêu gọi các chính phủ tôn trọng quyền của những người đã chạy trốn và "
        "không trả họ về nước trong lúc này."
    ),
    "id": (
        "Kami menyerukan kepada semua pemerintah untuk menghormati hak-hak mereka yang telah "
        "melarikan diri dan tidak memulangkan mereka dari negara itu."
    ),
    "ko": "우리는 모든 정부가 탈출한 사람들의 권리를 존중하고 그들을 보호할 것을 촉구한다.",
    "ja": "私たちはすべての政府に対し、逃れた人々の権利を尊重し、保護するよう求める。",
    "zh": "我们呼吁各国政府尊重逃离者的权利,并向他们提供保护,不得将他们遣返。",
    "ar": "ندعو جميع الحكومات إلى احترام حقوق الذين فروا وإلى منحهم الحماية اللازمة.",
    "fa": "ما از همهٔ دولت‌ها می‌خواهیم به حقوق پناهندگان احترام بگذارند و از آنان پشتیبانی کنند.",
    "ur": "ہم تمام حکومتوں سے مطالبہ کرتے ہیں کہ وہ پناہ گزینوں کے حقوق کا احترام کریں۔",
    "he": "אנו קוראים לכל הממשלות לכבד את זכויותיהם של הנמלטים ולהעניק להם הגנה.",
    "ru": "Мы призываем все правительства уважать права бежавших и предоставить им защиту.",
    "uk": "Ми закликаємо всі уряди поважати права тих, хто втік, і надати їм захист.",
    "mn": "Бид бүх засгийн газрыг зугтсан хүмүүсийн эрхийг хүндэтгэж, хамгаалахыг уриалж байна.",
    "th": "เราเรียกร้องให้รัฐบาลทุกประเทศเคารพสิทธิของผู้ลี้ภัยและให้ความคุ้มครอง",
    "my": "အစိုးရအားလုံးအား ထွက်ပြေးသူများ၏ အခွင့်အရေးများကို လေးစားရန် တောင်းဆိုသည်",
}


@pytest.mark.parametrize("code", SAID)
def test_a_language_is_known_by_its_letters_or_its_small_words(code):
    assert seems(SAID[code]) == code


@pytest.mark.parametrize("text", ["", "1. 2. 3.", "URGE", "Kim Lee Park Choi Jung Kang Yoon Jang"])
def test_too_little_says_nothing(text):
    assert seems(text) is None


def test_the_statement_is_in_english(text_of_2007):
    assert seems(text_of_2007) == "en"
    assert seems(text_of_2007.upper()) == "en"


def test_why_no_items_were_found_is_said():
    refusal = explained(NoItems("Nothing was found."), SAID["ko"])
    assert isinstance(refusal, NotEnglish)
    assert refusal.sentence.startswith("The text seems to be in Korean. Only statements in English are read")
    assert "by hand" in refusal.sentence
    assert explained(NoItems("Nothing was found."), SAID["he"]).sentence.startswith(
        "The text seems to be in Hebrew"
    )


def test_an_english_text_without_items_is_told_what_was_told():
    refusal = NoItems("Nothing was found.")
    assert explained(refusal, SAID["en"]) is refusal
    assert explained(refusal, "x") is refusal
