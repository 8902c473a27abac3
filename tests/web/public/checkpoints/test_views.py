from __future__ import annotations

import json
from datetime import timedelta

import pytest

from campaign.campaigns import queries as campaigns
from campaign.jobs import leases
from campaign.signatures.log import jobs, published, services
from campaign.signatures.log.models import Log
from campaign.web.public.checkpoints import views
from tests.signatures.log import independent

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def log(public, clock):
    """The public pages, and a worker that works when it is called."""

    def work():
        with public.app.app_context():
            for _name, (campaign_id,) in list(jobs.waiting()):
                services.append(campaign_id)
        clock.set_to(clock.now() + timedelta(hours=1))

    return work


def test_checkpoints_are_listed_newest_first_and_lead_to_their_files(public, log):
    public.signed()
    log()
    public.signed(email="ken@example.org")
    log()
    page = public.client.get(f"/c/{public.slug}/checkpoints").text
    assert page.index("10:00 UTC") < page.index("09:00 UTC")
    assert f"/c/{public.slug}/checkpoints/1/2" in page
    assert f"campaign verify http://127.0.0.1:8000/c/{public.slug} --key 127.0.0.1:8000+" in page
    assert f"/c/{public.slug}/checkpoints" in public.client.get(f"/c/{public.slug}").text


@on_sqlite
def test_before_the_first_hour_the_page_says_so(public):
    assert "No checkpoint yet" in public.client.get(f"/c/{public.slug}/checkpoints").text
    for path in ("checkpoint", "checkpoints/1", "log/0"):
        assert public.client.get(f"/c/{public.slug}/{path}").status_code == 404
    assert public.client.get(f"/c/{public.slug}/checkpoints/from/1").text == ""


@on_sqlite
def test_a_list_goes_on_where_a_page_ends(public, log, monkeypatch):
    monkeypatch.setattr(views, "A_DAY", 2)
    for _hour in range(3):
        log()
    path = f"/c/{public.slug}/checkpoints"
    first = public.client.get(path).text
    assert first.count("<tr>") == 3
    assert "?before=2" in first
    last = public.client.get(f"{path}?before=2").text
    assert (last.count("<tr>"), "?before=" in last) == (2, False)
    for odd in ("x", "-1", "9" * 30, ""):
        assert public.client.get(f"{path}?before={odd}").status_code == 200


def test_all_that_is_published_is_found_right_by_a_program_that_shares_no_code(public, log):
    hers = public.signed()
    for number in range(3):
        public.signed(email=f"a{number}@example.org")
        log()
    gone = public.signed(email="gone@example.org")
    log()
    public.client.post(f"{public.mine(gone)}/erase")
    log()
    get = public.client.get
    key = get("/verify/keys.txt").text.strip()
    notes = independent.split(get(f"/c/{public.slug}/checkpoints/from/1").text)
    pages = [get(f"/c/{public.slug}/log/0").text]
    receipt = public.client.post(f"{public.mine(hers)}/signatures/{hers}/receipt").text
    files = [json.loads(text) for text in (receipt, get(f"/c/{public.slug}/checkpoints/1/5").text)]
    origin = f"127.0.0.1:8000/c/{public.slug}"
    assert independent.audit(origin, key, notes, pages, files) == public.count() == 4
    assert (
        notes[-1] == get(f"/c/{public.slug}/checkpoint").text == get(f"/c/{public.slug}/checkpoints/5").text
    )


@on_sqlite
def test_what_is_full_is_kept_for_good_and_what_grows_is_asked_for_anew(public, log, monkeypatch):
    monkeypatch.setattr(views, "ENTRIES_A_PAGE", 2)
    monkeypatch.setattr(views, "NOTES_A_PAGE", 2)
    for number in range(3):
        public.signed(email=f"a{number}@example.org")
        log()
    kept = {
        path: public.client.get(f"/c/{public.slug}/{path}").headers["Cache-Control"]
        for path in (
            "log/0",
            "log/2",
            "checkpoints/from/1",
            "checkpoints/from/3",
            "checkpoints/2",
            "checkpoint",
        )
    }
    forever, anew = views.FOR_GOOD, views.STILL_GROWS
    assert list(kept.values()) == [forever, anew, forever, anew, forever, anew]
    assert published.read_page(public.client.get(f"/c/{public.slug}/log/2").text)[1] == 2
    etag = public.client.get(f"/c/{public.slug}/log/2").headers["ETag"]
    again = public.client.get(f"/c/{public.slug}/log/2", headers={"If-None-Match": etag})
    assert again.status_code == 304


@on_sqlite
def test_entries_after_the_last_checkpoint_are_not_published(public, log):
    public.signed()
    log()
    before = public.client.get(f"/c/{public.slug}/log/0").text
    hers = public.signed(email="ken@example.org")
    with public.app.app_context():
        lease = leases.take(Log, Log.id == campaigns.by_slug(public.slug).id)
        services._append(lease, [hers])
        lease.give_back()
    assert public.client.get(f"/c/{public.slug}/log/0").text == before
    answer = public.client.post(f"{public.mine(hers)}/signatures/{hers}/receipt")
    assert (answer.status_code, "within the hour" in answer.text) == (409, True)


@on_sqlite
@pytest.mark.parametrize(
    "path",
    [
        "log/1",
        "log/4096",
        "log/99999999999999999999999",
        "checkpoints/2",
        "checkpoints/0",
        "checkpoints/99999999999999999999999",
        "checkpoints/1/2",
        "checkpoints/99999999999999999999999/1",
    ],
)
def test_what_is_not_there_is_not_found(public, log, path):
    log()
    assert public.client.get(f"/c/{public.slug}/{path}").status_code == 404
    assert public.client.get(f"/c/nothing/{path}").status_code == 404


@on_sqlite
def test_a_page_of_checkpoints_that_are_far_off_is_empty(public, log):
    log()
    assert public.client.get(f"/c/{public.slug}/checkpoints/from/99999999999999999999999").text == ""


@on_sqlite
def test_the_page_about_it_shows_the_key_and_says_what_it_does_not_prove(public):
    page = public.client.get("/verify").text
    with public.app.app_context():
        key = services.public_key()
    assert str(key) in page
    assert key.public.hex(" ", 4) in page
    assert "That entries are real people" in page
    assert public.client.get("/verify/keys.txt").text == f"{key}\n"
