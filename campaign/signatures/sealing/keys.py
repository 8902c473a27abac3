"""The data keys in use, by their names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from campaign.core import config, encryption, secrets_file
from campaign.core.db import db
from campaign.signatures.sealing import columns
from campaign.signatures.sealing.models import Resealing

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

    from campaign.core.encryption import KeyRing

SETTING = "CAMPAIGN_DATA_KEYS"


@dataclass(frozen=True, slots=True)
class KeyInUse:
    """A key by its name: whether it is the newest and whether we have it, and what it seals."""

    name: str
    is_newest: bool
    is_there: bool
    values: int
    files: int

    @property
    def can_be_dropped(self) -> bool:
        """Whether nothing needs it any more."""
        return self.is_there and not self.is_newest and not self.values and not self.files


def newest_name(ring: KeyRing | None = None) -> str:
    """The name of the key that seals now, in hexadecimal digits."""
    return encryption.name_of((ring or encryption.ring()).keys[0]).hex()


def in_use(found: dict[str, dict[str, int]]) -> list[KeyInUse]:
    """The keys of the ring, the newest first, then those that are missing; `found` is what each seals."""
    there = [encryption.name_of(key).hex() for key in encryption.ring().keys]
    return [
        KeyInUse(
            name,
            is_newest=name == there[0],
            is_there=name in there,
            values=found.get(name, {}).get("values", 0),
            files=found.get(name, {}).get("files", 0),
        )
        for name in dict.fromkeys([*there, *sorted(found)])
    ]


def make_new() -> None:
    """Put a new data key in front of those that lie in the data folder, and use it."""
    folder = config.current().data
    new, old = secrets_file.new_secrets()[SETTING], secrets_file.kept_in(folder)[SETTING]
    secrets_file.replace(folder, {SETTING: f"{new},{old}"})
    config.look_for_new_data_keys()


def drop_unused() -> list[str]:
    """Take the keys that seal nothing now out of the data folder; returns their names.

    Does nothing where the keys come from the environment.
    """
    folder = config.current().data
    if not config.current().kept_data_keys:
        return []
    unused = {key.name for key in in_use(columns.count_by_key()) if key.can_be_dropped}
    texts = secrets_file.kept_in(folder)[SETTING].split(",")
    names = [encryption.name_of(key).hex() for key in config.current().kept_data_keys]
    stay = [text for text, name in zip(texts, names, strict=True) if name not in unused]
    secrets_file.replace(folder, {SETTING: ",".join(stay)})
    config.look_for_new_data_keys()
    return sorted(unused)


def last_run(*, finished: bool) -> Resealing | None:
    """The newest run that has counted to the end, or the newest that goes on."""
    if finished:
        return _newest(Resealing.finished_at.is_not(None), Resealing.problem == "")
    return _newest(Resealing.finished_at.is_(None))


def last_failure() -> Resealing | None:
    """The newest run, if it ended before it was done."""
    run = _newest()
    return run if run and run.has_failed else None


def _newest(*conditions: ColumnElement[bool]) -> Resealing | None:
    found: Resealing | None = db.session.scalar(
        select(Resealing).where(*conditions).order_by(Resealing.id.desc()).limit(1)
    )
    return found
