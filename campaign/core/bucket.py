"""A bucket of Amazon S3, or of a server that speaks like it, as the place where files are kept.

boto3 is imported where it is used: it is installed only where a bucket is, and takes its time.
"""

from __future__ import annotations

import os
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from campaign.core.errors import NotFound, Unavailable
from campaign.core.languages import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from campaign.core.bucket_url import BucketUrl
    from campaign.core.frames import Readable

# S3 wants parts of 5 MB or more, and 10,000 of them at most: so a file has room for 80 GB.
PART = 8 * 1024 * 1024
CONNECT_S, READ_S, ATTEMPTS = 5, 30, 3
FULL = {"QuotaExceeded", "ServiceQuotaExceeded", "XMinioStorageFull", "InsufficientStorage", "507"}


@dataclass(frozen=True, slots=True)
class Bucket:
    """Objects of the bucket at `url`, each under the prefix and its key."""

    url: BucketUrl

    def put(self, key: str, pieces: Iterable[bytes]) -> None:
        """Keep `pieces` under `key`, whole or not at all, with two parts in memory at most.

        An upload that is broken off is ended; one whose process is killed never becomes an object, and
        its parts wait for the bucket's rule on incomplete uploads. Raises `Unavailable`.
        """
        with self._told(key):
            rest = iter(pieces)
            block = _block(rest)
            if len(block) < PART:
                self._client.put_object(**self._named(key), Body=block)
            else:
                self._upload(key, block, rest)

    @contextmanager
    def open(self, key: str) -> Iterator[Readable]:
        """What lies under `key`; raises `NotFound`, `Unavailable`."""
        with self._told(key):
            body = self._client.get_object(**self._named(key))["Body"]
            with closing(body):
                yield body

    def head(self, key: str, size: int) -> bytes:
        """The first `size` bytes under `key`, or fewer; raises `NotFound`, `Unavailable`."""
        if not self.size(key):
            # Of nothing no range can be asked for.
            return b""
        with self._told(key):
            found = self._client.get_object(**self._named(key), Range=f"bytes=0-{size - 1}")
            with closing(found["Body"]) as body:
                return bytes(body.read())

    def size(self, key: str) -> int:
        """How many bytes lie under `key`; raises `NotFound`, `Unavailable`."""
        # Not by head_object, whose answer has no words: a bucket that is missing would look like the file.
        with self._told(key):
            path = self._path(key)
            page = self._client.list_objects_v2(Bucket=self.url.bucket, Prefix=path, MaxKeys=1)
        # What is exactly the prefix comes first.
        for found in page.get("Contents", ()):
            if found["Key"] == path:
                return int(found["Size"])
        raise _not_kept(key)

    def delete(self, key: str) -> None:
        """Erase what is under `key`, if anything is; raises `Unavailable`."""
        with self._told(key):
            self._client.delete_object(**self._named(key))

    def keys(self) -> list[str]:
        """All keys under the prefix, in order; raises `Unavailable`."""
        start = self._path("")
        with self._told(""):
            pages = self._client.get_paginator("list_objects_v2").paginate(
                Bucket=self.url.bucket, Prefix=start
            )
            return sorted(
                found["Key"].removeprefix(start) for page in pages for found in page.get("Contents", ())
            )

    def _upload(self, key: str, block: bytes, rest: Iterator[bytes]) -> None:
        client, named = self._client, self._named(key)
        upload = named | {"UploadId": client.create_multipart_upload(**named)["UploadId"]}
        with ExitStack() as unfinished:
            # Whatever ends it before its end, what was sent shall not stay.
            unfinished.callback(_abort, client, upload)
            parts: list[dict[str, object]] = []
            while block:
                parts.append(_sent(client, upload, len(parts) + 1, block))
                # Let go before the next is gathered.
                block = b""
                block = _block(rest)
            client.complete_multipart_upload(**upload, MultipartUpload={"Parts": parts})
            unfinished.pop_all()

    @property
    def _client(self) -> Any:  # noqa: ANN401 - boto3 makes its classes from data when it runs
        return _client(self.url.endpoint, self.url.region, os.getpid())

    def _path(self, key: str) -> str:
        return f"{self.url.prefix}/{key}" if self.url.prefix else key

    def _named(self, key: str) -> dict[str, str]:
        return {"Bucket": self.url.bucket, "Key": self._path(key)}

    @contextmanager
    def _told(self, key: str) -> Iterator[None]:
        try:
            yield
        except _failures() as error:
            raise _told(error, key, self.url.bucket) from error


@lru_cache(maxsize=4)
def _client(endpoint: str | None, region: str | None, _process: int) -> Any:  # noqa: ANN401 - as above
    """One client a process, whose threads share it; a child that was forked must not share connections."""
    import boto3  # noqa: PLC0415 - see the top
    from botocore.config import Config  # noqa: PLC0415 - see the top

    said = Config(
        connect_timeout=CONNECT_S,
        read_timeout=READ_S,
        retries={"total_max_attempts": ATTEMPTS, "mode": "standard"},
        # Not every server knows Amazon's newer checksums; frames are authenticated as it is.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    # A session of its own: the default one may not be used by several threads.
    return boto3.session.Session().client("s3", endpoint_url=endpoint, region_name=region, config=said)


def _abort(client: Any, upload: dict[str, str]) -> None:  # noqa: ANN401 - see `_client`
    # What ended the upload is told; that this failed, too, would hide it.
    with suppress(*_failures()):
        client.abort_multipart_upload(**upload)


def _failures() -> tuple[type[Exception], ...]:
    from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415 - see the top

    return BotoCoreError, ClientError


def _told(error: Exception, key: str, bucket: str) -> NotFound | Unavailable:
    """In a sentence, without what the server says: it repeats names of keys and accounts."""
    response = getattr(error, "response", None) or {}
    code = str(response.get("Error", {}).get("Code", "")) or type(error).__name__
    status = response.get("ResponseMetadata", {}).get("HTTPStatusCode")
    if code == "NoSuchKey":
        return _not_kept(key)
    if code == "NoSuchBucket":
        sentence = _("There is no bucket %(bucket)s: make it, or correct CAMPAIGN_FILES_URL.", bucket=bucket)
    elif code in FULL:
        sentence = _("The bucket %(bucket)s is full (%(code)s): make room.", bucket=bucket, code=code)
    elif status in {401, 403} or code in {"NoCredentialsError", "PartialCredentialsError"}:
        sentence = _(
            "The bucket %(bucket)s refuses this site (%(code)s): check its credentials and what they may do.",
            bucket=bucket,
            code=code,
        )
    else:
        sentence = _(
            "The bucket %(bucket)s does not answer as it should (%(code)s). Please try again in a minute.",
            bucket=bucket,
            code=code,
        )
    return Unavailable(sentence)


def _not_kept(key: str) -> NotFound:
    return NotFound(_("The file %(key)s is no longer kept.", key=key))


def _sent(client: Any, upload: dict[str, str], number: int, block: bytes) -> dict[str, object]:  # noqa: ANN401 - as above
    answer = client.upload_part(**upload, PartNumber=number, Body=block)
    return {"PartNumber": number, "ETag": answer["ETag"]}


def _block(pieces: Iterator[bytes]) -> bytes:
    """The next of `pieces` together: `PART` bytes or a little more, less where they end."""
    block = bytearray()
    while len(block) < PART and (piece := next(pieces, None)) is not None:
        block += piece
    return bytes(block)
