"""Tables in files of users: CSV or Parquet, by the ending of the name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from sco_dataset.errors import UnknownNameError

if TYPE_CHECKING:
    import pyarrow as pa

ENDINGS = (".csv", ".parquet")


def require_ending(file: Path) -> str:
    """Return the ending of a file; raise UnknownNameError unless it is one of ``ENDINGS``."""
    if file.suffix.lower() not in ENDINGS:
        raise UnknownNameError("format of files that end in", file.suffix or file.name, ENDINGS)
    return file.suffix.lower()


@contextmanager
def table_writer(target: Path) -> Iterator[Callable[[pa.RecordBatch], None]]:
    """Give a function that appends batches to a file, which is there only when all is written.

    Raises
    ------
    UnknownNameError
        If the file ends in neither ``.csv`` nor ``.parquet``.
    """
    ending = require_ending(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=f".{target.name}.", dir=target.parent) as scratch:
        unfinished = Path(scratch, target.name)
        writer: Any = None

        def write(batch: pa.RecordBatch) -> None:
            nonlocal writer
            if writer is None:
                writer = _open(unfinished, ending, batch.schema)
            writer.write(batch)

        try:
            yield write
        finally:
            if writer is not None:
                writer.close()
        if writer is not None:
            unfinished.replace(target)


def _open(file: Path, ending: str, schema: pa.Schema) -> Any:
    if ending == ".csv":
        from pyarrow import csv

        return csv.CSVWriter(file, schema, write_options=csv.WriteOptions(quoting_style="needed"))
    from pyarrow import parquet

    return parquet.ParquetWriter(file, schema, compression="zstd")
