from __future__ import annotations

import inspect
import re
from datetime import UTC, datetime, timedelta

import pytest

from campaign.campaigns import queries as campaigns
from campaign.campaigns import services
from campaign.core import clock, countries
from campaign.core.db import db
from campaign.signatures import queries as signatures
from campaign.signatures import services as signing
from campaign.signatures.counting import services as counting
from campaign.signatures.counting.models import Tally
from campaign.signatures.switches import services as switches
from campaign.web import page_cache

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_the_list_shows_every_public_campaign_with_its_number(public):
    public.signed()
    page = public.client.get("/").text
    for slug in public.slugs:
        assert f'href="/c/{slug}"' in page
    assert page.count("<h3>") == 7
    assert '<span class="number">1</span>' in page


@on_sqlite
def test_a_closed_campaign_stands_after_the_open_ones(public):
    public.change(services.close)
    links = re.findall(r'href="/c/([^"]+)"', public.client.get("/").text)
    assert links == [*public.slugs[1:], public.slug]


@on_sqlite
def test_an_empty_list_says_so(client):
    page = client.get("/")
    assert page.status_code == 200
    assert "No campaign is open yet" in page.text


def test_a_campaign_shows_ask_place_offices_and_quote(public):
    page = public.client.get(f"/c/{public.slug}").text
    assert "<h1>Provide some measure of legal protection" in page
    assert "Item 1.3 of the Joint Statement of 29 August 2007" in page
    assert "1. The international community shall increase its efforts" in page
    assert "/statements/joint-statement-2007-08-29#item-1.3" in page
    asked, told = page.split("Told of it")
    assert "Prime Minister of the Kingdom of Thailand" in asked
    assert "United Nations High Commissioner for Refugees" in told[:300]
    assert "Next goal: 100." in page


@on_sqlite
def test_only_confirmed_signatures_count(public):
    public.signed(confirmed=False)
    assert '<strong class="number">0</strong>' in public.client.get(f"/c/{public.slug}").text
    public.signed(email="ken@example.org")
    assert '<strong class="number">1</strong>' in public.client.get(f"/c/{public.slug}").text


@on_sqlite
def test_a_name_is_shown_only_if_its_owner_wants_that(public):
    public.signed(name="Shown Somebody", email="a@example.org", comment="For peace", show_name=True)
    public.signed(name="Silent Somebody", email="b@example.org", comment="Not for you")
    hidden = public.signed(name="Hidden Somebody", email="c@example.org", show_name=True)
    public.signed(name="Pending Somebody", email="d@example.org", show_name=True, confirmed=False)
    with public.app.app_context():
        signing.hide(signatures.by_id(hidden), "not a name")
    page = public.client.get(f"/c/{public.slug}").text
    assert "Shown Somebody" in page
    assert "For peace" in page
    for other in ("Silent", "Hidden", "Pending", "Not for you"):
        assert other not in page


@on_sqlite
def test_what_a_signer_writes_is_text(public):
    public.signed(name='<script>alert("1")</script>', comment="{{ 7 * 7 }} <b>", show_name=True)
    page = public.client.get(f"/c/{public.slug}").text
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page
    assert "{{ 7 * 7 }} &lt;b&gt;" in page


@on_sqlite
def test_countries_with_fewer_than_five_signatures_are_not_broken_out(public):
    for number in range(5):
        public.signed(email=f"jp{number}@example.org")
    for code in ("KH", "LA"):
        public.signed(email=f"{code}@example.org", country=code)
    page = public.client.get(f"/c/{public.slug}").text
    table = re.search(r"<tbody>.*?</tbody>", page, re.DOTALL)[0]
    assert "Japan" in table
    assert "other countries" in table
    assert "Cambodia" not in table


@on_sqlite
def test_of_many_countries_the_largest_stand_there_and_the_others_are_folded_in(public):
    many = dict(zip(sorted(countries.CODES), range(40, 25, -1), strict=False))
    with public.app.app_context():
        db.session.add(Tally(id=campaigns.by_slug(public.slug).id, total=sum(many.values()), by_country=many))
        db.session.commit()
    page = public.client.get(f"/c/{public.slug}").text
    shown, folded = page.split("<summary>7 more</summary>")
    assert shown.count("<tr>") - folded.count("<tr>") == 1
    assert shown.index("Andorra</th>") < shown.index("United Arab Emirates</th>")


@on_sqlite
def test_where_the_difference_would_tell_of_one_country_none_is_named(public):
    for number in range(5):
        public.signed(email=f"jp{number}@example.org")
    assert "Where they live" in public.client.get(f"/c/{public.slug}").text
    public.signed(email="kh@example.org", country="KH")
    assert "Where they live" not in public.client.get(f"/c/{public.slug}").text


