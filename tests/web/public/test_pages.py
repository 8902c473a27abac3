"""Every public page in Chromium, on a phone and on a desk, in light and in dark."""

from __future__ import annotations

from threading import Thread

import pytest
from werkzeug.serving import make_server

from campaign.campaigns import services as campaigns
from campaign.core import addresses, config
from campaign.core.db import db
from campaign.mailer import unsubscribing
from campaign.signatures import keeping
from campaign.signatures import queries as signatures
from campaign.signatures.log import jobs
from campaign.signatures.log import services as log
from campaign.signatures.models import Signature

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def served(public):
    """The address at which the application answers."""
    server = make_server("127.0.0.1", 0, public.app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()


@pytest.fixture
def paths(public):
    """Every page that somebody can come to without signing in."""
    own = public.signed(city="Osaka", comment="For my pupils", show_name=True)
    for number in range(5):
        public.signed(name="김하늘", email=f"kr{number}@example.org", country="KR", show_name=True)
    pending = public.signed(1, confirmed=False)
    hers = public.signed(email="ana@example.org", deliver_name=True)
    kept = public.signed(email="kim@example.org", deliver_name=True)
    with public.app.app_context():
        keeping.keep_own_words(signatures.by_id(kept), "I teach in Osaka.")
    public.change(campaigns.close, 6)
    with public.app.app_context():
        for _name, (campaign_id,) in list(jobs.waiting()):
            log.append(campaign_id)
        unsubscribe = unsubscribing.link(addresses.index("mina@example.org"))
        unsubscribe = unsubscribe.removeprefix(config.current().base_url)
    return [
        "/",
        "/statements/",
        "/statements/joint-statement-2007-08-29",
        f"/c/{public.slug}",
        f"/c/{public.slugs[6]}",
        f"/c/{public.slug}/check-mail",
        f"/c/{public.slug}/checkpoints",
        f"/c/{public.slugs[6]}/checkpoints",
        "/verify",
        public.confirm(pending),
        public.mailed(own),
        f"{public.mine(own)}?said=confirmed",
        f"{public.mine(own)}/letters/{own}/mm-head-of-government",
        f"{public.mine(hers)}/letters/{hers}/unsg",
        f"{public.mine(kept)}/letters/{kept}/unsg?said=kept",
        f"{public.mine(kept)}",
        "/mine/",
        f"{public.mine(hers)}/signatures/{hers}/correct",
        "/mine/check-mail",
        "/confirm/check-mail",
        "/mine/withdrawn",
        unsubscribe,
        "/unsubscribe/done",
        "/about",
        "/privacy",
        "/c/nothing",
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(served, paths, page, axe, scheme, width):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    found = []
    for path in paths:
        page.goto(f"{served}{path}")
        found += axe(page)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{path} is too wide")
    assert not found
    assert page.context.cookies() == []


def test_the_summary_of_errors_takes_the_focus_and_leads_to_the_field(served, public, page, axe):
    page.goto(f"{served}/c/{public.slug}")
    page.fill("[name=email]", "nope")
    page.click("text=Add a city")
    page.fill("[name=city]", "Osaka")
    page.check("[name=updates]")
    page.click("form button")
    page.wait_for_function("() => document.activeElement.className === 'summary'")
    assert axe(page) == []
    assert page.input_value("[name=city]") == "Osaka"
    assert page.is_checked("[name=updates]")
    page.click(".summary a >> text=enter your name")
    page.wait_for_function("() => document.activeElement.name === 'name'")


def test_a_paragraph_that_is_refused_leaves_a_page_that_works_and_what_was_typed(served, public, page, axe):
    hers = public.signed(deliver_name=True)
    page.goto(f"{served}{public.mine(hers)}/letters/{hers}/unsg")
    page.fill("textarea", "See example.org.")
    page.click("text=Keep it for the letter")
    page.wait_for_function("() => document.activeElement.className === 'summary'")
    assert axe(page) == []
    assert page.input_value("textarea") == "See example.org."
    before = page.get_attribute(".sheet img", "src")
    page.fill("textarea", "I teach in Osaka.")
    page.wait_for_function("before => document.querySelector('.sheet img').src !== before", arg=before)


def test_a_supporter_signs_confirms_writes_and_withdraws(served, public, page):
    page.goto(f"{served}/c/{public.slug}")
    page.fill("[name=name]", "Mina Ito")
    page.select_option("[name=country]", "JP")
    page.fill("[name=email]", "mina@example.org")
    page.keyboard.press("Enter")
    page.wait_for_url("**/check-mail")
    with public.app.app_context():
        signature_id = db.session.query(Signature.id).scalar()
    page.goto(served + public.confirm(signature_id))
    page.click("text=Confirm my signature")
    page.wait_for_url("**said=confirmed")
    page.click("text=Write to the offices yourself")
    before = page.get_attribute(".sheet img", "src")
    page.fill("textarea", "I teach in Osaka.")
    page.wait_for_function("before => document.querySelector('.sheet img').src !== before", arg=before)
    page.wait_for_function(
        "() => document.querySelector('#letter-text').textContent.includes('I teach in Osaka.')"
    )
    assert page.is_enabled("text=Copy the text")
    with page.expect_download() as download:
        page.click("text=Download PDF")
    assert download.value.suggested_filename.endswith(".pdf")
    page.click("text=What you signed")
    page.click("summary >> text=Withdraw this signature")
    page.click("text=Withdraw and erase")
    page.wait_for_url("**/mine/withdrawn")
    assert public.count() == 0
