"""The whole check of a package: cells against the schemas, then rules across rows and tables."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sco_dataset.descriptor import Package, read_package
from sco_dataset.errors import InvalidDataError, UnknownNameError
from sco_dataset.issue import counted
from sco_dataset.validation.limits import Limits
from sco_dataset.validation.report import Report

ENGINES = ("arrow", "frictionless")


def validate(
    path: Path | str | None = None,
    engine: str = ENGINES[0],
    limit: int | None = None,
    strict: bool | None = None,
    limits: Limits | None = None,
) -> Report:
    """Check a data package.

    Rules are checked once the tables pass the checks against their schemas.

    Parameters
    ----------
    path : path or str, optional
        A descriptor or the folder that holds it; the shipped package if None.
    engine : str
        What checks the cells: ``"arrow"``, whole columns at a time, or ``"frictionless"``.
    limit : int, optional
        How many issues the report keeps, in place of ``limits.issues``; counts are always complete.
    strict : bool, optional
        Whether to check the text itself, such as its line ends and invisible characters; what
        the package says by its property ``strict`` if None. Frictionless has no such checks.
    limits : Limits, optional
        What the check of a hostile package may cost.

    Returns
    -------
    Report

    Raises
    ------
    DescriptorError
        If the descriptor can't be read, or its schemas can't be applied.
    InvalidValueError
        If the limit is negative.
    UnknownNameError
        If there is no such engine.

    Examples
    --------
    >>> validate().valid
    True
    """
    if engine not in ENGINES:
        raise UnknownNameError("engine", engine, ENGINES)
    package = read_package(path)
    limits = limits or Limits()
    if limit is not None:
        limits = replace(limits, issues=limit)
    report = _check_cells(package, engine, strict, limits)
    if report.valid and package.rule_ids:
        from sco_dataset.rules import check_rules

        report = Report.of(report.tables, check_rules(package), limits.issues)
    return report


def require_valid(package: Package) -> None:
    """Raise InvalidDataError, with the problems as its text, unless the package is valid."""
    report = validate(package.path)
    if not report.valid:
        found = counted(sum(report.counts.values()), "problem")
        raise InvalidDataError("\n".join([*map(str, report.issues), f"{found}; nothing was written"]))


def _check_cells(package: Package, engine: str, strict: bool | None, limits: Limits) -> Report:
    if engine == "frictionless":
        from sco_dataset.validation import frictionless_engine

        stats, issues = frictionless_engine.check_package(package)
        return Report.of(stats, issues, limits.issues)
    from sco_dataset.validation.engine import check_package

    return check_package(package, strict, limits)
