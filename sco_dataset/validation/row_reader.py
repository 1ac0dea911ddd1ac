"""From the files of a table to its header and blocks of rows, whatever the dialect."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain

from sco_dataset.descriptor import Table
from sco_dataset.dialect import Dialect
from sco_dataset.plain_files import LONGEST_FIELD
from sco_dataset.validation.blocks import Block, Layout, blocks_of, blocks_of_rows, python_rows
from sco_dataset.validation.byte_source import UnreadableError
from sco_dataset.validation.chunks import Chunk, chunks_of
from sco_dataset.validation.limits import Limits

ROWS_AT_A_TIME = 20_000

# Splits some rows into cells; returns the blocks and how many rows there are. It is a task for
# a thread of its own.
Split = Callable[[Layout], tuple[list[Block], int]]
END_OF_FILE = "\0end of file\0"


@dataclass(frozen=True)
class RowsOfFile:
    """The labels of a file's header, and its rows below in tasks that yield them.

    ``labels`` is None for a file without anything in it, an empty list for one without header.
    ``header_row`` is the number of the first row of the header, ``first_row`` that of the row below it.
    """

    labels: list[str] | None
    tasks: Iterator[Split]
    first_row: int
    header_row: int = 1


def read_rows(pieces: Iterator[bytes], table: Table, limits: Limits) -> RowsOfFile:
    """Read a file of a table: its header now, its rows when they are asked for."""
    dialect = table.dialect
    if not dialect.is_plain:
        return _read_by_python(pieces, dialect, limits)
    chunks = chunks_of(pieces, dialect.delimiter, limits.row_bytes)
    first = next(chunks, None)
    if first is None:
        return RowsOfFile(None, iter(()), 1)
    if not first.sound:
        return _read_by_python(chain([bytes(first.data)], (bytes(chunk.data) for chunk in chunks)), dialect, limits)
    if not dialect.header:
        return RowsOfFile([], _tasks(chain([first], chunks), dialect, limits), 1)
    labels, end = _first_row(first.data, dialect)
    rest = Chunk(first.data[end:], first.quoted, sound=True)
    return RowsOfFile(labels, _tasks(chain([rest] if rest.data else [], chunks), dialect, limits), 2)


def _tasks(chunks: Iterator[Chunk], dialect: Dialect, limits: Limits) -> Iterator[Split]:
    for chunk in chunks:
        if not chunk.sound:
            # From here on nobody but Python's reader knows where rows end.
            rest = chain([bytes(chunk.data)], (bytes(later.data) for later in chunks))
            yield from _python_tasks(_lines_to_rows(_lines(rest, limits), dialect))
            return
        yield partial(blocks_of, chunk)


def _first_row(data: bytes | memoryview, dialect: Dialect) -> tuple[list[str], int]:
    """Return the cells of the first row, and where it ends."""
    lines = io.BytesIO(data)
    end = 0

    def counted() -> Iterator[str]:
        nonlocal end
        for line in lines:
            for part in line.splitlines(keepends=True):
                end += len(part)
                yield part.decode("utf-8")

    return next(python_rows(counted(), dialect), []), end


def _read_by_python(pieces: Iterator[bytes], dialect: Dialect, limits: Limits) -> RowsOfFile:
    """Read a file row by row: slower, but right for every dialect and for quotes out of place."""
    rows: Iterator[tuple[int, list[str]]] = enumerate(_lines_to_rows(_lines(pieces, limits), dialect), start=1)
    labels: list[str] = []
    first_row = header_row = 1
    if dialect.header:
        seen: dict[int, str] = {}
        for number, row in rows:
            if _is_comment(number, row, dialect):
                continue
            # The header is the first row that is no comment, unless its rows are declared.
            if number in dialect.header_rows or dialect.header_rows == (1,):
                header_row = header_row if labels else number
                _join_labels(labels, row, seen, dialect)
            first_row = number + 1
            if number >= dialect.header_rows[-1]:
                break
        else:
            return RowsOfFile(labels or None, iter(()), first_row, header_row)
    first = next(rows, None)
    if first is None and not dialect.header:
        return RowsOfFile(None, iter(()), 1)
    rows = chain([] if first is None else [first], rows)
    return RowsOfFile(labels, _python_tasks(_content(rows, dialect)), first_row, header_row)


def _join_labels(labels: list[str], row: list[str], seen: dict[int, str], dialect: Dialect) -> None:
    """Add a row of the header to the labels, which several rows may make up together."""
    for i, text in enumerate(cell.strip() for cell in row):
        if seen.get(i) == text:
            continue
        seen[i] = text
        if i >= len(labels):
            labels.append(text)
        else:
            labels[i] = dialect.header_join.join([labels[i], text])


def _content(rows: Iterator[tuple[int, list[str]]], dialect: Dialect) -> Iterator[list[str] | None]:
    """Yield the rows, and None for those that are passed over but counted."""
    for number, row in rows:
        blank = dialect.skip_blank_rows and not any(row)
        yield None if blank or _is_comment(number, row, dialect) else row


def _is_comment(number: int, row: list[str], dialect: Dialect) -> bool:
    marked = bool(dialect.comment_char) and bool(row) and row[0].startswith(str(dialect.comment_char))
    return marked or number in dialect.comment_rows


def _python_tasks(rows: Iterator[list[str] | None]) -> Iterator[Split]:
    batch: list[list[str] | None] = []
    size = 0
    for row in rows:
        batch.append(row)
        size += sum(map(len, row)) if row else 0
        if len(batch) >= ROWS_AT_A_TIME or size > 2**23:
            yield partial(_split_batch, batch)
            batch, size = [], 0
    if batch:
        yield partial(_split_batch, batch)


def _split_batch(batch: list[list[str] | None], layout: Layout) -> tuple[list[Block], int]:
    kept = [number for number, row in enumerate(batch) if row is not None]
    blocks, _ = blocks_of_rows([row for row in batch if row is not None], layout)
    for block in blocks:
        block.rows[:] = [kept[i] for i in block.rows]
        block.extra[:] = [(kept[i], cells) for i, cells in block.extra]
    return blocks, len(batch)


def lines_of_rows(pieces: Iterator[bytes], dialect: Dialect, limits: Limits, skip: int = 0) -> Iterator[int]:
    """Yield for each row but the first ``skip`` ones on which line of the file it begins."""
    counted = _Counted(_lines(pieces, limits))
    rows = python_rows(counted, dialect)
    csv.field_size_limit(LONGEST_FIELD)
    while True:
        begun = counted.line + 1
        row = next(rows, [END_OF_FILE])
        if row == [END_OF_FILE]:
            return
        if skip:
            skip -= 1
        else:
            yield begun


def _lines_to_rows(lines: Iterator[str], dialect: Dialect) -> Iterator[list[str]]:
    """Yield rows; raise UnreadableError at the end if a quote is still open.

    A last line is added that no file holds. It comes back as a row of its own unless a quote
    before it was never closed.
    """
    csv.field_size_limit(LONGEST_FIELD)
    counted = _Counted(lines)
    reader = python_rows(counted, dialect)
    while True:
        begun = counted.line + 1
        try:
            row = next(reader)
        except csv.Error as error:
            raise UnreadableError("source-error", f"line {counted.line}: {error}") from error
        if row and row[-1].endswith(END_OF_FILE):
            if row != [END_OF_FILE]:
                opened = begun + sum(cell.count("\n") for cell in row[:-1])
                raise UnreadableError("unclosed-quote", f"line {opened}")
            return
        yield row


class _Counted:
    """Lines, with the number of the last one, and the mark of the end after them."""

    def __init__(self, lines: Iterator[str]) -> None:
        self.lines, self.line = lines, 0

    def __iter__(self) -> Iterator[str]:
        for line in self.lines:
            self.line += 1
            yield line if line.endswith(("\n", "\r")) else line + "\n"
        yield END_OF_FILE


def _lines(pieces: Iterator[bytes], limits: Limits) -> Iterator[str]:
    """Yield the lines of valid UTF-8 with their ends, be they LF, CR LF or CR."""
    left = ""
    for piece in pieces:
        # A CR at the end may be the first half of CR LF.
        text = left + piece.decode("utf-8")
        held = "\r" if text.endswith("\r") else ""
        *lines, left = _split_lines(text.removesuffix(held) if held else text)
        left += held
        if len(left) > limits.row_bytes:
            raise UnreadableError("row-size", f"a line of more than {limits.row_bytes} bytes")
        yield from lines
    if left:
        yield left


def _split_lines(text: str) -> list[str]:
    """Split at line ends of CSV only, unlike ``str.splitlines``; the last part may be empty."""
    lines = list(io.StringIO(text, newline=""))
    if not lines or lines[-1].endswith(("\n", "\r")):
        lines.append("")
    return lines
