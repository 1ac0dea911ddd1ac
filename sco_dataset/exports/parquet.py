"""Apache Parquet: typed, compressed with zstd, described in its metadata."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sco_dataset.descriptor import Table

if TYPE_CHECKING:
    import pyarrow as pa


def table_bytes(arrow: pa.Table, table: Table) -> bytes:
    """Return the Parquet file of a table.

    Its Arrow schema, stored in the file, carries title and description of each field and the
    primary key (see `arrow_schema`).
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    sink = pa.BufferOutputStream()
    pq.write_table(arrow, sink, compression="zstd", version="2.6")
    return bytes(sink.getvalue())
