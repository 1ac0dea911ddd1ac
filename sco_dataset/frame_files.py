"""Tables in files of users: CSV or Parquet, by the ending of the name, read and written piece by piece."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sco_dataset.errors import InvalidDataError, InvalidValueError, UnknownNameError
from sco_dataset.plain_files import header_of
from sco_dataset.safe_writing import put_in_place, scratch_folder

if TYPE_CHECKING:
    import pyarrow as pa

ENDINGS = (".csv", ".parquet")
# Of a CSV file so much is read at once, and no row may be longer.
BLOCK = 16 * 1024 * 1024


def require_ending(file: Path) -> str:
    """Return the ending of a file.

    Raises
    ------
    InvalidValueError
        If its name has none.
    UnknownNameError
        If it is none of ``ENDINGS``.
    """
    if not file.suffix:
        raise InvalidValueError(
            f"the name {file.name!r} does not tell the format; let it end in {' or '.join(ENDINGS)}"
        )
    if file.suffix.lower() not in ENDINGS:
        raise UnknownNameError("format of files that end in", file.suffix, ENDINGS)
    return file.suffix.lower()


def read_batches(file: Path) -> Iterator[pa.RecordBatch]:
    """Yield the rows of a file; those of a CSV file as text, so that no cell changes.

    Raises
    ------
    UnknownNameError, InvalidValueError
        If the file ends in neither ``.csv`` nor ``.parquet``.
    InvalidDataError
        If it can't be read, or was cut within quotes.
    """
    import pyarrow as pa
    from pyarrow import parquet

    try:
        if require_ending(file) == ".parquet":
            opened = parquet.ParquetFile(file)
            schema, batches = opened.schema_arrow, opened.iter_batches()
        else:
            batches = _read_as_text(file)
            schema = batches.schema
        # A file without rows has columns all the same.
        yield pa.RecordBatch.from_pylist([], schema)
        yield from batches
    except pa.ArrowException as error:
        repair = "; save the file as UTF-8" if "UTF8" in str(error) else ""
        raise InvalidDataError(f"{file}: {error}{repair}") from error


def _read_as_text(file: Path) -> Any:
    import pyarrow as pa
    from pyarrow import csv

    with file.open("rb") as opened:
        if opened.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            raise InvalidDataError(f"{file}: is written in UTF-16; save the file as UTF-8")
    _require_closed_quotes(file)
    names, has_rows = header_of(file)
    if len(names) == 1 and (mark := next((mark for mark in ";\t|" if mark in names[0]), None)):
        raise InvalidDataError(f"{file}: its columns are separated by {mark!r}; save the file with commas")
    if not has_rows:
        return pa.RecordBatchReader.from_batches(pa.schema([(name, pa.string()) for name in names]), [])
    options = {
        "read_options": csv.ReadOptions(block_size=BLOCK),
        "parse_options": csv.ParseOptions(newlines_in_values=True),
    }
    with csv.open_csv(file, **options) as reader:
        names = reader.schema.names
    as_text = csv.ConvertOptions(
        column_types=dict.fromkeys(names, pa.string()), null_values=[""], strings_can_be_null=True
    )
    return csv.open_csv(file, convert_options=as_text, **options)


def _require_closed_quotes(file: Path) -> None:
    """Refuse a file that was cut within quotes: Arrow would read all that follows them as one cell."""
    from sco_dataset.validation.byte_source import UnreadableError
    from sco_dataset.validation.chunks import chunks_of

    with file.open("rb") as opened:
        try:
            for chunk in chunks_of(iter(partial(opened.read, BLOCK), b""), ",", longest_row=BLOCK):
                if not chunk.sound:
                    return
        except UnreadableError as error:
            cut = error.code == "unclosed-quote"
            why = "a quote is never closed; the file may have been cut" if cut else f"the row has {error.detail}"
            raise InvalidDataError(f"{file}, byte {error.offset}: {why}") from error


@contextmanager
def table_writer(target: Path) -> Iterator[Callable[[pa.RecordBatch], None]]:
    """Give a function that appends batches to a file, which is there only when all is written.

    Raises
    ------
    UnknownNameError
        If the file ends in neither ``.csv`` nor ``.parquet``.
    """
    ending = require_ending(target)
    with scratch_folder(target) as scratch:
        unfinished = scratch / target.name
        writer: Any = None

        def write(batch: pa.RecordBatch) -> None:
            nonlocal writer
            if ending == ".csv":
                batch = _plain(batch)
            if writer is None:
                writer = _open(unfinished, ending, batch.schema)
            writer.write(batch)

        try:
            yield write
        finally:
            if writer is not None:
                writer.close()
        if writer is not None:
            put_in_place(unfinished, target)


def _open(file: Path, ending: str, schema: pa.Schema) -> Any:
    if ending == ".csv":
        from pyarrow import csv

        return csv.CSVWriter(file, schema, write_options=csv.WriteOptions(quoting_style="needed"))
    from pyarrow import parquet

    return parquet.ParquetWriter(file, schema, compression="zstd")


def _plain(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Return a batch without dictionaries and views, which Arrow doesn't write as CSV.

    Raises
    ------
    InvalidValueError
        If a column holds what has no form in CSV.
    """
    import pyarrow as pa

    kinds = pa.types
    fields = []
    for name, type in zip(batch.schema.names, batch.schema.types, strict=True):
        type = type.value_type if kinds.is_dictionary(type) else pa.string() if kinds.is_string_view(type) else type
        if any(
            has_no_form(type)
            for has_no_form in (kinds.is_nested, kinds.is_binary, kinds.is_large_binary, kinds.is_binary_view)
        ):
            raise InvalidValueError(
                f"the column {name!r} holds {type}, which a CSV file can't; give the target the ending .parquet"
            )
        fields.append((name, type))
    return batch.cast(pa.schema(fields))