@on_sqlite
def test_what_is_switched_off_is_left_out_and_the_number_has_its_time(public):
    for number in range(5):
        public.signed(email=f"{number}@example.org", name="Shown Somebody", show_name=True)
    with public.app.app_context():
        key = campaigns.by_slug(public.slug).id
        counting.count(key, clock.now() + timedelta(seconds=1))
        switches.turn("names", on=False, reason="x", account_id=None)
        page = public.client.get(f"/c/{public.slug}").text
        assert "Shown Somebody" not in page
        assert "Japan</th>" in page
        assert "Counted on" not in page
        switches.turn("countries", on=False, reason="x", account_id=None)
        switches.turn("counting", on=False, reason="x", account_id=None)
    page = public.client.get(f"/c/{public.slug}").text
    assert "Japan</th>" not in page
    assert '<strong class="number">5</strong>' in page
    assert re.search(r"Counted on \d+ \w+ \d{4}, \d\d:\d\d UTC\.", page)


@on_sqlite
def test_the_page_is_the_same_for_everybody(public):
    def without_token(answer):
        return re.sub(r'name="csrf_token"[^>]*>', "", answer.text)

    first = public.app.test_client().get(f"/c/{public.slug}")
    second = public.app.test_client().get(f"/c/{public.slug}", headers={"Cookie": "session=x"})
    assert without_token(first) == without_token(second)
    for answer in (first, second):
        assert "Set-Cookie" not in answer.headers


@on_sqlite
def test_a_draft_is_not_there(public):
    def undo(campaign):
        campaign.state = "draft"

    public.change(undo)
    for path in ("", "/check-mail", "/letter.png", ".json"):
        assert public.client.get(f"/c/{public.slug}{path}").status_code == 404
    assert public.client.post(f"/c/{public.slug}/sign", data=public.form()).status_code == 404
    assert public.slug not in public.client.get("/").text


@on_sqlite
def test_a_closed_campaign_keeps_its_page_and_loses_its_form(public):
    public.signed()
    public.change(services.close)
    page = public.client.get(f"/c/{public.slug}").text
    assert "This campaign is closed" in page
    assert "/sign" not in page.replace("/sign-in", "")
    assert '<strong class="number">1</strong>' in page


@on_sqlite
def test_a_campaign_that_opens_later_says_when(public, clock):
    def later(campaign):
        campaign.opens_at = datetime(2026, 5, 1, 8, tzinfo=UTC)

    clock.set_to(datetime(2026, 4, 1, tzinfo=UTC))
    public.change(later)
    page = public.client.get(f"/c/{public.slug}").text
    assert "1 May 2026, 08:00 UTC" in page
    assert 'name="email"' not in page
    clock.set_to(datetime(2026, 5, 1, 8, tzinfo=UTC))
    assert 'name="email"' in public.client.get(f"/c/{public.slug}").text


@on_sqlite
def test_a_campaign_past_its_closing_time_is_closed(public, clock):
    def until(campaign):
        campaign.closes_at = datetime(2026, 5, 1, 8, tzinfo=UTC)

    clock.set_to(datetime(2026, 4, 1, tzinfo=UTC))
    public.change(until)
    assert "Open until 1 May 2026, 08:00 UTC." in public.client.get(f"/c/{public.slug}").text
    clock.set_to(datetime(2026, 5, 1, 8, tzinfo=UTC))
    assert "It closed on 1 May 2026, 08:00 UTC." in public.client.get(f"/c/{public.slug}").text


@on_sqlite
def test_the_goal_moves_up_before_it_is_reached(public):
    def small(campaign):
        campaign.goal = 1

    public.change(small)
    public.signed()
    assert "Next goal: 100." in public.client.get(f"/c/{public.slug}").text


@on_sqlite
def test_the_sample_letter_is_a_picture_made_once(public):
    first = public.client.get(f"/c/{public.slug}/letter.png")
    assert first.mimetype == "image/png"
    assert first.data.startswith(b"\x89PNG")
    assert "max-age" in first.headers["Cache-Control"]
    assert public.client.get(f"/c/{public.slug}/letter.png").data == first.data


@on_sqlite
def test_without_the_database_a_page_says_so_with_503(public):
    with public.without_database():
        answer = public.client.get(f"/c/{public.slug}")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert "cannot be shown at the moment" in answer.text


@pytest.mark.parametrize("slug", ["%00", "a%00b", "x" * 2000, "%FF%FE", "..%2F..", "'; --", "%F0%9F%98%80"])
def test_an_address_that_nobody_made_gets_a_404(public, slug):
    for path in (f"/c/{slug}", f"/c/{slug}/check-mail", f"/c/{slug}.json", f"/statements/{slug}"):
        assert public.client.get(path).status_code == 404


def test_every_page_that_says_that_it_may_be_kept_is_kept(public):
    cache = public.app.extensions[page_cache.NAME]
    cache.fresh_s = 60
    paths = {"/", f"/c/{public.slug}", f"/c/{public.slug}.json"}
    for path in paths:
        first, second = public.client.get(path), public.client.get(path)
        assert (first.status_code, first.data) == (200, second.data)
    assert set(cache._kept) == paths
    views = {inspect.unwrap(view) for view in public.app.view_functions.values()}
    saying = [view for view in views if inspect.isfunction(view) and "cacheable" in view.__code__.co_names]
    assert len(saying) == len(paths)
