from __future__ import annotations

import io
import re
import time
from html import unescape

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from tests.statements.incoming import the_statement

STATEMENT = "1. What is asked\n\nURGE the government of Thailand to provide shelter.\n"


def known(app):
    from campaign.statements import queries

    with app.app_context():
        return [(one.title, one.slug) for one in queries.newest_first()]


def sent_whole(desk, path, data, status):
    """The page that answers a form, which is sent from memory however large it is."""
    boundary, body = encode_multipart({"csrf_token": desk.token(), **data})
    kind = f"multipart/form-data; boundary={boundary}"
    answer = desk.client.post(path, data=body, content_type=kind)
    assert answer.status_code == status
    return answer.text


def test_the_first_page_says_how_to_begin(desk):
    for path in ("/manage/", "/manage/statements/"):
        assert 'href="/manage/statements/bring_in"' in desk.get(path)
    assert "No statement yet" in desk.get("/manage/statements/")


def test_a_pasted_statement_is_read_and_led_to_its_checking_page(furnished, desk, statement_text):
    answer = desk.post("/manage/statements/bring_in", {"text": statement_text.replace("\n", "\r\n")})
    assert answer.location == "/manage/statements/joint-statement-2007-08-29"
    assert "Now check what was found" in desk.get(answer.location)
    from campaign.statements import queries

    with furnished.app_context():
        statement = queries.by_slug("joint-statement-2007-08-29")
        assert statement.text == statement_text
        assert statement.copies_unhcr
        assert len(statement.items) == 19


def test_an_uploaded_statement_is_read(furnished, desk, statement_text):
    file = (io.BytesIO(b"\xef\xbb\xbf" + statement_text.encode()), "statement.txt")
    desk.post(
        "/manage/statements/bring_in", {"file": file, "title": "The  Seoul\tstatement", "place": "Seoul"}
    )
    assert known(furnished) == [("The Seoul statement", "the-seoul-statement-2007-08-29")]


def test_an_uploaded_word_file_is_read(furnished, desk, statement_text):
    file = (io.BytesIO(the_statement.as_docx(statement_text)), "statement.docx")
    desk.post("/manage/statements/bring_in", {"file": file, "title": "The Seoul statement"})
    assert known(furnished) == [("The Seoul statement", "the-seoul-statement-2007-08-29")]


@pytest.mark.parametrize(
    ("content", "status", "sentence"),
    [
        (b"", 422, "Choose a file, or paste the text"),
        (b"  \n\n", 422, "is empty"),
        (b"%PDF-1.7 and more", 422, "is a PDF file that cannot be opened"),
        (b"{\\rtf1 and more", 415, "is a RTF file"),
        ("우리는 모든 정부가 사람들의 권리를 존중할 것을 촉구한다.".encode(), 422, "seems to be in Korean"),
        (b"a\0b", 415, "is no text file"),
        ("URGE Laos: café".encode("latin-1"), 422, "not in UTF-8"),
        (b"URGE " * 1_048_577, 413, "is larger than 5 MB"),
        (b"Dear friends, thank you all for coming.", 422, "No items were found"),
    ],
    ids=["nothing", "blank", "pdf", "rtf", "korean", "binary", "latin-1", "huge", "no items"],
)
def test_a_file_that_cannot_be_read_is_refused_at_its_field(furnished, desk, content, status, sentence):
    data = {
        "file": FileStorage(io.BytesIO(content), "statement.txt" if content else ""),
        "title": "What I typed",
    }
    page = sent_whole(desk, "/manage/statements/bring_in", data, status)
    assert sentence in unescape(page)
    assert 'value="What I typed"' in page
    assert 'aria-invalid="true"' in page
    assert known(furnished) == []


def test_a_text_without_items_is_kept_in_its_field(furnished, desk):
    page = desk.post("/manage/statements/bring_in", {"text": "Dear friends,\r\nthank you."}, 422).text
    assert "No items were found" in page
    assert re.search(r"<textarea[^>]*>\s*Dear friends,\r?\nthank you.</textarea>", page)
    assert known(furnished) == []


def test_a_file_and_a_paste_at_once_are_one_too_many(desk):
    data = {"file": (io.BytesIO(STATEMENT.encode()), "a.txt"), "text": STATEMENT}
    assert "Leave one of them out" in desk.post("/manage/statements/bring_in", data, 422).text


