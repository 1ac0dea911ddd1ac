"""What validation understands, but no reader does, is refused by each of them alike."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from helpers import Command, replace_in
from validation.packages import resource, write_package

from sco_dataset.arrow_tables import read_arrow
from sco_dataset.canonical import canonical_csv
from sco_dataset.checking import validate
from sco_dataset.descriptor import Table, read_package
from sco_dataset.errors import DescriptorError
from sco_dataset.text_rows import text_rows

PATH = '"path": "data/countries.csv"'
READERS: list[Callable[[Table], object]] = [
    read_arrow,
    lambda table: list(text_rows(table)),
    lambda table: canonical_csv(b"", table),
]


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (PATH, '"path": ["data/countries.csv", "data/countries.csv"]', "a table in 2 files"),
        (PATH, '"data": []', "data in the descriptor itself"),
        (PATH, PATH + ', "compression": "gz"', "the compression 'gz'"),
        ('"encoding": "utf-8"', '"encoding": "cp1251"', "the encoding 'cp1251'"),
        ('"delimiter": ","', '"delimiter": ";"', "a dialect with delimiter ';'"),
        ('"quoteChar": "\\""', '"quoteChar": "\'"', 'a dialect with quote char "\'"'),
    ],
)
def test_a_file_written_in_another_way_is_refused(
    package_copy: Path, read: Callable[[Table], object], old: str, new: str, found: str
) -> None:
    replace_in(package_copy / "datapackage.json", old, new)
    with pytest.raises(DescriptorError, match=f"countries: {found} can be validated, but not read; save the table as"):
        read(read_package(package_copy).table("countries"))


@pytest.mark.parametrize(
    ("fields", "row", "message"),
    [
        (
            [{"name": "id"}, {"name": "a", "missingValues": ["", "NA"]}],
            "1,NA",
            r"t\.a: the missing values \['', 'NA'\]",
        ),
        ([{"name": "a", "type": "number", "decimalChar": ",", "groupChar": "."}], "1.000", r"t\.a: its decimalChar"),
        (
            [
                {"name": "a", "type": "boolean", "trueValues": ["yes"], "falseValues": ["no"]},
                {"name": "b", "type": "boolean", "trueValues": ["no"], "falseValues": ["yes"]},
            ],
            "yes,yes",
            "t: 'no' is true in one field and false in another",
        ),
    ],
)
def test_cells_of_another_meaning_are_refused(
    tmp_path: Path, fields: list[dict[str, object]], row: str, message: str
) -> None:
    header = ",".join(str(field["name"]) for field in fields)
    path = write_package(tmp_path, [resource("t", fields)], {"t.csv": f"{header}\n{row}\n"})
    assert validate(path).valid
    with pytest.raises(DescriptorError, match=message):
        read_arrow(read_package(path).table("t"))


def test_a_table_in_several_files_is_validated_but_not_published(tmp_path: Path, command: Command) -> None:
    table = resource("t", [{"name": "a"}]) | {"path": ["a.csv", "b.csv"]}
    path = write_package(tmp_path / "package", [table], {"a.csv": "a\n1\n", "b.csv": "a\n2\n"})
    assert command("validate", path).stdout == "1 table, 2 rows: valid\n"
    for arguments in (["build", "--out", "release"], ["export", "--format", "csv", "--out", "csv"], ["fmt"]):
        done = command(*arguments, "--package", path)
        assert (done.returncode, done.stdout) == (2, "")
        assert "a table in 2 files can be validated, but not read" in done.stderr
    assert not (tmp_path / "release").exists()


def test_canonical_line_ends_are_those_that_the_dialect_declares(package_copy: Path) -> None:
    replace_in(package_copy / "datapackage.json", '"lineTerminator": "\\n"', '"lineTerminator": "\\r\\n"')
    table = read_package(package_copy).table("countries")
    assert read_arrow(table).num_rows == len(list(text_rows(table)))
    with pytest.raises(DescriptorError, match="countries: the canonical line end is LF"):
        canonical_csv(table.path.read_bytes(), table)


@pytest.mark.parametrize(
    "arguments",
    [
        ["status", "IND"],
        ["members"],
        ["panel", "--out", "p.csv"],
        ["tables"],
        ["show", "members"],
        ["search", "x"],
        ["fmt"],
        ["query", "SELECT 1"],
        ["provenance", "members", "x"],
    ],
)
def test_a_missing_file_is_no_problem_in_data(package_copy: Path, command: Command, arguments: list[str]) -> None:
    (package_copy / "data/members.csv").unlink()
    done = command(*arguments, "--package", package_copy)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
    assert "members.csv" in done.stderr


@pytest.mark.parametrize("arguments", [["status", "IND"], ["members"], ["search", "x"], ["provenance", "members", "x"]])
@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (b"start_date", b"start", "the header lacks start_date"),
        (b"2017-06-09", b"\xff", "can't decode byte 0xff"),
        (b",,", b",", "row 2 has 12 cells, the header has 13"),
    ],
)
def test_a_file_that_is_no_csv_of_its_fields_is_told_in_a_line(
    package_copy: Path, command: Command, old: bytes, new: bytes, told: str, arguments: list[str]
) -> None:
    file = package_copy / "data/members.csv"
    file.write_bytes(file.read_bytes().replace(old, new, 1))
    done = command(*arguments, "--package", package_copy)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (1, "", 1)
    assert done.stderr.startswith("members: ")
    assert told in done.stderr


def test_a_byte_order_mark_belongs_to_no_field(package_copy: Path) -> None:
    file = package_copy / "data/members.csv"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    table = read_package(package_copy).table("members")
    assert tuple(next(text_rows(table))) == table.field_names
