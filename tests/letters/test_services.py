from __future__ import annotations

from dataclasses import replace

import pytest

from campaign.campaigns import queries as campaigns
from campaign.core.db import db
from campaign.core.errors import Conflict
from campaign.letters import queries, services
from campaign.letters.errors import NoDraft, UnknownPlaceholder
from campaign.letters.kinds import Scope
from campaign.letters.models import Draft
from campaign.letters.values import Audience, DraftText
from tests import factories
from tests.together import at_once

pytestmark = pytest.mark.usefixtures("session", "clock")
sqlite_alone = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
TEXT = DraftText("((campaign))", "We ask ((ask)).\n\n((item))")
ORGANIZATION, SIGNERS = Audience.ORGANIZATION, Audience.SIGNERS


@pytest.fixture
def campaign(session):
    """One with two recipients, one of them without an address."""
    factories.an_organization()
    recipients = [factories.a_recipient(key) for key in ("th-head-of-government", "kp-head-of-government")]
    return factories.a_campaign(factories.State.PUBLISHED, *recipients)


@pytest.fixture
def row(campaign):
    return campaign.recipients[0]


def test_until_it_is_changed_the_base_text_stands(row):
    base = queries.draft_text(row, SIGNERS)
    services.save_draft(row, SIGNERS, TEXT, None)
    assert queries.draft_text(row, SIGNERS) == TEXT
    assert queries.draft_text(row, ORGANIZATION) != TEXT
    assert queries.edited(row.campaign) == {(row.recipient_id, "signers", "en")}
    for _again in range(2):
        services.reset_draft(row, SIGNERS)
        assert queries.draft_text(row, SIGNERS) == base


@sqlite_alone
def test_a_draft_of_a_kind_is_for_all_of_it_but_those_with_their_own(row):
    other, shared = row.campaign.recipients[1], Scope.of(row)
    ours, own = replace(TEXT, subject="For the kind"), replace(TEXT, subject="For one")
    services.save_draft(row, SIGNERS, ours, None, shared, "ko")
    assert queries.draft(other, SIGNERS, shared, "ko").recipient_id is None
    services.save_draft(row, SIGNERS, own, None, language="ko")
    assert [queries.draft_text(one, SIGNERS, "ko").subject for one in (row, other)] == [
        "For one",
        "For the kind",
    ]
    assert queries.draft_text(other, SIGNERS).subject not in {"For one", "For the kind"}
    with pytest.raises(Conflict):
        services.save_draft(other, SIGNERS, ours, None, shared, "ko")
    services.reset_draft(row, SIGNERS, language="ko")
    services.reset_draft(row, SIGNERS, shared, "ko")
    assert queries.edited(row.campaign) == set()


@sqlite_alone
def test_a_letter_in_another_language_than_the_offices_brings_its_own_forms_of_address(row):
    assert (queries.draft_text(row, SIGNERS).salutation, queries.draft_text(row, SIGNERS).close) == ("", "")
    korean = queries.draft_text(row, SIGNERS, "ko")
    assert (korean.salutation, korean.close) == ("존경하는 각하께", "깊은 경의를 표하며")
    services.save_draft(row, SIGNERS, replace(TEXT, close="감사합니다"), None, language="ko")
    changed = queries.draft_text(row, SIGNERS, "ko")
    assert (changed.salutation, changed.close) == ("존경하는 각하께", "감사합니다")
    row.recipient.language = "ko"
    assert queries.draft_text(row, SIGNERS, "ko").salutation == ""


@sqlite_alone
def test_a_language_without_texts_has_letters_only_once_they_are_written(row):
    with pytest.raises(NoDraft, match=r"no letter to the Prime Minister.* in Thai yet"):
        queries.draft_text(row, SIGNERS, "th")
    services.save_draft(row, SIGNERS, TEXT, None, Scope.of(row), "th")
    assert queries.draft_text(row, SIGNERS, "th") == TEXT


@sqlite_alone
def test_a_courtesy_translation_is_stored_changed_and_taken_back(campaign):
    for words in ("촉구한다.", "다시 촉구한다."):
        services.save_translation(campaign, "ko", words)
        assert queries.translations(campaign) == {"ko": words}
    for _again in range(2):
        services.save_translation(campaign, "ko", "")
        assert queries.translation(campaign.id, "ko") is None


@sqlite_alone
@pytest.mark.parametrize("text", [DraftText("((nobody))", "x"), DraftText("x", "One.\n\nTwo ((nobody)).")])
def test_a_placeholder_that_is_in_no_list_is_refused_with_its_place(row, text):
    with pytest.raises(UnknownPlaceholder, match=r"In the (subject|paragraph at line 3), .*\(\(nobody\)\)"):
        services.save_draft(row, SIGNERS, text, None)
    assert queries.draft(row, SIGNERS) is None


def test_a_draft_is_saved_over_the_one_that_was_seen_and_no_other(row):
    services.save_draft(row, SIGNERS, TEXT, None)
    with pytest.raises(Conflict, match="Somebody else has saved"):
        services.save_draft(row, SIGNERS, DraftText("Other", "x"), None)
    services.save_draft(row, SIGNERS, DraftText("Second", "x"), 1)
    with pytest.raises(Conflict):
        services.save_draft(row, SIGNERS, DraftText("Third", "x"), 1)
    assert queries.draft(row, SIGNERS).subject == "Second"


def test_of_two_that_save_the_first_draft_at_once_one_is_told(app, campaign):
    slug = campaign.slug
    db.session.remove()

    def save(subject: str):
        [row, _other] = campaigns.by_slug(slug).recipients
        services.save_draft(row, SIGNERS, DraftText(subject, "x"), None)
        return subject

    results = at_once(app, lambda: save("Hers"), lambda: save("His"))
    [told] = [result for result in results if isinstance(result, Exception)]
    assert isinstance(told, Conflict)
    assert db.session.query(Draft).one().subject in results
