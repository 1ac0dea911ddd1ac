"""Each deliberate difference from frictionless is one: shown on the smallest package."""

# A table of cases, one a line.
# ruff: noqa: E501
from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from sco_dataset.checking import validate
from sco_dataset.errors import DescriptorError
from sco_dataset.validation.differences import DIFFERENCES

from .packages import resource, write_package

# What an engine says: its codes with their numbers, or how it refuses.
Said = dict[str, int] | str
CRASH = "exception"
REFUSED = "refused"


def text(name: str = "a", **more: Any) -> dict[str, Any]:
    return {"name": name, "type": "string", **more}


def field(type: str, **more: Any) -> dict[str, Any]:
    return {"name": "a", "type": type, **more}


def table(fields: list[dict[str, Any]], dialect: Mapping[str, Any] | None = None, **schema: Any) -> dict[str, Any]:
    found = resource("t", fields, **schema)
    found["dialect"] |= dialect or {}
    return found


def guessing(found: dict[str, Any], *names: str) -> dict[str, Any]:
    """Leave properties out of a resource or its dialect."""
    for name in names:
        found.pop(name, None)
        found["dialect"].pop(name, None)
    return found


def pattern(regex: str) -> dict[str, Any]:
    return table([text(constraints={"pattern": regex})])


# Resource, content of its files, what we say, what frictionless says.
DEMONSTRATIONS: dict[str, tuple[dict[str, Any], bytes | list[bytes], Said, Said]] = {
    "header-alone": (
        table([text(), field("integer") | {"name": "b"}]), b"b,a\nx,y\n",
        {"incorrect-label": 2}, {"incorrect-label": 2, "type-error": 1},
    ),
    "blank-header": (table([text()]), b"\nx\n", {"blank-header": 1}, {}),
    "comment-above-header": (
        table([text(), field("integer") | {"name": "b"}], {"commentChar": "#"}), b"# by hand\na,b\nx,1\n", {}, {"type-error": 1},
    ),
    "header-of-two-rows": (
        table([text("a b"), text("c")], {"headerRows": [1, 2]}), b"a,c\nb,\nx,y\n", {}, {"incorrect-label": 1},
    ),
    "header-guess": (
        guessing(table([text(), text("b"), text("c")]), "header"), b"a\n1,2,3\n1,2,3\n1,2,3\n1,2,3\n",
        {"missing-label": 2}, {"incorrect-label": 3},
    ),
    "duplicate-by-name": (
        table([text()], fieldsMatch="equal"), b"a,a\n1,2\n", {"duplicate-label": 1}, {"error": 1},
    ),
    "sniffed-dialect": (
        guessing(table([text(), text("b")]), "delimiter"), b"a;b\n1;2\n3;4\n", {"incorrect-label": 1, "missing-label": 1}, {},
    ),
    "guessed-encoding": (guessing(table([text()]), "encoding"), b"a\n\xe9t\xe9\n", {"encoding-error": 1}, {}),
    "utf-16-without-mark": (
        {**table([text()]), "encoding": "utf-16"}, "a\nx\n".encode("utf-16-be"), {"encoding-error": 1}, {"source-error": 1},
    ),
    "unclosed-quote": (table([text()]), b'a\nx\n"y\nz\n', {"unclosed-quote": 1}, {}),
    "pattern-alternatives": (pattern("x|y"), b"a\nxz\n", {"constraint-error": 1}, {}),
    "pattern-line-end": (pattern("x"), b'a\n"x\n"\n', {"constraint-error": 1}, {}),
    "unique-keys": (table([text(), text("b")], uniqueKeys=[["a", "b"]]), b"a,b\n1,2\n1,2\n1,\n1,\n", {"unique-key": 1}, {}),
    "unique-structures": (
        table([field("array", constraints={"unique": True})]), b"a\n[1]\n[1]\n", {"unique-error": 1}, CRASH,
    ),
    "categories": (table([text(categories=["x", {"value": "y"}])]), b"a\nx\ny\nz\n", {"constraint-error": 1}, {}),
    "null-sequence": (
        table([field("integer")], {"nullSequence": "\\N"}), b"a\n1\n\\N\n", {"blank-row": 1}, {"type-error": 1},
    ),
    "group-char-of-integers": (table([field("integer", groupChar="'")]), b"a\n1'000\n", {}, {"type-error": 1}),
    "case-of-header": (
        table([text()], {"caseSensitiveHeader": False}), b"A\nx\n", {}, {"incorrect-label": 1},
    ),
    "parts": (table([text(), text("b")]), [b"a,b\n1,2", b"b,a\n3,4\n"], {"incorrect-label": 2}, {"extra-cell": 1}),
    "unread-limits": (table([field("integer", constraints={"minimum": "x"})]), b"a\n1\n", REFUSED, CRASH),
    "structured-limits": (
        table([field("list", constraints={"enum": [["x", "y"]]})]), b'a\n"x,y"\nz\n', {"constraint-error": 1}, REFUSED,
    ),
    "items-before-enum": (
        table([field("array", arrayItem={"type": "integer"}, constraints={"enum": [[1]]})]), b'a\n"[""x""]"\n',
        {"type-error": 1}, {"constraint-error": 1},
    ),
    "incomparable": (
        table([field("time", constraints={"minimum": "12:00:00"})]), b"a\n13:00:00Z\n", {"constraint-error": 1}, CRASH,
    ),
    "signalling-nan": (table([field("number", constraints={"minimum": 0})]), b"a\nsNaN\n", {"type-error": 1}, CRASH),
    "repeated-foreign-key": (
        table(
            [text(), text("b")],
            foreignKeys=2 * [{"fields": ["a"], "reference": {"resource": "", "fields": ["b"]}}],
        ), b"a,b\nx,y\n", {"foreign-key": 1}, {"foreign-key": 2},
    ),
    "unreadable-target": (
        table([text()], foreignKeys=[{"fields": ["a"], "reference": {"resource": "empty", "fields": ["a"]}}]), b"a\nx\n",
        {"source-error": 1}, {"source-error": 1, "foreign-key": 1},
    ),
    "not-checked": (
        table([field("boolean", constraints={"minimum": 1}), text("b", constraints={"required": True})]), b"a,b\n1,\n",
        {"constraint-error": 1, "not-checked": 1}, REFUSED,
    ),
}  # fmt: skip


