"""The installed wheel works from a foreign folder, with its data inside."""

from __future__ import annotations

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest
from helpers import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", folder, ROOT], check=True)
    return next(folder.glob("*.whl"))


def test_the_data_lie_in_the_wheel_once(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert [name for name in names if name.endswith("members.csv")] == ["sco_dataset/datapackage/data/members.csv"]
    assert "sco_dataset/py.typed" in names


def test_the_wheel_works_in_a_bare_environment(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "env", with_pip=True)
    binaries = tmp_path / "env/bin"
    subprocess.run([binaries / "python", "-m", "pip", "install", "-q", wheel], check=True)
    foreign = tmp_path / "elsewhere"
    foreign.mkdir()
    command = binaries / "sco-dataset"
    assert subprocess.run([command, "validate"], cwd=foreign, check=False).returncode == 0
    subprocess.run([command, "build", "--out", "release"], cwd=foreign, check=True)
    assert (foreign / "release/parquet/members.parquet").is_file()
