"""Annotate frames of pandas and pyarrow: each row looks up its place in a table of states by days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sco_dataset.annotating.day_lookup import DayLookup, day_lookup
from sco_dataset.annotating.request import Request, require_no_zone
from sco_dataset.backends import convert
from sco_dataset.errors import InvalidValueError

if TYPE_CHECKING:
    import narwhals.stable.v2 as nw
    import numpy as np

BACKENDS = {"pandas": "pandas", "pyarrow": "arrow"}


def annotate_rows(frame: nw.DataFrame[Any], request: Request) -> nw.DataFrame[Any]:
    """Return the frame with the columns of a request."""
    import narwhals.stable.v2 as nw

    library = str(frame.implementation.value)
    if library not in BACKENDS:
        raise InvalidValueError(f"frames of {library} can't be annotated; turn it into pandas, polars or pyarrow")
    lookup = day_lookup(request.record)
    lane_of = lookup.lanes_of(request.keys)
    lane = _plain_text(frame[request.country]).replace_strict(
        list(lane_of), list(lane_of.values()), default=lookup.unknown, return_dtype=nw.Int32()
    )
    rows = lane.to_numpy() * lookup.width + _days(_plain_text(frame[request.date]), lookup, request)
    found = nw.from_native(convert(lookup.table, BACKENDS[library]), eager_only=True)[rows]
    return frame.with_columns(*(found[name].alias(new) for name, new in request.names.items()))


def _plain_text(column: nw.Series[Any]) -> nw.Series[Any]:
    """Return categories as text, and the views of text that Arrow has, with which it computes little."""
    import narwhals.stable.v2 as nw

    views = column.dtype == nw.String and column.implementation.is_pyarrow()
    return column.cast(nw.String()) if views or isinstance(column.dtype, (nw.Categorical, nw.Enum)) else column


def _days(column: nw.Series[Any], lookup: DayLookup, request: Request) -> np.ndarray:
    """Return the place of each day in a lane; the last one for days that are not covered, and for none."""
    import numpy as np
    import pyarrow as pa

    try:
        cells = column.to_arrow()
    except pa.ArrowException as error:
        raise InvalidValueError(f"the column {column.name!r} holds something else than days: {error}") from error
    try:
        require_no_zone(column.name, getattr(cells.type, "tz", None))
        days = cells.cast(pa.date32(), safe=False).cast(pa.int32())
    except pa.ArrowException as error:
        if pa.types.is_string(cells.type) or pa.types.is_large_string(cells.type):
            request.require_days(cells.to_pylist())
        raise InvalidValueError(f"the column {column.name!r} holds something else than days: {error}") from error
    last = lookup.width - 1
    since = (days.fill_null(np.iinfo(np.int32).max) if days.null_count else days).to_numpy() - lookup.first_ordinal
    return np.where((since >= 0) & (since < last), since, last)
