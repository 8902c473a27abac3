from __future__ import annotations

import base64
from pathlib import Path

import pytest

from campaign.core import config, secrets_file
from campaign.core.config import Config
from campaign.core.errors import NotConfigured

PRODUCTION = {
    "CAMPAIGN_ENV": "production",
    "CAMPAIGN_MAIL_URL": "smtps://sender:password@mail.example.org",
    "CAMPAIGN_BASE_URL": "https://campaign.example.org/",
    # The same in every process: pytest names tests by them.
    **dict.fromkeys(secrets_file.new_secrets(), base64.urlsafe_b64encode(bytes(range(32))).decode()),
}


@pytest.fixture
def load(tmp_path: Path):
    """Loads a configuration of settings, in a data folder of the test."""

    def loaded(**settings: str | None) -> Config:
        given = {"CAMPAIGN_DATA": str(tmp_path / "data")} | settings
        return Config.load({name: value for name, value in given.items() if value is not None})

    return loaded


def test_nothing_needs_to_be_said_to_begin(load, tmp_path: Path):
    begun = load()
    data = tmp_path / "data"
    assert begun.database_url == f"sqlite:///{data}/campaign.sqlite"
    assert begun.jobs_url == f"sqlite:///{data}/jobs.sqlite"
    assert (begun.mail_folder, begun.files_url) == (data / "mail", f"file:{data}/files")
    assert (begun.env, begun.base_url, begun.rate_limits) == (None, "http://127.0.0.1:8000", True)
    assert begun.kept_data_keys == begun.data_keys


def test_files_may_lie_in_a_bucket(load):
    url = "s3://letters/of-a-site?region=eu-west-3"
    assert load(CAMPAIGN_FILES_URL=url).files_url == url


def test_what_is_empty_counts_as_not_said(load):
    assert load(CAMPAIGN_ENV="", CAMPAIGN_BASE_URL="", CAMPAIGN_DATABASE_URL="").env is None


def test_secrets_of_the_data_folder_stay_the_same(load):
    assert load() == load()


def test_secrets_of_the_environment_go_before_those_of_the_data_folder(load):
    kept, given = load(), secrets_file.new_secrets()
    mixed = load(CAMPAIGN_DATA_KEYS=given["CAMPAIGN_DATA_KEYS"])
    assert mixed.data_keys != kept.data_keys
    assert (mixed.secret_key, mixed.index_key) == (kept.secret_key, kept.index_key)
    assert mixed.kept_data_keys == ()


def test_several_data_keys_stand_newest_first(load):
    keys = [secrets_file.new_secrets()["CAMPAIGN_DATA_KEYS"] for _ in range(2)]
    both = load(CAMPAIGN_DATA_KEYS=", ".join(keys))
    assert [load(CAMPAIGN_DATA_KEYS=key).data_keys for key in keys] == [(key,) for key in both.data_keys]


def test_production_begins_with_all_that_it_needs(load):
    running = load(**PRODUCTION)
    assert running.is_production
    assert running.base_url == "https://campaign.example.org"
    assert not (running.data / "secrets.json").exists()


@pytest.mark.parametrize("name", secrets_file.NAMES)
def test_production_refuses_to_begin_without_a_secret_and_names_it(load, name):
    with pytest.raises(NotConfigured, match=f"{name} must be set in production"):
        load(**PRODUCTION | {name: None})


def test_production_takes_no_secret_from_the_data_folder(load):
    secrets_file.kept_in(load().data)
    with pytest.raises(NotConfigured, match="CAMPAIGN_INDEX_KEY must be set"):
        load(**PRODUCTION | {"CAMPAIGN_INDEX_KEY": None})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CAMPAIGN_SECRET_KEY", "secret"),
        ("CAMPAIGN_DATA_KEYS", "c2hvcnQ="),
        ("CAMPAIGN_DATA_KEYS", PRODUCTION["CAMPAIGN_DATA_KEYS"] + ","),
        ("CAMPAIGN_INDEX_KEY", "é" * 40),
        ("CAMPAIGN_MAIL_URL", None),
        ("CAMPAIGN_MAIL_URL", "maildir:/srv/mail"),
        ("CAMPAIGN_BASE_URL", None),
        ("CAMPAIGN_BASE_URL", "http://campaign.example.org"),
        ("CAMPAIGN_RATE_LIMITS", "off"),
    ],
)
def test_production_refuses_what_is_unsafe_and_names_it(load, name, value):
    with pytest.raises(NotConfigured, match=name):
        load(**PRODUCTION | {name: value})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CAMPAIGN_ENV", "testing"),
        ("CAMPAIGN_BASE_URL", "campaign.example.org"),
        ("CAMPAIGN_BASE_URL", "https://"),
        ("CAMPAIGN_BASE_URL", "http://[::1"),
        ("CAMPAIGN_DATABASE_URL", "mysql://x"),
        ("CAMPAIGN_MAIL_URL", "mail.example.org"),
        ("CAMPAIGN_JOBS_URL", "amqp://x"),
        ("CAMPAIGN_FILES_URL", "s3:bucket"),
        ("CAMPAIGN_FILES_URL", "s3://key:secret@bucket"),
        ("CAMPAIGN_RATE_LIMITS", "yes"),
        ("CAMPAIGN_DATA_KEYS", "not base 64"),
    ],
)
def test_what_nobody_understands_is_refused_and_named(load, name, value):
    with pytest.raises(NotConfigured, match=name):
        load(**{name: value})


def test_a_folder_that_is_marked_needs_no_word_about_the_environment(load, tmp_path: Path):
    config.mark_as_development(tmp_path / "data")
    assert load().env == "development"
    assert load(**PRODUCTION).env == "production"


def test_fonts_are_folders_in_the_order_given(load):
    assert load(CAMPAIGN_FONTS="/a:/b").fonts == (Path("/a"), Path("/b"))


def test_a_child_is_of_the_same_installation(load):
    parent = load(CAMPAIGN_ENV="development", CAMPAIGN_BASE_URL="http://127.0.0.1:9000")
    environ = config.for_child(parent)
    assert Config.load(environ | {"CAMPAIGN_DATABASE_URL": parent.database_url}) == parent


def test_without_a_configuration_in_use_a_sentence_says_so(monkeypatch):
    monkeypatch.setattr(config, "_current", None)
    with pytest.raises(NotConfigured, match="was not started"):
        config.current()
