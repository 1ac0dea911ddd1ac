"""Rows as columns of text: what the checks of cells work on."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
from pyarrow import csv as arrow_csv

from sco_dataset.arrow_tables import text_array
from sco_dataset.dialect import Dialect
from sco_dataset.validation.arrow_values import Mask, Rows
from sco_dataset.validation.chunks import Chunk


@dataclass(frozen=True)
class Block:
    """Some rows of a table.

    Parameters
    ----------
    rows : array of int
        Number of each row, counted from the first row of the chunk, which is 0.
    columns : list of pyarrow.Array
        Text of the cells, a column for each label of the header.
    absent : list of masks, optional
        For each column, which rows end before it; None where no row does.
    extra : list of (int, list of str)
        Cells of rows beyond the last column.
    """

    rows: Rows
    columns: list[pa.Array]
    absent: list[Mask] | None = None
    extra: list[tuple[int, list[str]]] = field(default_factory=list)


@dataclass(frozen=True)
class Layout:
    """What one has to know of a table to split its rows into cells.

    ``empty_is_missing`` tells whether a blank line and a line of empty cells mean the same.
    """

    width: int
    dialect: Dialect
    empty_is_missing: bool


def blocks_of(chunk: Chunk, layout: Layout) -> tuple[list[Block], int]:
    """Split a chunk into cells.

    Returns
    -------
    blocks : list of Block
        Those rows that are as long as the header, and those that are not.
    count : int
        How many rows there are in all.
    """
    data = chunk.data
    if not layout.empty_is_missing and _has_blank_line(text := bytes(data)):
        rows = list(python_rows(io.StringIO(text.decode(), newline=""), layout.dialect))
        return blocks_of_rows(rows, layout)
    ragged: list[tuple[int, str]] = []

    def keep(row: arrow_csv.InvalidRow) -> str:
        ragged.append((row.number - 1, row.text))
        return "skip"

    names = [str(i) for i in range(layout.width)]
    table = arrow_csv.read_csv(
        pa.py_buffer(data),
        read_options=arrow_csv.ReadOptions(use_threads=False, block_size=len(data) + 1, column_names=names),
        parse_options=arrow_csv.ParseOptions(
            delimiter=layout.dialect.delimiter,
            newlines_in_values=chunk.quoted,
            ignore_empty_lines=False,
            invalid_row_handler=keep,
        ),
        # Validity of UTF-8 was seen to when the bytes were read.
        convert_options=arrow_csv.ConvertOptions(
            check_utf8=False, column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
        ),
    )
    columns = [_one_array(column) for column in table.columns]
    count = table.num_rows + len(ragged)
    if not ragged:
        return [Block(np.arange(count), columns)], count
    numbers = np.array([number for number, _ in ragged], np.int64)
    texts = [_cells(text, layout.dialect) for _, text in ragged]
    full = Block(np.delete(np.arange(count), numbers), columns)
    return [full, _ragged_block(numbers, texts, layout.width)], count


def blocks_of_rows(rows: Sequence[list[str]], layout: Layout) -> tuple[list[Block], int]:
    """Make blocks of rows that Python's reader has split into cells."""
    fitting = np.array([len(row) == layout.width for row in rows], np.bool_)
    numbers = np.arange(len(rows))
    whole = [row for row, fits in zip(rows, fitting, strict=True) if fits]
    blocks = [Block(numbers[fitting], [text_array(row[i] for row in whole) for i in range(layout.width)])]
    if len(whole) < len(rows):
        rest = [row for row, fits in zip(rows, fitting, strict=True) if not fits]
        blocks.append(_ragged_block(numbers[~fitting], rest, layout.width))
    return blocks, len(rows)


def python_rows(lines: Iterable[str], dialect: Dialect) -> Iterator[list[str]]:
    """Split lines into cells with Python's reader, which knows every dialect."""
    return csv.reader(
        lines,
        delimiter=dialect.delimiter,
        quotechar=dialect.quote_char or None,
        quoting=csv.QUOTE_MINIMAL if dialect.quote_char else csv.QUOTE_NONE,
        # As in frictionless: without a character for escaping, only doubling can be meant.
        doublequote=dialect.double_quote or dialect.escape_char is None,
        escapechar=dialect.escape_char,
        skipinitialspace=dialect.skip_initial_space,
    )


def _ragged_block(numbers: Rows, rows: Sequence[list[str]], width: int) -> Block:
    lengths = np.array([len(row) for row in rows], np.int64)
    return Block(
        rows=numbers,
        columns=[text_array(row[i] if i < len(row) else "" for row in rows) for i in range(width)],
        absent=[lengths <= i for i in range(width)],
        extra=[(int(number), row[width:]) for number, row in zip(numbers, rows, strict=True) if len(row) > width],
    )


def _cells(text: str, dialect: Dialect) -> list[str]:
    return next(python_rows(io.StringIO(text, newline=""), dialect), [])


def _one_array(column: pa.ChunkedArray) -> pa.Array:
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def _has_blank_line(data: bytes) -> bool:
    return data[:1] in (b"\n", b"\r") or any(twice in data for twice in (b"\n\n", b"\n\r", b"\r\r"))
