"""The tables as typed frames on each backend, and what the package says about itself."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Literal

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from helpers import replace_in
from validation.packages import resource, write_package

import sco_dataset as sco
from sco_dataset.arrow_tables import read_arrow
from sco_dataset.descriptor import Field, read_package
from sco_dataset.errors import InvalidDataError, UnknownNameError
from sco_dataset.selection import require_known_keys, select

TABLES = read_package().table_names


def fields(name: str) -> list[Field]:
    return list(read_package().table(name).fields)


def run(code: str) -> str:
    """Run Python code in a process of its own."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)
    return done.stdout + done.stderr


@pytest.mark.parametrize("name", TABLES)
def test_pandas_frames_are_typed(name: str) -> None:
    frame = sco.load(name)
    assert list(frame.columns) == [field.name for field in fields(name)]
    assert isinstance(frame.index, pd.RangeIndex)
    assert frame.attrs["version"] == sco.version
    assert frame.attrs["citation"] == sco.cite(table=name)
    for field in fields(name):
        kind = frame[field.name].dtype
        if field.allowed_values is not None:
            assert isinstance(kind, pd.CategoricalDtype)
            assert kind.ordered
            assert tuple(kind.categories) == field.allowed_values
        elif field.type == "date":
            assert pd.api.types.is_datetime64_dtype(kind)
        elif field.type == "integer":
            assert kind == pd.Int64Dtype()
        elif field.type == "boolean":
            assert kind == (bool if field.required else pd.BooleanDtype())
        elif field.type == "list":
            assert all(isinstance(cell, list) for cell in frame[field.name].dropna())
        elif field.type == "number":
            assert kind == np.float64
        else:
            assert pd.api.types.is_string_dtype(kind)


@pytest.mark.parametrize("name", TABLES)
def test_polars_frames_are_typed(name: str) -> None:
    frame = sco.load(name, "polars")
    types = {
        "date": pl.Date,
        "integer": pl.Int64,
        "boolean": pl.Boolean,
        "list": pl.List(pl.String),
        "number": pl.Float64,
        "string": pl.String,
    }
    for field in fields(name):
        expected = pl.Enum(list(field.allowed_values)) if field.allowed_values else types[field.type]
        assert frame.schema[field.name] == expected, field.name


@pytest.mark.parametrize("name", TABLES)
def test_arrow_tables_are_typed_and_sound(name: str) -> None:
    table = sco.load(name, "arrow")
    table.validate(full=True)
    assert table.schema.equals(sco.schema(name), check_metadata=True)
    for field in fields(name):
        column = table.schema.field(field.name)
        assert column.metadata[b"title"].decode() == field.title
        if field.allowed_values is not None:
            assert column.type.ordered
            if table.num_rows:
                assert tuple(table[field.name].chunk(0).dictionary.to_pylist()) == field.allowed_values
        elif field.type == "list":
            assert column.type == pa.list_(pa.string())


@pytest.mark.parametrize("name", TABLES)
def test_duckdb_relations_are_typed(name: str) -> None:
    relation = sco.load(name, "duckdb")
    types = dict(zip(relation.columns, map(str, relation.types), strict=True))
    plain = {
        "date": "DATE",
        "integer": "BIGINT",
        "boolean": "BOOLEAN",
        "list": "VARCHAR[]",
        "number": "DOUBLE",
        "string": "VARCHAR",
    }
    for field in fields(name):
        enumeration = f"ENUM({', '.join(map(repr, field.allowed_values or ()))})"
        assert types[field.name] == (enumeration if field.allowed_values else plain[field.type])


@pytest.mark.parametrize("name", TABLES)
def test_all_backends_hold_the_cells_of_the_file(name: str) -> None:
    rows = read_arrow(read_package().table(name)).to_pylist()
    assert sco.load(name, "arrow").to_pylist() == rows
    assert sco.load(name, "polars").to_dicts() == rows
    found = sco.load(name, "duckdb")
    assert [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()] == rows
    frame = sco.load(name)
    for field in fields(name):
        cells = [
            None if cell is None or cell is pd.NA or cell is pd.NaT or cell != cell else cell
            for cell in frame[field.name]
        ]
        if field.type == "date":
            cells = [cell and cell.date() for cell in cells]
        assert cells == [row[field.name] for row in rows], field.name


