"""A public answer is the same for everybody: it sets no cookie, and none decides what it says."""

from __future__ import annotations

import pytest

from tests.web.desk import furnished, sign_in  # noqa: F401 - fixtures
from tests.web.public.conftest import public  # noqa: F401 - a fixture

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
A_SESSION = "session=somebody-else-made-this"


def paths(public) -> list[str]:  # noqa: F811 - the fixture above
    own, pending = public.signed(), public.signed(1, confirmed=False)
    return [
        "/",
        "/statements/",
        "/about",
        "/privacy",
        "/robots.txt",
        "/healthz",
        "/readyz",
        "/mine/",
        "/mine/check-mail",
        "/confirm/check-mail",
        f"/c/{public.slug}",
        f"/c/{public.slug}.json",
        f"/c/{public.slug}/check-mail",
        public.mine(own),
        f"{public.mine(own)}/everything.json",
        f"{public.mine(own)}/signatures/{own}/correct",
        public.mailed(own),
        public.confirm(pending),
        "/confirm/x",
        "/nowhere",
        "/static/css/base.css",
    ]


def test_no_public_answer_tells_of_cookies_whoever_asks(app, public, sign_in):  # noqa: F811
    signed_in = sign_in("organizer@example.org", "organizer").client
    for path in paths(public):
        answers = [
            public.client.get(path),
            public.client.get(path, headers={"Cookie": A_SESSION}),
            signed_in.get(path),
        ]
        for answer in answers:
            assert "Set-Cookie" not in answer.headers, path
            assert "Cookie" not in answer.headers.get("Vary", ""), path
            answer.close()


def test_neither_does_what_is_sent_to_them(public):  # noqa: F811
    own = public.signed()
    for answer in (
        public.post(email="kim@example.org"),
        public.post(email="no address"),
        public.client.post("/mine/", data={}),
        public.client.post(public.mailed(own)),
        public.client.post(f"{public.mine(own)}/erase"),
    ):
        assert "Set-Cookie" not in answer.headers
        assert "Cookie" not in answer.headers.get("Vary", "")


def test_the_desk_has_a_session(app, furnished, sign_in):  # noqa: F811
    desk = sign_in("organizer@example.org", "organizer")
    answer = desk.client.get("/manage/")
    assert answer.status_code == 200
    assert "Cookie" in answer.headers["Vary"]
    assert app.test_client().get("/manage/").status_code == 302
