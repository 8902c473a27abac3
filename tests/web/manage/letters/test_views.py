from __future__ import annotations

import io
import zipfile

import pytest

from campaign.signatures.values import Signing

ASKED = {"audience": "organization", "format": "pdf", "seen": "y"}
BOTH = ["th-head-of-government", "vn-head-of-government"]


@pytest.fixture
def slug(furnished, brought_in):
    from campaign.campaigns import services
    from campaign.statements import queries

    with furnished.app_context():
        campaign = services.open(queries.by_slug(brought_in).items[2])
        services.publish(campaign)
        return campaign.slug


def ask(desk, slug, **changes):
    answer = desk.post(f"/manage/campaigns/{slug}/letters", {"recipient": BOTH} | ASKED | changes)
    return answer.location


def work(app):
    """What a worker does."""
    from campaign.jobs import registry

    with app.app_context():
        for name, ids in list(registry.unfinished()):
            registry.run(name, *ids)


def test_with_nothing_exported_the_list_says_where_to_begin(desk, brought_in):
    assert 'href="/manage/statements/"' in desk.get("/manage/letters/")


def test_with_a_public_campaign_the_list_leads_to_its_letters(desk, slug):
    assert f'href="/manage/campaigns/{slug}/letters"' in desk.get("/manage/letters/")


def test_addresses_that_are_not_sure_are_named_and_must_be_seen(furnished, desk, slug):
    sentence = "The address of the Prime Minister of the Socialist Republic of Viet Nam is unknown."
    assert sentence in desk.get(f"/manage/campaigns/{slug}/letters")
    data = {"recipient": BOTH, "audience": "organization", "format": "pdf"}
    page = desk.post(f"/manage/campaigns/{slug}/letters", data, 422).text
    assert "Look at the addresses, then tick this box." in page
    assert "No letters yet" in desk.get("/manage/letters/")
    sure = {"recipient": ["th-head-of-government"], "audience": "organization", "format": "pdf"}
    desk.post(f"/manage/campaigns/{slug}/letters", sure)


def test_an_office_must_be_chosen(desk, slug):
    page = desk.post(
        f"/manage/campaigns/{slug}/letters", ASKED | {"recipient": ["jp-head-of-government"]}, 422
    ).text
    assert "Choose at least one office." in page


def test_letters_of_signers_need_a_signer(desk, slug):
    data = ASKED | {"recipient": BOTH, "audience": "signers"}
    assert (
        "so there is no letter of a signer" in desk.post(f"/manage/campaigns/{slug}/letters", data, 422).text
    )


def test_a_draft_campaign_has_no_letters_yet(furnished, desk, brought_in):
    from campaign.campaigns import services
    from campaign.statements import queries

    with furnished.app_context():
        draft = services.open(queries.by_slug(brought_in).items[6]).slug
    assert "Publish this campaign first" in desk.get(f"/manage/campaigns/{draft}/letters", 409)