def test_enumerations_compare_in_the_order_of_the_descriptor() -> None:
    frame = sco.load("members")
    assert set(frame[frame["status"] <= "member"]["status"]) == {"shanghai_five", "member"}


def test_only_the_rows_that_hold_on_a_day() -> None:
    on_the_day, before = sco.load("members", on="2017-06-09"), sco.load("members", on=date(2017, 6, 8))
    assert set(on_the_day[on_the_day["iso3"] == "IND"]["status"]) == {"member"}
    assert set(before[before["iso3"] == "IND"]["status"]) == {"observer"}
    assert "heads-of-state-astana-2017" in set(sco.load("events", on="2017-06-09")["event_id"])


@pytest.mark.parametrize("backend", ["pandas", "polars", "arrow", "duckdb"])
def test_a_day_without_rows_gives_an_empty_table(backend: Literal["pandas", "polars", "arrow", "duckdb"]) -> None:
    rows = sco.load("members", backend, on="1900-01-01")
    assert len(rows) == 0
    assert list(rows.column_names if backend == "arrow" else rows.columns) == [
        field.name for field in fields("members")
    ]


def test_a_value_outside_its_enumeration_is_told_instead_of_lost(package_copy: Path) -> None:
    replace_in(package_copy / "data/members.csv", ",member,", ",membr,")
    with pytest.raises(InvalidDataError, match=r"members: .*status 'membr'; did you mean 'member'"):
        sco.load("members", path=package_copy)


def test_an_empty_cell_that_is_required_is_told_by_every_reader(package_copy: Path) -> None:
    replace_in(package_copy / "data/members.csv", ",confirmed,", ",,")
    for backend in ("pandas", "arrow"):
        with pytest.raises(InvalidDataError, match=r"members, row \d+: certainty is empty, but required"):
            sco.load("members", backend, path=package_copy)  # type: ignore[call-overload]


def test_a_column_that_is_there_twice_is_told_by_every_reader(package_copy: Path) -> None:
    file = package_copy / "data/members.csv"
    file.write_text("".join(f"{line},observer\n" for line in file.read_text(encoding="utf-8").splitlines()))
    replace_in(file, ",observer\n", ",status\n")
    for ask in (lambda: sco.load("members", path=package_copy), lambda: sco.members(path=package_copy)):
        with pytest.raises(InvalidDataError, match="members: the column 'status' is there twice"):
            ask()


def test_items_of_a_list_are_compared_as_they_are_written(tmp_path: Path) -> None:
    field = {"name": "n", "type": "list", "itemType": "integer", "delimiter": "|"}
    (tmp_path / "t.csv").write_text("id,n\na,1|20\nb,3\nc,\n")
    resource = {"name": "t", "type": "table", "path": "t.csv", "schema": {"fields": [{"name": "id"}, field]}}
    (tmp_path / "datapackage.json").write_text(json.dumps({"resources": [resource]}))
    table = read_package(tmp_path).table("t")
    found = {where: select(read_arrow(table), table, [where])["id"].to_pylist() for where in ("n=20", "n~2", "n!=20")}
    # As in other fields, an empty cell is not unequal to anything.
    assert found == {"n=20": ["a"], "n~2": ["a"], "n!=20": ["b"]}


@pytest.mark.parametrize("where", ["number=1_0", "number=٣", "latitude=nan", "latitude>1e400", "latitude=1_0.5"])
def test_a_condition_takes_no_more_than_a_cell_may_hold(where: str) -> None:
    table = read_package().table("events")
    with pytest.raises(sco.InvalidValueError, match=r"is no (integer|number)"):
        select(read_arrow(table), table, [where])


