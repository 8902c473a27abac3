from __future__ import annotations

import base64
import json
from datetime import timedelta
from itertools import chain

import altcha
import pytest

from campaign.core.db import db
from campaign.signatures.screening import proof

SLUG = "protect-refugees"


def answered(challenge):
    """What a browser sends for a challenge."""
    asked = altcha.Challenge.from_dict(challenge)
    solution = altcha.solve_challenge(asked)
    return altcha.Payload(asked, solution).to_base64()


def changed(text, *path, to):
    """The answer with one of its values changed."""
    whole = json.loads(base64.b64decode(text))
    place = whole
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = to
    return base64.b64encode(json.dumps(whole).encode()).decode()


@pytest.fixture
def answer(settings):
    return answered(proof.challenge(SLUG))


def test_an_answer_is_taken_for_its_campaign(answer):
    found = proof.solved(SLUG, answer)
    assert found is not None
    assert len(found.nonce) == 16
    assert len(answer) < proof.LONGEST
    assert proof.solved("another", answer) is None


def test_each_challenge_is_another(settings):
    first, second = (proof.challenge(SLUG)["parameters"] for _turn in range(2))
    assert first["nonce"] != second["nonce"]
    assert (first["algorithm"], first["cost"], first["keyPrefix"]) == ("PBKDF2/SHA-256", 2_000, "00")


def test_whatever_is_changed_in_an_answer_it_is_none_then(answer):
    in_parameters = ("challenge", "parameters")
    changes = [
        ((*in_parameters, "cost"), 1),
        ((*in_parameters, "keyPrefix"), ""),
        ((*in_parameters, "nonce"), "00" * 16),
        ((*in_parameters, "data", "expires"), 9_999_999_999),
        ((*in_parameters, "data", "campaign"), "another"),
        ((*in_parameters, "data"), {}),
        ((*in_parameters, "algorithm"), "SHA-256"),
        (("challenge", "signature"), "0" * 64),
        (("solution", "counter"), 999_999),
        (("solution", "derivedKey"), "00" * 32),
    ]
    for path, value in changes:
        assert proof.solved(SLUG, changed(answer, *path, to=value)) is None, path


@pytest.mark.parametrize(
    "text", ["", "x", "{}", "e30=", "\x00", "W10=", "bnVsbA==", "MQ==", "ey", "é" * 10, "A" * 5_000]
)
def test_what_is_no_answer_is_none_and_no_error(settings, text):
    assert proof.solved(SLUG, text) is None


def test_values_of_another_kind_are_no_error(answer):
    paths = [("challenge",), ("solution",), ("challenge", "parameters"), ("challenge", "signature")]
    paths += [("challenge", "parameters", key) for key in ("data", "nonce", "salt", "cost")]
    paths += [("solution", key) for key in ("counter", "derivedKey")]
    for path, value in chain.from_iterable(
        [(path, v) for v in (None, 1, "x", [], {}, True)] for path in paths
    ):
        assert proof.solved(SLUG, changed(answer, *path, to=value)) is None, (path, value)


def test_an_answer_is_good_for_half_an_hour(settings, clock):
    text = answered(proof.challenge(SLUG))
    clock.set_to(clock.now() + timedelta(minutes=29))
    assert proof.solved(SLUG, text)
    clock.set_to(clock.now() + timedelta(minutes=2))
    assert proof.solved(SLUG, text) is None


def test_an_answer_is_taken_once(app, session):
    found = proof.solved(SLUG, answered(proof.challenge(SLUG)))
    assert proof.remember(db.session, []) == set()
    assert proof.remember(db.session, [found, found]) == {found.nonce}
    db.session.commit()
    assert proof.remember(db.session, [found]) == set()
    db.session.commit()


def test_what_was_taken_back_may_be_used_again(app, session):
    found = proof.solved(SLUG, answered(proof.challenge(SLUG)))
    assert proof.remember(db.session, [found])
    db.session.rollback()
    assert proof.remember(db.session, [found]) == {found.nonce}
    db.session.commit()
