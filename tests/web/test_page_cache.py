from __future__ import annotations

import threading
import time

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

    def __call__(self, environ, start_response):
        self.asked.append(Request(environ))
        time.sleep(self.takes_s)
        answer = Response(f"page {len(self.asked)}", self.status, self.headers, content_type=self.kind)
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
    for page in cache._pages.values():
        page.made_at -= seconds


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
    client.get("/c/x?q=1", headers={"Cookie": "session=mine", "Accept-Language": "ko"})
    shared = inner.asked[-1]
    assert (dict(shared.cookies), shared.query_string, shared.accept_languages.best) == ({}, b"", None)


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
    assert [client.get("/c/x").text for _ in range(3)] == ["page 1", "page 2", "page 3"]


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
    for page in cache._pages.values():
        page.failed_at -= 61
    inner.takes_s = 3.0
    tries = threading.Thread(target=client.get, args=("/c/x",))
    tries.start()
    while len(inner.asked) == made:
        time.sleep(0.01)
    before = time.monotonic()
    assert client.get("/c/x").text == last
    assert time.monotonic() - before < inner.takes_s / 2
    tries.join()


def test_a_page_that_is_gone_is_kept_no_more(inner, cache, client):
    client.get("/c/x")
    inner.status = 404
    grown_old(cache, 61)
    assert client.get("/c/x").status_code == 404
    assert not cache._pages


def test_while_one_makes_the_page_the_others_get_the_one_before(inner, cache):
    cache.fresh_s = 1
    Client(cache).get("/c/x")
    last = Client(cache).get("/c/x").text
    grown_old(cache, 2)
    inner.takes_s = 0.5
    made = len(inner.asked)
    seen = []
    threads = [threading.Thread(target=lambda: seen.append(Client(cache).get("/c/x").text)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(inner.asked) == made + 1
    assert sorted(seen) == sorted([last] * 7 + [f"page {made + 1}"])


def test_a_page_that_was_not_asked_for_in_a_while_is_shown_to_nobody_as_it_was(inner, cache):
    cache.fresh_s = 1
    Client(cache).get("/c/x")
    grown_old(cache, 60)
    inner.takes_s = 0.3
    made = len(inner.asked)
    seen = []
    threads = [threading.Thread(target=lambda: seen.append(Client(cache).get("/c/x").text)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(seen) == {f"page {made + 1}"}


def test_only_so_many_pages_are_kept(cache, client, monkeypatch):
    monkeypatch.setattr("campaign.web.page_cache.MOST_PAGES", 3)
    for number in range(10):
        client.get(f"/c/{number}")
    assert len(cache._pages) == 3
