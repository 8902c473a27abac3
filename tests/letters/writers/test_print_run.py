from __future__ import annotations

import io
import pickle
import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pikepdf
import pytest

from campaign.core.languages import speaking
from campaign.letters.compose import compose
from campaign.letters.fonts import DEBIAN_FOLDERS, folders
from campaign.letters.layouts import DIN_B
from campaign.letters.values import DraftText, Paragraph, ParagraphKind
from campaign.letters.writers.errors import TextNamesSigner
from campaign.letters.writers.print_run import COUNTRY, NAME, PrintRun, write_file
from campaign.letters.writers.report import Report
from campaign.letters.writers.stamping import Stamp

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from campaign.letters.facts import Facts
    from campaign.letters.values import Frame, Letter
    from campaign.letters.writers.typesetter import Typesetter

# Syllables, unified characters, tone marks, stacks, and glyphs that change places.
NAMES = [
    ("Mina Ito", "Osaka", "Japan"),
    ("김민지", "서울", "Republic of Korea"),
    ("伊藤美奈", "東京", "Japan"),
    ("陈晓明", "北京", "China"),
    ("สมชาย น้ำเพชร", "กรุงเทพฯ", "Thailand"),
    ("Đặng Thị Ánh", "Hà Nội", "Viet Nam"),
    ("ສົມສັກ ນ້ຳ", "ວຽງຈັນ", "Lao People's Democratic Republic"),
    ("အောင်ကျော် ကြီး", "ရန်ကုန်", "Myanmar"),
]


@pytest.fixture
def base(signer_letter: Letter) -> Letter:
    shared = tuple(one for one in signer_letter.paragraphs if one.kind is not ParagraphKind.OWN)
    return replace(
        signer_letter,
        sender=(NAME, COUNTRY),
        place="",
        signatory=(NAME, COUNTRY),
        paragraphs=shared,
        reference="1.3 / TH",
    )


@pytest.fixture
def run(base: Letter) -> PrintRun:
    return PrintRun(base, DIN_B, folders(()))


def stamps(*signers: tuple[str, str, str]) -> list[Stamp]:
    return [Stamp(f"th-pm {number}", *signer, number) for number, signer in enumerate(signers, start=123)]


def typeset(base: Letter, stamp: Stamp) -> Letter:
    return replace(
        base,
        sender=tuple(part for part in (stamp.name, stamp.city, stamp.country) if part),
        place=stamp.city,
        signatory=(stamp.name, stamp.country),
        reference=f"1.3 / TH / {stamp.number:06d}",
    )


def written(run: PrintRun, some: list[Stamp]) -> tuple[bytes, Report]:
    report = Report()
    return b"".join(run.stream(some, report)), report


def lacks_fonts(report: Report) -> bool:
    """Whether this machine has no fonts of Noto, and each letter put aside says so."""
    if len(folders(())) == len(DEBIAN_FOLDERS):
        return False
    return all("fonts-noto" in aside.reason for aside in report.set_aside)


def flat(text: str) -> str:
    return " ".join(re.sub("[\u202a-\u202e]", "", text).split())


@pytest.mark.parametrize("signer", NAMES)
def test_names_in_all_eight_languages_read_back_as_they_were_written(poppler, run: PrintRun, signer) -> None:
    pdf, report = written(run, stamps(signer))
    if lacks_fonts(report) and not pdf:
        return
    text, (name, city, country) = flat(poppler.text(pdf)), signer
    assert (report.written, report.set_aside) == (1, [])
    assert text.count(name) == 3
    assert text.count(city) == 3
    assert text.count(country) >= 3
    assert "1.3 / TH / 000123" in text


def test_names_from_right_to_left_and_with_loose_marks_read_back(poppler, run: PrintRun) -> None:
    signers = [
        ("مينا محمد", "القاهرة", "Egypt"),
        ("מינה כהן", "תל אביב", "Israel"),
        ("Zoe\u0308 x\u0323\u0307", "", "France"),
        ("田中 Mina 花子", "大阪", "Japan"),
    ]
    pdf, report = written(run, stamps(*signers))
    if lacks_fonts(report):
        return
    pages = poppler.text(pdf).split("\f")
    assert report.written == len(signers)
    for page, name in zip(pages, ("مينا محمد", "מינה כהן", "Zoë ẋ̣", "田中 Mina 花子"), strict=False):
        assert name in flat(page)


