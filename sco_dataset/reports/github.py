"""For GitHub: workflow commands, which it shows as annotations on file and line."""

from __future__ import annotations

from sco_dataset.descriptor import Package
from sco_dataset.issue import Issue, counted
from sco_dataset.reports.places import Place, place_of, places_of
from sco_dataset.validation.report import Report


def render(report: Report, package: Package) -> str:
    """Return a workflow command for each issue, and one that sums up where issues were left out."""
    places = places_of(report.issues, package)
    lines = [_command(issue, place_of(issue, places)) for issue in report.issues]
    if report.truncated:
        found = counted(sum(report.counts.values()), "problem")
        lines.append(f"::error title=sco-dataset::{found}, of which {len(report.issues)} are listed")
    return "".join(f"{line}\n" for line in lines)


def _command(issue: Issue, place: Place) -> str:
    line = "" if place.line is None else f",line={place.line}"
    return f"::error file={_property(place.file)}{line},title={_property(issue.code)}::{_data(str(issue))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
