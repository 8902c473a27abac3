from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import LargeBinary, select, type_coerce

from campaign.core.db import db
from campaign.letters import exports, jobs
from campaign.letters.requests import ExportRequest
from campaign.letters.states import PartState
from campaign.letters.values import Audience
from campaign.letters.writers.formats import Format
from campaign.signatures import queries, services
from campaign.signatures.correcting import Correction, correct
from campaign.signatures.counting import recounting
from campaign.signatures.counting import services as counting
from campaign.signatures.models import Signature
from campaign.signatures.values import NoSuchSignature
from tests import factories
from tests.letters.exporting import content, fresh, work, write
from tests.together import at_once

pytestmark = pytest.mark.usefixtures("session", "clock")
sqlite_alone = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
OF_SIGNERS = ExportRequest(audience=Audience.SIGNERS, format=Format.TXT)
RIGHT = Correction("Mina Itō", "KR", "Busan", "Act now.")


@pytest.fixture
def campaign(session):
    factories.an_organization()
    return factories.a_campaign()


def test_name_country_city_and_comment_are_as_their_owner_says(campaign, session):
    signature = factories.confirmed(campaign, city="Osaka", comment="Act.")
    correct(signature, RIGHT)
    session.expire_all()
    assert (signature.name, signature.country, signature.city, signature.comment) == (
        "Mina Itō",
        "KR",
        "Busan",
        "Act now.",
    )
    assert queries.counts_by_country(campaign.id) == {"KR": 1}
    assert signature.taken_back_at is None


def test_a_country_that_was_counted_already_is_left_and_the_new_one_joined(campaign, clock):
    signature = factories.confirmed(campaign, country="JP")
    clock.set_to(clock.now() + timedelta(hours=2))
    while counting.count(campaign.id, clock.now()):
        pass
    correct(signature, RIGHT)
    assert queries.counts_by_country(campaign.id) == {"KR": 1}
    assert not recounting.recount(campaign.id).differs


@sqlite_alone
def test_what_is_emptied_is_gone_also_from_the_file(campaign, session):
    signature = factories.signed(campaign, city="Osaka", comment="Act.")
    correct(signature, Correction("Mina Ito", "JP"))
    columns = [type_coerce(Signature.__table__.c[name], LargeBinary) for name in ("city", "comment")]
    assert session.execute(select(*columns)).one() == (None, None)


def test_a_file_that_holds_the_old_name_is_erased_and_written_again_with_the_new_one(campaign, clock):
    signature = factories.confirmed(campaign, deliver_name=True)
    export = exports.ask(campaign, campaign.recipients, OF_SIGNERS)
    write(*export.parts)
    assert b"Mina Ito" in content(fresh(export).parts[0])
    clock.set_to(clock.now() + timedelta(minutes=1))
    correct(signature, RIGHT)
    # By the sweep alone: the job that was asked for may be lost.
    assert [name for name, _ids in jobs.taken_back()] == [jobs.ERASE_TAKEN_BACK]
    work()
    assert fresh(export).parts[0].state == PartState.ERASED
    clock.set_to(clock.now() + timedelta(seconds=5))
    exports.write_again(export)
    write(*export.parts)
    assert "Mina Itō".encode() in content(fresh(export).parts[0])
    assert b"Mina Ito" not in content(export.parts[0])
    assert not list(jobs.taken_back())


@sqlite_alone
def test_a_lost_job_leaves_no_file_of_somebody_who_gives_her_name_no_more(campaign, clock):
    signature = factories.confirmed(campaign, deliver_name=True)
    export = exports.ask(campaign, campaign.recipients, OF_SIGNERS)
    write(*export.parts)
    clock.set_to(clock.now() + timedelta(minutes=1))
    services.change_consents(signature, show_name=False, deliver_name=False, updates=False)
    work()
    assert fresh(export).parts[0].state == PartState.ERASED


@sqlite_alone
@pytest.mark.parametrize("said", [{"deliver_name": False}, {"deliver_name": True}])
def test_where_letters_hold_nothing_of_it_no_file_is_erased(campaign, clock, said):
    signature = factories.confirmed(campaign, **said)
    other = factories.confirmed(campaign, email="ana@example.org", deliver_name=True)
    export = exports.ask(campaign, campaign.recipients, OF_SIGNERS)
    write(*export.parts)
    clock.set_to(clock.now() + timedelta(minutes=1))
    same_in_letters = Correction("Mina Ito", "JP", comment="Another comment")
    correct(signature, same_in_letters if said["deliver_name"] else RIGHT)
    work()
    assert fresh(export).parts[0].state == PartState.WRITTEN
    assert other.counts


@sqlite_alone
def test_what_was_withdrawn_or_rejected_is_not_corrected(campaign):
    gone, refused = (factories.confirmed(campaign, email=f"{n}@example.org") for n in "ab")
    services.withdraw([gone])
    services.reject(refused, "A made-up name")
    for signature in (gone, refused):
        with pytest.raises(NoSuchSignature, match="nothing was changed"):
            correct(signature, RIGHT)
    assert (gone.name, refused.name) == (None, "Mina Ito")


def test_correcting_and_withdrawing_at_once_never_leaves_a_name(app, campaign):
    signature_id = factories.confirmed(campaign).id
    db.session.remove()
    at_once(
        app,
        lambda: correct(queries.by_id(signature_id), RIGHT),
        lambda: services.withdraw([queries.by_id(signature_id)]),
    )
    signature = queries.by_id(signature_id)
    assert (signature.state, signature.name, signature.city) == ("withdrawn", None, None)
