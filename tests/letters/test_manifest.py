from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from campaign.letters.manifest import Erasure, ManifestExport, ManifestFile, manifest
from campaign.letters.writers.report import SetAside

CUTOFF = datetime(2026, 11, 26, 12, 30, 0, 250, tzinfo=UTC)
EXPORT = ManifestExport(
    campaign="legal-protection",
    item="1.3",
    statement="Joint Statement",
    audience="signers",
    format="pdf",
    language="en",
    paper="a4",
    envelope="din-b",
    packing="parts",
    cutoff=CUTOFF,
    counts={"JP": 700, "KR": 5, "TH": 4, "MM": 1, "LA": 0},
    generator="0.1.0",
)
FILE = ManifestFile(
    name="01--letters.pdf",
    kind="letters",
    media_type="application/pdf",
    recipient="th-head-of-government",
    letters=499,
    size=3_000_000,
    sha256="ab" * 32,
    set_aside=(SetAside("th-head-of-government 12", "No font here has “𒀀”."),),
)


def told(*files: ManifestFile, export: ManifestExport = EXPORT) -> dict:
    return json.loads(manifest(export, files))


def test_each_file_is_named_with_its_hash_and_what_was_set_aside() -> None:
    said = told(replace(FILE, name="02--letters.pdf", set_aside=()), FILE)
    assert [file["name"] for file in said["files"]] == ["01--letters.pdf", "02--letters.pdf"]
    assert said["files"][0]["sha256"] == "ab" * 32
    assert said["files"][0]["set_aside"] == [
        {"letter": "th-head-of-government 12", "reason": "No font here has “𒀀”."}
    ]
    assert (said["letters"], said["set_aside"]) == (998, 1)


def test_countries_with_fewer_than_five_are_counted_together() -> None:
    assert told()["count"] == {
        "cutoff": "2026-11-26T12:30:00Z",
        "total": 710,
        "by_country": {"JP": 700, "KR": 5, "others": 5},
    }


def test_an_erased_file_leaves_its_count_the_moment_and_the_reason() -> None:
    moment = datetime(2026, 12, 1, 9, tzinfo=timezone(timedelta(hours=9)))
    file = told(replace(FILE, erased=Erasure(moment, "A signer took everything back.")))["files"][0]
    assert file["letters"] == 499
    assert file["erased"] == {"moment": "2026-12-01T00:00:00Z", "reason": "A signer took everything back."}


def test_the_same_facts_give_the_same_bytes_in_whatever_order_they_come() -> None:
    other = replace(FILE, name="02--letters.pdf")
    turned = replace(EXPORT, counts=dict(reversed(EXPORT.counts.items())))
    content = manifest(EXPORT, [FILE, other])
    assert content == manifest(turned, [other, FILE])
    assert content.endswith(b"}\n")
    assert b'\n  "campaign": "legal-protection",\n  "count"' in content
