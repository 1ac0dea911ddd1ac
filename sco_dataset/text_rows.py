"""The rows of a table as text, read without any frame library."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from sco_dataset.descriptor import Table
from sco_dataset.errors import InvalidDataError


def text_rows(table: Table) -> Iterator[dict[str, str]]:
    """Yield each row as a mapping from field to the text of its cell.

    Raises
    ------
    InvalidDataError
        If the file can't be read.
    """
    for path in table.paths:
        try:
            with path.open(encoding="utf-8", newline="") as file:
                yield from csv.DictReader(file)
        except (OSError, ValueError, csv.Error) as error:
            raise InvalidDataError(f"{table.name}: {error}; sco-dataset validate tells more") from error


def key_of(row: dict[str, str], table: Table) -> str:
    """Return the primary key of a row as text."""
    return "/".join(row[name] for name in table.primary_key)


def list_cell(row: dict[str, str], table: Table, name: str) -> list[str]:
    """Return the items of a list, none where the cell is empty or the table lacks the field."""
    if not row.get(name):
        return []
    return row[name].split(table.field(name).delimiter)
