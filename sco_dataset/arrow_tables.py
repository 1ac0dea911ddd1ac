"""Read CSV tables into typed Arrow tables, and write typed values as the texts of cells again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sco_dataset.arrow_schema import arrow_schema
from sco_dataset.descriptor import Field, Table
from sco_dataset.errors import InvalidDataError, UnknownNameError
from sco_dataset.plain_files import (
    SEE_VALIDATION,
    boolean_spellings,
    header_of,
    readable_file,
    require_columns,
    require_plain_cells,
)

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
    DescriptorError
        If the file is missing, or the table is written in a way that only validation understands.
    InvalidDataError
        If the file holds what its schema doesn't allow.
    """
    import pyarrow as pa
    from pyarrow import csv as arrow_csv

    schema = arrow_schema(table)
    lists = {field.name for field in table.fields if field.type == "list"}
    options = arrow_csv.ConvertOptions(
        column_types={f.name: pa.string() if f.name in lists else f.type for f in schema},
        include_columns=list(table.field_names),
        null_values=[""],
        strings_can_be_null=True,
        true_values=boolean_spellings(table, "trueValues"),
        false_values=boolean_spellings(table, "falseValues"),
    )
    require_plain_cells(table)
    path = readable_file(table)
    header, has_rows = header_of(path)
    require_columns(header, table)
    if not has_rows:
        return schema.empty_table()
    try:
        # By its path, as a file object of Python may be read on while the interpreter ends.
        parsing = arrow_csv.ParseOptions(newlines_in_values=True)
        raw = arrow_csv.read_csv(path, parse_options=parsing, convert_options=options)
        columns = [split(raw[f.name], table.field(f.name), f.type) if f.name in lists else raw[f.name] for f in schema]
    except pa.ArrowException as error:
        raise InvalidDataError(f"{table.name}: {error}; {SEE_VALIDATION}") from error
    for field, column in zip(schema, columns, strict=True):
        if column.null_count and not field.nullable:
            row = column.is_null().index(True).as_py() + 2
            raise InvalidDataError(f"{table.name}, row {row}: {field.name} is empty, but required; fill it in")
    return pa.table(columns, schema=schema)


def split(column: pa.ChunkedArray, field: Field, type: pa.DataType) -> pa.ChunkedArray:
    """Return a text column of lists as a list column."""
    import pyarrow as pa

    if type != pa.list_(pa.string()):
        import pyarrow.compute as pc

        return pc.split_pattern(column, field.delimiter).cast(type)
    return pa.chunked_array([_split_chunk(chunk, field.delimiter) for chunk in column.chunks], type=type)


def _split_chunk(chunk: pa.Array, delimiter: str) -> pa.Array:
    """Split texts without pyarrow.compute, whose import takes longer than reading a table."""
    import numpy as np
    import pyarrow as pa

    lists = [None if text is None else text.split(delimiter) for text in chunk.to_pylist()]
    lengths = np.fromiter((len(items or ()) for items in lists), dtype=np.int32, count=len(lists))
    offsets = np.zeros(len(lists) + 1, dtype=np.int32)
    np.cumsum(lengths, out=offsets[1:])
    items = text_array(item for items in lists for item in items or ())
    return pa.Array.from_buffers(
        pa.list_(pa.string()), len(lists), [_validity(chunk), pa.py_buffer(offsets)], children=[items]
    )


def with_categories(arrow: pa.Table, table: Table) -> pa.Table:
    """Return a table whose enumerations are ordered dictionaries, in the descriptor's order.

    Parameters
    ----------
    arrow : pyarrow.Table
        Rows of the table, or some of its columns.
    table : Table
        Their description.

    Raises
    ------
    InvalidDataError
        If an enumeration lacks a value that is there.
    """
    for position, name in enumerate(arrow.column_names):
        field = table.field(name)
        if field.type == "string" and field.allowed_values is not None:
            column = categorical(arrow[name], table, field)
            arrow = arrow.set_column(position, arrow.schema.field(name).with_type(column.type), column)
    return arrow


def categorical(column: pa.ChunkedArray, table: Table, field: Field) -> pa.ChunkedArray:
    """Return a text column as an ordered dictionary of the values that its field allows."""
    import numpy as np
    import pyarrow as pa

    values = field.allowed_values or ()
    position = {None: -1, **{value: i for i, value in enumerate(values)}}
    dictionary = text_array(values)
    type = pa.dictionary(pa.int32(), pa.string(), ordered=True)
    chunks = []
    # The values have their place in a chunk, so that a column of no rows needs one too.
    for chunk in column.chunks or [text_array(())]:
        texts = chunk.to_pylist()
        if unknown := set(texts) - position.keys():
            told = UnknownNameError(f"value of {field.name}", min(unknown), values)
            raise InvalidDataError(f"{table.name}: {told}; {SEE_VALIDATION}")
        indices = np.fromiter((position[text] for text in texts), dtype=np.int32, count=len(chunk))
        validity = pa.py_buffer(np.packbits(indices >= 0, bitorder="little"))
        codes = pa.Array.from_buffers(pa.int32(), len(chunk), [validity, pa.py_buffer(np.maximum(indices, 0))])
        chunks.append(pa.DictionaryArray.from_arrays(codes, dictionary, ordered=True))
    return pa.chunked_array(chunks, type=type)


def _validity(array: pa.Array) -> pa.Buffer | None:
    """Return the bitmap of the cells that are not empty, or None where none is."""
    import numpy as np
    import pyarrow as pa

    if not array.null_count:
        return None
    valid = np.fromiter((cell.is_valid for cell in array), dtype=bool, count=len(array))
    return pa.py_buffer(np.packbits(valid, bitorder="little"))


def text_array(values: Iterable[str | None]) -> pa.Array:
    """Return an array of strings; ``pa.array`` would import pandas to see whether it is given a series.

    Examples
    --------
    >>> text_array(["a", None, "上海"]).to_pylist()
    ['a', None, '上海']
    """
    import pyarrow as pa

    builder = pa.lib.StringBuilder()
    builder.append_values(list(values))
    return builder.finish()


def cell_text(value: Any, field: Field) -> str:
    """Write a typed value as the text of its cell."""
    if value is None:
        return ""
    if isinstance(value, list):
        return field.delimiter.join(map(str, value))
    if isinstance(value, bool):
        return boolean_words(field)[value]
    if isinstance(value, float):
        from sco_dataset.canonical import number_text

        return number_text(value)
    if isinstance(value, datetime):
        return value.isoformat()
    return f"{value:04d}" if field.type == "year" else str(value)


def boolean_words(field: Field) -> tuple[str, str]:
    """Return the words that are written for false and for true."""
    return (
        field.properties.get("falseValues", ["false"])[0],
        field.properties.get("trueValues", ["true"])[0],
    )
