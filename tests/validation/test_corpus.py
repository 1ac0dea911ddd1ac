"""Cell by cell: every type and format on every text of the corpus, both engines alike; and texts alone."""

# A table of cases, one a line.
# ruff: noqa: E501
from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from sco_dataset.descriptor import read_package
from sco_dataset.validation import columns

from .corpus import TEXTS, texts_of
from .packages import both, counts_of_cell, resource, write_package

FIELDS: list[dict[str, Any]] = [
    *({"type": type} for type in TEXTS),
    *({"type": "string", "format": format} for format in ("email", "uri", "uuid", "binary")),
    *({"type": "geopoint", "format": format} for format in ("array", "object")),
    {"type": "geojson", "format": "topojson"},
    {"type": "date", "format": "any"},
    {"type": "date", "format": "%d/%m/%Y"},
    {"type": "datetime", "format": "any"},
    {"type": "datetime", "format": "%Y-%m-%dT%H:%M"},
    {"type": "time", "format": "any"},
    {"type": "time", "format": "%H:%M"},
    {"type": "integer", "bareNumber": False},
    {"type": "number", "bareNumber": False},
    {"type": "number", "decimalChar": ","},
    {"type": "number", "groupChar": "_", "decimalChar": ","},
    {"type": "number", "groupChar": ","},
    {"type": "boolean", "trueValues": ["yes", "t"], "falseValues": ["-", "1"]},
    *({"type": "list", "itemType": item} for item in ("integer", "number", "date", "boolean", "time", "datetime")),
    {"type": "list", "delimiter": "|", "itemType": "integer"},
    {"type": "array", "arrayItem": {"type": "integer"}},
    {"type": "integer", "missingValues": ["", "-", "NA"]},
    {"type": "integer", "constraints": {"minimum": 1, "maximum": 42}},
    {"type": "integer", "constraints": {"exclusiveMinimum": "1", "exclusiveMaximum": 9223372036854775808}},
    {"type": "integer", "constraints": {"enum": [1, "7", 42]}},
    {"type": "number", "constraints": {"minimum": 0.1}},
    {"type": "number", "constraints": {"exclusiveMinimum": 0.1, "maximum": "1e5"}},
    {"type": "number", "constraints": {"enum": ["0.10", 5]}},
    {"type": "boolean", "constraints": {"enum": [True]}},
    {"type": "date", "constraints": {"minimum": "2020-01-01", "exclusiveMaximum": "9999-12-31"}},
    {"type": "date", "constraints": {"enum": ["2020-02-29", "2020-2-3"]}},
    {"type": "year", "constraints": {"minimum": 2020}},
    {"type": "yearmonth", "constraints": {"maximum": "2020-01"}},
    {"type": "duration", "constraints": {"enum": ["PT24H"]}},
    {"type": "string", "constraints": {"minLength": 2, "maxLength": 3}},
    {"type": "string", "constraints": {"enum": ["abc", "上海", " "]}},
    *(
        {"type": "string", "constraints": {"pattern": pattern}}
        for pattern in (r"[a-z]+", r"\w+", r"\d+", r"\S+", r"\D+", r"(a|x)+", r"(?=a).*", r"[^\d]+", r"(?i:A.*)", r".{,3}")
    ),
    {"type": "list", "constraints": {"minLength": 2, "maxLength": 2}},
    {"type": "array", "constraints": {"minLength": 1, "maxLength": 2}},
    {"type": "object", "constraints": {"minLength": 1, "maxLength": 2}},
    {"type": "array", "constraints": {"enum": [[1]]}},
    {"type": "any", "constraints": {"enum": ["abc", "x"]}},
    *({"type": type, "constraints": {"unique": True}} for type in TEXTS if type not in ("list", "array", "object", "geojson", "number")),
]  # fmt: skip


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: "-".join(str(v) for v in field.values())[:70])
def test_both_engines_say_the_same_of_every_text(field: dict[str, Any], tmp_path: Path) -> None:
    texts = [text for text in texts_of(field["type"], field.get("format", "default")) if text != "sNaN"]
    lines = io.StringIO()
    writer = csv.writer(lines)
    writer.writerow(["id", "value"])
    writer.writerows(enumerate([*texts, "", *texts]))
    fields = [{"name": "id", "type": "integer"}, {"name": "value", **field}]
    path = write_package(tmp_path, [resource("table", fields)], {"table.csv": lines.getvalue()})
    ours, theirs = both(path)
    assert ours == theirs


