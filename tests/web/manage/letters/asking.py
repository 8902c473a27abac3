"""Asking for letters at the desk, and writing them as a worker does."""

from __future__ import annotations

import pytest

ASKED = {"audience": "organization", "format": "pdf", "language": "en", "layout": "a4-din-b", "seen": "y"}
BOTH = ["th-head-of-government", "vn-head-of-government"]


def ask(desk, slug, **changes):
    answer = desk.post(f"/manage/campaigns/{slug}/letters", {"recipient": BOTH} | ASKED | changes)
    return answer.location


def work(app):
    """What a worker does."""
    from campaign.jobs import registry

    with app.app_context():
        for name, ids in list(registry.unfinished()):
            registry.run(name, *ids)


@pytest.fixture
def slug(furnished, brought_in):
    """A published campaign."""
    from campaign.campaigns import services
    from campaign.statements import queries

    with furnished.app_context():
        campaign = services.open(queries.by_slug(brought_in).items[2])
        services.publish(campaign)
        return campaign.slug
