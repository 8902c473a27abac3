"""The manifest of an export: what it holds, file by file, and what was counted when. No person is in it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING, Any, Final

from campaign.signatures.counting.values import grouped

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from campaign.letters.writers.report import SetAside

MEDIA_TYPE: Final = "application/json"
# Raised when a program that reads manifests must be changed.
VERSION: Final = 1
OTHERS: Final = "others"


@dataclass(frozen=True, slots=True)
class Erasure:
    """That a file was erased: when, and why."""

    moment: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestFile:
    """A file of the export.

    `kind` is what it holds (`letters`, `labels` …); `recipient` the key of who it is for, or None if it is
    for all; `letters` how many are in it; `size` in bytes; `sha256` as 64 hexadecimal digits. A file that
    could not be written has neither, and a `problem`.
    """

    name: str
    kind: str
    media_type: str
    recipient: str | None
    letters: int
    size: int
    sha256: str
    set_aside: Sequence[SetAside] = ()
    warnings: Sequence[str] = ()
    problem: str | None = None
    erased: Erasure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestExport:
    """The export: of which campaign and item, how it was asked for, and what was counted at its cut-off.

    `counts` holds confirmed signatures by country code. `generator` is the version of the program.
    """

    campaign: str
    item: str
    statement: str
    audience: str
    format: str
    language: str
    paper: str
    envelope: str
    packing: str
    cutoff: datetime
    counts: Mapping[str, int]
    generator: str


def manifest(export: ManifestExport, files: Sequence[ManifestFile]) -> bytes:
    """The manifest as JSON in UTF-8: keys in order, indented, a line end at the end.

    Countries with fewer than five signatures are counted together, as `others`. The same arguments give the
    same bytes; moments are in UTC.
    """
    told = {
        "version": VERSION,
        "generator": export.generator,
        "campaign": export.campaign,
        "item": {"number": export.item, "statement": export.statement},
        "audience": export.audience,
        "format": export.format,
        "language": export.language,
        "paper": export.paper,
        "envelope": export.envelope,
        "packing": export.packing,
        "count": _count(export),
        "letters": sum(file.letters for file in files),
        "set_aside": sum(len(file.set_aside) for file in files),
        "files": [_file(file) for file in sorted(files, key=lambda file: file.name)],
    }
    return (json.dumps(told, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def _count(export: ManifestExport) -> dict[str, Any]:
    shown, others = grouped(export.counts)
    return {
        "cutoff": _moment(export.cutoff),
        "total": sum(export.counts.values()),
        "by_country": shown | ({OTHERS: others} if others else {}),
    }


def _file(file: ManifestFile) -> dict[str, Any]:
    return {
        "name": file.name,
        "kind": file.kind,
        "media_type": file.media_type,
        "recipient": file.recipient,
        "letters": file.letters,
        "size": file.size,
        "sha256": file.sha256,
        "set_aside": [{"letter": one.letter, "reason": one.reason} for one in file.set_aside],
        "warnings": list(file.warnings),
        "problem": file.problem,
        "erased": (
            {"moment": _moment(file.erased.moment), "reason": file.erased.reason} if file.erased else None
        ),
    }


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
