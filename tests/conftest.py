"""What several tests share."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sco_dataset.descriptor import Package, read_package
from sco_dataset.packaged_files import package_folder

ROOT = Path(__file__).resolve().parent.parent
Command = Callable[..., "subprocess.CompletedProcess[str]"]


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


def replace_in(path: Path, old: str, new: str) -> None:
    """Replace a text that stands in a file."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
