from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from campaign.core.db import db
from campaign.core.errors import Conflict
from campaign.core.ids import new_id
from campaign.directory import filling, queries, services, sheets
from campaign.directory.errors import CannotImport

if TYPE_CHECKING:
    from types import ModuleType

    from sqlalchemy.orm import Session, scoped_session

    from campaign.directory.filling import Changes

BLUE_BOOK = (
    "Country;Postal address;Phone\r\n"
    '"Thailand";"The Permanent Representative\n5 rue Example\n1200 Geneva\nSWITZERLAND";+41 1\r\n'
    'Viet Nam;"The Permanent Representative\n7 rue Example\n1200 Geneva\nSWITZERLAND";+41 2\r\n'
)
MAPPING = {"Country": "state", "Postal address": "address", "Phone": ""}
DEFAULTS = {
    "kind": "mission-geneva",
    "source": "Blue Book",
    "checked_on": "2026-02-01",
    "status": "secondary",
}


@pytest.fixture(autouse=True)
def _shipped(session: scoped_session[Session], clock: ModuleType) -> None:
    services.load_shipped()


def taken(text: str = BLUE_BOOK, **given: object) -> Changes:
    options = {"mapping": MAPPING, "defaults": DEFAULTS} | given
    return services.import_csv(io.BytesIO(text.encode()), **options)


def test_the_blue_book_of_somebody_fills_the_offices_that_ship() -> None:
    changes = taken()
    assert changes.changed == ("th-mission-geneva", "vn-mission-geneva")
    entry = queries.by_key("vn-mission-geneva").entry
    assert entry.lines == ("The Permanent Representative", "7 rue Example", "1200 Geneva", "SWITZERLAND")
    assert entry.office.startswith("Permanent Representative of the Socialist Republic of Viet Nam")
    assert (entry.salutation, entry.language, entry.status) == ("Excellency", "en", "secondary")
    assert entry.checked_on == date(2026, 2, 1)
    assert entry.note == ""


@pytest.mark.parametrize("written", ["Switzerland", "switzerland", "CH", "Swiss Confederation"])
def test_the_country_in_an_address_of_one_cell_becomes_the_one_the_post_goes_by(written: str) -> None:
    taken(BLUE_BOOK.replace("SWITZERLAND", written))
    assert queries.by_key("th-mission-geneva").lines[-1] == "SWITZERLAND"


def test_a_dry_run_says_which_columns_change_and_writes_nothing() -> None:
    changes = taken(dry_run=True)
    assert changes.columns["th-mission-geneva"] == ("lines", "source", "checked_on", "status", "note")
    assert queries.by_key("th-mission-geneva").entry.lines == ()
    assert queries.history("th-mission-geneva") == []


def test_an_import_is_logged_with_whose_it_is() -> None:
    account = new_id()
    taken(account_id=account)
    (change,) = queries.history("th-mission-geneva")
    assert (change.act, change.account_id, change.before["lines"]) == ("imported", account, [])


def test_the_same_file_again_changes_nothing() -> None:
    taken()
    again = taken()
    assert (again.added, again.changed) == ((), ())
    assert len(queries.history("th-mission-geneva")) == 1


def test_another_address_needs_a_source_of_its_own() -> None:
    taken()
    moved = BLUE_BOOK.replace("5 rue Example", "6 rue Example")
    with pytest.raises(CannotImport) as caught:
        taken(moved, defaults={"kind": "mission-geneva"})
    assert caught.value.problems == ("Row 2: The source of the address is missing.",)


def test_a_file_that_speaks_of_one_column_leaves_the_others_alone() -> None:
    before = queries.by_key("jp-mission-geneva").entry
    text = "Code,E-mail\nJP,mission@example.org\n"
    taken(text, mapping=sheets.suggest(["Code", "E-mail"]), defaults={"kind": "mission-geneva"})
    assert queries.by_key("jp-mission-geneva").entry == replace(before, email="mission@example.org")


def test_what_makes_a_seat_contested_stays_when_an_address_comes() -> None:
    taken(BLUE_BOOK.replace("Thailand", "Myanmar"))
    note = queries.by_key("mm-mission-geneva").note
    assert "contested" in note
    assert "Blue Book" not in note


