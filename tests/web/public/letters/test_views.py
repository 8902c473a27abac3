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
        assert f'filename="{public.slug}--{KEY}.{kind}"' in answer.headers["Content-Disposition"]
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
@pytest.mark.parametrize("own", ["x" * 601, "a\x00b", "a\u202eb"])
def test_own_words_that_cannot_be_taken_are_said_so_and_kept(public, desk, own):
    for path in ("", "/page.png", "/letter.txt"):
        answer = public.client.post(f"{desk}/{KEY}{path}", data={"own": own, "as": "pdf"})
        assert answer.status_code == 422
        assert "Your paragraph" in answer.text
    assert own[:2] in public.client.post(f"{desk}/{KEY}", data={"own": own}).text


@on_sqlite
def test_double_parentheses_in_own_words_are_printed_not_filled(public, desk):
    answer = public.client.post(f"{desk}/{KEY}/letter.txt", data={"own": "((signatory)) #strong[x]"})
    assert "((signatory)) #strong[x]" in answer.text


@on_sqlite
def test_a_letter_that_cannot_be_made_gets_a_sentence(public, desk):
    def spoil(campaign):
        row = campaign.recipients[0]
        db.session.add(
            Draft(
                id=new_id(),
                campaign_id=row.campaign_id,
                recipient_id=row.recipient_id,
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
