from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from campaign.core import clock as time
from campaign.signatures import consents, services
from campaign.signatures.consents import Wording
from tests import factories

NONE = dict.fromkeys(consents.KINDS, False)
ALL = dict.fromkeys(consents.KINDS, True)


def test_versions_begin_with_one_follow_each_other_and_never_lose_their_day():
    for wordings in consents.WORDINGS.values():
        assert [one.version for one in wordings] == list(range(1, len(wordings) + 1))
        assert [one.since for one in wordings] == sorted(one.since for one in wordings)
        assert all(str(one.text) for one in wordings)


def test_what_was_not_ticked_leaves_no_trace(clock):
    assert consents.at_signing(factories.a_signing()) == {}
    noted = consents.at_signing(factories.a_signing(updates=True))
    assert noted == {"updates": [{"given": True, "version": 1, "at": "2026-03-02T09:00:00+00:00"}]}


def test_giving_taking_back_and_giving_again_are_all_kept_in_order(clock):
    noted = consents.at_signing(factories.a_signing(**ALL))
    for before, after in ((ALL, NONE), (NONE, ALL)):
        clock.set_to(clock.now() + timedelta(hours=1))
        noted = consents.changed(noted, before, after)
    for kind in consents.KINDS:
        entries = consents.entries(noted, kind)
        assert [one.given for one in entries] == [True, False, True]
        assert [one.at.hour for one in entries] == [9, 10, 11]


def test_saving_what_was_so_before_adds_nothing(clock):
    noted = consents.at_signing(factories.a_signing(**ALL))
    assert consents.changed(noted, ALL, ALL) == noted
    assert consents.changed({}, NONE, NONE) == {}


@pytest.fixture
def newer_words(monkeypatch, clock):
    [first] = consents.WORDINGS["deliver_name"]
    second = Wording(2, time.now().date(), "Give my name, country and city to the offices asked")
    monkeypatch.setitem(consents.WORDINGS, "deliver_name", (first, second))


def test_who_saves_under_newer_words_agrees_to_them_and_what_was_read_before_stays(clock, newer_words):
    noted = {"deliver_name": [{"given": True, "version": 1, "at": "2026-03-01T09:00:00+00:00"}]}
    only = NONE | {"deliver_name": True}
    changed = consents.changed(noted, only, only)
    assert [one.wording.version for one in consents.entries(changed, "deliver_name")] == [1, 2]
    assert noted["deliver_name"][0]["version"] == 1
    said = consents.as_data(changed)["deliver_name"]
    assert [one["words"][:28] for one in said] == [
        "Give my name and country to ",
        "Give my name, country and ci",
    ]


def test_a_signature_keeps_them_and_withdrawing_erases_them(session, clock):
    factories.an_organization()
    signature = factories.confirmed(factories.a_campaign(), deliver_name=True)
    clock.set_to(clock.now() + timedelta(days=1))
    services.change_consents(signature, show_name=False, deliver_name=False, updates=True)
    session.expire_all()
    assert [one.given for one in consents.entries(signature.consents, "deliver_name")] == [True, False]
    [entry] = consents.entries(signature.consents, "updates")
    assert replace(entry, at=clock.now()) == entry
    services.withdraw([signature])
    session.expire_all()
    assert signature.consents == {}
