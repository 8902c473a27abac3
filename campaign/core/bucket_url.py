"""The address of a bucket, as `CAMPAIGN_FILES_URL` gives it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.util import find_spec
from urllib.parse import parse_qsl, urlsplit

from campaign.core.errors import NotConfigured
from campaign.core.languages import gettext as _

SCHEME = "s3://"
# Amazon S3 User Guide, "General purpose bucket naming rules".
BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
PREFIX = re.compile(r"[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*")
REGION = re.compile(r"[a-z0-9-]{1,40}")


@dataclass(frozen=True, slots=True)
class BucketUrl:
    """A bucket, what its keys begin with, and where it is asked if not at Amazon's own address."""

    bucket: str
    prefix: str = ""
    endpoint: str | None = None
    region: str | None = None

    @classmethod
    def parse(cls, text: str) -> BucketUrl:
        """What `s3://bucket/prefix?endpoint=https://…&region=…` says; all but the bucket may be left out.

        Raises `NotConfigured` where that cannot be read, or the library that speaks to buckets is missing.
        """
        try:
            found = cls._read(text)
        except ValueError as error:
            message = _(
                "CAMPAIGN_FILES_URL must be file: with a folder, or s3://bucket/prefix?endpoint=https://…&region=…"
                " of which all after the bucket may be left out. Names and passwords do not belong in it."
            )
            raise NotConfigured(message) from error
        if find_spec("boto3") is None:
            message = _(
                "CAMPAIGN_FILES_URL names a bucket, and boto3 is not installed:"
                " pip install 'statement-campaigns[s3]'"
            )
            raise NotConfigured(message)
        return found

    @classmethod
    def _read(cls, text: str) -> BucketUrl:
        parts = urlsplit(text)
        given = dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query)))
        prefix = parts.path.strip("/")
        held = (
            text.startswith(SCHEME),
            BUCKET.fullmatch(parts.netloc),
            not prefix or PREFIX.fullmatch(prefix),
            not parts.fragment,
            given.keys() <= {"endpoint", "region"},
            "endpoint" not in given or _is_endpoint(given["endpoint"]),
            "region" not in given or REGION.fullmatch(given["region"]),
        )
        if not all(held):
            raise ValueError
        return cls(parts.netloc, prefix, given.get("endpoint"), given.get("region"))


def _is_endpoint(text: str) -> bool:
    parts = urlsplit(text)
    bare = not (parts.query or parts.fragment or parts.username or parts.password)
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and bare
