from __future__ import annotations

import dataclasses
from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campaign.core import config, tokens
from campaign.core.tokens import TokenRefused, TokenTooOld

DAY = timedelta(days=1)
pytestmark = pytest.mark.usefixtures("here", "clock")


def test_a_token_gives_its_payload_back():
    for payload in ("01abc", {"a": [1, None, "é"]}, None, 7):
        assert tokens.read(tokens.make("confirm", payload), "confirm", DAY) == payload


def test_a_token_is_safe_in_an_address():
    token = tokens.make("confirm", "é/?&#" * 50)
    assert set(token) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.")


def test_a_token_is_good_for_its_purpose_alone():
    with pytest.raises(TokenRefused):
        tokens.read(tokens.make("mine", "x"), "confirm", DAY)


def test_a_token_ages_by_our_clock(clock):
    token = tokens.make("confirm", "x")
    clock.set_to(clock.now() + DAY)
    assert tokens.read(token, "confirm", DAY) == "x"
    clock.set_to(clock.now() + timedelta(seconds=1))
    with pytest.raises(TokenTooOld, match="has expired") as caught:
        tokens.read(token, "confirm", DAY)
    assert caught.value.status == 410


def test_a_token_of_another_installation_is_refused():
    token = tokens.make("confirm", "x")
    config.use(dataclasses.replace(config.current(), secret_key="another key of the same length, 32"))
    with pytest.raises(TokenRefused):
        tokens.read(token, "confirm", DAY)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(min_value=0), st.integers(min_value=0, max_value=7))
def test_a_flipped_bit_never_gives_another_payload(place, bit):
    token = tokens.make("confirm", "01hzx3c8q4")
    damaged = bytearray(token.encode())
    damaged[place % len(damaged)] ^= 1 << bit
    # The last character of a signature holds bits that mean nothing.
    with suppress(TokenRefused):
        assert tokens.read(damaged.decode("latin-1"), "confirm", DAY) == "01hzx3c8q4"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=200))
def test_what_is_no_token_is_refused_in_a_sentence(text):
    with pytest.raises(TokenRefused, match="not complete"):
        tokens.read(text, "confirm", DAY)


def test_a_token_that_lacks_its_end_is_refused():
    token = tokens.make("confirm", "x")
    for length in range(len(token) - 1):
        with pytest.raises(TokenRefused):
            tokens.read(token[:length], "confirm", DAY)
