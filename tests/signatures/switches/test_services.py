from __future__ import annotations

import pytest

from campaign.signatures.switches import queries, services
from campaign.signatures.switches.models import Switch
from campaign.signatures.switches.values import Figure, NoSuchFigure, Standing

pytestmark = pytest.mark.usefixtures("session", "clock")


def test_everything_is_on_until_somebody_switches_it_off(clock):
    assert queries.everything() == [Standing(figure) for figure in Figure]
    services.turn("trends", on=False, reason="a storm", account_id="a")
    assert not queries.is_on(Figure.TRENDS)
    assert queries.is_on(Figure.NAMES)
    [off] = [one for one in queries.everything() if not one.is_on]
    assert off == Standing(
        Figure.TRENDS, is_on=False, reason="a storm", changed_at=clock.now(), account_id="a"
    )
    services.turn("trends", on=True, reason="", account_id="b")
    assert queries.is_on(Figure.TRENDS)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_process_remembers_it_for_a_second(session, monkeypatch):
    now = queries.time.monotonic()
    monkeypatch.setattr(queries.time, "monotonic", lambda: now)
    assert queries.is_on(Figure.NAMES)
    # As another process does.
    session.add(Switch(name="names", is_on=False, reason="a storm"))
    session.commit()
    assert queries.is_on(Figure.NAMES)
    monkeypatch.setattr(queries.time, "monotonic", lambda: now + queries.REMEMBERED_S)
    assert not queries.is_on(Figure.NAMES)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_figure_that_there_is_not_is_refused():
    with pytest.raises(NoSuchFigure):
        services.turn("everything", on=False, reason="x", account_id=None)
