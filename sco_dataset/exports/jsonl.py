"""JSON Lines: one object for each row, dates as ISO 8601, empty cells as null."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sco_dataset.descriptor import Table

if TYPE_CHECKING:
    import pyarrow as pa


def table_bytes(arrow: pa.Table, table: Table) -> bytes:
    """Return the JSON Lines of a table."""
    lines = [json.dumps(row, ensure_ascii=False, default=str) + "\n" for row in arrow.to_pylist()]
    return "".join(lines).encode("utf-8")
