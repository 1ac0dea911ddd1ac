"""Strict checking: exact lexical forms, and text as a publisher wants it."""

# Tables of cases.
# ruff: noqa: E501
from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sco_dataset.checking import validate
from sco_dataset.validation.line_ends import LineEnds

from .packages import DIALECT, FIELDS, counts_of_cell, resource, write_package

# Texts that frictionless takes for values of the type, and strict checking does not.
LAX = {
    "integer": ["1_000", "١٢", "１２", " 7", "7 ", "\u00a07"],
    "number": ["1_0.5", " 1.5", "inf", "Infinity", "nan", "١.5"],
    "date": ["2001-6-5", "２００１-01-01"],
    "time": ["12:30:00,5", "24:00:00"],
    "datetime": ["2020-01-01 12:30:00", "2020-01-01t12:30:00"],
    "year": ["20_1", " 201", "+201", "２０２０"],
    "yearmonth": ["2020-1", "20-01", " 2020-01"],
}
# Texts that both take for values.
EXACT = {
    "integer": ["0", "-7", "+7", "007", "9" * 30],
    "number": ["3.14", "-0.5", ".5", "5.", "1e5", "NaN", "INF", "-INF"],
    "date": ["2000-02-29", "0001-01-01"],
    "time": ["12:30:00", "12:30:00.5", "12:30:00Z"],
    "datetime": ["2020-01-01T12:30:00", "2020-02-29T00:00:00+02:00"],
    "year": ["2020", "0001"],
    "yearmonth": ["2020-12"],
}


@pytest.mark.parametrize(("type", "text"), [(type, text) for type, texts in LAX.items() for text in texts])
def test_a_form_that_is_not_exact_is_an_error_only_strictly(type: str, text: str, tmp_path: Path) -> None:
    assert counts_of_cell(tmp_path, {"type": type}, text, strict=False) == {}
    assert counts_of_cell(tmp_path, {"type": type}, text, strict=True)["type-error"] == 1


@pytest.mark.parametrize(("type", "text"), [(type, text) for type, texts in EXACT.items() for text in texts])
def test_an_exact_form_is_none(type: str, text: str, tmp_path: Path) -> None:
    assert counts_of_cell(tmp_path, {"type": type}, text, strict=True) == {}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a\x00", "control-character"), ("a\tb", "control-character"), ("a\rb", "control-character"),
        ("a\x85b", "control-character"), ("a\u200bb", "invisible-character"), ("a\u202eb", "invisible-character"),
        ("a\ufeffb", "invisible-character"), ("e\u0301", "not-nfc"), ("\u212b", "not-nfc"), ("Cовет", "mixed-script"),
        ("\u0441o", "mixed-script"), ("=1", "formula-cell"), ("+1", "formula-cell"), ("-1", "formula-cell"),
        ("@a", "formula-cell"), (" a", "padding"), ("a\u00a0", "padding"), ("a\n", "padding"), ("x" * 32_768, "long-cell"),
        ("a\x7f", "control-character"), ("a\u00adb", "invisible-character"), ("a\u061cb", "invisible-character"),
        ("a\u180eb", "invisible-character"), ("a\u2060b", "invisible-character"), ("a\u2064b", "invisible-character"),
        ("a\u2066b", "invisible-character"), ("a\u03b1", "mixed-script"), ("\u03b1a", "mixed-script"), ("\u00a0a", "padding"),
    ],
)  # fmt: skip
def test_text_is_checked_strictly(text: str, code: str, tmp_path: Path) -> None:
    assert counts_of_cell(tmp_path, {"type": "string"}, text, strict=False) == {}
    assert counts_of_cell(tmp_path, {"type": "string"}, text, strict=True) == {code: 1}


@pytest.mark.parametrize(
    "text", ["Совет", "上海 Shanghai Шанхай", "é", "a-b", "1+1", "x" * 32_767, "é" * 32_767, "a\nb", "«ШОС»", "N/A"]
)
def test_sound_text_passes(text: str, tmp_path: Path) -> None:
    assert counts_of_cell(tmp_path, {"type": "string"}, text, strict=True) == {}


def test_a_tab_before_text_is_padding_and_makes_a_formula(tmp_path: Path) -> None:
    counts = counts_of_cell(tmp_path, {"type": "string"}, "\ta", strict=True)
    assert counts == {"control-character": 1, "formula-cell": 1, "padding": 1}


@pytest.mark.parametrize(
    ("field", "text", "counts"),
    [
        ({"type": "list", "itemType": "integer"}, "1,2", {}),
        ({"type": "list", "itemType": "integer"}, "1, 2", {"type-error": 1}),
        ({"type": "integer", "bareNumber": False}, "5 km", {}),
        ({"type": "number", "decimalChar": ","}, "1,5", {}),
        ({"type": "integer", "groupChar": "'"}, "1'000", {}),
        ({"type": "geopoint"}, "1 , 2", {"type-error": 1}),
        ({"type": "string", "format": "uuid"}, "2bc1c94f0deb43e992a14775189ec9f8", {"type-error": 1}),
    ],
)
def test_the_exact_form_follows_the_properties_of_the_field(
    field: dict[str, Any], text: str, counts: dict[str, int], tmp_path: Path
) -> None:
    assert counts_of_cell(tmp_path, field, text, strict=False) == {}
    assert counts_of_cell(tmp_path, field, text, strict=True) == counts


