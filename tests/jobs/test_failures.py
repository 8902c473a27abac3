from __future__ import annotations

from campaign.jobs import failures


def test_a_failure_is_told_by_class_and_place_and_never_by_text():
    try:
        int("ana@example.org")
    except ValueError as error:
        told = failures.told(error)
    assert told["error"] == "ValueError"
    assert told["at"].startswith("jobs/test_failures.py:")
    assert "ana" not in str(told)
