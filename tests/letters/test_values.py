from __future__ import annotations

from campaign.letters.values import by_country

NAMES = {"JP": "Japan", "KR": "South Korea", "VN": "Viet Nam", "LA": "Laos", "BE": "Belgium"}


def test_countries_under_five_are_counted_together_at_the_end() -> None:
    counts = {"LA": 4, "JP": 5, "VN": 1, "KR": 900}
    assert by_country(counts, NAMES) == (("South Korea", 900), ("Japan", 5), ("other countries", 5))


def test_without_small_countries_there_are_no_others() -> None:
    assert by_country({"KR": 7, "BE": 7, "JP": 0}, NAMES) == (("Belgium", 7), ("South Korea", 7))


def test_the_sum_stays_the_sum() -> None:
    counts = {"LA": 4, "JP": 50, "VN": 3, "KR": 2, "BE": 1}
    assert sum(count for _country, count in by_country(counts, NAMES)) == sum(counts.values())
