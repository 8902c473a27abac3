"""A campaign whose log is kept by a clock that the test moves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from campaign.signatures.log import jobs, services
from tests import factories

if TYPE_CHECKING:
    from types import ModuleType

    from campaign.campaigns.models import Campaign
    from campaign.signatures.models import Signature


@dataclass
class Kept:
    """A campaign and what happens to its log."""

    campaign: Campaign
    clock: ModuleType

    def confirmed(self, *names: str) -> list[Signature]:
        """Signatures that count."""
        return [factories.confirmed(self.campaign, email=f"{name}@example.org") for name in names]

    def run(self) -> None:
        """What the worker does once."""
        for _name, (campaign_id,) in list(jobs.waiting()):
            services.append(campaign_id)

    def an_hour_later(self) -> None:
        """The clock goes on, and the worker works."""
        self.clock.set_to(self.clock.now() + timedelta(hours=1))
        self.run()


@pytest.fixture
def kept(session, clock) -> Kept:
    """A published campaign that nobody has signed."""
    factories.an_organization()
    return Kept(factories.a_campaign(), clock)
