from __future__ import annotations

import base64
import re
import struct
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
    names = ("version", "subject", "salutation", "close")
    values = {name: unescape(re.search(rf'name="{name}"[^>]* value="([^"]*)"', page)[1]) for name in names}
    body = re.search(r"<textarea[^>]*>\s*([^<]*)</textarea>", page)[1]
    return values | {"body": unescape(body)}


def rows(page: str) -> dict[str, str]:
    """What stands under the head of each line of the table."""
    found = re.findall(r'<th scope="row">(.*?)</th>(.*?)</tr>', page, re.DOTALL)
    return {" ".join(head.split()): " ".join(re.sub(r"<[^>]+>", " ", cells).split()) for head, cells in found}


def test_every_office_has_a_draft_for_both_kinds_of_letter(desk, slug):
    page = desk.get(f"/manage/campaigns/{slug}/drafts")
    for audience in ("organization", "signers"):
        keys = re.findall(rf"/drafts/{audience}/([\w-]+)\?language=en\"", page)
        kinds = [key for key in keys if "--" in key]
        assert kinds == ["secretary-general--addressee", "head-of-government--addressee", "unhcr--copy"]
        assert len(keys) - len(kinds) == 6
    assert ">changed<" not in page


def test_the_editor_begins_with_the_first_text_and_its_page(desk, path):
    page = desk.get(path)
    values = filled(page)
    assert values["version"] == ""
    assert "((ask))" in values["body"]
    assert 'src="data:image/png;base64,' in page
    assert "((signer name))" in page
    assert "((joined?? ))" in page


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
    assert ">its own text<" in desk.get(f"/manage/campaigns/{slug}/drafts")


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


@pytest.fixture
def shared(slug):
    return f"/manage/campaigns/{slug}/drafts/signers/head-of-government--addressee"


def test_a_draft_of_a_kind_is_that_of_all_its_offices_but_those_with_their_own(desk, slug, shared):
    values = filled(desk.get(shared)) | {"subject": "For all of them"}
    desk.post(shared, values)
    own = f"/manage/campaigns/{slug}/drafts/signers/th-head-of-government"
    assert filled(desk.get(own))["subject"] == "For all of them"
    desk.post(own, filled(desk.get(own)) | {"subject": "For one"})
    table = rows(desk.get(f"/manage/campaigns/{slug}/drafts"))
    assert table["Heads of government"] == "Edit first text Edit changed"
    assert (
        table["Prime Minister of the Kingdom of Thailand"]
        == "Write another for this office Edit its own text"
    )
    other = f"/manage/campaigns/{slug}/drafts/signers/vn-head-of-government"
    assert filled(desk.get(other))["subject"] == "For all of them"
    desk.post(f"{own}/reset")
    assert filled(desk.get(own))["subject"] == "For all of them"


def test_each_language_has_its_own_draft_salutation_and_close(desk, shared):
    korean = desk.get(f"{shared}?language=ko")
    values = filled(korean)
    assert "정중히 요청드립니다" in values["body"]
    assert "Empty: “존경하는 각하께”" in korean
    assert "Empty: “Excellency”" in desk.get(shared)
    desk.post(f"{shared}?language=ko", values | {"salutation": "존경하는 총리님께"})
    assert filled(desk.get(f"{shared}?language=ko"))["salutation"] == "존경하는 총리님께"
    assert filled(desk.get(shared))["version"] == ""


def test_a_language_without_texts_is_said_and_begins_with_places_to_write(desk, slug, shared):
    assert "No text in Lao ships with this program" in desk.get(
        f"/manage/campaigns/{slug}/drafts?language=lo"
    )
    assert ">not written<" in desk.get(f"/manage/campaigns/{slug}/drafts?language=lo")
    page = desk.get(f"{shared}?language=lo")
    assert "[Write here the thanks.]" in filled(page)["body"]
    assert "Here something is still to be written." in page
    assert 'src="data:image/png;base64,' in page


def test_a_courtesy_translation_is_kept_shown_and_taken_back(desk, slug, shared):
    drafts = f"/manage/campaigns/{slug}/drafts"
    assert "Courtesy translation into" not in desk.get(drafts)
    desk.post(f"{drafts}/translation?language=ko", {"words": "보호할 것을\r\n촉구한다."})
    page = desk.get(f"{drafts}?language=ko")
    assert "보호할 것을 촉구한다." in page
    assert "holds now" in desk.get(f"{shared}?language=ko").partition("((translated?? ))")[2]
    desk.post(f"{drafts}/translation?language=ko", {"words": " "})
    assert "보호할" not in desk.get(f"{drafts}?language=ko")
    desk.post(f"{drafts}/translation?language=ko", {"words": "가" * 5001}, 422)
    desk.get(f"{drafts}?language=tlh", 404)


def test_the_list_gives_what_each_placeholder_gives_now(desk, shared, path):
    page = unescape(desk.get(f"{shared}?language=ko"))
    assert "<samp>태국 정부</samp>" in page
    assert "<samp>what each supporter writes</samp>" in page
    assert "nothing is known for it now" not in page
    missing = re.findall(r'<li class="missing">\s*<code[^>]*>(.*?)</code>', desk.get(path))
    assert missing == ["((signer name))", "((signer country))", "((own words))"]


def test_a_name_that_is_unknown_is_refused_with_the_one_that_was_meant(desk, shared):
    values = filled(desk.get(shared)) | {"body": "We ask ((ask)).\n\n((signer nme))"}
    page = unescape(desk.post(shared, values, 422).text)
    assert "In the paragraph at line 3, there is no placeholder “((signer nme))”." in page
    assert "Did you mean “((signer name))”?" in page


def test_the_reviewer_gives_advice_and_locks_nothing(desk, shared):
    assert "Nothing to remark on." in desk.get(shared)
    values = filled(desk.get(shared))
    typed = values | {"body": f"{values['body']}\n\nYou are murderers."}
    said = desk.post(f"{shared}/remarks", typed, 200).text
    assert "<q>murderers</q>" in said
    assert "<html" not in said
    desk.post(shared, typed)
    assert "<q>murderers</q>" in desk.get(shared)


def test_a_letter_that_is_too_long_is_a_remark_like_the_others(desk, shared):
    values = filled(desk.get(shared))
    page = desk.post(shared, values | {"body": values["body"] + "\n\nWord. " * 700, "act": "show"}, 200).text
    assert "longer than one page" in page.partition('class="remarks"')[2]


def test_the_page_is_shown_for_the_office_and_the_sheet_that_are_chosen(desk, shared):
    page = desk.get(f"{shared}?to=vn-head-of-government&sheet=letter-us-10")
    picture = re.search(r'src="data:image/png;base64,([^"]+)"', page)
    width, height = struct.unpack(">II", base64.b64decode(picture[1])[16:24])
    assert "The page of the letter to the Prime Minister of the Socialist Republic of Viet Nam" in page
    assert re.search(r'<option selected value="letter-us-10">', page)
    assert width / height == pytest.approx(215.9 / 279.4, abs=0.01)


@pytest.mark.parametrize(
    "wrong", ["signers/minister--addressee", "signers/head-of-government--copy", "signers/nobody--addressee"]
)
def test_a_kind_that_the_campaign_does_not_write_to_has_no_draft(desk, slug, wrong):
    desk.get(f"/manage/campaigns/{slug}/drafts/{wrong}", 404)
