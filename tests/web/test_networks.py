from __future__ import annotations

from dataclasses import replace

import pytest

from campaign.core import config
from campaign.core.config import Config
from campaign.core.errors import NotConfigured
from campaign.web import networks

PROXIES = {"CAMPAIGN_TRUSTED_PROXIES": "10.0.0.0/8, fd00::/8"}


def seen(app, address, forwarded=None, trusted=()):
    config.use(replace(config.current(), trusted_proxies=trusted))
    headers = {"X-Forwarded-For": forwarded} if forwarded is not None else {}
    with app.test_request_context(headers=headers, environ_base={"REMOTE_ADDR": address}):
        return str(networks.visitor())


@pytest.fixture
def trusted(tmp_path):
    return Config.load({"CAMPAIGN_DATA": str(tmp_path), **PROXIES}).trusted_proxies


def test_without_a_trusted_proxy_only_the_connection_counts(app):
    assert seen(app, "192.0.2.7", "198.51.100.1") == "192.0.2.7/32"


@pytest.mark.parametrize(
    ("forwarded", "network"),
    [
        ("198.51.100.1", "198.51.100.1/32"),
        ("203.0.113.9, 198.51.100.1", "198.51.100.1/32"),
        ("198.51.100.1, 10.0.0.9", "198.51.100.1/32"),
        ("10.0.0.8, 10.0.0.9", "10.0.0.8/32"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::9]:4711", "2001:db8:1:2::/64"),
        ("198.51.100.1:4711", "198.51.100.1/32"),
        ("::ffff:198.51.100.1", "198.51.100.1/32"),
        ("", "10.1.2.3/32"),
        ("nonsense", "None"),
        ("198.51.100.1, nonsense", "None"),
        (", ".join(["198.51.100.1"] * 500), "198.51.100.1/32"),
    ],
)
def test_behind_a_trusted_proxy_the_last_address_that_is_none_counts(app, trusted, forwarded, network):
    assert seen(app, "10.1.2.3", forwarded, trusted) == network


def test_whoever_is_no_proxy_cannot_say_where_she_comes_from(app, trusted):
    assert seen(app, "192.0.2.7", "198.51.100.1", trusted) == "192.0.2.7/32"


def test_proxies_that_are_no_networks_are_refused_by_name(tmp_path):
    with pytest.raises(NotConfigured, match="CAMPAIGN_TRUSTED_PROXIES"):
        Config.load({"CAMPAIGN_DATA": str(tmp_path), "CAMPAIGN_TRUSTED_PROXIES": "10.0.0.1/8"})
