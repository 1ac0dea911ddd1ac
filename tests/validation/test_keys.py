"""Keys: what stands twice, what doesn't exist elsewhere, and how either is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sco_dataset.checking import validate

from .packages import FIELDS, resource, write_package

CONTENT = "id,n\na,1\n"


def foreign_key(fields: list[str], table: str, others: list[str]) -> dict[str, Any]:
    return {"fields": fields, "reference": {"resource": table, "fields": others}}


def test_of_a_key_that_stands_three_times_the_row_before_is_named(tmp_path: Path) -> None:
    path = write_package(tmp_path, [resource("t", FIELDS, primaryKey=["id"])], {"t.csv": "id,n\na,1\na,2\nb,3\na,4\n"})
    assert [issue.message.partition(" too")[0] for issue in validate(path).issues] == [
        "the same primary key (id) stands in row 2",
        "the same primary key (id) stands in row 3",
    ]


def test_an_empty_primary_key_is_called_empty(tmp_path: Path) -> None:
    path = write_package(tmp_path, [resource("t", FIELDS, primaryKey=["id"])], {"t.csv": "id,n\n,1\n"})
    (issue,) = validate(path).issues
    assert (issue.row, issue.field) == (2, "id")
    assert issue.message.startswith("the primary key (id) is empty; ")


def test_a_key_of_two_fields_is_shown_whole_and_none_is_guessed(tmp_path: Path) -> None:
    fields = [{"name": name, "type": "string"} for name in "abcd"]
    described = resource("t", fields, primaryKey=["a", "b"], foreignKeys=[foreign_key(["c", "d"], "", ["a", "b"])])
    path = write_package(tmp_path, [described], {"t.csv": "a,b,c,d\nsecretariat,x,,\nsecretariat,x,secretariatt,y\n"})
    issues = validate(path).issues
    assert [(issue.row, issue.field, issue.code, issue.value) for issue in issues] == [
        (3, None, "primary-key", "secretariat, x"),
        (3, None, "foreign-key", "secretariatt, y"),
    ]
    assert "did you mean" not in issues[1].message


@pytest.mark.parametrize("limit", [1, 2, 3, 100])
def test_issues_of_keys_stand_among_the_others_in_order_of_rows(limit: int, tmp_path: Path) -> None:
    content = "id,n\na,1\na,2\nb,x\nc,y\nc,3\n"
    path = write_package(tmp_path, [resource("t", FIELDS, primaryKey=["id"])], {"t.csv": content})
    assert [issue.row for issue in validate(path, limit=limit).issues] == [3, 4, 5, 6][:limit]


def test_cells_that_are_no_values_repeat_no_key(tmp_path: Path) -> None:
    described = resource("t", FIELDS, uniqueKeys=[["id", "n"]])
    assert validate(write_package(tmp_path, [described], {"t.csv": "id,n\na,x\na,x\n"})).counts == {"type-error": 2}


def test_a_key_is_not_looked_at_where_its_column_may_lack_and_does(tmp_path: Path) -> None:
    described = resource("t", FIELDS, fieldsMatch="superset", uniqueKeys=[["id", "n"]])
    assert validate(write_package(tmp_path, [described], {"t.csv": "id\na\na\n"})).valid


@pytest.mark.parametrize(
    ("target", "counts"),
    [
        ("id,n\na,1\n", {}),
        ("id,n\nb,2\n", {"foreign-key": 1}),
        pytest.param("id,n\n", {"foreign-key": 1}, id="no rows"),
        pytest.param("n\n1\n", {"foreign-key": 1}, id="a column lacks"),
        # Of a table that can't be read its own problem is told, and no more.
        pytest.param("id,m\n", {"extra-label": 1}, id="a wrong header"),
        pytest.param(None, {"scheme-error": 1}, id="no file"),
    ],
)
@pytest.mark.parametrize("fields", [["id"], ["id", "n"]])
def test_a_key_exists_where_it_refers_to(
    fields: list[str], target: str | None, counts: dict[str, int], tmp_path: Path
) -> None:
    tables = [
        resource("t", FIELDS, foreignKeys=[foreign_key(fields, "u", fields)]),
        resource("u", FIELDS, fieldsMatch="superset"),
    ]
    files = {"t.csv": CONTENT} if target is None else {"t.csv": CONTENT, "u.csv": target}
    assert validate(write_package(tmp_path, tables, files)).counts == counts
