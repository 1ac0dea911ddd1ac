"""For code scanning: SARIF 2.1.0, with a rule for each code that was found."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from sco_dataset.descriptor import Package, read_package
from sco_dataset.issue import Issue
from sco_dataset.reports.places import Place, place_of, places_of
from sco_dataset.rules.registry import RULES, Rule
from sco_dataset.validation.codes import CODES, Code
from sco_dataset.validation.report import Report

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render(report: Report, package: Package) -> str:
    """Return the report as SARIF."""
    places = places_of(report.issues, package)
    codes = sorted(report.counts)
    driver = {
        "name": "sco-dataset",
        "semanticVersion": read_package().version,
        "rules": [_rule(code) for code in codes],
    }
    run: dict[str, Any] = {
        "tool": {"driver": driver},
        "results": [_result(issue, codes.index(issue.code), place_of(issue, places)) for issue in report.issues],
        "properties": {"counts": report.counts, "truncated": report.truncated},
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(code: str) -> dict[str, Any]:
    rule: dict[str, Any] = {"id": code, "defaultConfiguration": {"level": "error"}}
    known: Code | Rule | None = CODES.get(code) or RULES.get(code.removeprefix("rule/"))
    if known is None:
        return rule
    return rule | {
        "shortDescription": {"text": known.title},
        "fullDescription": {"text": known.reason},
        "help": {"text": known.repair},
    }


def _result(issue: Issue, rule_index: int, place: Place) -> dict[str, Any]:
    location: dict[str, Any] = {"artifactLocation": {"uri": _uri(place.file)}}
    if place.line is not None:
        location["region"] = {"startLine": place.line}
    return {
        "ruleId": issue.code,
        "ruleIndex": rule_index,
        "level": "error",
        "message": {"text": str(issue)},
        "locations": [{"physicalLocation": location}],
    }


def _uri(file: str) -> str:
    return ("file://" if file.startswith("/") else "") + quote(file)
