"""Files of the repository that tell the same thing as the data."""

from __future__ import annotations

import doctest
import subprocess
import sys

import pytest
from helpers import ROOT

from sco_dataset.descriptor import Package

pytestmark = pytest.mark.skipif(not (ROOT / "pyproject.toml").exists(), reason="not in a checkout")


def test_generated_files_are_fresh() -> None:
    done = subprocess.run([sys.executable, ROOT / "scripts/generate.py", "--check"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_top_version_of_the_changelog_is_the_package_s(package: Package) -> None:
    headings = [line for line in (ROOT / "CHANGELOG.md").read_text().splitlines() if line.startswith("## ")]
    assert headings[0] == f"## {package.version}"


def test_the_citations_have_version_and_day_of_the_release(package: Package) -> None:
    day = str(package.properties["created"])[: len("2026-01-31")]
    assert f"\nversion: {package.version}\ndate-released: {day}\n" in (ROOT / "CITATION.cff").read_text()
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"({day[:4]}). {package.properties['title']}, version {package.version}.\n" in readme


def test_the_examples_of_the_readme_run() -> None:
    failed, run = doctest.testfile(str(ROOT / "README.md"), module_relative=False, encoding="utf-8")
    assert run > 0
    assert failed == 0
