from __future__ import annotations

import email
import zipfile
from datetime import timedelta

import pytest

from campaign.core import clock as the_clock
from campaign.core import config
from campaign.core.db import db
from campaign.core.errors import Conflict
from campaign.letters import queries, services
from campaign.letters.errors import NothingToWrite, UnknownFormat, UnknownPlaceholder
from campaign.letters.models import Draft, Export
from campaign.letters.states import ExportState, PartState
from campaign.letters.values import Audience, DraftText
from campaign.letters.writers.formats import Format
from tests import factories
from tests.together import at_once

pytestmark = pytest.mark.usefixtures("session", "clock")
sqlite_alone = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
TEXT = DraftText("((campaign))", "We ask ((ask)).\n\n((item))")
BEGINS_WITH = {
    Format.PDF: b"%PDF-",
    Format.DOCX: b"PK\3\4",
    Format.EML: b"MIME-Version: 1.0",
    Format.TXT: b"Society for Open Borders",
}
ORGANIZATION, SIGNERS = Audience.ORGANIZATION, Audience.SIGNERS


@pytest.fixture
def campaign(session):
    """One with two recipients, one of them without an address."""
    factories.an_organization()
    recipients = [factories.a_recipient(key) for key in ("th-head-of-government", "kp-head-of-government")]
    return factories.a_campaign(factories.State.PUBLISHED, *recipients)


@pytest.fixture
def row(campaign):
    return campaign.recipients[0]


def delivered(campaign, count: int) -> None:
    for number in range(count):
        mina = {"name": f"Mina {number}", "email": f"{number}@example.org"}
        factories.confirmed(campaign, **mina, deliver_name=True)


def test_until_it_is_changed_the_base_text_stands(row):
    base = queries.draft_text(row, SIGNERS)
    services.save_draft(row, SIGNERS, TEXT, None)
    assert queries.draft_text(row, SIGNERS) == TEXT
    assert queries.draft_text(row, ORGANIZATION) != TEXT
    assert queries.edited(row.campaign) == {(row.recipient_id, "signers")}
    for _again in range(2):
        services.reset_draft(row, SIGNERS)
        assert queries.draft_text(row, SIGNERS) == base


@sqlite_alone
@pytest.mark.parametrize("text", [DraftText("((nobody))", "x"), DraftText("x", "One.\n\nTwo ((nobody)).")])
def test_a_placeholder_that_is_in_no_list_is_refused_with_its_place(row, text):
    with pytest.raises(UnknownPlaceholder, match=r"In the (subject|paragraph at line 3), .*\(\(nobody\)\)"):
        services.save_draft(row, SIGNERS, text, None)
    assert queries.draft(row, SIGNERS) is None


def test_a_draft_is_saved_over_the_one_that_was_seen_and_no_other(row):
    services.save_draft(row, SIGNERS, TEXT, None)
    with pytest.raises(Conflict, match="Somebody else has saved"):
        services.save_draft(row, SIGNERS, DraftText("Other", "x"), None)
    services.save_draft(row, SIGNERS, DraftText("Second", "x"), 1)
    with pytest.raises(Conflict):
        services.save_draft(row, SIGNERS, DraftText("Third", "x"), 1)
    assert queries.draft(row, SIGNERS).subject == "Second"


def test_of_two_that_save_the_first_draft_at_once_one_is_told(app, campaign):
    slug = campaign.slug
    db.session.remove()

    def save(subject: str):
        [row, _other] = services.composing.campaigns.by_slug(slug).recipients
        services.save_draft(row, SIGNERS, DraftText(subject, "x"), None)
        return subject

    results = at_once(app, lambda: save("Hers"), lambda: save("His"))
    [told] = [result for result in results if isinstance(result, Exception)]
    assert isinstance(told, Conflict)
    assert db.session.query(Draft).one().subject in results


def test_an_export_asks_for_a_part_for_each_recipient(campaign, clock):
    export = services.export(campaign, campaign.recipients, "pdf", ORGANIZATION, "0" * 26)
    assert (export.state, export.cutoff, export.format) == (ExportState.ASKED, clock.now(), "pdf")
    assert (export.letters, export.written, export.is_over) == (2, 0, False)
    assert [part.name for part in export.parts] == [
        f"{campaign.slug}--th-head-of-government",
        f"{campaign.slug}--kp-head-of-government",
    ]
    [warning] = export.warnings
    assert "is unknown" in warning
    assert sorted(queries.waiting_parts()) == sorted(part.id for part in export.parts)
    assert queries.exports() == queries.exports_of(campaign) == [export]