def said(check: Callable[[], dict[str, int]]) -> Said:
    try:
        return check()
    except DescriptorError:
        return REFUSED
    except Exception:  # whatever frictionless ends with
        return CRASH


def test_every_difference_is_demonstrated() -> None:
    assert set(DEMONSTRATIONS) == {difference.id for difference in DIFFERENCES}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("id", DEMONSTRATIONS)
def test_the_engines_differ_as_the_table_says(id: str, tmp_path: Path) -> None:
    described, content, ours, theirs = DEMONSTRATIONS[id]
    files = {"t.csv": content} if isinstance(content, bytes) else {f"t{i}.csv": c for i, c in enumerate(content)}
    described = {**described, "path": list(files) if len(files) > 1 else "t.csv"}
    beside = [resource("empty", [text()])] if id == "unreadable-target" else []
    path = write_package(tmp_path, [described, *beside], files | {f"{other['name']}.csv": b"" for other in beside})
    assert said(lambda: validate(path, strict=False).counts) == ours
    assert said(lambda: validate(path, engine="frictionless").counts) == theirs
    assert ours != theirs


def test_the_null_sequence_is_one_more_missing_value(tmp_path: Path) -> None:
    described = table([text("id"), field("integer")], {"nullSequence": "\\N"}, missingValues=["", "-"])
    assert validate(write_package(tmp_path, [described], {"t.csv": "id,a\nx,-\ny,\\N\nz,\n"})).valid
