"""Many made-up signers at once, who have confirmed and give their names to the offices."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import insert

from campaign.core import clock
from campaign.core.db import db
from campaign.core.ids import new_id
from campaign.signatures.models import Signature
from campaign.signatures.values import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from campaign.campaigns.models import Campaign

AT_ONCE = 5_000
# Names of nobody, in the scripts of the languages that letters are written in.
NAMES = (
    ("Mina Ito", "JP", "Osaka"),
    ("Kim Minji", "KR", "Busan"),
    ("김민지", "KR", "부산"),
    ("伊藤美奈", "JP", "大阪"),
    ("王小明", "CN", "上海"),
    ("Đặng Thị Ánh Nguyệt", "VN", "Huế"),
    ("สมชาย ใจดี", "TH", "เชียงใหม่"),
    ("ສົມພອນ ວົງສາ", "LA", "ວຽງຈັນ"),
    ("အောင်ကျော်မိုး", "MM", "ရန်ကုန်"),
    ("Søren Østergård", "DK", "Århus"),
    ("Zoë O’Connor", "IE", "Cork"),
    ("Łucja Wójcik", "PL", "Łódź"),
)


def gather(campaign: Campaign, count: int, **said: object) -> None:
    """Let `count` people sign the campaign; each has a number behind the name."""
    moment = clock.now() - timedelta(seconds=60)
    rows = _people(campaign.id, count, moment, said)
    while batch := list(itertools.islice(rows, AT_ONCE)):
        db.session.execute(insert(Signature), batch)
        db.session.commit()


def _people(
    campaign_id: str, count: int, moment: datetime, said: dict[str, object]
) -> Iterator[dict[str, object]]:
    people = itertools.cycle(NAMES)
    for number in range(1, count + 1):
        name, country, city = next(people)
        yield {
            "id": new_id(),
            "campaign_id": campaign_id,
            "address_index": f"{campaign_id[-8:]}{number:024}".encode(),
            "state": State.CONFIRMED,
            "name": f"{name} {number}",
            "email": f"{number}@example.org",
            "city": city,
            "country": country,
            "language": "en",
            "deliver_name": True,
            "created_at": moment,
            "confirmed_at": moment,
        } | said