def test_the_wrong_table_backend_or_day_is_an_error() -> None:
    with pytest.raises(sco.UnknownNameError, match="no table 'member'; did you mean 'members'"):
        sco.load("member")
    with pytest.raises(sco.UnknownNameError, match="no backend 'panda'; did you mean 'pandas'"):
        sco.load("members", "panda")  # type: ignore[call-overload]
    with pytest.raises(sco.InvalidValueError, match="no dates to choose by"):
        sco.load("countries", on="2017-06-09")
    with pytest.raises(sco.InvalidValueError, match=r"not every row of institutions has a day.*founded_date>=2017"):
        sco.load("institutions", on="2017-06-09")
    with pytest.raises(sco.InvalidValueError, match="2017-06-31"):
        sco.load("members", on="2017-06-31")


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda: sco.load(None), "no table None"),  # type: ignore[call-overload]
        (lambda: sco.cite(table=3), "no table 3"),  # type: ignore[arg-type]
        (lambda: sco.country_code("India", None), "no code or name of countries None"),  # type: ignore[arg-type]
        (lambda: sco.provenance("members", 5), "no row of members 5"),  # type: ignore[arg-type]
        (lambda: sco.describe(None), "no table None"),  # type: ignore[arg-type]
        (lambda: sco.validate(engine=None), "no engine None"),  # type: ignore[arg-type]
        (lambda: sco.annotate(pd.DataFrame([["IND", "2017-06-09"]], columns=["x", 0])), r"'iso3'\. Allowed: 0, x"),
    ],
)
def test_a_name_that_is_no_text_is_told_as_it_is(ask: Callable[[], object], message: str) -> None:
    with pytest.raises(sco.UnknownNameError, match=message):
        ask()


def test_version_and_day_are_those_of_the_descriptor() -> None:
    package = read_package()
    assert sco.version == package.version
    assert str(sco.as_of_date) == min(
        table.properties["completeUntil"] for table in package.tables if "completeUntil" in table.properties
    )
    assert sco.tables() == list(package.table_names)


def test_a_description_reads_well_in_a_terminal_and_in_a_notebook() -> None:
    described = sco.describe("members.status")
    assert repr(described).startswith("members.status (string): Status\n")
    assert "<td>dialogue_partner</td>" in described._repr_html_()
    assert "<td>start_date</td>" in sco.describe("members")._repr_html_()


def test_every_public_name_resolves_also_after_its_module_was_imported() -> None:
    import importlib

    modules = set(sco._PUBLIC.values())
    for module in modules:
        importlib.import_module(f"sco_dataset.{module}")
    assert modules.isdisjoint(sco._PUBLIC), "a module of the name of a function would take its place"
    for name in sco.__all__:
        assert not isinstance(getattr(sco, name), type(sco)), name


def test_asking_for_a_standing_loads_no_frame_library() -> None:
    heavy = ("pandas", "pyarrow", "numpy", "polars", "duckdb", "narwhals", "frictionless")
    code = f"import sys, sco_dataset; sco_dataset.status('India', '2016-01-01'); print(set({heavy}) & set(sys.modules))"
    assert run(code) == "set()\n"


def test_loading_arrow_loads_neither_pandas_nor_the_compute_functions() -> None:
    heavy = ("pandas", "pyarrow.compute")
    code = f"import sys, sco_dataset; sco_dataset.load('events', 'arrow'); print(set({heavy}) & set(sys.modules))"
    assert run(code) == "set()\n"


@pytest.mark.parametrize(
    ("library", "call", "extra"),
    [
        ("polars", "load('members', 'polars')", "polars"),
        ("duckdb", "load('members', 'duckdb')", "sql"),
        ("duckdb", "query('SELECT 1')", "sql"),
        ("geopandas", "events_geo('geodataframe')", "geo"),
    ],
)
def test_a_missing_extra_is_named_with_its_command(library: str, call: str, extra: str) -> None:
    code = f"import sys; sys.modules[{library!r}] = None; import sco_dataset as sco; sco.{call}"
    assert run(code).splitlines()[-1].endswith(f'need an optional dependency: pip install "sco-dataset[{extra}]"')


