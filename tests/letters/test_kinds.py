from __future__ import annotations

import pytest

from campaign.campaigns.values import Role
from campaign.directory.values import KINDS
from campaign.letters.kinds import DraftKind, Scope, kind_of
from tests import factories


@pytest.mark.parametrize(
    ("recipient", "kind"),
    [
        ("head-of-government", DraftKind.HEAD_OF_GOVERNMENT),
        ("foreign-minister", DraftKind.MINISTER),
        ("mission-new-york", DraftKind.MISSION),
        ("mission-geneva", DraftKind.MISSION),
        ("secretary-general", DraftKind.SECRETARY_GENERAL),
        ("high-commissioner-refugees", DraftKind.UNHCR),
        ("body", DraftKind.OTHER),
        ("something-new", DraftKind.OTHER),
    ],
)
def test_every_kind_of_recipient_has_a_kind_of_draft(recipient: str, kind: DraftKind) -> None:
    assert kind_of(recipient) is kind


def test_every_kind_has_a_name_and_a_key_that_the_table_holds() -> None:
    assert {kind_of(kind) for kind in KINDS} == set(DraftKind)
    for kind in DraftKind:
        for role in Role:
            scope = Scope(kind, role)
            assert scope.key == f"{kind}/{role}"
            assert len(scope.key) <= 40
            assert scope.label.startswith(kind.label)


@pytest.mark.usefixtures("session")
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_scope_holds_the_recipients_of_its_kind_and_role_or_one_alone() -> None:
    factories.an_organization()
    offices = ("th-head-of-government", "kp-head-of-government", "kp-mission-new-york")
    campaign = factories.a_campaign(
        factories.State.PUBLISHED, *[factories.a_recipient(key) for key in offices]
    )
    thailand, korea, _mission = campaign.recipients
    shared, alone = Scope.of(thailand), Scope.of(thailand, alone=True)
    assert [row for row in campaign.recipients if shared.holds(row)] == [thailand, korea]
    assert [row for row in campaign.recipients if alone.holds(row)] == [thailand]
    assert alone.key == thailand.recipient_id
    korea.role = Role.COPY
    assert not shared.holds(korea)