def test_a_new_body_needs_no_more_than_a_code_an_office_and_an_address() -> None:
    text = 'Code\tTitle\tAddress\nILO\tDirector-General\t"Director-General\n1211 Geneva\nSWITZERLAND"\n'
    mapping = sheets.suggest(["Code", "Title", "Address"])
    taken(text, mapping=mapping, defaults=DEFAULTS | {"kind": "body", "salutation": "Dear Director-General"})
    entry = queries.by_key("ilo").entry
    assert (entry.office, entry.close, entry.style) == ("Director-General", "Yours respectfully,", "formal")


def test_a_country_that_is_none_is_named() -> None:
    with pytest.raises(CannotImport) as caught:
        taken(BLUE_BOOK.replace("Viet Nam", "Atlantis"))
    assert "Row 3: “Atlantis” is no state: write its name in English, or its code." in caught.value.problems
    assert queries.by_key("th-mission-geneva").entry.lines == ()


def test_the_error_file_is_the_file_with_a_column_more_and_comes_in_when_corrected() -> None:
    text = BLUE_BOOK.replace("Viet Nam", "=Atlantis")
    with pytest.raises(CannotImport) as caught:
        taken(text)
    file = caught.value.error_file()
    assert file.startswith(b"\xef\xbb\xbf")
    shown = sheets.columns(io.BytesIO(file))
    assert shown.header == ("Country", "Postal address", "Phone", "problem")
    assert shown.samples[0][3] == ""
    assert "no state" in shown.samples[1][3]
    assert b"'=Atlantis" in file
    corrected = file.decode().replace("'=Atlantis", "Viet Nam")
    assert taken(corrected).changed == ("th-mission-geneva", "vn-mission-geneva")


def test_a_file_that_cannot_be_read_has_no_error_file() -> None:
    with pytest.raises(CannotImport) as caught:
        services.import_csv(io.BytesIO(b"\xff\xfe\x00"))
    assert caught.value.error_file() == b""


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ({"mapping": {"Country": "state", "Street": "line_1"}}, "no columns Street"),
        ({"mapping": MAPPING | {"Phone": "telephone"}}, "no columns telephone"),
        ({"mapping": {"Country": "state"}}, "does not know: Postal address, Phone"),
        ({"mapping": MAPPING | {"Phone": "state"}}, "twice: state"),
        ({"defaults": {"ministry": "x"}}, "no columns ministry"),
    ],
)
def test_a_mapping_that_does_not_fit_the_file_is_refused(given: dict[str, object], word: str) -> None:
    with pytest.raises(CannotImport, match=word):
        taken(**given)


def test_an_exported_file_from_before_holders_were_kept_is_still_taken() -> None:
    rows = [line.rsplit(",", 3)[0] for line in "".join(services.export_csv()).splitlines()]
    old = "\n".join(rows).replace("Prime Minister of Japan", "Premier of Japan")
    assert "holder" not in old.splitlines()[0]
    changes = services.import_csv(io.BytesIO(old.encode()))
    assert (changes.added, changes.changed) == ((), ("jp-head-of-government",))


def test_holders_go_out_and_come_back(session: scoped_session[Session]) -> None:
    entry = queries.by_key("unhcr").entry
    held = replace(entry, holder="Ada Example", holder_from=date(2026, 1, 1), holder_until=date(2030, 12, 31))
    services.save("unhcr", held, None, None)
    file = "".join(services.export_csv()).encode()
    services.save("unhcr", entry, None, None)
    assert services.import_csv(io.BytesIO(file)).changed == ("unhcr",)
    assert queries.by_key("unhcr").entry == held


def test_an_import_undoes_nothing_that_somebody_changed_meanwhile() -> None:
    entry = queries.by_key("unhcr").entry
    wanted = filling.prepare([replace(entry, office="As the file has it")], sparing_edited=False)
    db.session.rollback()
    services.save("unhcr", replace(entry, office="As somebody has it"), None, None)
    with pytest.raises(Conflict, match="Nothing was changed"):
        filling.write(wanted, act="imported", edited=True)
    assert queries.by_key("unhcr").office == "As somebody has it"


def test_five_thousand_rows_come_in_with_one_statement_each_way(counted: list[str]) -> None:
    rows = "".join(f"x-{number},Office {number},OFF\n" for number in range(5000))
    taken(
        f"key,office,code\n{rows}",
        mapping={},
        defaults={"kind": "body", "salutation": "Dear Office"},
    )
    assert len(queries.page("Office ", limit=10_000)) >= 5000
    assert len([one for one in counted if one.startswith("INSERT")]) < 30