FIELDS = [
    {"name": "id", "type": "string"},
    {"name": "n", "type": "integer"},
    {"name": "day", "type": "date"},
    {"name": "text", "type": "string"},
    {"name": "parent", "type": "string"},
]


ROWS = "id,n,day,text,parent\na,1,2001-01-01,Ab,\nb,2,2001-12-31,,a\nc,3,2002-01-01,x,a\nd,,,,b\n"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Return the folder of a package of one table, whose rows refer to each other."""
    key = [{"fields": ["parent"], "reference": {"resource": "", "fields": ["id"]}}]
    return write_package(
        tmp_path, [resource("t", FIELDS, primaryKey=["id"], foreignKeys=key)], {"t.csv": ROWS}, version="7.0"
    ).parent


def test_a_frame_tells_the_version_and_citation_of_its_own_package(small: Path) -> None:
    assert sco.load("t", path=small).attrs == {"version": "7.0", "citation": sco.cite(table="t", path=small)}


def test_the_schema_may_be_asked_of_another_package(small: Path) -> None:
    assert sco.schema("t", small).names == ["id", "n", "day", "text", "parent"]


@pytest.mark.parametrize(
    ("where", "ids"),
    [
        *(("n>=2", "bc"), ("n<=2", "ab"), ("n>2", "c"), ("n<2", "a"), ("n=2", "b"), ("n!=2", "ac")),
        *(("text=", "bd"), ("text!=", "ac"), ("n=", "d"), ("n!=", "abc")),
        *(("text~AB", "a"), ("day~2001-12", "b"), (" n = 2 ", "b"), ("text = x ", "c"), ("day<2001-12-31", "a")),
    ],
)
def test_conditions_choose_rows(small: Path, where: str, ids: str) -> None:
    table = read_package(small).table("t")
    assert "".join(select(read_arrow(table), table, [where])["id"].to_pylist()) == ids


@pytest.mark.parametrize(("year", "ids"), [(2001, "ab"), (2002, "c"), (2003, "")])
def test_a_year_has_its_first_and_its_last_day(small: Path, year: int, ids: str) -> None:
    table = read_package(small).table("t")
    assert "".join(select(read_arrow(table), table, year=year)["id"].to_pylist()) == ids


def test_rows_are_sorted_in_both_directions_and_by_what_is_not_printed(small: Path) -> None:
    table = read_package(small).table("t")
    rows = read_arrow(table)
    assert select(rows, table, ["n!="], sort="-n", columns=["id"])["id"].to_pylist() == ["c", "b", "a"]
    assert select(rows.take([2, 0, 1]), table, sort="n", columns=["id"])["id"].to_pylist() == ["a", "b", "c"]


def test_a_limit_of_no_rows_gives_none(small: Path) -> None:
    table = read_package(small).table("t")
    assert select(read_arrow(table), table, limit=0).num_rows == 0


def test_only_what_is_to_be_equal_must_be_a_key_that_is_there(small: Path) -> None:
    read = read_package(small)
    for where in ("id!=z", "parent=", "parent~z", "id=a"):
        require_known_keys(read, read.table("t"), [where])
    for where in ("id=z", "parent=z"):
        with pytest.raises(UnknownNameError, match="no row of t 'z'"):
            require_known_keys(read, read.table("t"), [where])


@pytest.mark.parametrize("word", ["true", "TRUE", "True"])
def test_true_and_false_may_be_written_large(word: str) -> None:
    table = read_package().table("members")
    found = select(read_arrow(table), table, [f"founding={word}"])
    assert found["founding"].to_pylist() == [True] * 6


def test_a_document_is_of_the_day_on_which_it_was_signed() -> None:
    found = sco.load("documents", on="2015-07-10")
    assert "border-issues-cooperation-agreement-2015" in set(found["document_id"])
    assert set(found["signed_date"]) == {pd.Timestamp("2015-07-10")}


def test_no_day_of_pandas_is_no_day() -> None:
    with pytest.raises(sco.InvalidValueError, match="NaT is no day"):
        sco.load("members", on=pd.NaT)  # type: ignore[call-overload]


def test_a_year_that_is_known_in_part_may_be_asked_for(package_copy: Path) -> None:
    file = package_copy / "datapackage.json"
    file.write_text(
        file.read_text(encoding="utf-8").replace('"completeUntil": "2025-12-31"', '"completeUntil": "2025-06-30"'),
        encoding="utf-8",
    )
    table = read_package(package_copy).table("members")
    assert select(read_arrow(table), table, year=2025).num_rows > 0


def test_relations_can_be_joined_and_named_in_sql() -> None:
    members = sco.load("members", "duckdb")
    countries = sco.load("countries", "duckdb")
    assert len(members.join(countries, "iso3").fetchall()) == len(members.fetchall())
    assert duckdb.sql("SELECT count(*) FROM members WHERE founding").fetchall() == [(6,)]


@pytest.mark.parametrize(
    ("where", "rows"),
    [
        *(("y=2017", "b"), ("y<1000", "a"), ("dt>=2017-06-10", "b"), ("dt=2017-06-09T14:30:00", "a"), ("n=3", "b")),
        *(("b=TRUE", "a"), ("l~AB", "a"), ("my-field=x", "a"), ("имя=да", "b")),
    ],
)
def test_conditions_are_read_as_the_type_of_their_field(where: str, rows: str, tmp_path: Path) -> None:
    fields = [
        {"name": "id", "type": "string"},
        {"name": "y", "type": "year"},
        {"name": "dt", "type": "datetime"},
        {"name": "n", "type": "integer", "constraints": {"enum": [1, 2, 3]}},
        {"name": "b", "type": "boolean", "constraints": {"enum": [True, False]}},
        {"name": "l", "type": "list", "delimiter": "|"},
        {"name": "my-field", "type": "string"},
        {"name": "имя", "type": "string"},
    ]
    content = (
        "id,y,dt,n,b,l,my-field,имя\n"
        "a,0987,2017-06-09T14:30:00,1,true,Ab|c,x,нет\n"
        "b,2017,2017-06-10T00:00:00,3,false,d,y,да\n"
    )
    table = read_package(write_package(tmp_path, [resource("t", fields)], {"t.csv": content})).table("t")
    assert "".join(select(read_arrow(table), table, [where])["id"].to_pylist()) == rows


@pytest.mark.parametrize("value", ["14:30", "2017-06-09T14:30:00Z"])
def test_what_is_no_day_and_time_is_told(value: str, tmp_path: Path) -> None:
    fields = [{"name": "dt", "type": "datetime"}]
    table = read_package(write_package(tmp_path, [resource("t", fields)], {"t.csv": "dt\n"})).table("t")
    with pytest.raises(sco.InvalidValueError, match="write it as 2017-06-09T14:30:00"):
        select(read_arrow(table), table, [f"dt={value}"])


def test_names_with_quotes_are_names_of_columns_of_duckdb(tmp_path: Path) -> None:
    path = write_package(tmp_path, [resource("t", [{"name": 'a"b', "type": "string"}])], {"t.csv": '"a""b"\nx\n'})
    assert sco.load("t", "duckdb", path=path).fetchall() == [("x",)]


@pytest.mark.parametrize("content", ["id,n,day,text,parent", "id,n,day,text,parent\n", "id,n,day,text,parent\r\n"])
def test_a_table_may_have_a_header_only(content: str, small: Path) -> None:
    (small / "t.csv").write_bytes(content.encode())
    assert sco.load("t", "arrow", path=small).num_rows == 0
    assert sco.load("t", path=small).dtypes["n"] == "Int64"


def test_a_column_that_lacks_is_told(small: Path) -> None:
    (small / "t.csv").write_text("id,n,text\n")
    with pytest.raises(sco.InvalidDataError, match="t: the header lacks day, parent; sco-dataset validate tells more"):
        sco.load("t", path=small)
