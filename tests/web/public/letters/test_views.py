from __future__ import annotations

import email
import email.policy
import io

import docx
import pytest

from campaign.campaigns import services as campaigns
from campaign.core.db import db
from campaign.core.ids import new_id
from campaign.letters.models import Draft
from campaign.letters.values import Audience

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
KEY = "th-head-of-government"


@pytest.fixture
def desk(public):
    signature_id = public.signed(city="Osaka")
    return f"{public.mine(signature_id)}/letters/{signature_id}"


def test_the_page_shows_the_offices_and_the_letter_as_it_will_be(public, desk):
    answer = public.client.get(f"{desk}/")
    assert answer.status_code == 200
    assert 'src="data:image/png;base64,' in answer.text
    assert answer.text.count(f'href="{desk}/') == 6
    assert "Mina Ito\nOsaka\nJapan" in answer.text
    assert "Set-Cookie" not in answer.headers


@on_sqlite
def test_an_address_that_is_not_known_is_said_so(public, desk):
    page = public.client.get(f"{desk}/mm-head-of-government").text
    assert "The address of the Head of Government of Myanmar is unknown" in page


@on_sqlite
def test_every_kind_of_file_holds_her_own_words_and_never_her_address(public, desk):
    def file(kind):
        answer = public.client.post(f"{desk}/{KEY}", data={"own": "I teach in Osaka.", "as": kind})
        assert answer.status_code == 200
        assert f'filename="letter--{KEY}.{kind}"' in answer.headers["Content-Disposition"]
        assert "mina@example.org" not in answer.data.decode(errors="replace")
        return answer

    assert file("pdf").data.startswith(b"%PDF-")
    assert "I teach in Osaka." in file("txt").text
    words = [paragraph.text for paragraph in docx.Document(io.BytesIO(file("docx").data)).paragraphs]
    assert "I teach in Osaka." in words
    mail = email.message_from_bytes(file("eml").data, policy=email.policy.default)
    assert mail["X-Unsent"] == "1"
    assert "I teach in Osaka." in mail.get_body(("plain",)).get_content()


@on_sqlite
def test_the_letter_is_shown_again_with_her_words_without_scripts(public, desk):
    answer = public.client.post(f"{desk}/{KEY}", data={"own": "I teach <b>in</b> Osaka."})
    assert answer.status_code == 200
    assert answer.text.count("I teach &lt;b&gt;in&lt;/b&gt; Osaka.") == 2


@on_sqlite
def test_the_preview_is_a_picture_and_the_words_are_text(public, desk):
    plain = public.client.post(f"{desk}/{KEY}/page.png", data={"own": ""})
    written = public.client.post(f"{desk}/{KEY}/page.png", data={"own": "I teach in Osaka."})
    assert plain.mimetype == written.mimetype == "image/png"
    assert plain.data != written.data
    words = public.client.post(f"{desk}/{KEY}/letter.txt", data={"own": "I teach in Osaka."})
    assert words.mimetype == "text/plain"
    assert "I teach in Osaka." in words.text


@on_sqlite
@pytest.mark.parametrize(
    ("own", "sentence"),
    [
        ("x" * 601, "Your paragraph can have at most 600 characters."),
        ("a\x00b", "Your paragraph holds a character that cannot be printed (U+0000)."),
        ("a\u202eb", "Your paragraph holds a character that cannot be printed (U+202E)."),
        ("See example.org/x", "Please leave out “example.org/x”"),
        ("I am ((signer name))", "Please write no double parentheses"),
    ],
)
def test_own_words_that_cannot_be_taken_are_said_so_and_shown_again(public, desk, own, sentence):
    for path in ("", "/page.png", "/letter.txt", "/keep"):
        answer = public.client.post(f"{desk}/{KEY}{path}", data={"own": own, "as": "pdf"})
        assert answer.status_code == 422
        assert sentence in answer.text
        if path in {"", "/keep"}:
            assert f">\r\n{own}</textarea>" in answer.text
            assert 'src="data:image/png;base64,' in answer.text


@on_sqlite
def test_what_looks_like_markup_in_own_words_is_printed(public, desk):
    answer = public.client.post(
        f"{desk}/{KEY}/letter.txt", data={"own": "{{ x }} #strong[x] <b> (signatory)"}
    )
    assert "{{ x }} #strong[x] <b> (signatory)" in answer.text


@on_sqlite
def test_a_letter_that_cannot_be_made_gets_a_sentence(public, desk):
    def spoil(campaign):
        row = campaign.recipients[0]
        db.session.add(
            Draft(
                id=new_id(),
                campaign_id=row.campaign_id,
                recipient_id=row.recipient_id,
                scope=row.recipient_id,
                audience=Audience.SIGNERS,
                subject="About",
                body="((nonsense))",
            )
        )

    public.change(spoil)
    page = public.client.get(f"{desk}/")
    assert page.status_code == 422
    assert "no placeholder “((nonsense))”" in page.text
    assert public.client.post(f"{desk}/unsg/page.png").status_code == 422
    assert public.client.post(f"{desk}/unsg", data={"as": "pdf"}).status_code == 422
    assert public.client.get(f"{desk}/{KEY}").status_code == 200


