from __future__ import annotations

import pytest
from structlog.testing import capture_logs

from campaign.core.errors import NotConfigured
from campaign.jobs import registry


@pytest.fixture(autouse=True)
def _an_empty_registry(monkeypatch):
    monkeypatch.setattr(registry, "_handlers", {})
    monkeypatch.setattr(registry, "_sweeps", {})


def test_a_job_is_done_by_the_function_of_its_name():
    done = []
    registry.handler("letters.write_part")(done.append)
    registry.run("letters.write_part", "one")
    assert done == ["one"]
    assert registry.names() == {"letters.write_part"}


def test_the_last_function_of_a_name_does_its_jobs():
    first, second = [], []
    registry.handler("letters.write_part")(first.append)
    registry.handler("letters.write_part")(second.append)
    registry.run("letters.write_part", "one")
    assert (first, second) == ([], ["one"])


@pytest.mark.parametrize("name", ["write_part", "letters.", "letters.write part", "Letters.write", "a.b.c"])
def test_a_name_that_is_not_room_and_verb_is_refused(name):
    with pytest.raises(ValueError, match="room"):
        registry.handler(name)


def test_a_job_without_a_handler_is_refused_with_a_sentence():
    with pytest.raises(NotConfigured, match=r"letters\.write_part"):
        registry.run("letters.write_part", "one")


def test_sweeps_say_what_is_unfinished_each_once():
    def unfinished_parts():
        return [("letters.write_part", ("one",)), ("letters.write_part", ("two",))]

    registry.sweep(unfinished_parts)
    registry.sweep(unfinished_parts)
    assert list(registry.unfinished()) == unfinished_parts()


def test_a_sweep_that_fails_does_not_hold_up_the_others():
    @registry.sweep
    def failing():
        message = "ana@example.org is not there"
        raise LookupError(message)

    registry.sweep(lambda: [("letters.write_part", ("one",))])
    with capture_logs() as said:
        assert list(registry.unfinished()) == [("letters.write_part", ("one",))]
    assert "LookupError" in str(said)
    assert "ana@example.org" not in str(said)
