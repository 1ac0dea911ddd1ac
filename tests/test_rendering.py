"""Rows as text: nothing is lost, nothing breaks a line, and a table fits its terminal."""

from __future__ import annotations

import json
import math
import unicodedata
from decimal import Decimal
from pathlib import Path

import pytest
from helpers import Command

import sco_dataset as sco
from sco_dataset.cli.rendering import WIDEST_CELL, render
from sco_dataset.descriptor import Package


def test_columns_of_equal_names_are_all_printed(command: Command) -> None:
    asked = ("query", "SELECT 1 AS a, 2 AS a")
    assert command(*asked, "--format", "csv").stdout == "a,a\n1,2\n"
    assert command(*asked).stdout == "a  a\n1  2\n"
    refused = command(*asked, "--format", "json")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "2 columns are named a" in refused.stderr


def test_numbers_are_numbers_in_json_and_what_is_none_is_null() -> None:
    row = [Decimal("3966"), Decimal("1.50"), math.nan, [math.inf, 1]]
    for format_name in ("json", "jsonl"):
        printed = json.loads(render(["sum", "mean", "nan", "list"], [row], format_name), parse_constant=pytest.fail)
        assert (printed if format_name == "jsonl" else printed[0]) == {
            "sum": 3966,
            "mean": 1.5,
            "nan": None,
            "list": [None, 1],
        }


def test_a_cell_breaks_no_line_and_steers_no_terminal() -> None:
    cells = [["two\nlines", "\x1b[31mred"]]
    assert render(["a", "b\x07"], cells, "table").splitlines() == [
        "a           b\\x07",
        "two\\nlines  \\x1b[31mred",
    ]
    assert render(["a", "b\x07"], cells, "markdown").splitlines()[2:] == ["| two<br>lines | \\x1b[31mred |"]


def test_markdown_keeps_its_cells_apart() -> None:
    assert render(["x|y"], [["a|b"], ["a\\|b"]], "markdown").splitlines() == [
        "| x\\|y |",
        "| --- |",
        "| a\\|b |",
        "| a\\\\\\|b |",
    ]


def test_long_texts_are_shortened_on_a_terminal_only() -> None:
    long = "x " * WIDEST_CELL + "x"
    assert render(["a"], [[long]], "table", 200).splitlines()[1] == long[: WIDEST_CELL - 1] + "…"
    assert long in render(["a"], [[long]], "table")
    assert long in render(["a"], [[long]], "csv", 200)


def test_keys_and_addresses_are_whole_everywhere() -> None:
    key = "heads-of-government-saint-petersburg-2011/" + "x" * WIDEST_CELL
    assert key in render(["a"], [[key]], "table", 80)


@pytest.mark.parametrize(("width", "shown"), [(None, 3), (14, 3), (13, 2), (10, 2), (9, 1), (1, 1)])
def test_a_table_shows_the_columns_that_fit_and_names_the_others(width: int | None, shown: int) -> None:
    names = ["aaaa", "上海", "c"]
    header, *rest = render(names, [["", "", "cc"]], "table", width).splitlines()
    assert header.split() == names[:shown]
    assert width in (None, 1) or sum(2 if unicodedata.east_asian_width(c) == "W" else 1 for c in header) <= width
    hidden = f"(not shown: {', '.join(names[shown:])}; choose with --columns)"
    assert (rest[-1] == hidden) == (shown < len(names))


def test_the_csv_of_a_table_is_its_file(command: Command, package: Package) -> None:
    for table in package.tables:
        printed = command("show", table.name, "--format", "csv").stdout
        assert printed == table.path.read_text(encoding="utf-8")


def test_lists_and_booleans_are_written_as_the_table_writes_them(command: Command, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("id,items,b\n1,x;y,yes\n2,,no\n", encoding="utf-8")
    fields = [
        {"name": "id", "type": "integer"},
        {"name": "items", "type": "list", "delimiter": ";"},
        {"name": "b", "type": "boolean", "trueValues": ["yes"], "falseValues": ["no"]},
    ]
    descriptor = {"resources": [{"name": "t", "path": "t.csv", "schema": {"fields": fields}}]}
    (tmp_path / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    asked = ("show", "t", "--package", ".", "--format", "csv")
    assert command(*asked, "--where", "b=yes").stdout == "id,items,b\n1,x;y,yes\n"
    assert "allowed are yes and no" in command(*asked, "--where", "b=true").stderr


def test_output_into_a_file_is_utf_8_whatever_the_locale(command: Command) -> None:
    assert "Китай" in command("show", "countries", "--format", "csv", PYTHONIOENCODING="cp1252").stdout
    assert "антитеррор" in command("search", "--help", PYTHONIOENCODING="cp1252").stdout


def test_json_lines_hold_each_row(tmp_path: Path, command: Command) -> None:
    assert command("export", "--format", "jsonl", "--out", tmp_path, "--table", "members").returncode == 0
    lines = (tmp_path / "members.jsonl").read_text(encoding="utf-8").splitlines()
    rows = sco.load("members", "arrow").to_pylist()
    assert [json.loads(line) for line in lines] == json.loads(json.dumps(rows, default=str))


def test_combining_marks_take_no_room() -> None:
    from sco_dataset.cli.rendering import render

    assert render(["a", "b"], [["e\u0301", "x"], ["e", "y"]], "table").splitlines()[1:] == ["e\u0301  x", "e  y"]
