from __future__ import annotations

from importlinter import api, cli

from tests.house.tree import ROOT


def test_every_room_stands_on_its_floor(monkeypatch):
    monkeypatch.chdir(ROOT)
    assert cli.lint_imports(cache_dir=None, no_cache=True, no_logo=True) == cli.EXIT_STATUS_SUCCESS


def test_no_floor_is_left_out():
    floors = api.read_configuration(str(ROOT / "pyproject.toml"))["contracts_options"][0]
    assert floors["exhaustive"]
    assert floors["containers"] == ["campaign"]