@on_sqlite
def test_an_unknown_format_or_office_is_refused(public, desk):
    assert public.client.post(f"{desk}/{KEY}", data={"as": "exe"}).status_code == 422
    assert public.client.get(f"{desk}/fr-head-of-government").status_code == 404
    assert public.client.post(f"{desk}/nobody", data={"as": "pdf"}).status_code == 404


@on_sqlite
def test_only_a_confirmed_signature_of_ones_own_writes(public, desk):
    pending = public.signed(1, confirmed=False)
    other = public.signed(0, name="Ken Other", email="ken@example.org")
    own_page = desk.rpartition("/letters/")[0]
    assert public.client.get(f"{own_page}/letters/{pending}/").status_code == 404
    assert public.client.get(f"{own_page}/letters/{other}/").status_code == 404
    assert public.client.get("/mine/x/letters/y/").status_code == 400


@on_sqlite
def test_letters_can_still_be_written_after_the_campaign_closed(public, desk):
    public.change(campaigns.close)
    assert public.client.get(f"{desk}/").status_code == 200


@on_sqlite
def test_nothing_of_the_own_words_is_stored(public, desk, config):
    public.client.post(f"{desk}/{KEY}", data={"own": "Seventeen purple elephants.", "as": "pdf"})
    for file in config.data.parent.rglob("*"):
        if file.is_file():
            assert b"purple elephants" not in file.read_bytes()


@pytest.fixture
def hers(public):
    """The id of a signature whose name the offices get, and the address of its letters."""
    signature_id = public.signed(deliver_name=True)
    return signature_id, f"{public.mine(signature_id)}/letters/{signature_id}"


@on_sqlite
def test_a_paragraph_is_kept_for_all_offices_changed_and_deleted(public, hers):
    signature_id, desk = hers
    assert "Delete the kept paragraph" not in public.client.get(f"{desk}/{KEY}").text
    for own in ("I teach in Osaka.", "I teach\r\nin Sakai."):
        answer = public.client.post(f"{desk}/{KEY}/keep", data={"own": own})
        assert (answer.status_code, answer.location) == (303, f"{desk}/{KEY}?said=kept")
        kept = public.signature(signature_id).own_words
        assert kept == own.replace("\r", "")
        page = public.client.get(answer.location).text
        assert "Kept: your paragraph stands in the letters" in page
        other = public.client.get(f"{desk}/unsg").text
        assert f"{kept}</textarea>" in other
        assert kept.splitlines()[-1] in other.partition('<pre id="letter-text">')[2]
    answer = public.client.post(f"{desk}/{KEY}/forget", data={"own": "not this"})
    assert "Nothing is kept of your paragraph." in public.client.get(answer.location).text
    assert public.signature(signature_id).own_words is None


@on_sqlite
def test_an_empty_paragraph_that_is_kept_is_deleted(public, hers):
    signature_id, desk = hers
    public.client.post(f"{desk}/{KEY}/keep", data={"own": "I teach in Osaka."})
    answer = public.client.post(f"{desk}/{KEY}/keep", data={"own": " \n "})
    assert answer.location.endswith("?said=forgotten")
    assert public.signature(signature_id).own_words is None


@on_sqlite
def test_a_letter_that_is_taken_along_holds_what_is_typed_not_what_is_kept(public, hers):
    _signature_id, desk = hers
    public.client.post(f"{desk}/{KEY}/keep", data={"own": "I teach in Osaka."})
    for own, is_there in (("", False), ("I write.", True)):
        words = public.client.post(f"{desk}/{KEY}", data={"own": own, "as": "txt"}).text
        assert "Osaka" not in words
        assert ("I write." in words) is is_there


@on_sqlite
def test_without_her_name_the_offices_get_no_letter_in_it_and_nothing_is_kept(public, desk):
    page = public.client.get(f"{desk}/{KEY}").text
    assert "only letters that you post yourself are in your name" in page
    assert "Keep it for the letter" not in page
    answer = public.client.post(f"{desk}/{KEY}/keep", data={"own": "I teach in Osaka."})
    assert answer.status_code == 422
    assert "I teach in Osaka.</textarea>" in answer.text


@on_sqlite
def test_a_paragraph_is_not_lost_when_the_name_is_taken_back_and_can_be_deleted(public, hers):
    signature_id, desk = hers
    public.client.post(f"{desk}/{KEY}/keep", data={"own": "I teach in Osaka."})
    own_page = public.mine(signature_id)
    public.client.post(f"{own_page}/signatures/{signature_id}/consents", data={})
    assert "I teach in Osaka." in public.client.get(own_page).text
    assert "The paragraph that you have kept stands in none." in public.client.get(f"{desk}/{KEY}").text
    public.client.post(f"{desk}/{KEY}/forget")
    assert public.signature(signature_id).own_words is None


@on_sqlite
def test_what_is_typed_is_not_lost_when_nothing_can_be_stored(public, hers):
    _signature_id, desk = hers
    with public.without_database(at="UPDATE signatures"):
        answer = public.client.post(f"{desk}/{KEY}/keep", data={"own": "I teach in Osaka."})
    assert answer.status_code == 503
    assert "I teach in Osaka.</textarea>" in answer.text
    assert "Nothing was stored" in answer.text
