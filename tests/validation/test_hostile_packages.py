"""Packages that were made to harm: each ends in a verdict or in a clear refusal, never in a traceback."""

# ruff: noqa: E501
from __future__ import annotations

import copy
import gzip
import json
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sco_dataset.checking import validate
from sco_dataset.descriptor import read_package
from sco_dataset.errors import DescriptorError
from sco_dataset.reports import FORMATS, render

from .packages import counts_of_cell, resource, write_package

FULL = resource(
    "t",
    [
        {"name": "a", "type": "string", "format": "default", "constraints": {"pattern": "x", "enum": ["x"], "minLength": 1, "unique": True}},
        {"name": "b", "type": "number", "decimalChar": ",", "groupChar": " ", "bareNumber": False, "constraints": {"minimum": 1, "required": True}},
        {"name": "c", "type": "boolean", "trueValues": ["y"], "falseValues": ["n"], "missingValues": [""]},
        {"name": "d", "type": "list", "delimiter": "|", "itemType": "integer", "constraints": {"maxLength": 2}},
        {"name": "e", "type": "array", "arrayItem": {"type": "integer"}, "constraints": {"jsonSchema": {"type": "array"}}},
        {"name": "f", "type": "date", "constraints": {"maximum": "2020-01-01"}, "categories": None},
        {"name": "g", "type": "string", "categories": ["x", {"value": "y", "label": "Y"}]},
    ],
    primaryKey=["a"],
    uniqueKeys=[["a", "b"]],
    foreignKeys=[{"fields": ["a"], "reference": {"resource": "t", "fields": ["a"]}}],
    missingValues=["", {"value": "-", "label": "none"}],
    fieldsMatch="exact",
) | {"bytes": 3, "hash": "sha256:00", "compression": None}  # fmt: skip
CONTENT = 'a,b,c,d,e,f,g\nx,1,y,1|2,"[1]",2019-01-01,x\n'

scalars = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5),
    st.sampled_from(["", "string", "integer", "csv", "gz", "a", "t", "..", "/etc/passwd", "http://x.org/a", "\x00", "\ud800", "(", "(?=x)", "[", 10**400, -1, 2**64, "utf-16", "rot13", "zip", "idna"]),
)  # fmt: skip
values = st.recursive(
    scalars, lambda v: st.lists(v, max_size=3) | st.dictionaries(st.text(max_size=3), v, max_size=3), max_leaves=5
)