@pytest.mark.parametrize(
    ("field", "text", "counts"),
    [
        ({"type": "string", "constraints": {"minLength": 2}}, "上", {"constraint-error": 1}),
        ({"type": "string", "constraints": {"maxLength": 2}}, "上海", {}),
        ({"type": "string", "constraints": {"pattern": r"\bä\b"}}, "ä", {}),
        ({"type": "string", "constraints": {"pattern": "(?i:i+)"}}, "ı", {}),
        ({"type": "string", "constraints": {"pattern": None, "enum": None, "minLength": None}}, "x", {}),
        ({"type": "number", "constraints": {"maximum": 0.1}}, "0.10000000000000001", {"constraint-error": 1}),
        ({"type": "number", "constraints": {"minimum": 0.3}}, "0.29999999999999999", {"constraint-error": 1}),
        ({"type": "integer", "constraints": {"minimum": 2.0}}, "1", {"constraint-error": 1}),
        ({"type": "integer", "constraints": {"minimum": 2.0}}, "2", {}),
        ({"type": "geopoint", "constraints": {"enum": [[1, 2]]}}, "1,2", {}),
        ({"type": "geopoint", "constraints": {"enum": [[1, 2]]}}, "1,3", {"constraint-error": 1}),
        ({"type": "geopoint"}, "180,90", {}),
        (
            {"type": "array", "arrayItem": {"type": "date"}, "constraints": {"enum": [["2020-01-01"]]}},
            '["2020-01-01"]',
            {},
        ),
        ({"type": "array", "arrayItem": {"type": "number"}, "constraints": {"enum": [[0.1]]}}, "[0.1]", {}),
        ({"type": "list", "itemType": "number", "constraints": {"enum": [[0.1, 2]]}}, "0.1,2", {}),
        (
            {"type": "list", "itemType": "date", "constraints": {"enum": [["2020-01-01"]]}},
            "2020-01-02",
            {"constraint-error": 1},
        ),
        ({"type": "duration", "constraints": {"minimum": "P1M"}}, "P2M", {}),
        ({"type": "duration", "constraints": {"minimum": "P1M"}}, "P32D", {}),
        ({"type": "duration", "constraints": {"minimum": "P1M"}}, "P30D", {"constraint-error": 1}),
        ({"type": "duration", "constraints": {"exclusiveMaximum": "P1Y"}}, "P12M", {"constraint-error": 1}),
        ({"type": "duration", "constraints": {"exclusiveMaximum": "P1Y"}}, "PT24H", {}),
        ({"type": "string", "constraints": {"pattern": "(?i)ab"}}, "aB", {}),
        ({"type": "number", "decimalChar": ".", "constraints": {"minimum": 1}}, "sNaN", {"type-error": 1}),
        ({"type": "geopoint", "format": "object"}, '{"lon": 1, "lat": 2, "z": 3}', {"type-error": 1}),
        ({"type": "date", "format": "fmt:%d/%m/%Y"}, "01/02/2020", {}),
        ({"type": "integer", "missingValues": ["-"]}, "", {"type-error": 1}),
        ({"type": "string", "missingValues": ["-"], "constraints": {"required": True}}, "", {}),
    ],
)
def test_a_text_is_judged_without_others_beside_it(
    field: dict[str, Any], text: str, counts: dict[str, int], tmp_path: Path
) -> None:
    assert counts_of_cell(tmp_path, field, text) == counts


def test_verdicts_that_were_forgotten_are_found_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "REMEMBERED", 1)
    path = write_package(tmp_path, [resource("t", [{"name": "n", "type": "integer"}])], {})
    column = columns.Column.of(read_package(path).table("t").field("n"), None, strict=False, at="")
    assert column.judge(["x", "+1", "y"]) == [("type",), (), ("type",)]
    assert column.judge(["y", "z", "+1"]) == [("type",), ("type",), ()]
