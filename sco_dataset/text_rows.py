"""The rows of a table as text, read without any frame library."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from sco_dataset.descriptor import Table
from sco_dataset.errors import InvalidDataError
from sco_dataset.plain_files import SEE_VALIDATION, csv_reader, readable_file, require_columns


def text_rows(table: Table) -> Iterator[dict[str, str]]:
    """Yield each row as a mapping from field to the text of its cell.

    Raises
    ------
    DescriptorError
        If the file is missing, or the table is written in a way that only validation understands.
    InvalidDataError
        If the file is no CSV of the table's fields.
    """
    path = readable_file(table)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from _rows(csv_reader(file), table)
    except (ValueError, csv.Error) as error:
        raise InvalidDataError(f"{table.name}: {error}; {SEE_VALIDATION}") from error


def _rows(lines: Iterator[list[str]], table: Table) -> Iterator[dict[str, str]]:
    header = next(lines, [])
    require_columns(header, table)
    for row, cells in enumerate(lines, start=2):
        if len(cells) not in (0, len(header)):
            raise ValueError(f"row {row} has {len(cells)} cells, the header has {len(header)}")
        if cells:
            yield dict(zip(header, cells, strict=True))


def key_of(row: dict[str, str], table: Table) -> str:
    """Return the primary key of a row as text."""
    return "/".join(row[name] for name in table.primary_key)


def list_cell(row: dict[str, str], table: Table, name: str) -> list[str]:
    """Return the items of a list, none where the cell is empty or the table lacks the field."""
    if not row.get(name):
        return []
    return row[name].split(table.field(name).delimiter)