def test_labels_are_checked_strictly(tmp_path: Path) -> None:
    path = write_package(tmp_path, [resource("t", FIELDS)], {"t.csv": "id, n\na,1\n"})
    (issue,) = validate(path, strict=True).issues
    assert (issue.row, issue.field, issue.code, issue.value) == (1, "n", "padding", " n")
    assert validate(path, strict=False).valid


def test_a_byte_order_mark_is_a_problem_only_strictly(tmp_path: Path) -> None:
    path = write_package(tmp_path, [resource("t", [{"name": "a"}])], {"t.csv": "\ufeffa\nx\n"})
    assert validate(path, strict=True).counts == {"byte-order-mark": 1}
    assert validate(path, strict=False).valid


@pytest.mark.parametrize(
    ("content", "declared", "strictly", "otherwise"),
    [
        (b"a\nx\n", None, {}, {}),
        (b"a\r\nx\r\n", None, {}, {}),
        (b"a\rx\r", None, {"line-end": 1}, {}),
        (b"a\r\nx\n", None, {"line-end": 1}, {}),
        (b'a\r\n"x\ny"\r\n', None, {}, {}),
        (b"a\r\nx\r\n", "\n", {"line-end": 1}, {"line-end": 1}),
        (b"a\nx\n", "\r\n", {"line-end": 1}, {"line-end": 1}),
        (b"a\nx", "\n", {}, {}),
    ],
)
def test_line_ends(
    content: bytes, declared: str | None, strictly: dict[str, int], otherwise: dict[str, int], tmp_path: Path
) -> None:
    described = resource("t", [{"name": "a", "type": "string"}])
    described["dialect"] |= {"lineTerminator": declared} if declared else {}
    path = write_package(tmp_path, [described], {"t.csv": content})
    assert validate(path, strict=True).counts == strictly
    assert validate(path, strict=False).counts == otherwise


@pytest.mark.parametrize(
    ("pieces", "used"),
    [
        ([b'"a\r\n', b'b\r\nc"\n'], ("\n",)),
        ([b'"a\r\n', b"b\r\n", b'c"\n'], ("\n",)),
        ([b"a\n", b"b\r"], ("\n", "\r")),
    ],
)
def test_line_ends_are_told_from_those_within_quotes_in_whatever_pieces(
    pieces: list[bytes], used: tuple[str, ...]
) -> None:
    ends = LineEnds()
    assert list(ends.watch(iter(pieces))) == pieces
    assert ends.used == used


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"a\nx\n\xff\n", "byte 0xff at offset 4, line 3"),
        (b"a\n" + b"x\n" * 3_000_000 + "é".encode()[:1] + b"\n", "offset 6000002, line 3000002"),
        (b"a\n" + b"x" * (4 * 2**20 - 3) + "é\n".encode() + b"\xe9", "offset 4194306, line 3"),
    ],
)
def test_bytes_that_are_no_text_are_found(content: bytes, place: str, tmp_path: Path) -> None:
    path = write_package(tmp_path, [resource("t", [{"name": "a", "type": "string"}])], {"t.csv": content})
    (issue,) = validate(path).issues
    assert issue.code == "encoding-error"
    assert place in issue.message


@pytest.mark.parametrize("rows", [3, 1_500_000])
def test_an_unclosed_quote_is_named_with_its_line(rows: int, tmp_path: Path) -> None:
    content = b"a,b\n" + b"1,2\n" * rows + b'1,"x\ny,z\n'
    fields = [{"name": name, "type": "string"} for name in "ab"]
    path = write_package(tmp_path, [resource("t", fields)], {"t.csv": content})
    (issue,) = validate(path).issues
    assert issue.code == "unclosed-quote"
    assert f"line {rows + 2}." in issue.message


def test_a_package_says_itself_whether_it_is_strict(tmp_path: Path) -> None:
    path = write_package(
        tmp_path, [resource("t", [{"name": "a", "type": "string"}])], {"t.csv": "a\n x\n"}, strict=True
    )
    assert validate(path).counts == {"padding": 1}
    assert validate(path, strict=False).valid


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1", "windows-1251", "utf-8"])
def test_the_declared_encoding_is_read(encoding: str, tmp_path: Path) -> None:
    text = {"latin-1": "été", "windows-1251": "Совет"}.get(encoding, "上海")
    fields = [{"name": "a", "type": "string", "constraints": {"enum": [text]}}]
    described = resource("t", fields) | {"encoding": encoding}
    path = write_package(tmp_path, [described], {"t.csv": f"a\n{text}\n".encode(encoding)})
    assert validate(path).valid


def test_line_ends_within_other_quotes_are_not_counted(tmp_path: Path) -> None:
    dialect = {**DIALECT, "quoteChar": "'"}
    table = {**resource("t", FIELDS), "dialect": dialect}
    path = write_package(tmp_path, [table], {"t.csv": b"id,n\r\n'x\ny',1\r\n"})
    assert validate(path, strict=True).issues == ()
