from __future__ import annotations

import sys

import pytest

from campaign.core.bucket_url import BucketUrl
from campaign.core.errors import NotConfigured


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("s3://letters", BucketUrl("letters")),
        ("s3://letters/", BucketUrl("letters")),
        ("s3://my.letters-1/a/b/", BucketUrl("my.letters-1", "a/b")),
        ("s3://letters?region=eu-west-3", BucketUrl("letters", region="eu-west-3")),
        (
            "s3://letters/a?endpoint=https://files.example.org:9000&region=here",
            BucketUrl("letters", "a", "https://files.example.org:9000", "here"),
        ),
        ("s3://letters?endpoint=http%3A%2F%2F127.0.0.1%3A9", BucketUrl("letters", "", "http://127.0.0.1:9")),
    ],
)
def test_what_an_address_says(text, expected):
    assert BucketUrl.parse(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "s3:letters",
        "s3://",
        "s3://Letters",
        "s3://a",
        "s3://key:secret@letters/a",
        "s3://letters/a b",
        "s3://letters/a//b",
        "s3://letters#a",
        "s3://letters?endpoint=files.example.org",
        "s3://letters?endpoint=https://key:secret@files.example.org",
        "s3://letters?endpoint=http://[",
        "s3://letters?region=",
        "s3://letters?region",
        "s3://letters?secret=x",
        "ftp://letters",
        "http://[",
    ],
)
def test_an_address_that_cannot_be_read_is_said_without_repeating_it(text):
    with pytest.raises(NotConfigured, match=r"CAMPAIGN_FILES_URL must be file: .*or s3://bucket") as caught:
        BucketUrl.parse(text)
    assert "secret" not in caught.value.sentence


def test_a_bucket_without_its_library_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "boto3", None)
    with pytest.raises(NotConfigured, match=r"pip install 'statement-campaigns\[s3\]'"):
        BucketUrl.parse("s3://letters")
