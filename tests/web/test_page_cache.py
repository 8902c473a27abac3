from __future__ import annotations

import threading
import time
from dataclasses import replace
from itertools import count

import pytest
from werkzeug.test import Client
from werkzeug.wrappers import Request, Response

from campaign.web.page_cache import PageCache

SHARED = {"Cache-Control": "public, max-age=1", "ETag": '"one"'}


class Application:
    """Answers each request with how many there were, unless it is told otherwise."""

    def __init__(self):
        self.asked = []
        self.status = 200
        self.headers = dict(SHARED)
        self.kind = "text/html"
        self.takes_s = 0.0
        self.environs = []
        self.numbers = count(1)

    def __call__(self, environ, start_response):
        self.asked.append(Request(environ))
        self.environs.append(environ)
        number = next(self.numbers)
        time.sleep(self.takes_s)
        answer = Response(f"page {number}", self.status, self.headers, content_type=self.kind)
        return answer(environ, start_response)


@pytest.fixture
def inner():
    return Application()


@pytest.fixture
def cache(inner):
    return PageCache(inner, fresh_s=60)


@pytest.fixture
def client(cache):
    return Client(cache)


def grown_old(cache, seconds):
    for place in cache._kept.values():
        place.page = replace(place.page, made_at=place.page.made_at - seconds)
        place.tried_at -= seconds


def asked_by(number, cache, path="/c/x"):
    """What so many visitors get who come at once, and how long the last of them waited."""
    seen = []
    threads = [threading.Thread(target=lambda: seen.append(Client(cache).get(path))) for _ in range(number)]
    begin = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [answer.text for answer in seen], time.monotonic() - begin


def test_a_page_is_made_once_for_all_who_ask(inner, client):
    client.get("/c/x")
    made = len(inner.asked)
    assert {client.get("/c/x").text for _ in range(5)} == {f"page {made}"}
    assert len(inner.asked) == made


def test_the_query_makes_no_other_page(inner, client):
    client.get("/c/x")
    made = len(inner.asked)
    assert client.get("/c/x?utm_source=mail").text == f"page {made}"
    assert len(inner.asked) == made


def test_each_address_has_its_own_page(client):
    client.get("/c/x")
    assert client.get("/c/y").text != client.get("/c/x").text


def test_who_has_the_page_gets_no_second_copy(client):
    client.get("/c/x")
    answer = client.get("/c/x", headers={"If-None-Match": 'W/"other", "one"'})
    assert (answer.status_code, answer.data) == (304, b"")
    assert answer.headers["ETag"] == '"one"'
    assert answer.headers["Cache-Control"] == SHARED["Cache-Control"]


def test_a_head_is_the_page_without_its_body(client):
    page = client.get("/c/x")
    answer = client.head("/c/x")
    assert answer.data == b""
    assert answer.headers["Content-Length"] == str(len(page.data))


def test_nothing_of_a_visitor_gets_into_the_page(inner, client):
    visitor = {"Cookie": "session=mine", "Accept-Language": "ko", "User-Agent": "Mine/1", "X-Mine": "1"}
    client.get("/c/x?mine=1", headers=visitor, data=b"mine=1", environ_base={"REMOTE_ADDR": "192.0.2.1"})
    (shared,) = inner.environs
    assert shared["wsgi.input"].read() == b""
    assert {name for name in shared if not name.startswith(("wsgi.", "werkzeug."))} == {
        "PATH_INFO",
        "QUERY_STRING",
        "REQUEST_METHOD",
        "SCRIPT_NAME",
        "SERVER_NAME",
        "SERVER_PORT",
        "SERVER_PROTOCOL",
    }
    assert not shared["QUERY_STRING"]


@pytest.mark.parametrize(
    ("headers", "kind", "status"),
    [
        ({"ETag": '"one"'}, "text/html", 200),
        ({"Cache-Control": "no-store", "ETag": '"one"'}, "text/html", 200),
        ({"Cache-Control": "public"}, "text/html", 200),
        ({**SHARED, "Set-Cookie": "session=1"}, "text/html", 200),
        (SHARED, "image/png", 200),
        (SHARED, "text/html", 404),
    ],
)
def test_what_does_not_say_that_it_may_be_kept_is_not(inner, client, headers, kind, status):
    inner.headers, inner.kind, inner.status = headers, kind, status
    assert len({client.get("/c/x").text for _ in range(3)}) == 3


def test_what_is_not_for_all_is_told_to_each(inner, cache):
    inner.headers = {**SHARED, "Set-Cookie": "session=1"}
    inner.takes_s = 0.2
    seen, _seconds = asked_by(5, cache)
    assert len(set(seen)) == 5


def test_where_no_page_for_all_can_stand_nobody_waits_for_another(inner, cache):
    inner.takes_s = 0.5
    seen, seconds = asked_by(5, cache, "/mine/token")
    assert (len(set(seen)), len(inner.asked)) == (5, 5)
    assert seconds < 2


def test_a_form_that_is_sent_reaches_the_application(inner, client):
    client.get("/c/x")
    made = len(inner.asked)
    assert client.post("/c/x").text == f"page {made + 1}"


def test_an_old_page_is_made_anew(inner, cache, client):
    old = client.get("/c/x").text
    grown_old(cache, 61)
    assert client.get("/c/x").text != old


