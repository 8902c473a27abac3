from __future__ import annotations

from typing import TYPE_CHECKING

from campaign.letters.writers.coverage import Coverage

if TYPE_CHECKING:
    from campaign.letters.writers.typesetter import Typesetter


class Counted:
    """An engine that counts how often it is asked."""

    def __init__(self, setter: Typesetter) -> None:
        self.engine = setter.engine
        self.asked = 0

    def pdf(self, *told: object) -> bytes:
        self.asked += 1
        return self.engine.pdf(*told)


def test_it_knows_what_the_fonts_have(bare_setter: Typesetter, setter: Typesetter) -> None:
    assert Coverage(bare_setter.engine).missing(["Đặng Thị Ánh", "Нина", "김"]) == {"김"}
    assert Coverage(setter.engine).missing(["김민지 伊藤 สมชาย အောင်", "Ana\U0010fffd"]) == {"\U0010fffd"}


def test_typst_is_asked_of_a_character_once(bare_setter: Typesetter) -> None:
    engine = Counted(bare_setter)
    coverage = Coverage(engine)
    assert coverage.missing(["김", "민", "Zoë"]) == {"김", "민"}
    asked = engine.asked
    assert coverage.missing(["김민 Zoë"]) == {"김", "민"}
    assert coverage.missing(["only letters of ASCII 123"]) == set()
    assert engine.asked == asked


def test_what_shows_nothing_needs_no_glyph(bare_setter: Typesetter) -> None:
    assert Coverage(bare_setter.engine).missing(["a\u200bb\u00adc\u00a0d\ufe0f"]) == set()
