"""What is read of tables. Validation understands more than this, and what it alone understands is refused here."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from pathlib import Path

from sco_dataset.descriptor import Field, Table
from sco_dataset.dialect import Dialect
from sco_dataset.errors import DescriptorError, InvalidDataError

# Properties of a dialect that change nothing for the readers: they take any line end, and skip blank rows.
READ_ANYHOW = ("line_terminator", "header_join", "skip_blank_rows")
SEE_VALIDATION = "sco-dataset validate tells more; what it finds valid has a plainer form, which is read"
# Python's reader of CSV has a lower limit of its own.
LONGEST_FIELD = 2**31 - 1
# The defaults of Table Schema.
BOOLEAN_WORDS = {"trueValues": ["true", "True", "TRUE", "1"], "falseValues": ["false", "False", "FALSE", "0"]}


def plain_file(table: Table) -> Path:
    """Return the file of a table whose rows and cells can be told apart without its descriptor.

    Raises
    ------
    DescriptorError
        If the table is anything else than one CSV file in UTF-8 with commas.

    Examples
    --------
    >>> from sco_dataset.descriptor import read_package
    >>> plain_file(read_package().table("members")).name
    'members.csv'
    """
    for found in _unread_of_file(table):
        remedy = "one uncompressed CSV file in UTF-8, with commas and one header row"
        raise DescriptorError(f"{table.name}: {found} can be validated, but not read; save the table as {remedy}")
    return table.path


def readable_file(table: Table) -> Path:
    """Return the file of a table once it is known that it can be opened.

    Raises
    ------
    DescriptorError
        If it is not plain, or is missing or locked.
    """
    path = plain_file(table)
    try:
        path.open("rb").close()
    except OSError as error:
        raise DescriptorError(f"{table.name}: {path} can't be read: {error.strerror}") from error
    return path


def header_of(path: Path) -> tuple[list[str], bool]:
    """Return the header of a file, and whether rows follow; without a line end Arrow takes it for no file at all."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        csv.field_size_limit(LONGEST_FIELD)
        return next(csv.reader(file), []), bool(file.readline())


def csv_reader(lines: Iterable[str]) -> Iterator[list[str]]:
    """Return Python's reader of CSV, which takes cells of any length."""
    csv.field_size_limit(LONGEST_FIELD)
    return csv.reader(lines, strict=True)


def require_columns(header: Sequence[str], table: Table) -> None:
    """Raise InvalidDataError where a field has no column, or two, of which readers would take the one or the other."""
    doubled = [name for name, count in Counter(header).items() if count > 1]
    if doubled:
        raise InvalidDataError(f"{table.name}: the column {doubled[0]!r} is there twice; rename or remove one of them")
    if missing := [name for name in table.field_names if name not in header]:
        raise InvalidDataError(f"{table.name}: the header lacks {', '.join(missing)}; {SEE_VALIDATION}")


def require_plain_cells(table: Table) -> None:
    """Raise DescriptorError where a descriptor gives texts another meaning than the one they are read in."""
    for field in table.fields:
        if set(field.missing_values) != {""}:
            given = list(field.missing_values)
            raise DescriptorError(
                f"{table.name}.{field.name}: the missing values {given} can be validated, but not read; "
                "leave the cells of missing values empty, and missingValues out"
            )
        if not has_plain_numbers(field):
            raise DescriptorError(
                f"{table.name}.{field.name}: its decimalChar or groupChar can be validated, but not read; "
                "write numbers with a point and without groups"
            )
    if both := sorted(set(boolean_spellings(table, "trueValues")) & set(boolean_spellings(table, "falseValues"))):
        raise DescriptorError(
            f"{table.name}: {both[0]!r} is true in one field and false in another, which can be validated, but not "
            "read; use the same trueValues and falseValues everywhere"
        )


def boolean_spellings(table: Table, key: str) -> list[str]:
    """Return what booleans of a table are written as: its ``trueValues`` or ``falseValues``."""
    default = BOOLEAN_WORDS[key]
    given = [word for f in table.fields if f.type == "boolean" for word in f.properties.get(key, default)]
    return list(dict.fromkeys(given)) or default


def has_plain_numbers(field: Field) -> bool:
    """Tell whether numbers of a field are written with a point and without groups."""
    return field.properties.get("decimalChar", ".") == "." and not field.properties.get("groupChar")


def _unread_of_file(table: Table) -> Iterator[str]:
    if not table.paths:
        yield "data in the descriptor itself"
    if len(table.paths) > 1:
        yield f"a table in {len(table.paths)} files"
    if table.compression:
        yield f"the compression {table.compression!r}"
    if table.encoding not in ("utf-8", "ascii"):
        yield f"the encoding {table.encoding!r}"
    for part in fields(Dialect):
        value = getattr(table.dialect, part.name)
        if part.name not in READ_ANYHOW and value != part.default:
            yield f"a dialect with {part.name.replace('_', ' ')} {value!r}"
