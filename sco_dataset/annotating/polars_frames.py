"""Annotate frames of polars, eager or lazy: each row looks up its place in a table of states by days.

The look-up is an expression, so that a lazy frame stays one, and the streaming engine shares the
work among all cores. It takes a tenth of the time that the conditions take which other lazy
engines are given.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sco_dataset.annotating.day_lookup import day_lookup
from sco_dataset.annotating.request import DAY_PATTERN, Request
from sco_dataset.backends import to_polars
from sco_dataset.errors import InvalidValueError

if TYPE_CHECKING:
    import polars as pl


def annotate_lazy(frame: pl.LazyFrame, request: Request) -> pl.LazyFrame:
    """Return the lazy frame with the columns of a request; nothing is computed."""
    import polars as pl

    lookup = day_lookup(request.record)
    lane_of = lookup.lanes_of(request.keys)
    country, day = pl.col(request.country), pl.col(request.date)
    kinds = frame.collect_schema()
    if kinds[request.country].is_numeric():
        if kinds[request.country].is_integer():
            # Short integers have no room for all codes.
            country = country.cast(pl.Int64, strict=False)
        lane = country.replace_strict(lane_of, default=None, return_dtype=pl.UInt32)
    else:
        # The position of a text in an Enum is found faster than anything else of it.
        position = country.cast(pl.Enum(list(map(str, lane_of))), strict=False).to_physical()
        lane = pl.lit(pl.Series(lane_of.values(), dtype=pl.UInt32)).gather(position)
    if isinstance(kinds[request.date], _texts()):
        day = day.cast(pl.String)
        # Polars would read 2017-6-9 too.
        plain = pl.when(day.str.contains(DAY_PATTERN)).then(day).otherwise("no day: " + day)
        day = plain.str.to_date("%Y-%m-%d")
    # Unsigned, days before the first one wrap round to huge numbers: one comparison cuts off both ends.
    since = (day.cast(pl.Date).to_physical() - lookup.first_ordinal).cast(pl.UInt32, wrap_numerical=True)
    # What is no state or no day has no place, and finds nothing.
    row = lane * lookup.width + since.clip(upper_bound=lookup.width - 1)
    cells = to_polars(lookup.table)
    place = "__sco_place"
    return (
        frame.with_columns(row.alias(place))
        .with_columns(pl.lit(cells[name]).gather(pl.col(place)).alias(new) for name, new in request.names.items())
        .drop(place)
    )


def annotate_eager(frame: pl.DataFrame, request: Request) -> pl.DataFrame:
    """Return the frame with the columns of a request; raise InvalidValueError where a text is no day."""
    import polars as pl

    try:
        return annotate_lazy(frame.lazy(), request).collect(engine="streaming")
    except pl.exceptions.InvalidOperationError as error:
        if isinstance(frame.schema[request.date], _texts()):
            request.require_days(frame[request.date].cast(pl.String))
        told = str(error).splitlines()[0]
        raise InvalidValueError(f"the column {request.date!r} holds something else than days: {told}") from error


def _texts() -> tuple[type[pl.DataType], ...]:
    import polars as pl

    return pl.String, pl.Categorical, pl.Enum
