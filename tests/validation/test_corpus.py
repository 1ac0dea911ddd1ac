"""Cell by cell: every type and format on every text of the corpus, both engines alike."""

# A table of cases, one a line.
# ruff: noqa: E501
from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from .corpus import TEXTS, texts_of
from .packages import both, resource, write_package

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
    assert sum(ours.values()) < 2 * len(texts) + 3
