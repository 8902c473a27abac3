from __future__ import annotations

import pytest

from campaign.campaigns.values import ProofMode
from campaign.core.db import db
from campaign.mailer.models import Message
from campaign.signatures.models import Signature
from campaign.signatures.screening import switching
from tests.signatures.screening.test_proof import answered

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def asking(public):
    """The pages, where the first campaign asks for proof of work."""
    public.change(lambda campaign: switching.choose(campaign, ProofMode.ALWAYS, None))
    return public


def test_a_challenge_is_another_each_time_and_kept_by_nobody(public):
    first, second = (public.client.get(f"/c/{public.slug}/challenge") for _turn in range(2))
    assert first.json != second.json
    assert first.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in first.headers


def test_the_page_asks_for_proof_only_when_the_campaign_does(public, asking):
    page, other = (public.client.get(f"/c/{slug}").text for slug in public.slugs[:2])
    assert f'data-challenge="/c/{public.slug}/challenge"' in page
    assert "takes ten minutes longer" in page
    assert "challenge" not in other
    assert "proof.js" not in other


def test_whoever_signs_gets_the_same_page_with_and_without_proof_and_a_mail_at_once_or_later(asking, clock):
    challenge = asking.client.get(f"/c/{asking.slug}/challenge").json
    proofs = (answered(challenge), "", "nonsense" * 500)
    answers = [asking.post(email=f"{n}@example.org", proof=text) for n, text in enumerate(proofs)]
    assert {(answer.status_code, answer.location) for answer in answers} == {
        (303, f"/c/{asking.slug}/check-mail")
    }
    assert (
        "without JavaScript the mail takes ten minutes longer" in asking.client.get(answers[0].location).text
    )
    with asking.app.app_context():
        due = [message.due_at for message in db.session.query(Message).order_by(Message.id)]
    assert [(moment - clock.now()).total_seconds() for moment in due] == [0, 600, 600]


def test_a_program_that_fills_in_what_nobody_sees_gets_the_page_of_everybody(public):
    person, program = public.post(), public.post(email="bot@example.org", homepage="https://example.org")
    assert (person.status_code, person.location) == (program.status_code, program.location)
    assert public.mails() == [("confirm", "mina@example.org")]
    with public.app.app_context():
        verdicts = [(one.state, one.verdict) for one in db.session.query(Signature).order_by(Signature.id)]
    assert verdicts == [("pending", ""), ("rejected", "trap")]
    page = public.client.get(f"/c/{public.slug}").text
    assert 'class="trap"' in page