def test_letters_of_signers_come_in_parts_of_their_own(campaign, row, monkeypatch):
    monkeypatch.setattr(services, "LETTERS_A_PART", 2)
    delivered(campaign, 3)
    factories.confirmed(campaign, email="quiet@example.org")
    export = services.export(campaign, [row], "txt", SIGNERS)
    assert [(part.letters, part.name[-4:]) for part in export.parts] == [(2, "-001"), (1, "-002")]
    spans = [services.letters_of(campaign, row, SIGNERS, export.cutoff, part.span) for part in export.parts]
    assert [[letter.signatory[0] for letter in letters] for letters in spans] == [
        ["Mina 0", "Mina 1"],
        ["Mina 2"],
    ]


@sqlite_alone
def test_an_export_of_nothing_is_refused(campaign):
    for recipients, audience in (([], ORGANIZATION), (campaign.recipients, SIGNERS)):
        with pytest.raises(NothingToWrite):
            services.export(campaign, recipients, "pdf", audience)
    with pytest.raises(UnknownFormat, match="Choose one of pdf, docx, eml, txt"):
        services.export(campaign, campaign.recipients, "odt", ORGANIZATION)
    assert db.session.query(Export).count() == 0


@sqlite_alone
def test_a_queue_that_is_away_loses_no_export(campaign, config):
    (config.data / "jobs.sqlite").mkdir()
    export = services.export(campaign, campaign.recipients, "txt", ORGANIZATION)
    assert len(queries.waiting_parts()) == len(export.parts) == 2


@sqlite_alone
@pytest.mark.parametrize("kind", [*Format])
def test_letters_are_written_to_a_folder_one_file_for_each_recipient(campaign, row, tmp_path, kind):
    delivered(campaign, 2)
    [path] = services.write_to(tmp_path / "out", campaign, row, kind, ORGANIZATION, the_clock.now())
    assert path.name == f"{campaign.slug}--th-head-of-government.{kind}"
    assert [path] == list((tmp_path / "out").iterdir())
    assert path.read_bytes().startswith(BEGINS_WITH[kind])


@sqlite_alone
def test_mails_of_signers_are_written_together(campaign, row, tmp_path):
    delivered(campaign, 2)
    row.recipient.email = "office@thailand.example.org"
    [path] = services.write_to(tmp_path, campaign, row, Format.EML, SIGNERS, the_clock.now())
    with zipfile.ZipFile(path) as archive:
        mails = [email.message_from_bytes(archive.read(name)) for name in archive.namelist()]
    assert all("<office@thailand.example.org>" in mail["To"] for mail in mails)
    assert [mail["Subject"] for mail in mails] == ["Protect refugees"] * 2
    assert not any("0@example.org" in mail.as_string() for mail in mails)


@sqlite_alone
def test_what_was_confirmed_after_the_cutoff_is_not_in_the_letters(campaign, row, tmp_path, clock):
    cutoff = clock.now()
    clock.set_to(cutoff + timedelta(seconds=1))
    delivered(campaign, 1)
    [letter] = services.letters_of(campaign, row, ORGANIZATION, cutoff)
    assert letter.annex is None
    with pytest.raises(NothingToWrite):
        list(services.write_to(tmp_path, campaign, row, Format.TXT, SIGNERS, cutoff))


@sqlite_alone
def test_exports_are_listed_newest_first_and_page_by_page(campaign, row):
    made = sorted(
        (services.export(campaign, [row], "txt", ORGANIZATION) for _ in range(3)), key=lambda e: e.id
    )
    assert queries.exports() == made[::-1]
    assert queries.exports(size=2) == [made[2], made[1]]
    assert queries.exports(before=made[1].id) == [made[0]]
    assert queries.offices_written_to([campaign.id]) == {}


@sqlite_alone
def test_what_is_cancelled_waits_for_nobody(campaign, clock):
    export = services.export(campaign, campaign.recipients, "txt", ORGANIZATION)
    for _again in range(2):
        services.cancel(export)
    assert (export.state, export.finished_at, export.is_over) == (ExportState.CANCELLED, clock.now(), True)
    assert queries.waiting_parts() == []
    assert {part.state for part in export.parts} == {PartState.WAITING}
    assert config.current().data.exists()