def test_letters_are_asked_for_watched_and_fetched(furnished, desk, slug):
    export = ask(desk, slug)
    page = desk.get(export)
    assert "0 of 2 letters are written." in page
    assert "js/export.js" in page
    assert desk.client.get(f"{export}.json").json == {
        "done": 0,
        "total": 2,
        "sentence": "0 of 2 letters are written. You can leave this page.",
        "over": False,
    }
    desk.get(f"{export}.zip", 404)
    work(furnished)
    assert desk.client.get(f"{export}.json").json["over"]
    page = desk.get(export)
    assert "js/export.js" not in page
    assert "is unknown. Complete it before posting." in page
    assert "ready" in desk.get("/manage/letters/")

    from campaign.letters import queries

    with furnished.app_context():
        parts = [(part.id, part.name) for part in queries.export_by_id(export.rpartition("/")[2]).parts]
    one = desk.client.get(f"{export}/parts/{parts[0][0]}")
    assert one.content_type == "application/pdf"
    assert one.headers["Content-Disposition"] == f"attachment; filename={parts[0][1]}"
    assert one.headers["X-Content-Type-Options"] == "nosniff"
    assert one.data.startswith(b"%PDF-")
    bundle = desk.client.get(f"{export}.zip")
    assert bundle.content_type == "application/zip"
    with zipfile.ZipFile(io.BytesIO(bundle.data)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [name for _part, name in parts]
        assert archive.read(parts[0][1]) == one.data


@pytest.mark.parametrize("kind", ["docx", "eml", "txt"])
def test_the_other_formats_come_with_their_media_types(furnished, desk, slug, kind):
    from campaign.letters import queries

    export = ask(desk, slug, format=kind)
    work(furnished)
    with furnished.app_context():
        part = queries.export_by_id(export.rpartition("/")[2]).parts[0]
        where, media_type, name = f"{export}/parts/{part.id}", part.media_type, part.name
    answer = desk.client.get(where)
    assert answer.content_type == media_type
    assert name.endswith(f".{kind}")
    assert answer.data


def test_letters_in_signers_names_are_written_for_those_who_give_theirs(furnished, desk, slug):
    from campaign.campaigns import queries
    from campaign.signatures import links, services
    from campaign.signatures import queries as signatures

    with furnished.app_context():
        campaign = queries.by_slug(slug)
        for person in (
            Signing("Mina Ito", "mina@example.org", "JP", deliver_name=True),
            Signing("Jonas Berg", "jonas@example.org", "SE"),
        ):
            services.sign(campaign, person, "en")
            signature = signatures.by_email(campaign.id, person.email)[0]
            services.confirm(links.confirm_url(signature.id).rpartition("/")[2])
    export = ask(desk, slug, audience="signers", format="txt")
    work(furnished)
    with zipfile.ZipFile(io.BytesIO(desk.client.get(f"{export}.zip").data)) as archive:
        texts = [archive.read(name).decode() for name in archive.namelist()]
    assert len(texts) == 2
    assert all(
        "Mina Ito" in text and "Jonas Berg" not in text and "example.org/" not in text for text in texts
    )


def test_a_letter_that_cannot_be_written_says_why_at_its_file(furnished, desk, slug):
    from campaign.campaigns import queries
    from campaign.letters import services
    from campaign.letters.values import Audience, DraftText

    with furnished.app_context():
        row = queries.by_slug(slug).recipients[1]
        services.save_draft(row, Audience.ORGANIZATION, DraftText("About", "Words. " * 3000), None)
        key = row.recipient.key
    export = ask(desk, slug, recipient=["unsg", key])
    work(furnished)
    page = desk.get(export)
    assert "1 file could not be written." in page
    assert "is longer than one page" in page
    assert "See why" in desk.get("/manage/")
    with zipfile.ZipFile(io.BytesIO(desk.client.get(f"{export}.zip").data)) as archive:
        assert len(archive.namelist()) == 1


def test_an_export_is_cancelled_and_its_files_are_erased(furnished, desk, slug):
    from campaign.letters import queries

    export = ask(desk, slug)
    work(furnished)
    assert "2 files are erased here." in desk.get(export)
    desk.post(f"{export}/cancel")
    page = desk.get(export)
    assert "its files are erased" in page
    with furnished.app_context():
        part = queries.export_by_id(export.rpartition("/")[2]).parts[0].id
    desk.get(f"{export}/parts/{part}", 404)
    desk.get(f"{export}.zip", 404)


def test_a_part_of_another_export_is_not_found(furnished, desk, slug):
    from campaign.letters import queries

    one, other = ask(desk, slug), ask(desk, slug)
    work(furnished)
    with furnished.app_context():
        part = queries.export_by_id(other.rpartition("/")[2]).parts[0].id
    desk.get(f"{one}/parts/{part}", 404)


def test_the_list_is_cut_into_pages(furnished, desk, slug):
    from campaign.campaigns import queries
    from campaign.letters import services
    from campaign.letters.values import Audience

    with furnished.app_context():
        campaign = queries.by_slug(slug)
        for _number in range(26):
            services.export(campaign, campaign.recipients[:1], "txt", Audience.ORGANIZATION)
    first = desk.get("/manage/letters/")
    assert "25 exports on this page" in first
    before = first.partition('href="?before=')[2].partition('"')[0]
    assert "1 export on this page" in desk.get(f"/manage/letters/?before={before}")
