from __future__ import annotations

import pytest
from argon2 import extract_parameters
from argon2.profiles import RFC_9106_LOW_MEMORY

from campaign.app import create_app


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_site_hashes_passwords_as_slowly_as_the_standard_advises(config):
    site = create_app(config)
    made = extract_parameters(site.extensions["security"].pwd_context.hash("four words in a row"))
    advised = RFC_9106_LOW_MEMORY
    assert made.type is advised.type
    assert (made.time_cost, made.memory_cost) >= (advised.time_cost, advised.memory_cost)
