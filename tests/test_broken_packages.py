"""Each rule has a smallest package that breaks it, and it alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from sco_dataset.checking import validate
from sco_dataset.rules import registered_rules

FOLDER = Path(__file__).parent / "broken_packages"
BROKEN = sorted(path.parent for path in FOLDER.glob("**/datapackage.json"))


@pytest.mark.parametrize("folder", BROKEN, ids=lambda folder: folder.relative_to(FOLDER).as_posix())
def test_a_broken_package_has_the_issue_of_its_folder_and_no_other(folder: Path) -> None:
    report = validate(folder)
    assert set(report.counts) == {folder.relative_to(FOLDER).as_posix()}
    assert all(issue.message for issue in report.issues)


def test_each_rule_has_a_broken_package() -> None:
    assert {rule.code for rule in registered_rules().values()} <= {f.relative_to(FOLDER).as_posix() for f in BROKEN}
