from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta

import pytest

from campaign.core import config
from campaign.core.db import db
from campaign.letters import export_queries as queries
from campaign.letters import exports, planning
from campaign.letters.errors import CannotExport, ExportIsOver, NoDraft
from campaign.letters.layouts import Envelope, Paper
from campaign.letters.models import Export
from campaign.letters.requests import ExportRequest
from campaign.letters.states import ExportState, Packing
from campaign.letters.values import Audience
from campaign.letters.writers.errors import NothingToWrite
from campaign.letters.writers.formats import Format
from campaign.signatures import queries as signature_queries
from campaign.signatures import services as signatures
from tests import factories
from tests.letters.exporting import content, delivered, fresh, write

pytestmark = pytest.mark.usefixtures("session", "clock")
sqlite_alone = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
TEXTS = ExportRequest(audience=Audience.ORGANIZATION, format=Format.TXT)
OF_SIGNERS = ExportRequest(audience=Audience.SIGNERS, format=Format.TXT)


@pytest.fixture
def campaign(session):
    """One with two recipients, one of them without an address."""
    factories.an_organization()
    recipients = [factories.a_recipient(key) for key in ("th-head-of-government", "kp-head-of-government")]
    return factories.a_campaign(factories.State.PUBLISHED, *recipients)


def test_an_export_asks_for_a_part_for_each_recipient(campaign, clock):
    export = exports.ask(campaign, campaign.recipients, TEXTS, "0" * 26)
    assert (export.state, export.cutoff, export.format) == (ExportState.ASKED, clock.now(), "txt")
    assert (export.planned, export.written, export.is_over) == (2, 0, False)
    assert [part.plan.recipient for part in export.parts] == [
        "th-head-of-government",
        "kp-head-of-government",
    ]
    assert export.request == ExportRequest(
        audience=Audience.ORGANIZATION, format=Format.TXT, as_of=export.cutoff
    )
    [warning] = export.warnings
    assert "is unknown" in warning
    assert sorted(queries.waiting_parts()) == sorted(part.id for part in export.parts)
    assert queries.page() == queries.of(campaign) == [export]


def test_letters_of_signers_come_in_parts_of_their_own(campaign, monkeypatch):
    monkeypatch.setattr(planning, "LETTERS_A_PART", 2)
    delivered(campaign, 5)
    factories.confirmed(campaign, email="quiet@example.org")
    export = exports.ask(campaign, campaign.recipients[:1], OF_SIGNERS)
    assert [(part.planned, part.before) for part in export.parts] == [(2, 0), (2, 2), (1, 4)]
    write(*export.parts)
    texts = [content(part).decode() for part in fresh(export).parts]
    assert [[f"Mina {n}" in text for n in range(5)] for text in texts] == [
        [True, True, False, False, False],
        [False, False, True, True, False],
        [False, False, False, False, True],
    ]


@sqlite_alone
def test_an_export_of_nothing_is_refused(campaign):
    for recipients, request in (([], TEXTS), (campaign.recipients, OF_SIGNERS)):
        with pytest.raises(NothingToWrite):
            exports.ask(campaign, recipients, request)
    assert db.session.query(Export).count() == 0


@sqlite_alone
@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"paper": Paper.LETTER}, "On US Letter there is no layout for this envelope"),
        ({"envelope": Envelope.US_10}, "On A4 there is no layout"),
        ({"format": Format.PRINT_RUN}, "for the letters of signers"),
        ({"packing": Packing.SINGLE}, "are single files already"),
    ],
)
def test_choices_that_do_not_go_together_are_said(campaign, changes, sentence):
    wish = {"audience": Audience.ORGANIZATION, "format": Format.TXT} | changes
    with pytest.raises(CannotExport, match=sentence):
        exports.ask(campaign, campaign.recipients, ExportRequest(**wish))


@sqlite_alone
def test_more_single_files_than_one_can_handle_are_refused(campaign, monkeypatch):
    monkeypatch.setattr(planning, "MOST_SINGLE", 3)
    delivered(campaign, 2)
    wish = ExportRequest(audience=Audience.SIGNERS, format=Format.TXT, packing=Packing.SINGLE)
    exports.ask(campaign, campaign.recipients[:1], wish)
    with pytest.raises(CannotExport, match="4 letters are too many for single files; up to 3"):
        exports.ask(campaign, campaign.recipients, wish)


@sqlite_alone
def test_a_queue_that_is_away_loses_no_export(campaign, config):
    (config.data / "jobs.sqlite").mkdir()
    export = exports.ask(campaign, campaign.recipients, TEXTS)
    assert len(queries.waiting_parts()) == len(export.parts) == 2


