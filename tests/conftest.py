"""Fixtures that several tests share."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from helpers import Command

from sco_dataset.descriptor import Package, read_package
from sco_dataset.packaged_files import package_folder


@pytest.fixture(scope="session")
def package() -> Package:
    """The shipped data package."""
    return read_package()


@pytest.fixture
def package_copy(tmp_path: Path) -> Path:
    """The folder of a copy of the shipped data package, free to be broken."""
    return Path(shutil.copytree(package_folder(), tmp_path / "package"))


@pytest.fixture
def command(tmp_path: Path) -> Command:
    """Run ``sco-dataset`` as a process of its own in an empty folder."""

    def run(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "sco_dataset", *map(str, arguments)],
            capture_output=True,
            encoding="utf-8",
            cwd=tmp_path,
            env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
            check=False,
        )

    return run
