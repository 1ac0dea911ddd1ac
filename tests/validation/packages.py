"""Small packages for tests, and what the two engines say of them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sco_dataset.checking import validate
from sco_dataset.validation.codes import CODES
from sco_dataset.validation.report import Report

# Everything declared that frictionless would otherwise guess.
DIALECT = {
    "delimiter": ",",
    "quoteChar": '"',
    "doubleQuote": True,
    "skipInitialSpace": False,
    "header": True,
}

# Fields of a table that serves most tests.
FIELDS = ({"name": "id", "type": "string"}, {"name": "n", "type": "integer"})

Verdict = tuple[str | None, int | None, str | None, str]


def resource(name: str, fields: Sequence[Mapping[str, Any]], **schema: Any) -> dict[str, Any]:
    return {
        "name": name,
        "type": "table",
        "path": f"{name}.csv",
        "scheme": "file",
        "format": "csv",
        "encoding": "utf-8",
        "dialect": dict(DIALECT),
        "schema": {"$schema": "https://datapackage.org/profiles/2.0/tableschema.json", "fields": fields, **schema},
    }


def write_package(
    folder: Path, resources: Sequence[Mapping[str, Any]], files: Mapping[str, bytes | str], **properties: Any
) -> Path:
    descriptor = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "test",
        **properties,
        "resources": resources,
    }
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    path = folder / "datapackage.json"
    path.write_text(json.dumps(descriptor), encoding="utf-8")
    return path


def counts_of_cell(folder: Path, field: Mapping[str, Any], text: str, **options: Any) -> dict[str, int]:
    """What is found in a table whose only row has a text as a cell of a field, by code."""
    fields = [{"name": "id", "type": "integer"}, {"name": "a", **field}]
    quoted = '"' + text.replace('"', '""') + '"'
    return validate(write_package(folder, [resource("t", fields)], {"t.csv": f"id,a\n1,{quoted}\n"}), **options).counts


def verdicts(report: Report) -> Counter[Verdict]:
    """Where a report finds what, in the codes that both engines know."""
    return Counter(
        (issue.table, issue.row, issue.field, issue.code)
        for issue in report.issues
        if issue.code not in CODES or CODES[issue.code].shared
    )


def both(path: Path) -> tuple[Counter[Verdict], Counter[Verdict]]:
    """What our engine says, not strictly, and what frictionless says."""
    ours = validate(path, strict=False)
    theirs = validate(path, engine="frictionless")
    return verdicts(ours), verdicts(theirs)
