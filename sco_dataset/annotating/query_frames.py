"""Annotate lazy frames: the record as conditions on country and day, which the engine evaluates.

Between two changes everything is constant. So a column is a chain of ``CASE WHEN day >= ...``,
one for each day on which something changes, with the states of which it holds since then.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from sco_dataset.annotating.request import DAY_PATTERN, Request
from sco_dataset.coverage_period import Period
from sco_dataset.records import MEMBER
from sco_dataset.timeline import Stretch

if TYPE_CHECKING:
    import narwhals.stable.v2 as nw

DAY = "__sco_day"


def annotate_query(frame: nw.LazyFrame[Any], request: Request) -> nw.LazyFrame[Any]:
    """Return the lazy frame with the columns of a request; nothing is computed."""
    import narwhals.stable.v2 as nw

    record = request.record
    kinds = frame.collect_schema()
    day = _day(kinds, request.date)
    country = nw.col(request.country)
    if isinstance(kinds[request.country], (nw.Categorical, nw.Enum)):
        country = country.cast(nw.String())
    spells = [
        (spell.status, Stretch(iso3, spell.start, spell.end or record.coverage.end))
        for iso3, group in record.standings.spells.items()
        for spell in group
    ]
    chairs = [(True, stretch) for stretch in record.chairs]
    hosts = [(True, stretch) for stretch in record.hosts]
    keys: dict[str, list[str | int]] = defaultdict(list)
    for key, iso3 in request.keys.items():
        keys[iso3].append(key)

    def known(period: Period) -> nw.Expr:
        return country.is_in(list(request.keys)) & (nw.col(DAY) >= period.first) & (nw.col(DAY) < period.end)

    def true_or_false(holds: nw.Expr, period: Period) -> nw.Expr:
        return nw.when(known(period)).then(holds).otherwise(nw.lit(None, nw.Boolean()))

    nothing, no = nw.lit(None, nw.String()), nw.lit(False)
    status = _piecewise(country, spells, record.coverage, keys, nothing)
    members = [(True, stretch) for status_held, stretch in spells if status_held == MEMBER]
    added = {
        "status": status,
        "member": true_or_false(_piecewise(country, members, record.coverage, keys, no), record.coverage),
        "chair": true_or_false(_piecewise(country, chairs, record.chair_coverage, keys, no), record.chair_coverage),
        "host": true_or_false(_piecewise(country, hosts, record.host_coverage, keys, no), record.host_coverage),
    }
    named = [expression.alias(request.names[name]) for name, expression in added.items()]
    return frame.with_columns(day.alias(DAY)).with_columns(*named).drop(DAY)


def _day(kinds: Mapping[str, Any], name: str) -> nw.Expr:
    import narwhals.stable.v2 as nw

    column = nw.col(name)
    if isinstance(kinds[name], nw.Date):
        return column
    if isinstance(kinds[name], (nw.String, nw.Categorical, nw.Enum)):
        column = column.cast(nw.String())
        # Some engines would read 2017-6-9 too.
        no_day = nw.concat_str([nw.lit("no day: "), column])
        plain = nw.when(column.str.contains(DAY_PATTERN)).then(column).otherwise(no_day)
        column = plain.str.to_datetime(format="%Y-%m-%d")
    return column.cast(nw.Date())


def _piecewise(
    country: nw.Expr,
    stretches: Sequence[tuple[str | bool, Stretch]],
    covered: Period,
    keys: Mapping[str, Sequence[str | int]],
    default: nw.Expr,
) -> nw.Expr:
    """Return the value that holds of a country on a day, the default where none does."""
    import narwhals.stable.v2 as nw

    days = {stretch.start for _, stretch in stretches} | {stretch.end for _, stretch in stretches} | {covered.end}
    expression = default
    for day in sorted(day for day in days if day <= covered.end):
        holding = default
        if day < covered.end:
            for value, states in _holding_on(day, stretches).items():
                cells = [key for state in states for key in keys.get(state, ())]
                if cells:
                    holding = nw.when(country.is_in(cells)).then(nw.lit(value)).otherwise(holding)
        expression = nw.when(nw.col(DAY) >= nw.lit(day)).then(holding).otherwise(expression)
    return expression


def _holding_on(day: date, stretches: Iterable[tuple[str | bool, Stretch]]) -> dict[str | bool, list[str]]:
    holding: dict[str | bool, list[str]] = defaultdict(list)
    for value, stretch in stretches:
        if stretch.start <= day < stretch.end:
            holding[value].append(stretch.iso3)
    return holding
