"""What the log publishes, as an outsider gets it, and the audit of it by the independent program."""

from __future__ import annotations

import json

from campaign.signatures.log import published, queries, services
from tests.signatures.log import independent


def audited(campaign, *receipts) -> int:
    """The number that outsiders find, once everything was found right."""
    log = queries.log_of(campaign.id)
    newest = queries.newest(campaign.id)
    pages = [published.page(log.origin, 0, queries.entries_of(log.id, 0, newest.size))]
    notes = queries.notes_from(campaign.id, 1, 1000)
    files = [receipts_file(receipt) for receipt in receipts]
    files += [
        json.loads(queries.comparison(campaign.id, old, newest.number).as_json)
        for old in range(1, newest.number)
    ]
    return independent.audit(log.origin, str(services.public_key()), notes, pages, files)


def receipts_file(signature) -> dict[str, object]:
    """The file that the owner of a signature gets."""
    return json.loads(services.receipt(signature).as_json)