def test_each_stamped_word_stands_within_two_tenths_of_a_millimetre_of_the_set_one(
    poppler, setter: Typesetter, run: PrintRun, base: Letter
) -> None:
    signers = [
        ("Mina Ito", "Osaka", "Japan"),
        ("Đặng Thị Ánh", "Hà Nội", "Viet Nam"),
        ("AVA Tofi", "", "France"),
    ]
    signers += [("Нина", "Москва", "Russian Federation"), ("Χρήστος", "Αθήνα", "Greece")]
    some = stamps(*signers)
    pdf, _report = written(run, some)
    for page, stamp in enumerate(some, start=1):
        ours, theirs = poppler.words(pdf, page), poppler.words(setter.set([typeset(base, stamp)]))
        assert sorted(word.text for word in ours) == sorted(word.text for word in theirs)
        for word in ours:
            assert any(
                word.text == other.text
                and abs(word.left - other.left) < 0.2
                and abs(word.right - other.right) < 0.2
                and abs(word.bottom - other.bottom) < 0.2
                for other in theirs
            ), word


@pytest.mark.parametrize(
    ("language", "place"), [("ja", "大阪"), ("zh", "北京"), ("ko", "서울"), ("vi", "Huế")]
)
def test_the_line_of_place_and_date_is_as_wide_as_the_set_one_in_other_languages(
    poppler, setter: Typesetter, base: Letter, language: str, place: str
) -> None:
    letter = replace(base, language=language)
    some = stamps(("Mina Ito", place, "Japan"))
    with speaking(language):
        pdf, report = written(PrintRun(letter, DIN_B, folders(())), some)
        if lacks_fonts(report):
            return
        theirs = poppler.words(setter.set([typeset(letter, some[0])]))
    ours = poppler.words(pdf)
    ends = [
        max(word.right for word in words if word.left > 125 and 62 < word.top < 69)
        for words in (ours, theirs)
    ]
    assert ends[0] == pytest.approx(ends[1], abs=0.3)


def test_the_address_lies_inside_the_window(
    poppler, run: PrintRun, base: Letter, inside_window: Callable[[list], bool]
) -> None:
    pdf, _report = written(run, stamps(("Mina Ito", "Osaka", "Japan")))
    words = [word for word in poppler.words(pdf) if word.left < 105 and word.bottom > 62.7 and word.top < 90]
    assert [word.text for word in words] == " ".join(base.address_lines).split()
    assert inside_window(words)


def test_readers_find_no_fault_and_nothing_of_the_made_up_signer(poppler, run: PrintRun) -> None:
    pdf, _report = written(run, stamps(*[("Mina (Ito) \\ 100%", "Osaka", "Japan")] * 300))
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert [int(node.Count) for node in opened.Root.Pages.Kids[0].Kids] == [128, 128, 44]
        assert opened.check_pdf_syntax() == []
        assert len(opened.pages) == 300
    text = flat(poppler.text(pdf))
    assert text.count("Mina (Ito) \\ 100%") == 900
    assert "1.3 / TH / 000422" in text
    assert not re.search("XNZNX|XRZRX|ZNXNZ|ZRXRZ|Ż|000000", text)


def test_a_letter_takes_less_than_a_kilobyte(run: PrintRun) -> None:
    thousand, _report = written(run, stamps(*[("Wilhelmina Achterberg", "Amsterdam", "Netherlands")] * 1000))
    hundred, _report = written(run, stamps(*[("Wilhelmina Achterberg", "Amsterdam", "Netherlands")] * 100))
    assert (len(thousand) - len(hundred)) / 900 < 1000
    assert len(thousand) / 1000 < 1024


def test_the_same_stamps_give_the_same_bytes_whatever_was_written_before(base: Letter) -> None:
    some = stamps(("Mina Ito", "Osaka", "Japan"), ("Нина", "", "Russian Federation"))
    first, second = (PrintRun(base, DIN_B, folders(())) for _ in range(2))
    written(second, stamps(("Zoë Đặng", "Łódź", "Poland")))
    assert written(first, some)[0] == written(second, some)[0]


