"""For CI servers: JUnit XML, a suite for each table and a test case for each kind of problem."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from sco_dataset.descriptor import Package
from sco_dataset.issue import Issue, counted
from sco_dataset.reports.text import visible
from sco_dataset.validation.report import Report

# Halves of surrogate pairs and these two have no place in XML; control characters are escaped before.
_NO_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")


def render(report: Report, package: Package) -> str:
    """Return the report as JUnit XML.

    Each table is a suite. In it each code that was found is a test case that failed, with all
    its issues; a table without issues has one test case that passed.
    """
    root = Element("testsuites", name=_clean(package.name or "data package"))
    failures = tests = 0
    # Of a list that was cut nobody knows which tables have no problem.
    passed_tables = () if report.truncated else (table.name for table in report.tables)
    for name in dict.fromkeys([*passed_tables, *(issue.table for issue in report.issues)]):
        issues = [issue for issue in report.issues if issue.table == name]
        failed, passed = _suite(root, _clean(name or "package"), issues)
        failures, tests = failures + failed, tests + failed + passed
    if report.truncated:
        found = counted(sum(report.counts.values()), "problem")
        message = f"{found}, of which {len(report.issues)} are listed; raise --limit"
        suite = SubElement(root, "testsuite", {"name": "all", "tests": "1", "failures": "1", "errors": "0"})
        SubElement(
            SubElement(suite, "testcase", {"name": "listed", "classname": "all"}), "failure", {"message": message}
        )
        failures, tests = failures + 1, tests + 1
    root.set("tests", str(tests))
    root.set("failures", str(failures))
    root.set("errors", "0")
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _suite(root: Element, name: str, issues: list[Issue]) -> tuple[int, int]:
    codes = list(dict.fromkeys(issue.code for issue in issues))
    attributes = {"name": name, "tests": str(max(1, len(codes))), "failures": str(len(codes)), "errors": "0"}
    suite = SubElement(root, "testsuite", attributes)
    for code in codes:
        case = SubElement(suite, "testcase", {"name": code, "classname": name})
        of_code = [issue for issue in issues if issue.code == code]
        failure = SubElement(case, "failure", {"type": code, "message": _clean(str(of_code[0]))})
        failure.text = "\n".join(_clean(str(issue)) for issue in of_code)
    if not codes:
        SubElement(suite, "testcase", {"name": "valid", "classname": name})
    return len(codes), 0 if codes else 1


def _clean(text: str) -> str:
    return _NO_XML.sub("\ufffd", visible(text))
