from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from campaign.core import clock


def test_the_clock_says_the_time_in_utc():
    before = datetime.now(UTC)
    assert before <= clock.now() <= datetime.now(UTC)
    assert clock.now().tzinfo is UTC


def test_the_clock_stands_where_it_is_set_and_runs_again():
    noon_in_seoul = datetime(2007, 8, 29, 12, tzinfo=timezone(timedelta(hours=9)))
    clock.set_to(noon_in_seoul)
    assert clock.now() == noon_in_seoul
    assert clock.now().hour == 3
    clock.run()
    assert clock.now() > noon_in_seoul
