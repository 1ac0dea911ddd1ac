"""Frictionless as a second opinion: its errors as our issues."""

from __future__ import annotations

from typing import Any

from sco_dataset.descriptor import Package
from sco_dataset.errors import DescriptorError
from sco_dataset.issue import Issue
from sco_dataset.validation.report import TableStats


def check_package(package: Package) -> tuple[list[TableStats], list[Issue]]:
    """Check the tables of a package with frictionless, without any cap on the number of errors.

    Raises
    ------
    DescriptorError
        If frictionless can't read the descriptor.
    """
    from frictionless import FrictionlessException
    from frictionless import Package as FrictionlessPackage

    try:
        report = FrictionlessPackage(str(package.path)).validate(limit_errors=10**9)
    except FrictionlessException as error:
        raise DescriptorError(f"{package.path.name}: {error.error.message}") from error
    if report.errors:
        raise DescriptorError(f"{package.path.name}: " + "; ".join(error.message for error in report.errors))
    stats: list[TableStats] = []
    issues: list[Issue] = []
    for task in report.tasks:
        stats.append(TableStats(task.name, task.stats.get("rows", 0)))
        key = package.table(task.name).primary_key if task.name in package.table_names else ()
        issues.extend(_issue(task.name, error.to_descriptor(), key) for error in task.errors)
    return stats, issues


def _issue(table: str, error: dict[str, Any], primary_key: tuple[str, ...]) -> Issue:
    fields = primary_key if error["type"] == "primary-key" else error.get("fieldNames", ())
    return Issue(
        table=table,
        # A header may take several rows; the first one stands for it.
        row=error.get("rowNumber") or next(iter(error.get("rowNumbers", ())), None),
        # Frictionless names the fields of a key in another place than those of cells, if at all.
        field=error.get("fieldName") or (fields[0] if len(fields) == 1 else None),
        code=error["type"],
        message=error.get("note") or error["message"],
        value=error.get("cell"),
    )