def places(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a JSON value."""
    if at:
        yield at
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in items:
        yield from places(part, (*at, key))


PLACES = list(places({"name": "n", "strict": True, "rules": [], "resources": [FULL]}))


@settings(max_examples=2500, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.sampled_from(PLACES), values), min_size=1, max_size=2))
def test_a_descriptor_of_any_shape_is_read_or_refused(changes: list[tuple[tuple[Any, ...], Any]]) -> None:
    descriptor: Any = copy.deepcopy({"name": "n", "strict": True, "rules": [], "resources": [FULL]})
    for place, value in changes:
        at = descriptor
        try:
            for key in place[:-1]:
                at = at[key]
            at[place[-1]] = value
        except (KeyError, IndexError, TypeError):
            continue
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "datapackage.json")
        path.write_text(json.dumps(descriptor), encoding="utf-8")
        Path(folder, "t.csv").write_text(CONTENT, encoding="utf-8")
        try:
            report = validate(path)
        except DescriptorError as error:
            str(error).encode("utf-8")
            return
        for format_name in FORMATS:
            assert render(report, read_package(path), format_name).encode("utf-8")


@settings(max_examples=300, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(st.binary(max_size=60), st.booleans())
def test_a_file_of_any_bytes_is_read_or_refused(content: bytes, strict: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = write_package(Path(folder), [resource("t", [{"name": "a", "type": "integer"}])], {"t.csv": content})
        validate(path, strict=strict)


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"{", b"null", b'{"resources": {}}', b'{"resources": []}', b'{"resources": [1]}', b"\xff", b"[" * 100_000,
     b'{"a": NaN, "resources": []}', b'{"resources": [{"name": "t", "type": "table", "path": "t.csv"}]}', b"9" * 5000],
)  # fmt: skip
def test_what_is_no_descriptor_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "datapackage.json").write_bytes(content)
    with pytest.raises(DescriptorError):
        validate(tmp_path)


def test_a_header_of_no_rows_is_the_first_one(tmp_path: Path) -> None:
    table = resource("t", [{"name": "a"}])
    table["dialect"]["headerRows"] = []
    assert validate(write_package(tmp_path, [table], {"t.csv": "a\nx\n"})).valid


@pytest.mark.parametrize("key", ["path", "schema", "dialect"])
@pytest.mark.parametrize(
    "path", ["../t.csv", "/etc/hostname", "~/t.csv", "$HOME/t.csv", "file:///etc/hostname", "http://127.0.0.1/t.csv", "a/../../t.csv", "..\\t.csv", "%2e%2e/t.csv", "link/hostname", "t\0.csv", " ", "a" * 5000, "loop"]
)  # fmt: skip
def test_a_path_out_of_the_package_is_refused(key: str, path: str, tmp_path: Path) -> None:
    folder = tmp_path / "package"
    folder.mkdir()
    (folder / "link").symlink_to("/etc")
    (folder / "loop").symlink_to("loop")
    (tmp_path / "t.csv").write_text("{}")
    described = resource("t", [{"name": "a", "type": "string"}]) | {key: path}
    with pytest.raises(DescriptorError):
        validate(write_package(folder, [described], {"t.csv": "a\nx\n"}))


@pytest.mark.parametrize(
    "schema",
    [{"$ref": "http://127.0.0.1:9/schema.json"}, {"$ref": "file:///etc/hostname"}, {"$ref": "schema.json"}, {"$schema": "http://127.0.0.1:9/x"}],
)  # fmt: skip
def test_a_json_schema_fetches_nothing(schema: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("somebody went to the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    (tmp_path / "schema.json").write_text("{}")
    fields = [{"name": "a", "type": "object", "constraints": {"jsonSchema": schema}}]
    path = write_package(tmp_path, [resource("t", fields)], {"t.csv": 'a\n"{}"\n'})
    with pytest.raises(DescriptorError, match="jsonSchema"):
        validate(path)


@pytest.mark.parametrize(
    "field",
    [
        {"type": "string", "constraints": {"minLength": "2"}}, {"type": "string", "constraints": {"enum": "xyz"}},
        {"type": "string", "constraints": {"required": "yes"}}, {"type": "date", "categories": ["2020-01-01"]},
        {"type": "string", "categories": []}, {"type": "number", "constraints": {"minimum": "NaN"}},
        {"type": "integer", "constraints": {"minimum": True}}, {"type": "integer", "constraints": {"minimum": 2.5}},
        {"type": "number", "constraints": {"minimum": True}},
    ],
)  # fmt: skip
def test_limits_that_mean_nothing_are_refused(field: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(DescriptorError):
        counts_of_cell(tmp_path, field, "x")


@pytest.mark.parametrize("type", ["array", "object", "geojson"])
def test_json_nested_beyond_measure_is_no_value(type: str, tmp_path: Path) -> None:
    assert counts_of_cell(tmp_path, {"type": type}, "[" * 100_000) == {"type-error": 1}


def test_a_pattern_that_takes_exponential_time_elsewhere_takes_none_here(tmp_path: Path) -> None:
    fields = [{"name": "a", "type": "string", "constraints": {"pattern": "(a+)+"}}]
    path = write_package(tmp_path, [resource("t", fields)], {"t.csv": "a\n" + "a" * 5000 + "b\n"})
    assert validate(path).counts == {"constraint-error": 1}


# Runs in a process of its own, whose address space is held to what is given.
BOUNDED = """
import resource, sys
from sco_dataset.checking import validate
import sco_dataset.validation.engine
from sco_dataset.validation.limits import Limits
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[2]),) * 2)
print(validate(sys.argv[1], limit=10, limits=Limits(unpacked_bytes=2**29)).counts)
"""
GIBIBYTE = 2**30


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds the address space to a limit")
@pytest.mark.parametrize(
    ("content", "counts"),
    [
        pytest.param(b"a,b\n1," + b"x" * 300_000_000, {"row-size": 1}, id="cell of 300 MB"),
        pytest.param(b"a,b\n1,2\n" + b",".join([b"1"] * 1_000_000) + b"\n", {"extra-cell": 999_998}, id="million cells"),
        pytest.param(b",".join(b"%d" % i for i in range(1_000_000)) + b"\n", {"extra-label": 999_998, "incorrect-label": 2}, id="million columns"),
        pytest.param(b"a,b\n" + b"x\n" * 2_000_000, {"missing-cell": 2_000_000, "type-error": 2_000_000}, id="millions of problems"),
    ],
)  # fmt: skip
def test_memory_stays_bounded(content: bytes, counts: dict[str, int], tmp_path: Path) -> None:
    fields = [{"name": "a", "type": "integer"}, {"name": "b", "type": "string"}]
    path = write_package(tmp_path, [resource("t", fields)], {"t.csv": content})
    assert eval(bounded(path)) == counts


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds the address space to a limit")
def test_a_bomb_of_gzip_is_stopped(tmp_path: Path) -> None:
    fields = [{"name": "a", "type": "string"}]
    member = gzip.compress(b"a\n" + b"x\n" * 32_000_000)
    described = resource("t", fields) | {"path": "t.csv.gz", "compression": "gz"}
    path = write_package(tmp_path, [described], {"t.csv.gz": member * 20})
    assert eval(bounded(path)) == {"unpacked-size": 1}


def bounded(path: Path) -> str:
    command = [sys.executable, "-c", BOUNDED, str(path), str(2 * GIBIBYTE)]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout


@pytest.mark.parametrize(
    ("properties", "message"),
    [({"completeUntil": "9999-12-31"}, "completeUntil"), ({}, "trueValues: at least one word is needed")],
)
def test_what_nothing_can_be_made_of_is_refused(properties: dict[str, str], message: str, tmp_path: Path) -> None:
    fields = [{"name": "a", "type": "boolean", **({} if properties else {"trueValues": []})}]
    path = write_package(tmp_path, [{**resource("t", fields), **properties}], {"t.csv": "a\ntrue\n"})
    with pytest.raises(DescriptorError, match=message):
        read_package(path)


@pytest.mark.parametrize("engine", ["arrow", "frictionless"])
def test_ascii_is_no_utf_8(engine: str, tmp_path: Path) -> None:
    table = {**resource("t", [{"name": "a", "type": "string"}]), "encoding": "ascii"}
    path = write_package(tmp_path, [table], {"t.csv": "a\né\n".encode()})
    assert [issue.code for issue in validate(path, engine).issues] == ["encoding-error"]