def test_more_than_the_server_takes_is_a_sentence(desk):
    answer = desk.post("/manage/statements/bring_in", {"text": "x" * 7_000_000}, 413)
    assert "A file may have at most 5 MB" in answer.text


def test_the_same_text_again_leads_to_the_first(furnished, desk, brought_in, statement_text):
    page = desk.post("/manage/statements/bring_in", {"text": statement_text, "title": "Again"}, 409).text
    assert "brought in before" in page
    assert f'href="/manage/statements/{brought_in}"' in page
    assert len(known(furnished)) == 1


def test_a_source_that_is_no_page_is_refused(desk):
    data = {"text": STATEMENT, "source": "javascript:alert(1)"}
    assert "Begin the address with https://" in desk.post("/manage/statements/bring_in", data, 422).text


def test_what_is_said_of_a_statement_can_be_corrected(furnished, desk, brought_in):
    path = f"/manage/statements/{brought_in}/particulars"
    assert 'name="copies_unhcr" checked' in re.sub(
        r'(checked) (.*?)(name="copies_unhcr")', r"\3 \1", desk.get(path)
    )
    desk.post(path, {"title": "Statement of Seoul", "issuer": "The Coalition", "adopted_on": "2007-08-30"})
    from campaign.statements import queries

    with furnished.app_context():
        statement = queries.by_slug(brought_in)
        assert statement.title == "Statement of Seoul"
        assert statement.adopted_on.isoformat() == "2007-08-30"
        assert not statement.copies_unhcr


def test_a_statement_needs_a_title(desk, brought_in):
    page = desk.post(f"/manage/statements/{brought_in}/particulars", {"title": " "}, 422).text
    assert "Give the statement a title." in page


def test_a_statement_is_deleted_with_its_drafts(furnished, desk, brought_in):
    from campaign.campaigns import services
    from campaign.statements import queries

    with furnished.app_context():
        services.open(queries.by_slug(brought_in).items[2])
    page = desk.get(f"/manage/statements/{brought_in}/particulars")
    assert "its 19 items and 1 draft campaign are deleted" in page
    desk.post(f"/manage/statements/{brought_in}/delete")
    assert known(furnished) == []
    assert "was deleted" in desk.get("/manage/statements/")


def test_a_statement_with_a_public_campaign_stays(furnished, desk, brought_in):
    from campaign.campaigns import services
    from campaign.statements import queries

    with furnished.app_context():
        services.publish(services.open(queries.by_slug(brought_in).items[2]))
    assert "so the statement stays" in desk.get(f"/manage/statements/{brought_in}/particulars")
    assert "cannot be deleted" in desk.post(f"/manage/statements/{brought_in}/delete", status=409).text
    assert len(known(furnished)) == 1


def test_the_list_is_searched_and_cut_into_pages(furnished, desk):
    from campaign.statements import services

    with furnished.app_context():
        for number in range(27):
            particulars = services.Particulars(title=f"Statement number {number:02}")
            services.bring_in(f"{STATEMENT}\n{number}", particulars)
    first = desk.get("/manage/statements/")
    assert "1–25 of 27" in first
    assert "?page=2" in first
    assert "26–27 of 27" in desk.get("/manage/statements/?page=2")
    assert "26–27 of 27" in desk.get("/manage/statements/?page=99")
    assert "1–1 of 1" in desk.get("/manage/statements/?q=number+07")
    assert "No statement has these words" in desk.get("/manage/statements/?q=elsewhere")


def test_a_statement_that_is_not_there_is_not_found(desk):
    desk.get("/manage/statements/none", 404)


class SlowLine(io.BytesIO):
    """What is sent over a line that takes its time for each piece."""

    def read(self, size=-1):
        time.sleep(0.3)
        return super().read(min(size, 30_000))


def sent_slowly(client, length):
    form = {"content_type": "application/x-www-form-urlencoded", "content_length": length}
    path = "/manage/statements/bring_in"
    return client.post(path, input_stream=SlowLine(b"a" * length), **form).status_code


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_only_for_who_is_signed_in_a_large_file_may_take_longer(furnished, desk, monkeypatch):
    monkeypatch.setattr("campaign.web.bodies.PATIENCE_S", 0.2)
    # It has arrived, and lacks a token against forms from elsewhere.
    assert sent_slowly(desk.client, 60_000) == 400
    assert sent_slowly(furnished.test_client(), 60_000) == 408
    visitor = furnished.test_client()
    visitor.get("/sign-in/")
    assert sent_slowly(visitor, 60_000) == 408
