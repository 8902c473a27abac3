from __future__ import annotations

import base64
import dataclasses
import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.core import config, encryption, secrets_file
from campaign.core.encryption import CannotOpen, KeyRing

if TYPE_CHECKING:
    from campaign.core.config import Config

OLD, NEW, OTHER = (bytes([number]) * 32 for number in (1, 2, 3))


@given(st.binary(max_size=300), st.text(max_size=40))
def test_what_was_sealed_opens_under_its_label(content, label):
    ring = KeyRing((NEW,))
    assert ring.open(ring.seal(content, label), label) == content


@pytest.mark.parametrize("text", ["", "Mina", "김민지", "👩‍👩‍👧", "a\nb", "x" * 10_000])
def test_a_text_comes_back_as_it_was(here, text):
    assert encryption.unseal(encryption.seal(text, "signatures.name"), "signatures.name") == text


def test_the_same_text_sealed_twice_looks_different():
    ring = KeyRing((NEW,))
    assert ring.seal(b"Mina", "x") != ring.seal(b"Mina", "x")


def test_a_value_that_was_moved_to_another_column_does_not_open(here):
    sealed = encryption.seal("Mina", "signatures.name")
    with pytest.raises(CannotOpen, match="changed from outside"):
        encryption.unseal(sealed, "signatures.city")


def test_a_key_that_is_missing_is_said_in_a_sentence(here):
    sealed = KeyRing((OTHER,)).seal(b"Mina", "x")
    with pytest.raises(CannotOpen, match="CAMPAIGN_DATA_KEYS lacks the key"):
        encryption.unseal(sealed, "x")


@given(st.integers(min_value=0), st.integers(min_value=1, max_value=255))
def test_a_changed_byte_does_not_open(place, change):
    ring = KeyRing((NEW, OLD))
    sealed = bytearray(ring.seal(b"Mina Ito", "x"))
    sealed[place % len(sealed)] ^= change
    with pytest.raises(CannotOpen):
        ring.open(bytes(sealed), "x")


def test_what_was_cut_does_not_open():
    ring = KeyRing((NEW,))
    sealed = ring.seal(b"Mina", "x")
    for length in range(len(sealed)):
        with pytest.raises(CannotOpen):
            ring.open(sealed[:length], "x")


def test_the_newest_key_seals_and_all_open():
    before = KeyRing((OLD,)).seal(b"Mina", "x")
    ring = KeyRing((NEW, OLD))
    after = ring.seal(b"Mina", "x")
    assert (ring.open(before, "x"), ring.open(after, "x")) == (b"Mina", b"Mina")
    assert (ring.is_newest(before), ring.is_newest(after)) == (False, True)
    with pytest.raises(CannotOpen):
        KeyRing((OLD,)).open(after, "x")


def test_a_process_that_began_before_finds_a_new_key_of_the_data_folder(here: Config):
    new = os.urandom(32)
    kept = secrets_file.kept_in(here.data)["CAMPAIGN_DATA_KEYS"]
    both = f"{base64.urlsafe_b64encode(new).decode()},{kept}"
    secrets_file.replace(here.data, {"CAMPAIGN_DATA_KEYS": both})
    sealed = KeyRing((new,)).seal(b"Mina", "x")
    assert encryption.unseal(sealed, "x") == "Mina"
    assert config.current().data_keys == (new, *here.data_keys)
    assert encryption.ring().is_newest(encryption.seal("Mina", "x"))


def test_keys_of_the_data_folder_are_not_mixed_with_those_of_the_environment(here: Config):
    config.use(dataclasses.replace(here, data_keys=(OTHER,)))
    sealed = KeyRing(here.data_keys).seal(b"Mina", "x")
    with pytest.raises(CannotOpen):
        encryption.unseal(sealed, "x")
    assert config.current().data_keys == (OTHER,)


def test_keyed_hashes_are_equal_for_equal_texts_of_one_purpose(here: Config):
    index = encryption.keyed_hash("mina@example.org", "address")
    assert len(index) == 32
    assert encryption.keyed_hash("mina@example.org", "address") == index
    assert encryption.keyed_hash("mina@example.org", "network") != index
    assert encryption.keyed_hash("mona@example.org", "address") != index


def test_keyed_hashes_outlive_the_data_keys_and_not_the_index_key(here: Config):
    index = encryption.keyed_hash("mina@example.org", "address")
    config.use(dataclasses.replace(here, data_keys=(NEW,)))
    assert encryption.keyed_hash("mina@example.org", "address") == index
    config.use(dataclasses.replace(here, index_key=OTHER))
    assert encryption.keyed_hash("mina@example.org", "address") != index
