"""Tables in files of users: CSV or Parquet, by the ending of the name, read and written piece by piece."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sco_dataset.errors import InvalidDataError, UnknownNameError
from sco_dataset.safe_writing import put_in_place, scratch_folder

if TYPE_CHECKING:
    import pyarrow as pa

ENDINGS = (".csv", ".parquet")


def require_ending(file: Path) -> str:
    """Return the ending of a file; raise UnknownNameError unless it is one of ``ENDINGS``."""
    if file.suffix.lower() not in ENDINGS:
        raise UnknownNameError("format of files that end in", file.suffix or file.name, ENDINGS)
    return file.suffix.lower()


def read_batches(file: Path) -> Iterator[pa.RecordBatch]:
    """Yield the rows of a file; those of a CSV file as text, so that no cell changes.

    Raises
    ------
    UnknownNameError
        If the file ends in neither ``.csv`` nor ``.parquet``.
    InvalidDataError
        If it can't be read.
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
        raise InvalidDataError(f"{file}: {error}") from error


def _read_as_text(file: Path) -> Any:
    import pyarrow as pa
    from pyarrow import csv

    newlines = csv.ParseOptions(newlines_in_values=True)
    with csv.open_csv(file, parse_options=newlines) as reader:
        names = reader.schema.names
    as_text = csv.ConvertOptions(
        column_types=dict.fromkeys(names, pa.string()), null_values=[""], strings_can_be_null=True
    )
    return csv.open_csv(file, parse_options=newlines, convert_options=as_text)


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
    """Return a batch without dictionaries, which can't be written as CSV."""
    import pyarrow as pa

    types = [field.type.value_type if pa.types.is_dictionary(field.type) else field.type for field in batch.schema]
    return batch.cast(pa.schema(list(zip(batch.schema.names, types, strict=True))))