def test_a_name_that_cannot_be_stamped_is_put_aside_by_its_key_and_never_told(poppler, run: PrintRun) -> None:
    signers = [
        ("\U0001f600", "Osaka", "Japan"),
        ("Mina مينا", "Osaka", "Japan"),
        ("Wilhelmina " * 27, "Osaka", "Japan"),
        ("Mina Ito", "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch", "Wales"),
        ("((signer name)) #x <b> =1+1", "$Osaka$", "Japan"),
    ]
    pdf, report = written(run, stamps(*signers))
    assert report.written == 1
    assert flat(poppler.text(pdf)).count("((signer name)) #x <b> =1+1") == 3
    assert poppler.pages(pdf) == 1
    assert [aside.letter for aside in report.set_aside] == [f"th-pm {number}" for number in range(123, 127)]
    for aside, wanted in zip(report.set_aside, ("U+1F600", "two directions", "wider", "wider"), strict=True):
        assert aside.letter in aside.reason
        assert wanted in aside.reason
        assert not re.search("Mina|Wilhelmina|Llan|\U0001f600", aside.reason)


def test_a_line_that_is_a_little_too_wide_is_set_smaller(poppler, run: PrintRun) -> None:
    pdf, report = written(
        run, stamps(("Maximiliane Hohenfels", "San Pedro de Macorís", "Dominican Republic"))
    )
    assert report.set_aside == []
    ends = [word.right for word in poppler.words(pdf) if word.text == "2026" and word.left > 125]
    assert ends[0] <= DIN_B.information.right + 0.1


def test_nothing_is_written_if_not_one_letter_can_be(tmp_path: Path, base: Letter) -> None:
    path = tmp_path / "part.pdf"
    report = write_file(base, DIN_B, folders(()), stamps(("\U0001f600", "", "Japan")), path)
    assert report.written == 0
    assert len(report.set_aside) == 1
    assert not path.exists()


def test_a_worker_gets_its_range_as_something_that_can_be_pickled(tmp_path: Path, base: Letter) -> None:
    some = stamps(("Mina Ito", "Osaka", "Japan"))
    task = partial(write_file, base, DIN_B, folders(()), some, tmp_path / "part.pdf")
    assert pickle.loads(pickle.dumps(task))().written == 1  # noqa: S301 - our own bytes
    assert (tmp_path / "part.pdf").read_bytes().startswith(b"%PDF-1.7")


@pytest.mark.parametrize("text", ["I, ((signer name)), write to you.", "People in ((signer country)) write."])
def test_a_text_that_names_the_signer_is_refused_before_anything_is_written(
    facts: Facts, signer_frame: Frame, text: str
) -> None:
    known = replace(facts, signer_name=NAME, signer_country=COUNTRY)
    frame = replace(signer_frame, sender=(NAME, COUNTRY), signatory=(NAME, COUNTRY), place="")
    letter = compose(DraftText("Protection", text), known, frame)
    with pytest.raises(TextNamesSigner, match="typeset letters, or take the name"):
        PrintRun(letter, DIN_B, folders(()))


def test_own_words_are_refused(base: Letter) -> None:
    own = (*base.paragraphs, Paragraph(ParagraphKind.OWN, "I teach at a school."))
    with pytest.raises(TextNamesSigner):
        PrintRun(replace(base, paragraphs=own), DIN_B, folders(()))


def test_a_letter_without_a_reference_gets_its_number_alone(poppler, base: Letter) -> None:
    run = PrintRun(replace(base, reference=""), DIN_B, folders(()))
    text = flat(poppler.text(written(run, [Stamp("th-pm", "Mina Ito", "Osaka", "Japan", 1_234_567)])[0]))
    assert "Our reference" in text
    assert "1234567" in text
    assert "/ 1234567" not in text


def test_without_installed_fonts_latin_names_look_the_same_and_others_name_their_package(
    poppler, base: Letter
) -> None:
    pdf, report = written(
        PrintRun(base, DIN_B, ()), stamps(("Đặng Ánh", "Huế", "Viet Nam"), ("김민지", "", "Korea"))
    )
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        fonts = opened.pages[0].Resources.Font
        names = {str(font.BaseFont).partition("+")[2] for font in fonts.values()}
    assert names == {"LibertinusSerif-Regular", "LibertinusSerif-Bold"}
    assert "Đặng Ánh" in poppler.text(pdf)
    assert "fonts-noto-cjk" in report.set_aside[0].reason


def test_numbers_that_move_glyphs_never_run_together(run: PrintRun) -> None:
    # Readers differ in what they make of "-9-250": some take it for two numbers, some for none.
    pdf, _report = written(run, stamps(*NAMES, ("田中Mina花子 ใจดี น้ำเพชร", "ปู่ กรุงเทพฯ", "Thailand")))
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for page in opened.pages:
            content = page.Contents.read_bytes()
            assert not re.search(rb"\d-\d", re.sub(rb"\((?:\\.|[^)\\])*\)", b"()", content, flags=re.DOTALL))
