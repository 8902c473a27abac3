from __future__ import annotations

from datetime import timedelta

from campaign.mailer.values import PAUSES, pause_after


def test_pauses_grow_from_a_minute_to_six_hours():
    assert pause_after(1) == timedelta(minutes=1)
    assert list(PAUSES) == sorted(PAUSES)
    assert PAUSES[-1] == timedelta(hours=6)


def test_after_two_days_it_is_given_up():
    assert timedelta(days=2) <= sum(PAUSES, timedelta()) < timedelta(days=2.5)
    assert pause_after(len(PAUSES)) is not None
    assert pause_after(len(PAUSES) + 1) is None