def test_a_paused_export_writes_nothing_until_it_goes_on(campaign):
    export = exports.ask(campaign, campaign.recipients, TEXTS)
    first, second = export.parts
    write(first)
    exports.pause(fresh(export))
    write(second)
    assert queries.waiting_parts() == []
    assert (fresh(export).state, export.written) == (ExportState.PAUSED, 1)
    exports.resume(export)
    assert queries.waiting_parts() == [second.id]
    write(second)
    assert (fresh(export).state, export.written) == (ExportState.DONE, 2)
    for act in (exports.pause, exports.resume):
        with pytest.raises(ExportIsOver):
            act(export)


def test_pausing_twice_is_pausing(campaign):
    export = exports.ask(campaign, campaign.recipients, TEXTS)
    for _again in range(2):
        exports.pause(export)
    assert export.state == ExportState.PAUSED


@sqlite_alone
def test_what_is_cancelled_waits_for_nobody(campaign, clock):
    export = exports.ask(campaign, campaign.recipients, TEXTS)
    for _again in range(2):
        exports.cancel(export)
    assert (export.state, export.finished_at, export.is_over) == (ExportState.CANCELLED, clock.now(), True)
    assert queries.waiting_parts() == []
    with pytest.raises(ExportIsOver):
        exports.write_again(export)


def test_the_count_is_that_of_the_cutoff_whatever_comes_after(campaign, clock):
    delivered(campaign, 3)
    asked = exports.ask(campaign, campaign.recipients[:1], TEXTS)
    before = (asked.counted, asked.list_sha256)
    clock.set_to(clock.now() + timedelta(minutes=1))
    factories.confirmed(campaign, email="late@example.org", country="KR")
    signatures.withdraw(signature_queries.by_email(campaign.id, "0@example.org"))
    again = exports.ask(
        campaign,
        campaign.recipients[:1],
        ExportRequest(audience=Audience.ORGANIZATION, format=Format.TXT, as_of=asked.cutoff),
    )
    assert (again.counted, again.list_sha256) == before == ({"JP": 3}, asked.list_sha256)
    write(*asked.parts)
    assert b"3 people in 1 country" in b" ".join(content(fresh(asked).parts[0]).split())


@sqlite_alone
def test_the_hash_is_that_of_the_list_that_anybody_with_the_rows_can_make(campaign):
    rows = [
        factories.confirmed(campaign, email=f"{n}@example.org", country=c) for n, c in enumerate(["JP", "KR"])
    ]
    lines = [
        f"{row.id}\t{row.country}\t{row.confirmed_at:%Y-%m-%dT%H:%M:%S}Z\n"
        for row in sorted(rows, key=lambda r: r.id)
    ]
    export = exports.ask(campaign, campaign.recipients[:1], TEXTS)
    assert export.list_sha256 == hashlib.sha256("".join(lines).encode()).hexdigest()


@sqlite_alone
def test_the_same_request_gives_the_same_files(campaign, clock):
    delivered(campaign, 3)
    hashes = []
    for _again in range(2):
        wish = ExportRequest(audience=Audience.SIGNERS, format=Format.DOCX, as_of=clock.now())
        export = exports.ask(campaign, campaign.recipients, wish)
        write(*export.parts)
        hashes.append([part.sha256 for part in fresh(export).parts])
    assert hashes[0] == hashes[1]
    assert all(hashes[0])
    assert config.current().data.exists()


@sqlite_alone
def test_exports_are_listed_newest_first_and_page_by_page(campaign):
    asked = (exports.ask(campaign, campaign.recipients[:1], TEXTS) for _ in range(3))
    made = sorted(asked, key=lambda export: export.id)
    assert queries.page() == made[::-1]
    assert queries.page(size=2) == [made[2], made[1]]
    assert queries.page(before=made[1].id) == [made[0]]
    assert queries.offices_written_to([campaign.id]) == {}


@sqlite_alone
def test_letters_in_a_script_that_no_font_has_are_refused_before_they_are_asked_for(campaign, tmp_path):
    config.use(replace(config.current(), fonts=(tmp_path,)))
    asked = [
        ExportRequest(audience=Audience.ORGANIZATION, language="ja"),
        ExportRequest(audience=Audience.ORGANIZATION, language="ko"),
    ]
    for request in asked:
        with pytest.raises(CannotExport, match=r"cannot be set\. Install the package fonts-noto-cjk"):
            exports.ask(campaign, campaign.recipients, request)
    exports.ask(campaign, campaign.recipients, replace(asked[0], format=Format.TXT))


@sqlite_alone
def test_letters_that_nobody_has_written_are_refused_before_they_are_asked_for(campaign):
    with pytest.raises(NoDraft, match=r"in Thai yet\. Write its draft first"):
        exports.ask(campaign, campaign.recipients, replace(TEXTS, language="th"))
