from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

from campaign.core.errors import Conflict
from campaign.directory import queries, services
from campaign.directory.errors import CannotImport
from campaign.directory.models import Recipient

if TYPE_CHECKING:
    from types import ModuleType

    from sqlalchemy.orm import scoped_session

    from campaign.directory.entries import Entry

pytestmark = pytest.mark.usefixtures("session", "clock")

MISSION = {
    "key": "th-mission-new-york",
    "code": "TH",
    "kind": "mission-new-york",
    "office": "Permanent Representative of Thailand to the United Nations",
    "line_1": "The Permanent Representative",
    "line_2": "1 Example Street",
    "line_3": "New York, NY 10000",
    "line_4": "UNITED STATES OF AMERICA",
    "salutation": "Excellency",
    "close": "Yours respectfully,",
    "language": "en",
    "style": "formal",
    "source": "Made up for a test",
    "checked_on": "2026-01-31",
    "status": "official",
}


def columns() -> list[str]:
    return next(csv.reader(services.export_csv()))


def a_file(*rows: dict[str, str]) -> io.BytesIO:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns())
    writer.writeheader()
    writer.writerows(rows)
    return io.BytesIO(text.getvalue().encode())


def everything() -> list[Entry]:
    return [recipient.entry for recipient in queries.everyone()]


def test_the_shipped_recipients_come_in_once() -> None:
    assert services.load_shipped() == len(services.shipped())
    assert services.load_shipped() == 0
    assert everything() == sorted(services.shipped(), key=lambda entry: entry.key)


def test_a_shipped_recipient_that_nobody_edited_is_refreshed(session: scoped_session) -> None:
    services.load_shipped()
    recipient = queries.by_key("unhcr")
    recipient.lines = ["An older address", "1200 Geneva", "SWITZERLAND"]
    session.commit()
    assert services.load_shipped() == 0
    assert queries.by_key("unhcr").lines[0] == "The High Commissioner for Refugees"


def test_a_shipped_recipient_that_was_edited_stays_as_it_is() -> None:
    services.load_shipped()
    mine = MISSION | {"key": "th-head-of-government", "kind": "head-of-government", "line_4": "THAILAND"}
    services.import_csv(a_file(mine))
    services.load_shipped()
    recipient = queries.by_key("th-head-of-government")
    assert recipient.edited
    assert recipient.address.as_single_line.endswith("1 Example Street, New York, NY 10000, THAILAND")


def test_a_file_adds_and_changes_and_leaves_alone_what_it_does_not_name(clock: ModuleType) -> None:
    services.load_shipped()
    before = len(everything())
    consulate = MISSION | {"key": "th-consulate"}
    assert services.import_csv(a_file(consulate)).added == ("th-consulate",)
    again = services.import_csv(a_file(consulate | {"office": "Her Office"}))
    assert (again.added, again.changed) == ((), ("th-consulate",))
    assert again.columns == {"th-consulate": ("office",)}
    recipient = queries.by_key("th-consulate")
    assert recipient.office == "Her Office"
    assert recipient.created_at == clock.now()
    assert len(everything()) == before + 1


def test_a_dry_run_says_the_same_and_writes_nothing() -> None:
    assert services.import_csv(a_file(MISSION), dry_run=True).added == ("th-mission-new-york",)
    assert not everything()


def test_what_was_exported_comes_back_the_same_and_counts_as_no_edit() -> None:
    services.load_shipped()
    before = everything()
    changes = services.import_csv(io.BytesIO("".join(services.export_csv()).encode("utf-8-sig")))
    assert (changes.added, changes.changed) == ((), ())
    assert everything() == before
    assert not any(recipient.edited for recipient in queries.everyone())


@pytest.mark.parametrize(
    "office", ["=1+1", "@home", "'=1", "''=1", "'s-Gravenhage", "-", "+1", 'He said "so", twice']
)
def test_a_cell_is_never_a_formula_and_comes_back_as_it_was(office: str) -> None:
    services.import_csv(a_file(MISSION | {"office": office}))
    services.import_csv(a_file(MISSION | {"key": "th-other"}))
    kept = everything()
    text = "".join(services.export_csv())
    cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    services.import_csv(io.BytesIO(text.encode()))
    assert everything() == kept


def test_one_wrong_row_keeps_all_others_out_and_every_wrong_row_is_named() -> None:
    rows = (
        MISSION,
        MISSION | {"key": "vn-x", "code": "XX", "line_4": "VIETNAM"},
        MISSION | {"key": "la-x", "checked_on": "31.1.2026"},
        MISSION,
    )
    with pytest.raises(CannotImport) as caught:
        services.import_csv(a_file(*rows))
    assert [problem.partition(":")[0] for problem in caught.value.problems] == [
        "Row 3",
        "Row 3",
        "Row 4",
        "Row 5",
    ]
    assert "31.1.2026" in caught.value.problems[2]
    assert "4 things" in caught.value.sentence
    assert not everything()


def test_two_who_add_the_same_office_at_once_do_not_both_succeed(session: scoped_session) -> None:
    other = Recipient()
    other.take(services.shipped()[0])
    other.key = MISSION["key"]
    with session.no_autoflush:
        session.add(other)
        with pytest.raises(Conflict, match="Nothing was changed"):
            services.import_csv(a_file(MISSION))
    assert not everything()


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "no recipients"),
        (b"\n\n", "no recipients"),
        (b"key,office\n", "no recipients"),
        (b"key,office\na,b\n", "lacks the columns: code"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b'"key', "CSV"),
        (b"x" * (5 * 1024 * 1024 + 1), "5 MB"),
    ],
)
def test_a_file_that_is_no_directory_is_refused_in_a_sentence(content: bytes, word: str) -> None:
    with pytest.raises(CannotImport, match=word):
        services.import_csv(io.BytesIO(content))


def test_columns_that_nobody_knows_or_that_stand_twice_are_refused() -> None:
    header = ",".join(columns())
    for more, word in (("phone", "phone"), ("key", "twice"), ("", "empty")):
        with pytest.raises(CannotImport, match=word):
            services.import_csv(io.BytesIO(f"{header},{more}\n{',' * len(columns())}x\n".encode()))


def test_a_row_with_more_cells_than_columns_is_wrong() -> None:
    content = a_file(MISSION).getvalue().rstrip() + b",,one more\r\n"
    with pytest.raises(CannotImport) as caught:
        services.import_csv(io.BytesIO(content))
    assert caught.value.problems == ("Row 2: There are more cells than columns.",)


def test_a_spreadsheet_may_order_the_columns_and_leave_empty_rows() -> None:
    names = sorted(MISSION)
    header = [*names, *(name for name in columns() if name not in names)]
    line = ",".join(f'"{MISSION[name]}"' for name in names)
    content = f"\ufeff{','.join(header)}\r\n{',' * 9}\r\n\r\n  {line}\r\n".replace("  ", "")
    assert services.import_csv(io.BytesIO(content.encode())).added == ("th-mission-new-york",)
