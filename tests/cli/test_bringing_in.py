from __future__ import annotations

import pytest

from campaign.campaigns import queries as campaigns
from campaign.campaigns.values import CannotPublish, State
from campaign.cli import bringing_in
from campaign.cli.groups import run
from campaign.core.db import db
from campaign.directory import services as directory
from campaign.statements import queries as statements
from campaign.statements.models import Statement
from campaign.statements.services import Particulars, StatementExists
from tests import factories

TEXT = factories.STATEMENT_OF_2007
TWO_ASKS = """Open Letter

We:
1. URGE Thailand to protect refugees.
2. DEMAND that Brazil stop sending people back.
"""
pytestmark = pytest.mark.usefixtures("session", "clock")
sqlite_alone = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "statement.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def ready(session):
    """The directory is filled, and it is known whose letters these are."""
    directory.load_shipped()
    factories.an_organization()


def test_the_statement_of_2007_becomes_seven_published_campaigns(ready, file, capsys):
    assert run(["statements", "bring-in", str(file), "--publish"]) == 0
    said = capsys.readouterr()
    assert "7 campaigns are published." in said.out
    assert said.err == ""
    assert [campaign.item.number for campaign in campaigns.public()] == [
        *("1.3", "1.6", "1.7", "1.8", "3.1", "3.3", "4.2"),
    ]
    assert all(campaign.item.is_accepted for campaign in campaigns.public())


def test_the_same_file_again_shows_the_first_and_changes_nothing(ready, file, capsys):
    assert run(["statements", "bring-in", str(file)]) == 0
    capsys.readouterr()
    assert run(["statements", "bring-in", str(file), "--publish"]) == 1
    said = capsys.readouterr().err
    assert "was brought in before, as “Joint Statement”" in said
    assert said.count("\n") == 1
    assert db.session.query(Statement).count() == 1
    assert {campaign.state for campaign in campaigns.in_order()} == {State.DRAFT}


@sqlite_alone
def test_proposed_recipients_are_taken_as_chosen_and_said(ready):
    lines = bringing_in.bring_in(TEXT, Particulars(), publish=True)
    [of_1_6, of_3_3] = [line for line in lines if "names nobody" in line]
    assert "Prime Minister of the Kingdom of Thailand" in of_1_6
    assert "Prime Minister of the Kingdom of Cambodia" in of_1_6
    assert "High Commissioner" not in of_1_6
    assert "Secretary-General of the United Nations" in of_3_3


@sqlite_alone
def test_nothing_is_stored_that_could_not_be_published_at_all(file, capsys):
    directory.load_shipped()
    assert run(["statements", "bring-in", str(file), "--publish"]) == 1
    assert "must first say whose letters these are" in capsys.readouterr().err
    assert statements.newest_first() == []


@sqlite_alone
def test_a_campaign_that_cannot_be_published_is_said_and_the_others_are(ready):
    lines = bringing_in.bring_in(TWO_ASKS, Particulars(), publish=True)
    assert lines[-2:] == [
        "2: Choose at least one office that is asked, then publish.",
        "1 campaign is published.",
    ]
    assert [campaign.state for campaign in campaigns.in_order()] == [State.PUBLISHED, State.DRAFT]


@sqlite_alone
def test_what_was_broken_off_goes_on_where_it_was(ready):
    bringing_in.bring_in(TEXT, Particulars(), publish=False)
    [first, *_others] = campaigns.in_order()
    db.session.delete(first)
    db.session.commit()
    with pytest.raises(StatementExists) as known:
        bringing_in.bring_in(TEXT, Particulars(), publish=True)
    lines = bringing_in.publish(known.value.statement)
    assert lines[-1] == "7 campaigns are published."
    assert bringing_in.publish(known.value.statement) == ["0 campaigns are published."]


@sqlite_alone
def test_publishing_needs_an_organization(session):
    with pytest.raises(CannotPublish):
        bringing_in.bring_in(TEXT, Particulars(), publish=True)


@sqlite_alone
@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"\xff\xfe\xfd", b"Nothing is asked here."])
def test_a_file_that_is_no_statement_is_said_in_one_line(tmp_path, capsys, content):
    (tmp_path / "file").write_bytes(content)
    assert run(["statements", "bring-in", str(tmp_path / "file")]) == 1
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert statements.newest_first() == []
