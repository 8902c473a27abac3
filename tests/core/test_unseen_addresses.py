"""An address with characters that cannot be seen is refused, never repaired."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from campaign.core.addresses import DOTS_SAY_NOTHING, BadAddress, canonical, checked

UNSEEN = {
    "zero width space": "\u200b",
    "zero width non-joiner": "\u200c",
    "zero width joiner": "\u200d",
    "word joiner": "\u2060",
    "byte order mark": "\ufeff",
    "soft hyphen": "\u00ad",
    "left-to-right mark": "\u200e",
    "right-to-left mark": "\u200f",
    "Arabic letter mark": "\u061c",
    "right-to-left embedding": "\u202b",
    "right-to-left override": "\u202e",
    "pop directional formatting": "\u202c",
    "first strong isolate": "\u2068",
    "pop directional isolate": "\u2069",
    "invisible times": "\u2062",
    "combining grapheme joiner": "\u034f",
    "Hangul filler": "\u3164",
    "half-width Hangul filler": "\uffa0",
    "Hangul initial filler": "\u115f",
    "Khmer inherent vowel": "\u17b4",
    "Mongolian vowel separator": "\u180e",
    "Mongolian variation selector": "\u180b",
    "variation selector 16": "\ufe0f",
    "variation selector 17": "\U000e0100",
    "tag letter a": "\U000e0061",
    "empty Braille pattern": "\u2800",
    "interlinear anchor": "\ufff9",
    "line separator": "\u2028",
    "NUL": "\0",
    "private use": "\ue000",
    "unassigned": "\U000e0fff",
    "no-break space": "\u00a0",
    "em quad": "\u2001",
}


@pytest.mark.parametrize("character", UNSEEN.values(), ids=UNSEEN.keys())
@pytest.mark.parametrize("address", ["mi{}na@example.org", "mina{}@example.org", "mina@exam{}ple.org"])
def test_an_unseen_character_is_refused_in_either_part(address, character):
    with pytest.raises(BadAddress, match="cannot be seen"):
        checked(address.format(character))


@pytest.mark.parametrize("name", ["zero width space", "byte order mark", "soft hyphen", "right-to-left mark"])
@pytest.mark.parametrize("address", ["{}mina@example.org", "mina@example.org{}"])
def test_an_unseen_character_at_the_ends_is_no_blank(address, name):
    with pytest.raises(BadAddress, match="cannot be seen"):
        checked(address.format(UNSEEN[name]))


@pytest.mark.parametrize(
    "typed",
    ["\uff4dina@example.org", "\ufb01na@example.org", "\u24dcina@example.org", "\u017fina@example.org"],
)
def test_a_letter_that_stands_for_a_plain_one_is_refused_in_front_of_the_at(typed):
    assert canonical(typed).isascii()
    with pytest.raises(BadAddress, match="look like plain ones"):
        checked(typed)


@pytest.mark.parametrize(
    "typed", ["김철수@example.org", "น้ำใส@example.org", "josé@example.org", "мина@example.org"]
)
def test_letters_of_other_scripts_are_taken(typed):
    assert checked(typed) == unicodedata.normalize("NFC", typed)


@given(st.characters(categories=["Cf", "Cc"]), st.integers(0, 4))
def test_no_control_and_no_format_character_is_taken_anywhere_inside(character, at):
    with pytest.raises(BadAddress):
        checked(f"m{'ina@'[:at]}{character}{'ina@'[at:]}example.org")


local_parts = st.from_regex(r"[a-z][a-z0-9._]{0,20}[a-z0-9]", fullmatch=True)
domains = st.sampled_from(["example.org", "mail.example.org", *sorted(DOTS_SAY_NOTHING)])


@given(local_parts, domains, st.from_regex(r"[a-z0-9]{1,8}", fullmatch=True), st.data())
def test_case_tag_and_form_say_nothing(local, domain, tag, data):
    assume(".." not in local)
    plain = canonical(f"{local}@{domain}")
    big = "".join(data.draw(st.sampled_from([c, c.upper()])) for c in f"{local}@{domain}")
    assert canonical(big) == plain
    assert canonical(f"{local}+{tag}@{domain}") == plain
    assert canonical(f" {local}@{domain.upper()}\n") == plain


@given(local_parts, st.sampled_from(sorted(DOTS_SAY_NOTHING)), st.data())
def test_dots_say_nothing_at_gmail_and_something_elsewhere(local, domain, data):
    assume(".." not in local)
    letters = local.replace(".", "")
    dotted = "".join(letter + data.draw(st.sampled_from(["", "."])) for letter in letters[:-1]) + letters[-1]
    assert canonical(f"{dotted}@{domain}") == canonical(f"{letters}@gmail.com")
    assert (canonical(f"{dotted}@example.org") == canonical(f"{letters}@example.org")) == (dotted == letters)


@given(st.text(st.characters(categories=["Ll", "Lu", "Lo", "Mn"]), min_size=1, max_size=12))
def test_composed_and_decomposed_letters_are_one_mailbox(local):
    composed, apart = (unicodedata.normalize(form, local) for form in ("NFC", "NFD"))
    assert canonical(f"{composed}@example.org") == canonical(f"{apart}@example.org")


@given(st.emails(), st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
def test_what_is_taken_has_the_index_of_what_was_typed(address, form):
    try:
        taken = checked(address)
    except BadAddress:
        return
    assert canonical(taken) == canonical(address) == canonical(unicodedata.normalize(form, address))
