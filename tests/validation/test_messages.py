"""Words of the report: what is wrong, in which column and field, and what is allowed."""

# Tables of cases.
# ruff: noqa: E501
from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sco_dataset.checking import validate
from sco_dataset.issue import Issue

from .packages import FIELDS, resource, write_package

MANY = [f"e{i:02}" for i in range(23)]


@pytest.mark.parametrize(
    ("mode", "header", "expected"),
    [
        ("exact", "id", [("n", "missing-label", "the column of the field n is missing.")]),
        ("exact", "id,", [("n", "blank-label", "the column of the field n has no name.")]),
        ("exact", ",", [(None, "blank-header", "")]),
        ("exact", "n,id", [("id", "incorrect-label", "the field in this place is id."), ("n", "incorrect-label", "the field in this place is n.")]),
        ("exact", "id,id,id", [("n", "duplicate-label", "column 1 has"), (None, "extra-label", "fields are id, n.")]),
        ("equal", "n", [("id", "missing-label", "the column of the field id is missing.")]),
        ("equal", "id,x,n", [(None, "extra-label", "fields are id, n.")]),
        ("equal", "id,n,id,id", [("id", "duplicate-label", "column 1 has"), ("id", "duplicate-label", "column 1 has")]),
        ("partial", "x,y", [(None, "unmatched-header", "")]),
    ],
)  # fmt: skip
def test_problems_of_a_header_are_told_in_columns_and_fields(
    mode: str, header: str, expected: list[tuple[str | None, str, str]], tmp_path: Path
) -> None:
    described = resource("t", FIELDS, fieldsMatch=mode)
    issues = validate(write_package(tmp_path, [described], {"t.csv": f"{header}\na,1\n"})).issues
    assert [(issue.row, issue.field, issue.code) for issue in issues] == [(1, *place) for *place, _ in expected]
    for issue, (*_, words) in zip(issues, expected, strict=True):
        assert issue.message.startswith(words)


@pytest.mark.parametrize(
    ("dialect", "content", "row"),
    [({"headerRows": [2]}, "junk\nid,x\na,1\n", 2), ({"commentChar": "#"}, "#\nid,x\na,1\n", 2)],
)
def test_a_header_further_down_is_told_by_its_row(
    dialect: dict[str, Any], content: str, row: int, tmp_path: Path
) -> None:
    described = resource("t", FIELDS)
    described["dialect"] |= dialect
    (issue,) = validate(write_package(tmp_path, [described], {"t.csv": content})).issues
    assert (issue.row, issue.field, issue.code) == (row, "n", "incorrect-label")


def test_a_double_label_that_is_matched_by_name_is_told_by_its_own_field(tmp_path: Path) -> None:
    described = resource("t", [{"name": name} for name in "abc"], fieldsMatch="equal")
    (issue,) = validate(write_package(tmp_path, [described], {"t.csv": "c,c,a,b\n1,2,3,4\n"})).issues
    assert (issue.field, issue.code) == ("c", "duplicate-label")


def test_what_is_wrong_with_a_further_file_names_it(tmp_path: Path) -> None:
    described = resource("t", FIELDS) | {"path": ["1.csv", "2.csv"]}
    (issue,) = validate(write_package(tmp_path, [described], {"1.csv": "id,n\na,1\n", "2.csv": "id,x\n"})).issues
    assert (issue.row, issue.field, issue.code) == (None, "n", "incorrect-label")
    assert "in 2.csv" in issue.message


def test_what_concerns_no_one_field_names_none(tmp_path: Path) -> None:
    path = write_package(tmp_path, [resource("t", FIELDS[:1])], {"t.csv": "\ufeffid\r\na,1\n"})
    places = [(issue.row, issue.field, issue.code) for issue in validate(path, strict=True).issues]
    assert places == [(None, None, "byte-order-mark"), (None, None, "line-end"), (2, None, "extra-cell")]


