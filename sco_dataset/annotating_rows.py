"""Annotate frames in memory: each row looks up its place in a table of states by days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sco_dataset.annotating import Request
from sco_dataset.backends import convert
from sco_dataset.coverage_period import Period
from sco_dataset.errors import InvalidValueError
from sco_dataset.timeline import Timeline

if TYPE_CHECKING:
    import narwhals as nw
    import numpy as np
    import pyarrow as pa

BACKENDS = {"pandas": "pandas", "polars": "polars", "pyarrow": "arrow"}


def annotate_rows(frame: nw.DataFrame[Any], request: Request) -> nw.DataFrame[Any]:
    """Return the frame with the columns of a request; pandas, polars or pyarrow."""
    import narwhals as nw

    library = str(frame.implementation.value)
    if library not in BACKENDS:
        raise InvalidValueError(f"frames of {library} can't be annotated; turn it into pandas, polars or pyarrow")
    lanes, known = _lanes(request)
    lookup = _lookup(request.record, lanes)
    days = lookup.num_rows // (len(lanes) + 2)
    lane = frame[request.country]
    if isinstance(lane.dtype, (nw.Categorical, nw.Enum)):
        lane = lane.cast(nw.String())
    unknown = len(lanes) + 1
    lane = lane.replace_strict(list(known), list(known.values()), default=unknown, return_dtype=nw.Int32())
    rows = lane.to_numpy() * days + _day_positions(frame[request.date], request.record.coverage)
    found = nw.from_native(convert(lookup, BACKENDS[library]), eager_only=True)[rows]
    return frame.with_columns(*(found[name].alias(new) for name, new in request.names.items()))


def _lanes(request: Request) -> tuple[list[str], dict[str | int, int]]:
    """Return the states that have a lane of their own, and for each cell of the column its lane.

    The last lane but one is that of all other states, the last one that of what is no state.
    """
    record = request.record
    own = sorted({*record.standings.spells, *(s.iso3 for s in record.chairs), *(s.iso3 for s in record.hosts)})
    lane = {iso3: position for position, iso3 in enumerate(own)}
    return own, {key: lane.get(iso3, len(own)) for key, iso3 in request.keys.items()}


def _lookup(record: Timeline, lanes: list[str]) -> pa.Table:
    """Return what holds of each lane on each day covered, and after these on a day that is not."""
    import numpy as np
    import pyarrow as pa

    states = [*lanes, "", ""]
    days = record.coverage
    status = record.status_matrix(states, days).astype(np.int32)
    shape = status.shape

    def column(values: np.ndarray, known: Period | None) -> tuple[np.ndarray, np.ndarray]:
        missing = np.ones((shape[0], shape[1] + 1), dtype=bool)
        if known is not None:
            first, end = (known.first - days.first).days, (known.end - days.first).days
            missing[:-1, max(first, 0) : min(end, shape[1])] = False
        return np.pad(values, ((0, 0), (0, 1))).ravel(), missing.ravel()

    codes, outside = column(status - 1, days)
    member, _ = column(status == record.statuses.index("member") + 1, days)
    chair = column(record.chair_matrix(states, days).astype(bool), record.chair_coverage)
    host = column(record.host_matrix(states, days).astype(bool), record.host_coverage)
    dictionary = pa.array(record.statuses)
    return pa.table(
        {
            "status": pa.DictionaryArray.from_arrays(
                pa.array(codes, mask=outside | (codes < 0)), dictionary, ordered=True
            ),
            "member": pa.array(member, mask=outside),
            "chair": pa.array(chair[0], mask=chair[1]),
            "host": pa.array(host[0], mask=host[1]),
        }
    )


def _day_positions(column: nw.Series[Any], covered: Period) -> np.ndarray:
    """Return the place of each day among those covered; the place after them for all others."""
    import numpy as np
    import pyarrow as pa

    total = (covered.end - covered.first).days
    try:
        days = column.to_arrow().cast(pa.date32(), safe=False).cast(pa.int32())
    except pa.ArrowException as error:
        raise InvalidValueError(f"the column {column.name!r} holds something else than days: {error}") from error
    outside = np.iinfo(np.int32).max
    numbers = (days.fill_null(outside) if days.null_count else days).to_numpy()
    first = (covered.first - type(covered.first)(1970, 1, 1)).days
    # Unsigned, days before the first one wrap round to huge numbers: one comparison cuts off both ends.
    positions = (numbers - np.int32(first)).view(np.uint32)
    return np.minimum(positions, total).astype(np.int32)
