from __future__ import annotations

import re
from html import unescape

import pytest

THAI = "/manage/directory/offices/th-foreign-minister"
LINES = "The Minister\r\nMinistry of Foreign Affairs\r\nBangkok 10400\r\nTHAILAND"


def filled(page: str) -> dict[str, str]:
    """What a browser would send of the editor as it stands."""
    inputs = re.findall(r'<input[^>]* name="(\w+)"[^>]* value="([^"]*)"', page)
    areas = re.findall(r'<textarea[^>]* name="(\w+)"[^>]*>\s*([^<]*)</textarea>', page)
    selects = re.findall(
        r'<select[^>]* name="(\w+)"(?:(?!</select>).)*?<option selected value="([^"]*)"', page, re.DOTALL
    )
    found = {name: unescape(value) for name, value in (*inputs, *areas, *selects)}
    return {name: value for name, value in found.items() if name != "csrf_token"}


def a_new_one(**said: str) -> dict[str, str]:
    given = {
        "office": "Society for Open Borders",
        "kind": "body",
        "code": "sob",
        "lines": "The Secretary\r\n12 Harbour Lane\r\n1050 Brussels\r\nBELGIUM",
        "envelope": "din-b",
        "salutation": "Dear Secretary",
        "close": "Yours respectfully,",
        "language": "fr",
        "style": "plain",
        "status": "official",
        "source": "Their letter of 2026",
    }
    return given | said


def test_the_editor_shows_the_entry_and_the_window(desk):
    page = desk.get(THAI)
    values = filled(page)
    assert values["office"] == "Minister of Foreign Affairs of the Kingdom of Thailand"
    assert values["lines"].splitlines()[-1] == "THAILAND"
    assert values["kind"] == "foreign-minister"
    assert values["envelope"] == "din-b"
    assert 'src="data:image/png;base64,' in page
    assert "It is not known when the address was last right." in page


def test_a_saved_entry_is_kept_and_its_history_says_what_stood_before(desk):
    desk.post(THAI, filled(desk.get(THAI)) | {"lines": LINES, "holder": "Somebody New"})
    page = desk.get(THAI)
    assert filled(page)["lines"].splitlines() == LINES.splitlines()
    assert re.search(r"<del>The Minister of Foreign Affairs\s", page)
    assert re.search(r"<ins>The Minister\s", page)
    assert "<ins>Somebody New</ins>" in page
    assert re.search(r"<b>changed</b>\s*<span[^>]*>organizer@example.org", page)


def test_an_office_is_added_with_a_key_made_from_its_code(desk):
    answer = desk.post("/manage/directory/new", a_new_one())
    assert answer.location == "/manage/directory/offices/sob"
    page = desk.get(answer.location)
    assert "<b>added</b>" in page
    assert filled(page)["language"] == "fr"


def test_a_second_entry_with_the_same_key_is_refused_and_nothing_typed_is_lost(desk):
    desk.post("/manage/directory/new", a_new_one())
    page = desk.post("/manage/directory/new", a_new_one(office="Another society"), status=409).text
    assert "Nothing was saved" in page
    assert filled(page)["office"] == "Another society"


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("office", "", "Say which office it is."),
        ("code", "", "Say whose office it is."),
        ("code", "no good", "The code may hold capital letters"),
        ("kind", "mission-geneva", "The code must be that of a state"),
        ("lines", "A street", "The address has fewer than 3 lines."),
        ("lines", "", "The status must be “unknown” where there is no address"),
        ("email", "nobody", "e-mail"),
        ("source", "", "The source of the address is missing."),
        ("status", "unknown", "The status must be “unknown” where there is no address"),
        ("checked_on", "2999-01-01", "The day of the last check lies in the future."),
        ("holder_from", "2026-01-01", "Say who holds the office in these days."),
        ("key", "No Key", "The key may hold small letters"),
        ("language", "tlh", "Not a valid choice"),
    ],
)
def test_what_is_wrong_is_said_in_the_summary_and_at_the_field(desk, field, typed, sentence):
    page = desk.post("/manage/directory/new", a_new_one(**{field: typed}), status=422).text
    assert "to put right" in page
    assert page.count(sentence) >= 2
    assert filled(page)["salutation"] == "Dear Secretary"


