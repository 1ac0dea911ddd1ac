"""The whole check of a package: cells against the schemas, then rules across rows and tables."""

from __future__ import annotations

from pathlib import Path

from sco_dataset.descriptor import Package, read_package
from sco_dataset.errors import InvalidDataError
from sco_dataset.issue import Issue
from sco_dataset.validation.report import Report, TableStats

ENGINES = ("frictionless",)


def validate(path: Path | str | None = None, engine: str = ENGINES[0], limit: int | None = None) -> Report:
    """Check a data package.

    Rules are checked once the tables pass the checks against their schemas.

    Parameters
    ----------
    path : path or str, optional
        A descriptor or the folder that holds it; the shipped package if None.
    engine : str
        What checks the cells.
    limit : int, optional
        How many issues the report keeps; counts are always complete.

    Returns
    -------
    Report

    Raises
    ------
    DescriptorError
        If the descriptor can't be read.

    Examples
    --------
    >>> validate().valid
    True
    """
    package = read_package(path)
    stats, issues = _check_cells(package, engine)
    if not issues:
        from sco_dataset.rules import check_rules

        issues = list(check_rules(package))
    return Report.of(stats, issues, limit)


def require_valid(package: Package) -> None:
    """Raise InvalidDataError, with the problems as its text, unless the package is valid."""
    report = validate(package.path)
    if not report.valid:
        lines = [str(issue) for issue in report.issues]
        raise InvalidDataError("\n".join([*lines, f"{len(lines)} problems; nothing was written"]))


def _check_cells(package: Package, engine: str) -> tuple[list[TableStats], list[Issue]]:
    from sco_dataset.validation.frictionless_engine import check_package

    return check_package(package)
