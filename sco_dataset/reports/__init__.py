"""The report of a validation in the forms that people and programs read."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from sco_dataset.descriptor import Package
from sco_dataset.errors import UnknownNameError
from sco_dataset.validation.report import Report

FORMATS = ("text", "json", "github", "junit", "sarif")


def render(report: Report, package: Package, format_name: str) -> str:
    """Return a report in one of ``FORMATS``.

    Examples
    --------
    >>> from sco_dataset.descriptor import read_package
    >>> from sco_dataset.validation.report import TableStats
    >>> print(render(Report((TableStats("a", 3),), (), {}), read_package(), "text"), end="")
    1 table, 3 rows: valid
    """
    if format_name not in FORMATS:
        raise UnknownNameError("format", format_name, FORMATS)
    write: Callable[[Report, Package], str] = import_module(f"{__name__}.{format_name}").render
    return write(report, package)
