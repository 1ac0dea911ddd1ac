"""Canonical bytes, and ``fmt``, which makes them without losing anything."""

from __future__ import annotations

import csv
import io
import unicodedata
from pathlib import Path

import pytest
from helpers import Command, replace_in
from validation.packages import resource, write_package

from sco_dataset.canonical import canonical_csv
from sco_dataset.descriptor import Package, read_package
from sco_dataset.errors import InvalidDataError


def disordered(content: bytes) -> bytes:
    """A byte order mark, CRLF, rows upside down, every cell decomposed, padded and quoted."""
    header, *rows = csv.reader(io.StringIO(unicodedata.normalize("NFD", content.decode())))
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerows([f" {cell} " for cell in row] for row in [header, *reversed(rows)])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def test_disorder_is_repaired(package: Package) -> None:
    table = package.table("people")
    content = table.path.read_bytes()
    assert disordered(content) != content
    assert canonical_csv(disordered(content), table) == content


def test_columns_are_brought_into_the_order_of_the_descriptor(package: Package) -> None:
    table = package.table("people")
    content = ",".join(reversed(table.field_names)) + "\n" + ",".join(["x"] * len(table.fields)) + "\n"
    assert canonical_csv(content.encode(), table).decode().splitlines()[0] == ",".join(table.field_names)


@pytest.mark.parametrize(
    ("given", "canonical"),
    [
        (" 41.30", "41.3"),
        ("41.0", "41"),
        ("-41.30", "-41.3"),
        ("-0.50", "-0.5"),
        ("-7.0", "-7"),
        ("0.10000000000000000001", "0.10000000000000000001"),
        ("0.00001", "0.00001"),
        ("4_1", "4_1"),
        ("nan", "nan"),
    ],
)
def test_numbers_are_written_in_their_shortest_form_and_others_left(
    package: Package, given: str, canonical: str
) -> None:
    table = package.table("countries")
    row = ["x"] * len(table.fields)
    row[table.field_names.index("bbox_west")] = given
    content = f"{','.join(table.field_names)}\n{','.join(row)}\n"
    written = canonical_csv(content.encode(), table).decode().splitlines()[1].split(",")
    assert written[table.field_names.index("bbox_west")] == canonical


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        (b"person_id\nx\n", "header lacks"),
        (b"person_id,person_id\nx,y\n", "column 'person_id' is there twice"),
        (b"\xff\xfe", "UTF-8"),
        (b'person_id,"name_en\n', "no well-formed CSV"),
    ],
)
def test_what_would_be_lost_is_refused(package: Package, content: bytes, message: str) -> None:
    with pytest.raises(InvalidDataError, match=message):
        canonical_csv(content, package.table("people"))


def test_a_ragged_row_is_refused_with_its_number(package: Package) -> None:
    table = package.table("people")
    content = table.path.read_bytes() + b"\none,cell,too,few\n"
    rows = content.count(b"\n")
    with pytest.raises(InvalidDataError, match=f"row {rows} has 4 cells"):
        canonical_csv(content, table)


def test_booleans_and_lists_of_a_spreadsheet_are_brought_into_form(package: Package) -> None:
    table = package.table("participants")
    content = table.path.read_text(encoding="utf-8")
    header, first, *_ = content.splitlines()
    cells = dict(zip(header.split(","), next(csv.reader([first])), strict=True))
    spoiled = {**cells, "chaired": cells["chaired"].upper(), "sources": " a | b "}
    text = io.StringIO()
    csv.writer(text).writerows([spoiled.keys(), spoiled.values()])
    row = next(csv.DictReader(io.StringIO(canonical_csv(text.getvalue().encode(), table).decode())))
    assert (row["chaired"], row["sources"]) == (cells["chaired"], "a|b")


def test_fmt_repairs_and_check_only_tells(command: Command, package_copy: Path) -> None:
    file = package_copy / "data/people.csv"
    good = file.read_bytes()
    file.write_bytes(disordered(good))
    told = command("fmt", "--check", "--package", package_copy)
    assert (told.returncode, told.stdout.count("would change")) == (1, 1)
    assert file.read_bytes() == disordered(good)
    assert command("fmt", "--package", package_copy).returncode == 0
    assert file.read_bytes() == good
    assert command("fmt", "--check", "--package", package_copy).returncode == 0


def test_fmt_leaves_a_file_that_it_cannot_read(command: Command, package_copy: Path) -> None:
    file = package_copy / "data/people.csv"
    replace_in(file, "person_id,name_en", "person_id,name")
    before = file.read_bytes()
    done = command("fmt", "--package", package_copy)
    assert done.returncode == 1
    assert "name_en" in done.stderr
    assert file.read_bytes() == before


def test_fmt_brings_the_descriptor_into_order_too(command: Command, package_copy: Path) -> None:
    file = package_copy / "datapackage.json"
    good = file.read_bytes()
    file.write_bytes(good.replace(b"\n  ", b"\n    ", 1))
    told = command("fmt", "--check", "--package", package_copy)
    assert (told.returncode, told.stdout) == (1, f"would change: {file}\n")
    assert command("fmt", "--package", package_copy).returncode == 0
    assert file.read_bytes() == good


@pytest.mark.parametrize("number", ["1e400", "12345678901234567890.5"])
def test_fmt_loses_no_digits_of_the_descriptor(number: str, command: Command, package_copy: Path) -> None:
    file = package_copy / "datapackage.json"
    replace_in(file, '"strict": true', f'"strict": true,\n  "weight": {number}')
    before = file.read_bytes()
    done = command("fmt", "--package", package_copy)
    assert (done.returncode, file.read_bytes()) == (1, before)
    assert f"the number {number} of the descriptor would lose digits" in done.stderr


def test_blank_lines_are_no_rows(package: Package) -> None:
    table = package.table("people")
    content = table.path.read_bytes()
    assert canonical_csv(content.replace(b"\n", b"\n\n", 3), table) == content


def test_characters_that_only_look_alike_stay_apart(package: Package) -> None:
    table = package.table("people")
    content = table.path.read_bytes().replace(b"\na-a-maksutov,A. A.", "\na-a-maksutov,Ⅳ ﬁ".encode(), 1)
    assert "Ⅳ ﬁ".encode() in canonical_csv(content, table)


def test_rows_are_ordered_by_all_fields_of_the_key(tmp_path: Path) -> None:
    fields = [{"name": "a", "type": "string"}, {"name": "b", "type": "string"}]
    path = write_package(tmp_path, [resource("t", fields, primaryKey=["a", "b"])], {"t.csv": "a,b\n"})
    assert canonical_csv(b"a,b\n1,y\n2,a\n1,x\n", read_package(path).table("t")) == b"a,b\n1,x\n1,y\n2,a\n"


def test_numbers_with_marks_of_their_own_are_left(tmp_path: Path) -> None:
    fields = [{"name": "a", "type": "number", "groupChar": "."}]
    path = write_package(tmp_path, [resource("t", fields)], {"t.csv": "a\n"})
    assert canonical_csv(b"a\n1.000\n", read_package(path).table("t")) == b"a\n1.000\n"


def test_a_long_text_is_no_fault(package: Package) -> None:
    table = package.table("people")
    content = table.path.read_bytes().replace(b"\na-a-maksutov,A. A.", b"\na-a-maksutov," + b"A" * 140_000, 1)
    assert b"A" * 140_000 in canonical_csv(content, table)
