from __future__ import annotations

from datetime import timedelta

import pytest

from campaign.core import config
from campaign.core.config import Config
from campaign.core.ids import new_id
from campaign.core.tokens import TokenRefused, TokenTooOld
from campaign.signatures import links


@pytest.fixture(autouse=True)
def _here(tmp_path, clock):
    data, base = str(tmp_path), "https://campaign.example.org"
    config.use(Config.load({"CAMPAIGN_DATA": data, "CAMPAIGN_BASE_URL": base}))


def test_a_link_leads_to_our_pages_and_holds_nothing_but_the_id():
    key = new_id()
    for url, page in ((links.confirm_url(key), links.CONFIRM), (links.mine_url(key), links.MINE)):
        start, token = url.rsplit("/", 1)
        assert start == f"https://campaign.example.org/{page}"
        assert links.read(token, page) == key


def test_a_link_lives_for_30_days(clock):
    token = links.mine_token(new_id())
    clock.set_to(clock.now() + timedelta(days=30))
    links.read(token, links.MINE)
    clock.set_to(clock.now() + timedelta(seconds=1))
    with pytest.raises(TokenTooOld):
        links.read(token, links.MINE)


def test_a_link_to_confirm_does_not_open_her_page():
    with pytest.raises(TokenRefused):
        links.read(links.confirm_token(new_id()), links.MINE)
