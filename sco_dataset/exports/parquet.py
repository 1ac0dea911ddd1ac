"""Apache Parquet: typed, compressed with zstd, described in its metadata."""

from __future__ import annotations

from sco_dataset.arrow_tables import read_arrow
from sco_dataset.descriptor import Table


def table_bytes(table: Table) -> bytes:
    """Return the Parquet file of a table.

    Its Arrow schema, stored in the file, carries title and description of each field and the
    primary key (see `arrow_schema`).
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    sink = pa.BufferOutputStream()
    pq.write_table(read_arrow(table), sink, compression="zstd", version="2.6")
    return bytes(sink.getvalue())
