from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from campaign.core.languages import speaking
from campaign.letters.fonts import DEBIAN_FOLDERS, folders
from campaign.letters.layouts import DIN_B
from campaign.letters.values import ParagraphKind
from campaign.letters.writers.print_run import COUNTRY, NAME, PrintRun
from campaign.letters.writers.report import Report
from campaign.letters.writers.stamping import Stamp

if TYPE_CHECKING:
    from campaign.letters.values import Letter


@pytest.mark.parametrize("language", ["en", "ko", "ja", "zh", "th", "vi", "lo", "my"])
def test_in_every_language_each_place_is_found_and_nothing_made_up_stays(
    poppler, signer_letter: Letter, language: str
) -> None:
    shared = tuple(one for one in signer_letter.paragraphs if one.kind is not ParagraphKind.OWN)
    letter = replace(signer_letter, language=language, paragraphs=shared, signatory=(NAME, COUNTRY))
    if len(folders(())) < len(DEBIAN_FOLDERS) and language not in {"en", "vi"}:
        return
    with speaking(language):
        report = Report()
        some = [Stamp("th-pm 1", "Mina", "Osaka", "Japan", 1), Stamp("th-pm 2", "Mina", "", "Japan", 2)]
        pdf = b"".join(PrintRun(letter, DIN_B, folders(())).stream(some, report))
    text = poppler.text(pdf)
    assert report.written == 2
    assert (text.count("Mina"), text.count("Osaka"), text.count("Japan")) == (6, 3, 6)
    assert not re.search("X[NR]Z[NR]X|Z[NR]X[NR]Z|Ż|000000", text)