def test_what_the_fields_cannot_see_is_said_in_the_summary(desk):
    page = desk.post("/manage/directory/new", a_new_one(office="A\ue000B"), status=422).text
    assert "to put right" in page
    assert "U+E000" in page


def test_whoever_was_slower_sees_what_stands_there_and_keeps_what_she_typed(desk):
    values = filled(desk.get(THAI))
    desk.post(THAI, values | {"salutation": "Your Excellency"})
    page = desk.post(THAI, values | {"salutation": "Dear Minister"}, status=409).text
    assert "Nothing was saved" in page
    assert "<del>Dear Minister</del>" in page
    assert "<ins>Your Excellency</ins>" in page
    again = filled(page)
    assert again["salutation"] == "Dear Minister"
    desk.post(THAI, again)
    assert filled(desk.get(THAI))["salutation"] == "Dear Minister"


def test_a_form_that_lost_what_it_showed_writes_over_nobody(desk):
    desk.post(THAI, filled(desk.get(THAI)) | {"seen": "yesterday"}, status=409)


def test_the_window_follows_what_is_typed_without_saving_it(desk):
    too_long = "Department of International Organizations of the Ministry of Foreign Affairs"
    typed = {"lines": f"The Minister\r\n{too_long}\r\nBangkok", "envelope": "din-b"}
    told = desk.post("/manage/directory/window", typed, status=200).json
    assert told["image"].startswith("data:image/png;base64,")
    assert "Line 2 is" in told["message"]
    assert "The last line of the address is “Bangkok”" in told["message"]
    assert desk.post("/manage/directory/window", {}, status=200).json["message"] == ""


def test_without_scripts_a_button_shows_the_window_of_the_chosen_envelope(desk):
    typed = filled(desk.get(THAI)) | {"lines": LINES, "envelope": "us-10", "act": "show"}
    page = desk.post(THAI, typed, status=200).text
    assert filled(page)["lines"].splitlines() == LINES.splitlines()
    assert filled(page)["envelope"] == "us-10"
    assert "th-foreign-minister" not in desk.get(THAI).partition("What was changed")[2].partition("Remove")[0]


def test_one_press_says_that_it_is_checked(desk):
    assert desk.post(f"{THAI}/checked").location == THAI
    page = desk.get(THAI)
    assert "<b>checked</b>" in page
    assert "It is not known when" not in page


def test_a_long_history_is_cut_into_pages(desk):
    for number in range(12):
        desk.post(THAI, filled(desk.get(THAI)) | {"holder": f"Holder {number}"})
    page = desk.get(THAI)
    assert "1–10 of 12" in page
    assert "<ins>Holder 11</ins>" in page
    assert "<del>Holder 0</del>" not in page
    assert "<del>Holder 0</del>" in desk.get(f"{THAI}?page=2")


def test_an_office_that_no_campaign_writes_to_is_removed(desk):
    assert "What was changed in it stays on record." in desk.get(THAI)
    assert desk.post(f"{THAI}/remove").location == "/manage/directory/"
    assert "is removed from the directory" in desk.get("/manage/directory/")
    desk.get(THAI, status=404)


def test_an_office_that_a_campaign_writes_to_stays_and_says_why(desk, furnished):
    from tests.factories import a_campaign

    with furnished.app_context():
        a_campaign(title="Protect refugees")
    path = "/manage/directory/offices/th-head-of-government"
    assert "A campaign writes to this office: Protect refugees." in desk.get(path)
    assert "A campaign writes to this office" in desk.post(f"{path}/remove", status=409).text
    desk.get(path)


def test_admins_and_organizers_edit_alike(furnished, sign_in):
    admin = sign_in("admin@example.org", "admin")
    admin.post(THAI, filled(admin.get(THAI)) | {"note": "Write in English."})
    assert "<ins>Write in English.</ins>" in admin.get(THAI)