def test_a_page_that_cannot_be_made_is_shown_as_it_was_for_ten_minutes(inner, cache, client):
    client.get("/c/x")
    last = client.get("/c/x").text
    inner.status = 503
    grown_old(cache, 300)
    assert (client.get("/c/x").status_code, client.get("/c/x").text) == (200, last)
    grown_old(cache, 301)
    assert client.get("/c/x").status_code == 503


def test_what_could_not_be_made_is_tried_by_one_while_nobody_waits(inner, cache, client):
    client.get("/c/x")
    last = client.get("/c/x").text
    inner.status = 503
    grown_old(cache, 61)
    made = len(inner.asked) + 1
    assert [client.get("/c/x").text for _again in range(3)] == [last] * 3
    assert len(inner.asked) == made
    for place in cache._kept.values():
        place.tried_at -= 61
    inner.takes_s = 3.0
    tries = threading.Thread(target=client.get, args=("/c/x",))
    tries.start()
    while len(inner.asked) == made:
        time.sleep(0.01)
    before = time.monotonic()
    assert client.get("/c/x").text == last
    assert time.monotonic() - before < inner.takes_s / 2
    tries.join()


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_gone_is_kept_no_more(inner, cache, client, status):
    client.get("/c/x")
    inner.status = status
    grown_old(cache, 61)
    assert client.get("/c/x").status_code == status
    assert not cache._kept


def test_a_page_that_becomes_private_is_kept_no_more(inner, cache, client):
    client.get("/c/x")
    inner.headers = {"Cache-Control": "no-store"}
    grown_old(cache, 61)
    assert client.get("/c/x").headers["Cache-Control"] == "no-store"
    assert not cache._kept


@pytest.mark.parametrize("status", [400, 408, 411, 413, 429, 500, 503])
def test_an_error_that_says_nothing_of_the_page_leaves_the_last_one(inner, cache, client, status):
    last = client.get("/c/x").text
    inner.status = status
    grown_old(cache, 61)
    assert client.get("/c/x").text == last


def test_no_request_however_odd_takes_a_page_away(inner, cache, client):
    client.get("/c/x")
    for odd in ({"Transfer-Encoding": "chunked"}, {"Content-Length": str(10**9)}, {"Content-Type": "a"}):
        grown_old(cache, 61)
        assert client.get("/c/x", headers=odd).status_code == 200
    assert not [one for one in inner.environs if {"CONTENT_LENGTH", "CONTENT_TYPE"} & set(one)]


def test_while_one_makes_the_page_the_others_get_the_one_before(inner, cache):
    cache.fresh_s = 1
    last = Client(cache).get("/c/x").text
    grown_old(cache, 2)
    inner.takes_s = 0.5
    seen, _seconds = asked_by(8, cache)
    assert len(inner.asked) == 2
    assert sorted(seen) == sorted([last] * 7 + ["page 2"])


def test_a_page_that_was_not_asked_for_in_a_while_is_shown_to_nobody_as_it_was(inner, cache):
    cache.fresh_s = 1
    Client(cache).get("/c/x")
    grown_old(cache, 60)
    inner.takes_s = 0.3
    seen, _seconds = asked_by(4, cache)
    assert set(seen) == {"page 2"}


def test_the_first_page_is_made_once_for_all_who_wait_for_it(inner, cache):
    inner.takes_s = 0.3
    seen, _seconds = asked_by(30, cache)
    assert (set(seen), len(inner.asked)) == ({"page 1"}, 1)
    assert not cache._new


def test_those_who_wait_for_a_page_that_cannot_be_made_hear_so_together(inner, cache):
    inner.status, inner.takes_s = 503, 0.3
    seen, _seconds = asked_by(30, cache)
    assert (set(seen), len(inner.asked)) == ({"page 1"}, 1)
    assert not cache._new
    assert not cache._kept


@pytest.mark.parametrize("age_s", [2, 4, 300, 700])
def test_a_page_that_cannot_be_made_is_tried_once_a_second_however_many_ask(inner, cache, age_s):
    cache.fresh_s = 1
    Client(cache).get("/c/x")
    grown_old(cache, age_s)
    inner.status, inner.takes_s = 503, 0.05
    _seen, seconds = asked_by(60, cache)
    assert len(inner.asked) <= 2 + seconds


def test_nobody_waits_for_long_behind_a_database_that_says_nothing(inner, cache, monkeypatch):
    monkeypatch.setattr("campaign.web.page_cache.PATIENCE_S", 1.0)
    cache.fresh_s = 1
    client = Client(cache)
    last = client.get("/c/x").text
    grown_old(cache, 300)
    inner.takes_s = 4
    first = threading.Thread(target=client.get, args=("/c/x",))
    first.start()
    time.sleep(0.1)
    seen, waited = asked_by(8, cache)
    later, at_once = asked_by(8, cache)
    first.join()
    assert set(seen + later) == {last}
    assert waited < 2.5
    assert at_once < 0.8


def test_only_so_many_pages_are_kept(cache, client, monkeypatch):
    monkeypatch.setattr("campaign.web.page_cache.MOST_PAGES", 3)
    for number in range(10):
        client.get(f"/c/{number}")
    assert len(cache._kept) == 3
