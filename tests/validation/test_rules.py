"""Rules on small tables: what each finds, in which cell, and what it leaves alone."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from sco_dataset.descriptor import Package, read_package
from sco_dataset.issue import Issue
from sco_dataset.rules import check_rules

from .packages import resource, write_package
from .rule_cases import CASES, DOCUMENTS, HELD, SPELLS


def issues_of(folder: Path, shipped: Package, rule_id: str, tables: Mapping[str, str]) -> list[Issue]:
    """What a rule finds in tables whose fields are those that we ship."""
    resources, files = [], {}
    for name, text in tables.items():
        table = shipped.table(name)
        rows = text.split("; ")
        fields = [
            {"name": field.name, "type": field.type, "delimiter": field.delimiter}
            for field in map(table.field, rows[0].split(","))
        ]
        interval = {key: value for key, value in table.properties.items() if key == "interval"}
        resources.append(resource(name, fields, primaryKey=[fields[0]["name"]]) | interval)
        files[f"{name}.csv"] = "\n".join([*rows, ""])
    path = write_package(folder, resources, files, rules=[rule_id], created="2020-06-30")
    return list(check_rules(read_package(path)))


@pytest.mark.parametrize("case", CASES)
def test_a_rule_finds_what_breaks_it_and_nothing_else(case: str, package: Package, tmp_path: Path) -> None:
    rule_id, tables, expected = CASES[case]
    issues = issues_of(tmp_path, package, rule_id, tables)
    assert {issue.code for issue in issues} == {f"rule/{rule_id}"}, [str(issue) for issue in issues]
    keys = {name: [row.split(",")[0] for row in text.split("; ")] for name, text in tables.items()}
    found = [f"{issue.table}/{keys[issue.table][issue.row - 1]}.{issue.field}" for issue in issues]
    assert sorted(found) == sorted(expected)


@pytest.mark.parametrize(
    ("content", "row"),
    [("id,n\na,1\nc,3\nb,2\n", 3), ("id,n\na,1\nb,2", 3), ("id,n\na,1.0\n", 2), ("\ufeffid,n\na,1\n", 1)],
)
def test_the_first_row_that_is_not_canonical_is_named(content: str, row: int, tmp_path: Path) -> None:
    described = resource("t", [{"name": "id"}, {"name": "n", "type": "number"}], primaryKey=["id"])
    path = write_package(tmp_path, [described], {"t.csv": content}, rules=["canonical-bytes"])
    assert [(issue.row, issue.field, issue.value) for issue in check_rules(read_package(path))] == [(row, None, None)]


def test_the_issue_of_a_rule_tells_row_and_cell(package: Package, tmp_path: Path) -> None:
    tables = {"members": f"{SPELLS}; a,IND,member,2017-06-09,2017-06-10; b,PAK,member,2017-06-09,2017-06-09"}
    (issue,) = issues_of(tmp_path, package, "interval-order", tables)
    assert str(issue).startswith("members, row 3, field end_date: '2017-06-09': must be after start_date 2017-06-09. ")


@pytest.mark.parametrize(
    ("rule_id", "tables", "reason"),
    [
        ("attendance-evidence", {"participants": "participant_id,event_id; a,e"}, "it needs the table events, sources"),
        (
            "signed-at-event",
            {"documents": f"{DOCUMENTS}; a,d,A,2004-01-02,day,e", "events": f"{HELD}; e,summit,,,2004-01-03"},
            "it could not be checked",
        ),
    ],
)  # fmt: skip
def test_why_a_rule_can_not_be_checked_is_said(
    rule_id: str, tables: dict[str, str], reason: str, package: Package, tmp_path: Path
) -> None:
    (issue,) = issues_of(tmp_path, package, rule_id, tables)
    assert (issue.code, issue.value) == ("not-checked", rule_id)
    assert reason in issue.message


def test_nothing_but_the_end_of_what_is_running_may_lie_after_the_release(tmp_path: Path) -> None:
    fields = [{"name": "id"}, *({"name": name, "type": "date"} for name in ("start_date", "end_date", "told_date"))]
    content = "id,start_date,end_date,told_date\na,2020-01-01,2020-12-31,2020-12-31\n"
    described = resource("t", fields, primaryKey=["id"])
    path = write_package(tmp_path, [described], {"t.csv": content}, rules=["future-date"], created="2020-06-30")
    assert [(issue.row, issue.field) for issue in check_rules(read_package(path))] == [(2, "told_date")]
