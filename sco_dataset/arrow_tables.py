"""Read CSV tables into typed Arrow tables, and write these as CSV again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sco_dataset.arrow_schema import arrow_schema
from sco_dataset.canonical import csv_bytes, number_text
from sco_dataset.descriptor import Field, Table
from sco_dataset.errors import InvalidDataError

if TYPE_CHECKING:
    import pyarrow as pa


def read_arrow(table: Table) -> pa.Table:
    """Read a table into Arrow, each column of its type.

    Parameters
    ----------
    table : Table
        A table whose file has passed validation.

    Returns
    -------
    pyarrow.Table
        One row for each row of the file, in its order; empty cells are null.

    Raises
    ------
    InvalidDataError
        If the file is missing or holds what its schema doesn't allow.
    """
    import pyarrow as pa
    import pyarrow.compute as pc
    from pyarrow import csv

    schema = arrow_schema(table)
    lists = {field.name for field in table.fields if field.type == "list"}
    options = csv.ConvertOptions(
        column_types={f.name: pa.string() if f.name in lists else f.type for f in schema},
        include_columns=list(table.field_names),
        null_values=[""],
        strings_can_be_null=True,
        true_values=_values(table, "trueValues", ["true", "True", "TRUE", "1"]),
        false_values=_values(table, "falseValues", ["false", "False", "FALSE", "0"]),
    )
    try:
        raw = csv.read_csv(table.path, parse_options=csv.ParseOptions(newlines_in_values=True), convert_options=options)
        columns = [
            pc.split_pattern(raw[f.name], table.field(f.name).delimiter).cast(f.type)
            if f.name in lists
            else raw[f.name]
            for f in schema
        ]
    except (OSError, pa.ArrowException) as error:
        raise InvalidDataError(f"{table.name}: {error}; sco-dataset validate tells more") from error
    return pa.table(columns, schema=schema)


def csv_of(arrow: pa.Table, table: Table) -> bytes:
    """Write an Arrow table as canonical CSV.

    Reading a canonical file and writing it gives the same bytes.
    """
    columns = [[cell_text(value, field) for value in arrow[field.name].to_pylist()] for field in table.fields]
    return csv_bytes(table.field_names, zip(*columns, strict=True))


def cell_text(value: Any, field: Field) -> str:
    """Write a typed value as the text of its cell."""
    if value is None:
        return ""
    if isinstance(value, list):
        return field.delimiter.join(map(str, value))
    if isinstance(value, bool):
        return _boolean_words(field)[value]
    if isinstance(value, float):
        return number_text(value)
    return str(value)


def _boolean_words(field: Field) -> tuple[str, str]:
    return (
        field.properties.get("falseValues", ["false"])[0],
        field.properties.get("trueValues", ["true"])[0],
    )


def _values(table: Table, key: str, default: list[str]) -> list[str]:
    given = [v for field in table.fields if field.type == "boolean" for v in field.properties.get(key, default)]
    return list(dict.fromkeys(given)) or default
