from __future__ import annotations

import re
from html import unescape

import pytest


@pytest.fixture
def slug(furnished, brought_in):
    from campaign.campaigns import services
    from campaign.statements import queries

    with furnished.app_context():
        return services.open(queries.by_slug(brought_in).items[2]).slug


@pytest.fixture
def path(slug):
    return f"/manage/campaigns/{slug}/drafts/organization/th-head-of-government"


def filled(page: str) -> dict[str, str]:
    """What a browser would send of the editor as it stands."""
    version = re.search(r'name="version"[^>]* value="([^"]*)"', page)[1]
    subject = re.search(r'name="subject"[^>]* value="([^"]*)"', page)[1]
    body = re.search(r"<textarea[^>]*>\s*([^<]*)</textarea>", page)[1]
    return {"version": version, "subject": unescape(subject), "body": unescape(body)}


def test_every_office_has_a_draft_for_both_kinds_of_letter(desk, slug):
    page = desk.get(f"/manage/campaigns/{slug}/drafts")
    assert len(re.findall(r"/drafts/organization/[\w-]+\"", page)) == 6
    assert len(re.findall(r"/drafts/signers/[\w-]+\"", page)) == 6
    assert ">changed<" not in page


def test_the_editor_begins_with_the_first_text_and_its_page(desk, path):
    page = desk.get(path)
    values = filled(page)
    assert values["version"] == ""
    assert "((ask))" in values["body"]
    assert 'src="data:image/png;base64,' in page
    assert "((signer name))" in page
    assert "((joined?? …))" in page


def test_a_changed_draft_is_stored_and_shown(desk, slug, path):
    values = filled(desk.get(path)) | {
        "subject": "About ((campaign))",
        "body": "We write.\r\n\r\nWe ask ((ask)).",
    }
    desk.post(path, values)
    again = filled(desk.get(path))
    assert again["version"] == "1"
    assert again["subject"] == "About ((campaign))"
    assert again["body"] == "We write.\n\nWe ask ((ask))."
    assert ">changed<" in desk.get(f"/manage/campaigns/{slug}/drafts")


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        (
            "body",
            "We ask ((ask)).\n\nYours, ((favourite colour))",
            "the paragraph at line 3, there is no placeholder",
        ),
        ("body", "We ask ((ask.", "has no “))”"),
        ("body", "((rainy?? We ask.)) ((ask))", "there is no condition"),
        ("body", "", "Write the text of the letter."),
        ("subject", "About ((nothing))", "In the subject, there is no placeholder “((nothing))”"),
        ("subject", "", "Give the letter a subject."),
    ],
)
def test_what_makes_no_letter_is_said_at_its_field_and_kept(desk, slug, path, field, text, sentence):
    values = filled(desk.get(path)) | {field: text}
    page = unescape(desk.post(path, values, 422).text)
    assert sentence in page
    assert filled(page)[field].splitlines() == text.splitlines()
    assert re.search(rf'id="{field}-error"', page)
    assert ">changed<" not in desk.get(f"/manage/campaigns/{slug}/drafts")


def test_whoever_saves_second_sees_the_others_text_and_keeps_their_own(desk, path):
    mine = filled(desk.get(path))
    desk.post(path, mine | {"subject": "Theirs"})
    page = desk.post(path, mine | {"subject": "Mine"}, 409).text
    assert "Theirs" in page
    again = filled(page)
    assert again["subject"] == "Mine"
    desk.post(path, again)
    assert filled(desk.get(path))["subject"] == "Mine"


def test_the_first_text_comes_back(desk, path):
    first = filled(desk.get(path))
    desk.post(path, first | {"subject": "Something else"})
    assert "Back to the first text" in desk.get(path)
    desk.post(f"{path}/reset")
    assert filled(desk.get(path)) == first


def test_the_page_is_shown_without_saving(desk, path):
    values = filled(desk.get(path)) | {"subject": "Not saved", "act": "show"}
    page = desk.post(path, values, 200).text
    assert 'src="data:image/png;base64,' in page
    assert filled(page)["subject"] == "Not saved"
    assert filled(desk.get(path))["subject"] != "Not saved"


def test_the_live_preview_is_a_picture_or_a_sentence(desk, path):
    values = filled(desk.get(path))
    picture = desk.post(f"{path}/page.png", values, 200)
    assert picture.content_type == "image/png"
    assert picture.data.startswith(b"\x89PNG")
    refused = desk.post(f"{path}/page.png", values | {"body": "((favourite colour))"}, 422)
    assert refused.content_type.startswith("text/plain")
    assert "there is no placeholder “((favourite colour))”" in refused.text
    long = desk.post(f"{path}/page.png", values | {"body": "Words. " * 2000}, 422)
    assert "longer than one page" in long.text
    assert "Give the letter a subject." in desk.post(f"{path}/page.png", values | {"subject": ""}, 422).text


def test_a_signers_letter_is_shown_for_somebody_made_up(desk, slug):
    page = desk.get(f"/manage/campaigns/{slug}/drafts/signers/th-head-of-government")
    assert "for a signer who is made up" in page
    assert 'src="data:image/png;base64,' in page


@pytest.mark.parametrize("wrong", ["signers/jp-head-of-government", "everybody/th-head-of-government"])
def test_an_office_that_is_not_written_to_has_no_draft(desk, slug, wrong):
    desk.get(f"/manage/campaigns/{slug}/drafts/{wrong}", 404)
