"""For programs: the report as JSON."""

from __future__ import annotations

import json

from sco_dataset.descriptor import Package
from sco_dataset.validation.report import Report


def render(report: Report, _package: Package) -> str:
    """Return the report as JSON."""
    return json.dumps(report.as_dict(), ensure_ascii=False, indent=2) + "\n"
