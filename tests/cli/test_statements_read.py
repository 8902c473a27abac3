from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import campaign
from tests.statements.incoming import made

STATEMENT = Path(campaign.__file__).parent / "statements" / "data" / "ipcnkr-2007.txt"


def run(*arguments, stdin=b""):
    return subprocess.run(
        [sys.executable, "-m", "campaign", "statements", "read", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        check=False,
    )


def test_json_prints_one_object_a_line_in_the_order_of_the_text():
    answer = run(STATEMENT, "--json")
    assert (answer.returncode, answer.stderr) == (0, b"")
    items = [json.loads(line) for line in answer.stdout.decode().splitlines()]
    text = STATEMENT.read_text(encoding="utf-8")
    assert len(items) == 19
    assert all(item["text"] == text[item["start"] : item["end"]] for item in items)
    assert [item["number"] for item in items if item["campaign"]] == [
        "1.3",
        "1.6",
        "1.7",
        "1.8",
        "3.1",
        "3.3",
        "4.2",
    ]


def test_standard_input_is_read_in_place_of_a_file():
    assert run("-", "--json", stdin=STATEMENT.read_bytes()).stdout == run(STATEMENT, "--json").stdout


def test_a_word_file_is_read_whatever_its_name(tmp_path):
    path = tmp_path / "statement.txt"
    path.write_bytes(made.docx("<w:p><w:r><w:t>1. Urges Peru to act at once.</w:t></w:r></w:p>"))
    [line] = run(path, "--json").stdout.decode().splitlines()
    assert json.loads(line)["text"] == "Urges Peru to act at once."


def test_the_listing_marks_campaigns_and_says_who_is_asked():
    listing = run(STATEMENT).stdout.decode()
    assert "* 1.7    urge: URGE that the UNHCR play a more active role" in listing
    assert "KR South Korea, KP North Korea" in listing
    assert "proposed: TH, VN, LA, MM, CN, KH" in listing
    assert "look at: office-holder" in listing
    assert listing.rstrip().endswith("18 items, 1 pledge, 7 campaigns")


def test_help_has_an_example():
    assert b"campaign statements read --json statement.txt" in run("--help").stdout


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"\0\1", "is no text file"),
        (b"%PDF-1.4", "is a PDF file"),
        (b"caf\xe9", "is not in UTF-8"),
        (b"a" * (5 * 1024 * 1024 + 1), "is larger than 5 MB"),
        (b"Hello.", "No items were found"),
        ("우리는 모든 정부가 탈출한 사람들의 권리를 존중할 것을 촉구한다.".encode(), "seems to be in Korean"),
        ("אנו קוראים לכל הממשלות לכבד את זכויותיהם של הנמלטים.".encode(), "seems to be in Hebrew"),
    ],
)
def test_bad_input_gets_one_line_and_status_one(tmp_path, content, sentence):
    path = tmp_path / "statement.txt"
    path.write_bytes(content)
    answer = run(path)
    assert answer.returncode == 1
    assert answer.stdout == b""
    [line] = answer.stderr.decode().splitlines()
    assert sentence in line


def test_a_file_that_is_not_there_gets_one_line_and_status_one(tmp_path):
    answer = run(tmp_path / "none.txt")
    assert answer.returncode == 1
    [line] = answer.stderr.decode().splitlines()
    assert "cannot be opened" in line


def test_wrong_usage_has_status_two():
    assert run().returncode == 2


def test_reading_imports_neither_the_app_nor_the_database():
    program = (
        "import sys; from campaign.cli.groups import run; "
        f"run(['statements', 'read', '--json', {str(STATEMENT)!r}]); "
        "print([name for name in ('flask', 'werkzeug', 'sqlalchemy', 'wtforms') if name in sys.modules], "
        "file=sys.stderr)"
    )
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert answer.stderr.strip() == "[]"


def test_explain_prints_which_rule_found_what_in_one_item():
    answer = run(STATEMENT, "--explain", "1.3")
    said = answer.stdout.decode()
    assert answer.returncode == 0
    assert said.startswith("item       1.3")
    assert "[capitals]" in said
    assert "addressee  LA" in said


def test_explaining_an_item_that_is_not_there_is_refused_in_one_line():
    answer = run(STATEMENT, "--explain", "99")
    assert answer.returncode == 1
    assert answer.stderr.decode().startswith("No item has the number 99:")
    assert len(answer.stderr.decode().splitlines()) == 1
