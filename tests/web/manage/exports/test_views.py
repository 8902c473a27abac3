from __future__ import annotations

import io
import zipfile

import pytest

from campaign.signatures.values import Signing
from tests.web.manage.letters.asking import ask, work


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

    from campaign.letters import export_queries as queries

    with furnished.app_context():
        parts = [(part.id, part.name) for part in queries.by_id(export.rpartition("/")[2]).parts]
    one = desk.client.get(f"{export}/parts/{parts[0][0]}")
    assert one.content_type == "application/pdf"
    assert one.headers["Content-Disposition"] == f"attachment; filename={parts[0][1]}"
    assert one.headers["X-Content-Type-Options"] == "nosniff"
    assert one.data.startswith(b"%PDF-")
    bundle = desk.client.get(f"{export}.zip")
    assert bundle.content_type == "application/zip"
    with zipfile.ZipFile(io.BytesIO(bundle.data)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [*(name for _part, name in parts), "99--manifest.json"]
        assert archive.read(parts[0][1]) == one.data


@pytest.mark.parametrize("kind", ["docx", "eml", "txt"])
def test_the_other_formats_come_with_their_media_types(furnished, desk, slug, kind):
    from campaign.letters import export_queries as queries

    export = ask(desk, slug, format=kind)
    work(furnished)
    with furnished.app_context():
        part = queries.by_id(export.rpartition("/")[2]).parts[0]
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
        texts = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".txt")]
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
        assert len([name for name in archive.namelist() if name.endswith(".pdf")]) == 1


def test_an_export_is_cancelled_and_its_files_are_erased(furnished, desk, slug):
    from campaign.letters import export_queries as queries

    export = ask(desk, slug)
    work(furnished)
    assert "2 files are erased here." in desk.get(export)
    desk.post(f"{export}/cancel")
    page = desk.get(export)
    assert "its files are erased" in page
    with furnished.app_context():
        part = queries.by_id(export.rpartition("/")[2]).parts[0].id
    desk.get(f"{export}/parts/{part}", 404)
    desk.get(f"{export}.zip", 404)


def test_a_part_of_another_export_is_not_found(furnished, desk, slug):
    from campaign.letters import export_queries as queries

    one, other = ask(desk, slug), ask(desk, slug)
    work(furnished)
    with furnished.app_context():
        part = queries.by_id(other.rpartition("/")[2]).parts[0].id
    desk.get(f"{one}/parts/{part}", 404)


def test_a_file_with_the_name_of_somebody_who_withdrew_is_not_handed_out(furnished, desk, slug):
    from campaign.campaigns import queries as campaigns
    from campaign.letters import export_queries as queries
    from campaign.signatures import links, services
    from campaign.signatures import queries as signatures

    with furnished.app_context():
        campaign = campaigns.by_slug(slug)
        services.sign(campaign, Signing("Mina Ito", "mina@example.org", "JP", deliver_name=True), "en")
        [signature] = signatures.by_email(campaign.id, "mina@example.org")
        services.confirm(links.confirm_token(signature.id))
    export = ask(desk, slug, audience="signers", format="txt")
    work(furnished)
    with furnished.app_context():
        part = queries.by_id(export.rpartition("/")[2]).parts[0].id
    assert "Mina Ito" in desk.get(f"{export}/parts/{part}")
    with furnished.app_context():
        services.withdraw(signatures.by_email(campaigns.by_slug(slug).id, "mina@example.org"))
    for address in (f"{export}/parts/{part}", f"{export}.zip"):
        assert "has taken it back" in desk.get(address, 409)
    work(furnished)
    assert "has taken it back" in desk.get(f"{export}/parts/{part}", 404)
    assert "2 files were erased" in desk.get(export)
    assert "has taken it back" in desk.client.get(f"{export}/manifest.json").text


def test_an_export_pauses_and_goes_on(furnished, desk, slug):
    export = ask(desk, slug)
    desk.post(f"{export}/pause")
    work(furnished)
    page = desk.get(export)
    assert "0 of 2 letters are written. Nothing more is written until you go on." in page
    assert "paused" in desk.get("/manage/letters/")
    desk.post(f"{export}/resume")
    work(furnished)
    assert "Fetch all as ZIP" in desk.get(export)
    desk.post(f"{export}/pause", status=409)


def test_labels_envelopes_and_lists_come_beside_the_letters(furnished, desk, slug):
    export = ask(desk, slug, labels="l7160", first_label="3", envelopes="dl", lists="y")
    work(furnished)
    work(furnished)
    with zipfile.ZipFile(io.BytesIO(desk.client.get(f"{export}.zip").data)) as archive:
        ends = [name.split("--", 2)[-1] for name in archive.namelist()]
    assert ends[2:] == [
        "labels-l7160.pdf",
        "envelopes-dl.pdf",
        "post-list.pdf",
        "written.csv",
        "written.xlsx",
        "manifest.json",
    ]
