"""For people: a line for each problem, and a summary."""

from __future__ import annotations

import re

from sco_dataset.descriptor import Package
from sco_dataset.issue import counted
from sco_dataset.validation.report import Report

# What could steer a terminal, or make a line look like another one.
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


def render(report: Report, _package: Package) -> str:
    """Return the report as lines of text."""
    lines = [str(issue) for issue in report.issues]
    found = sum(report.counts.values())
    rows = sum(table.rows for table in report.tables)
    size = f"{counted(len(report.tables), 'table')}, {counted(rows, 'row')}"
    lines.append(f"{size}: {counted(found, 'problem') if found else 'valid'}")
    if report.truncated:
        lines.append(f"{len(report.issues)} of them are listed; --limit {found} lists all")
    return "".join(f"{visible(line)}\n" for line in lines)


def visible(text: str) -> str:
    """Return a text with its control characters as escapes.

    Examples
    --------
    >>> print(visible("a\\x1b[2Jb"))
    a\\x1b[2Jb
    """
    return _CONTROLS.sub(lambda match: ascii(match.group())[1:-1], text)
