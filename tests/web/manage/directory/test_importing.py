from __future__ import annotations

import io
import re
from html import unescape

import pytest

# What is written is tested on both databases in the room itself.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

IMPORT = "/manage/directory/import"
GOOD = """Country;Office;Line 1;Line 2;Line 3;Line 4;Fax
Thailand;Permanent Mission of Thailand;The Representative;1 Street;New York;UNITED STATES OF AMERICA;+1
Nepal;Permanent Mission of Nepal;The Representative;2 Street;New York;UNITED STATES OF AMERICA;+2
"""
BAD = GOOD.replace("Nepal;", "Narnia;")
CONSTANTS = {
    "always-kind": "mission-new-york",
    "always-status": "secondary",
    "always-source": "The Blue Book of 2026",
}


def hidden(page: str) -> dict[str, str]:
    """What the first form of the page that carries a file would send, as it stands."""
    form = next(one for one in re.findall(r"<form.*?</form>", page, re.DOTALL) if 'name="file"' in one)
    inputs = re.findall(r'<input[^>]*? name="([\w-]+)"[^>]*? value="([^"]*)"', form)
    selects = re.findall(
        r'<select id="[\w-]+" name="([\w-]+)">(?:(?!</select>).)*?value="([^"]*)" selected', form, re.DOTALL
    )
    return {name: unescape(value) for name, value in (*inputs, *selects) if name != "csrf_token"}


@pytest.fixture
def send(desk):
    """A function that sends a file and gives the page of its columns."""

    def sent(text: str | bytes, status: int = 200) -> str:
        content = text if isinstance(text, bytes) else text.encode()
        answer = desk.post(IMPORT, {"file": (io.BytesIO(content), "offices.csv")}, status=status)
        # The client keeps a large body in a file, and does not close it.
        answer.request.input_stream.close()
        return answer.text

    return sent


def test_columns_are_suggested_beside_their_first_rows(send):
    page = send(GOOD)
    chosen = hidden(page)
    assert chosen["column-0"] == "state"
    assert chosen["column-2"] == "line_1"
    assert "column-6" not in chosen or chosen["column-6"] == ""
    assert "Permanent Mission of Nepal" in page


def test_a_dry_run_says_what_would_change_and_writes_nothing(desk, send):
    page = desk.post(f"{IMPORT}/check", hidden(send(GOOD)) | CONSTANTS, status=200).text
    assert "Import 2 offices" in page
    assert "np-mission-new-york" in page
    assert "Postal lines" in page
    assert "2 Street" not in desk.get("/manage/directory/?code=NP")


def test_the_import_itself_does_what_was_shown_and_is_logged(desk, send):
    page = desk.post(f"{IMPORT}/check", hidden(send(GOOD)) | CONSTANTS, status=200).text
    answer = desk.post(f"{IMPORT}/take", hidden(page))
    assert "2 changed" in desk.get(answer.location)
    entry = desk.get("/manage/directory/offices/np-mission-new-york")
    assert "2 Street" in entry
    assert "<b>imported</b>" in entry
    again = desk.post(f"{IMPORT}/check", hidden(page), status=200).text
    assert "Nothing would change" in again


def test_wrong_rows_are_named_and_nothing_is_written(desk, send):
    page = desk.post(f"{IMPORT}/check", hidden(send(BAD)) | CONSTANTS, status=422).text
    assert "Nothing was imported" in page
    assert "“Narnia” is no state" in page
    assert 'class="figure">3</th>' in page
    desk.post(f"{IMPORT}/take", hidden(page), status=422)
    assert "1 Street" not in desk.get("/manage/directory/?code=TH")


def test_the_error_file_is_the_file_with_a_column_more(desk, send):
    page = desk.post(f"{IMPORT}/check", hidden(send(BAD)) | CONSTANTS, status=422).text
    answer = desk.post(f"{IMPORT}/problems.csv", hidden(page), status=200)
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    lines = answer.data.decode("utf-8-sig").splitlines()
    assert lines[0].endswith(';"problem"')
    assert lines[1].endswith(';""')
    assert "is no state" in lines[2]


def test_a_corrected_error_file_is_taken_in(desk, send):
    page = desk.post(f"{IMPORT}/check", hidden(send(BAD)) | CONSTANTS, status=422).text
    told = desk.post(f"{IMPORT}/problems.csv", hidden(page), status=200).data.decode("utf-8-sig")
    corrected = hidden(send("\ufeff" + told.replace("Narnia", "Nepal")))
    assert "Import 2 offices" in desk.post(f"{IMPORT}/check", corrected | CONSTANTS, status=200).text


def test_what_was_exported_changes_nothing(desk, send):
    exported = desk.client.get("/manage/directory/directory.csv").data
    page = desk.post(f"{IMPORT}/check", hidden(send(exported)), status=200).text
    assert "Nothing would change" in page


def test_the_way_back_to_the_columns_keeps_what_was_said(desk, send):
    page = desk.post(f"{IMPORT}/check", hidden(send(BAD)) | CONSTANTS, status=422).text
    again = hidden(desk.post(f"{IMPORT}/check", hidden(page) | {"act": "columns"}, status=200).text)
    assert again["always-kind"] == "mission-new-york"
    assert again["always-source"] == "The Blue Book of 2026"
    assert again["column-0"] == "state"


def test_two_columns_that_are_said_to_be_the_same_are_asked_about_again(desk, send):
    typed = hidden(send(GOOD)) | CONSTANTS | {"column-6": "office"}
    page = desk.post(f"{IMPORT}/check", typed, status=422).text
    assert "columns twice" in page
    assert hidden(page)["column-6"] == "office"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file holds no recipients"),
        (b"key,code\n", "The file holds no recipients"),
        ("key\nzürich\n".encode("latin-1"), "not UTF-8"),
        (b"key\n" + b"x" * (5 * 1024 * 1024), "larger than 5 MB"),
    ],
)
def test_what_is_no_directory_is_refused_at_the_field(send, content, sentence):
    assert sentence in send(content, status=422)


def test_no_file_at_all_is_asked_for(desk):
    assert "Choose a file." in desk.post(IMPORT, {}, status=422).text


def test_a_file_that_got_lost_between_the_steps_is_asked_for_again(desk):
    for lost in ("", "no base64!", "aGVsbG8="):
        page = desk.post(f"{IMPORT}/check", {"file": lost}, status=422).text
        assert "Choose it again" in page


def test_a_file_that_unpacks_to_more_than_was_allowed_is_refused(desk):
    from campaign.web.manage.directory.carrying import packed

    bomb = packed(b"key\n" + b"x" * (6 * 1024 * 1024))
    assert "larger than 5 MB" in desk.post(f"{IMPORT}/take", {"file": bomb}, status=422).text


def test_cells_travel_as_they_are(send):
    from campaign.web.manage.directory.carrying import unpacked

    text = 'office,note\r\n"A ""quoted"" <b>office</b>","two\nlines"\r\n'
    assert unpacked(hidden(send(text))["file"]).decode() == text
