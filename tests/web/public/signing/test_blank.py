from __future__ import annotations

import re
from datetime import timedelta

from campaign.web.public.signing.asked import Asked
from campaign.web.public.signing.blank import blank

ASKED = Asked("a-campaign", offices=("Office of the Prime Minister",))


def test_the_form_is_the_same_each_time_but_for_its_token(app, clock):
    with app.test_request_context("/"):
        first, token = blank(ASKED, "en")
        clock.set_to(clock.now() + timedelta(seconds=1))
        second, other = blank(ASKED, "en")
    assert token != other
    assert first.count(token) == second.count(other) == 1
    assert first.replace(token, "") == second.replace(other, "")


def test_what_the_campaign_says_stands_in_it(app):
    with app.test_request_context("/"):
        page, _token = blank(Asked("another", offices=("<b>",), asks_for_proof=True), "en")
        assert blank(ASKED, "en")[0] != page
    assert "&lt;b&gt;" in page
    assert re.search(r'action="[^"]*/c/another/sign"', page)
    assert "data-proof" in page
