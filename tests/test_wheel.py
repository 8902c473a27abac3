"""The wheel holds all that the program needs, and works from any folder."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import urllib.request
import venv
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.house.tree import ROOT, files
from tests.site import new_site

if TYPE_CHECKING:
    from tests.site import Site


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, ROOT]
    subprocess.run(command, check=True, cwd=folder)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site whose `campaign` comes from the wheel, and only the libraries from where the tests run."""
    folder = tmp_path_factory.mktemp("elsewhere")
    venv.create(folder / "venv", with_pip=False)
    python = folder / "venv" / "bin" / "python"
    command = [sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", wheel]
    subprocess.run(command, check=True, cwd=folder)
    packages = next((folder / "venv" / "lib").glob("python*/site-packages"))
    (packages / "libraries.pth").write_text(sysconfig.get_path("purelib"))
    return new_site(folder / "data", {}, python.with_name("campaign"))


def test_the_wheel_holds_what_the_folders_hold(wheel):
    with zipfile.ZipFile(wheel) as archive:
        inside = {name for name in archive.namelist() if name.startswith("campaign/")}
    here = [name for name in files() if name.startswith(("campaign/", "templates/", "migrations/"))]
    expected = {name if name.startswith("campaign/") else f"campaign/{name}" for name in here}
    assert expected <= inside
    assert {Path(name).suffix for name in inside - expected} == {".mo"}


def test_the_program_runs_from_the_wheel_in_any_folder(installed):
    packages = installed.program.parent.parent
    where = subprocess.run(
        [installed.program.with_name("python"), "-c", "import campaign; print(campaign.__file__)"],
        cwd=installed.data,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert where.startswith(str(packages))
    installed.command("db", "upgrade")
    with installed.serving():
        for address in ("/", "/static/css/base.css", "/sign-in/"):
            with urllib.request.urlopen(installed.url + address, timeout=10) as answer:
                assert answer.status == 200
                assert answer.read()
