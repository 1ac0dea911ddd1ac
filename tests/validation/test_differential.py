"""Random schemas and tables: our engine and frictionless find the same problems in the same places.

What is left out of the generated cases is what ``sco_dataset.validation.differences`` lists.
"""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .corpus import texts_of
from .packages import both, resource, write_package

SETTINGS = settings(
    max_examples=2500, deadline=None, derandomize=True, database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)  # fmt: skip

# Values in two or three spellings each, so that keys meet.
KEY_TEXTS = {
    "string": ["a", "b", "c", "", "ab", "1"],
    "integer": ["1", "01", "+1", "2", "3", "", "x", " 2"],
    "number": ["1", "1.0", "1.00", "1e0", "2.5", "0.1", "0.10000000000000000001", "", "x", "NaN"],
    "boolean": ["true", "1", "false", "", "x"],
    "date": ["2020-01-01", "2020-1-1", "2020-02-29", "", "2020-02-30"],
    "year": ["2020", "0001", "2021", "", "x"],
    "yearmonth": ["2020-01", "2020-1", "2021-02", ""],
    "datetime": ["2020-01-01T00:00:00", "2020-01-01T00:00:00Z", "2020-01-01T01:00:00+01:00", ""],
    "time": ["12:00:00", "12:00:00Z", "13:00:00+01:00", ""],
    "duration": ["P1D", "PT24H", "P1Y", "P12M", ""],
    "any": ["a", "1", ""],
    "geopoint": ["1,2", "1.0, 2", "3,4", ""],
}


@st.composite
def constraints(draw: st.DrawFn, type: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if draw(st.booleans()):
        found["required"] = draw(st.booleans())
    if type in KEY_TEXTS and draw(st.integers(0, 3)) == 0:
        found["unique"] = True
    bounds = {
        "integer": [0, 2, "7", 42], "number": [0, 0.1, 2.5, "1e3"], "date": ["2020-01-01", "2020-02-29"],
        "year": [2020, "0001"], "yearmonth": ["2020-01"],
    }  # fmt: skip
    if type in bounds and draw(st.booleans()):
        name = draw(st.sampled_from(["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"]))
        found[name] = draw(st.sampled_from(bounds[type]))
    if type == "string":
        if draw(st.booleans()):
            found["pattern"] = draw(st.sampled_from([r"[a-z]+", r"\w*", r"(a|b).*", r".{1,3}", r"\S+", r"(?=.*a).*"]))
        if draw(st.booleans()):
            found["minLength"] = draw(st.integers(0, 3))
        if draw(st.booleans()):
            found["maxLength"] = draw(st.integers(0, 5))
    if type in ("list", "array", "object") and draw(st.booleans()):
        found["minLength"] = draw(st.integers(0, 3))
    enumerations = {
        "string": ["a", "b", "上海"], "integer": [1, "2", 42], "number": [1, "0.1", 2.5], "date": ["2020-01-01"],
        "boolean": [True, "false"], "year": [2020, "0001"],
    }  # fmt: skip
    if type in enumerations and draw(st.integers(0, 3)) == 0:
        found["enum"] = draw(st.lists(st.sampled_from(enumerations[type]), min_size=1, max_size=3))
    return found


@st.composite
def fields(draw: st.DrawFn, name: str) -> dict[str, Any]:
    types = [*KEY_TEXTS, "list", "array", "object", "geojson"]
    type = draw(st.sampled_from([*types, "string", "integer", "number", "date"]))
    field = {"name": name, "type": type, "constraints": draw(constraints(type))}
    if draw(st.integers(0, 5)) == 0:
        field["missingValues"] = draw(st.sampled_from([["", "-"], ["NA"], [], ["a", ""]]))
    return field


@st.composite
def cell(draw: st.DrawFn, field: dict[str, Any]) -> str:
    type = field["type"]
    texts = texts_of(type)
    if type in KEY_TEXTS and draw(st.integers(0, 4)):
        texts = KEY_TEXTS[type]
    return draw(st.sampled_from([t for t in texts if t != "sNaN"]))


@st.composite
def tables(draw: st.DrawFn, name: str) -> tuple[dict[str, Any], str]:
    columns = [draw(fields(f"f{i}")) for i in range(draw(st.integers(1, 4)))]
    names = [column["name"] for column in columns]
    schema: dict[str, Any] = {}
    keyable = [column["name"] for column in columns if column["type"] in KEY_TEXTS]
    if keyable and draw(st.booleans()):
        schema["primaryKey"] = draw(st.lists(st.sampled_from(keyable), min_size=1, max_size=2, unique=True))
    if draw(st.integers(0, 4)) == 0:
        schema["missingValues"] = draw(st.sampled_from([["", "-"], ["x", ""], ["NA"]]))
    rows = []
    for _ in range(draw(st.integers(0, 8))):
        row = [draw(cell(column)) for column in columns]
        shape = draw(st.integers(0, 12))
        row = row[:-1] if shape == 0 else [*row, "more"] if shape == 1 else [] if shape == 2 else row
        rows.append(row)
    text = io.StringIO()
    writer = csv.writer(
        text, lineterminator=draw(st.sampled_from(["\n", "\r\n"])), quoting=draw(st.sampled_from([0, 1]))
    )
    writer.writerow(names)
    for row in rows:
        if row:
            writer.writerow(row)
        else:
            text.write("\n")
    return resource(name, columns, **schema), text.getvalue()


@st.composite
def packages(draw: st.DrawFn) -> tuple[list[dict[str, Any]], dict[str, str]]:
    resources, files = [], {}
    for name in ("a", "b")[: draw(st.integers(1, 2))]:
        table, text = draw(tables(name))
        resources.append(table)
        files[f"{name}.csv"] = text
    for table in resources:
        for _ in range(draw(st.integers(0, 2))):
            _add_foreign_key(draw, table, draw(st.sampled_from(resources)))
    return resources, files


def _add_foreign_key(draw: st.DrawFn, table: dict[str, Any], target: dict[str, Any]) -> None:
    own = [f["name"] for f in table["schema"]["fields"] if f["type"] in KEY_TEXTS]
    others = [f["name"] for f in target["schema"]["fields"] if f["type"] in KEY_TEXTS]
    size = min(len(own), len(others), draw(st.integers(1, 2)))
    if size:
        key = {
            "fields": draw(st.permutations(own))[:size],
            "reference": {
                "resource": "" if target is table else target["name"],
                "fields": draw(st.permutations(others))[:size],
            },
        }
        keys = table["schema"].setdefault("foreignKeys", [])
        if key not in keys:
            keys.append(key)


@SETTINGS
@given(packages())
def test_both_engines_find_the_same(package: tuple[list[dict[str, Any]], dict[str, str]]) -> None:
    resources, files = package
    with tempfile.TemporaryDirectory() as folder:
        path = write_package(Path(folder), resources, files)
        ours, theirs = both(path)
        assert ours == theirs
