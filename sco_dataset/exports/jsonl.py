"""JSON Lines: one object for each row, dates as ISO 8601, empty cells as null."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from sco_dataset.arrow_tables import read_arrow
from sco_dataset.descriptor import Table


def table_bytes(table: Table) -> bytes:
    """Return the JSON Lines of a table."""
    return json_lines(read_arrow(table).to_pylist()).encode("utf-8")


def json_lines(rows: Iterable[Mapping[str, Any]]) -> str:
    """Return rows as JSON Lines."""
    return "".join(json_text(row) + "\n" for row in rows)


def json_text(value: Any, indent: int | None = None) -> str:
    """Return values of cells as JSON; what is no finite number is null, as JSON has no word for it.

    Examples
    --------
    >>> from datetime import date
    >>> print(json_text({"day": date(2017, 6, 9), "sum": Decimal("3966"), "mean": math.nan}))
    {"day": "2017-06-09", "sum": 3966, "mean": null}
    """
    return json.dumps(_plain(value), ensure_ascii=False, allow_nan=False, indent=indent, default=str)


def _plain(value: Any) -> Any:
    """Return a value with its numbers as JSON can hold them."""
    if isinstance(value, Mapping):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return None if isinstance(value, float) and not math.isfinite(value) else value