@pytest.mark.parametrize(
    ("field", "text", "message"),
    [
        ({"type": "boolean"}, "x", "write true or false"),
        ({"type": "boolean", "trueValues": ["y"], "falseValues": ["n"]}, "x", "write y or n"),
        ({"type": "date", "format": "%d/%m/%Y"}, "x", "write a date of the format %d/%m/%Y"),
        ({"type": "integer", "constraints": {"minimum": 2}}, "1", "must be 2 or more"),
        ({"type": "integer", "constraints": {"exclusiveMinimum": 2}}, "2", "must be more than 2"),
        ({"type": "integer", "constraints": {"exclusiveMaximum": 2}}, "2", "must be less than 2"),
        ({"type": "string", "constraints": {"minLength": 2}}, "x", "must have a length of 2 or more"),
        ({"type": "string", "constraints": {"maxLength": 2}}, "xyz", "must have a length of 2 or less"),
        ({"type": "string", "constraints": {"enum": MANY[:20]}}, "x", f"allowed are {', '.join(MANY[:20])}"),
        ({"type": "string", "constraints": {"enum": MANY}}, "x", f"allowed are {', '.join(MANY[:20])} and 3 more"),
        ({"type": "boolean", "constraints": {"enum": [True]}}, "false", "allowed are true"),
        ({"type": "list", "constraints": {"enum": [["x", "y"]]}}, "x", 'allowed are ["x", "y"]'),
        (
            {"type": "array", "arrayItem": {"type": "integer"}},
            '["""x"""]',
            "write a JSON array of values of type integer",
        ),
        ({"type": "string", "categories": ["x", {"value": "y", "label": "Y"}]}, "z", "allowed are x, y"),
    ],
)
def test_what_is_allowed_is_said(field: dict[str, Any], text: str, message: str, tmp_path: Path) -> None:
    path = write_package(tmp_path, [resource("t", [{"name": "a", **field}])], {"t.csv": f"a\n{text}\n"})
    assert [issue.message for issue in validate(path).issues] == [message]


@pytest.mark.parametrize(("value", "shown"), [("v" * 100, "v" * 100), ("v" * 101, "v" * 99 + "…")])
def test_a_long_value_is_shortened(value: str, shown: str) -> None:
    assert str(Issue(None, None, None, "code", "why", value)) == f"package: {shown!r}: why [code]"


def test_what_can_not_be_seen_is_shown_as_an_escape(tmp_path: Path) -> None:
    path = write_package(tmp_path, [resource("t", FIELDS)], {"t.csv": "id,n\ne\u0301,1\n"})
    (issue,) = validate(path, strict=True).issues
    assert r"'e\u0301'" in issue.message


@pytest.mark.parametrize(
    ("table", "field", "told"),
    [
        ({"compression": "zip"}, {}, "compression: 'zip'"),
        ({"missingValues": ["-"]}, {}, "missingValues: it belongs into the schema"),
        ({"primaryKey": "a"}, {}, "primaryKey: it belongs into the schema"),
        ({"dialect": {"sheetName": "x"}}, {}, "dialect.sheetName: no CSV file has that"),
        ({"hash": "crc:00"}, {}, "hash: 'crc:00' is no hash"),
        ({"bytes": "many"}, {}, "bytes: a whole number is needed"),
        ({"format": "xlsx"}, {}, "format: 'xlsx' is not read"),
        ({}, {"required": True}, "required: it belongs into constraints"),
        ({}, {"pattern": "x"}, "pattern: it belongs into constraints"),
        ({}, {"type": "array", "arrayItem": {"type": "integer", "constraints": {"minimum": 1}}}, "arrayItem.constraints: "),
        ({}, {"type": "list", "itemType": "year"}, "itemType: 'year' is no type of items"),
        ({}, {"type": "string", "format": "ipv4"}, "format: 'ipv4' is no format of string"),
        ({}, {"type": "date", "format": "iso"}, "format: 'iso' is no format of date"),
        ({}, {"type": "integr"}, "type: there is no type 'integr'; did you mean integer?"),
    ],
)  # fmt: skip
def test_what_is_not_checked_is_said(table: dict[str, Any], field: dict[str, Any], told: str, tmp_path: Path) -> None:
    described = resource("t", [{"name": "a", "type": "string", **field}]) | table
    issues = validate(write_package(tmp_path, [described], {"t.csv": "a\n"})).issues
    (message,) = (issue.message for issue in issues if issue.code == "not-checked")
    assert message.startswith(told)
