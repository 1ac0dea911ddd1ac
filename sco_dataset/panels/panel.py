"""Panels: a row for each state, or each two states, and each year, month or day."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations, permutations
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sco_dataset.backends import convert
from sco_dataset.countries.index import CountryIndex, country_index
from sco_dataset.descriptor import read_package
from sco_dataset.errors import InvalidValueError, UnknownNameError
from sco_dataset.panels.periods import periods_between
from sco_dataset.panels.values import Cells, PanelValues
from sco_dataset.timeline import ACTS, timeline

if TYPE_CHECKING:
    import pyarrow as pa

UNITS = ("country", "dyad")
COUNTRY_LISTS = ("standing", "all", "un")


@dataclass(frozen=True)
class Panel:
    """A panel that is made state by state, so that it need not fit into memory.

    Parameters
    ----------
    values : PanelValues
        What is known of its states and periods.
    index : CountryIndex
        Codes and names of its states.
    codes : tuple of str
        The codes and names that stand in it.
    unit : str
        One of ``UNITS``.
    directed : bool
        Whether two states make two rows, one for each order.
    """

    values: PanelValues
    index: CountryIndex
    codes: tuple[str, ...]
    unit: str
    directed: bool

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Yield the rows in order: by state, or by first and second state, then by period."""
        count = len(self.values.states)
        if self.unit == "country":
            for row in range(count):
                yield _batch([self._country_columns(row)])
            return
        pairs = permutations(range(count), 2) if self.directed else combinations(range(count), 2)
        by_first: dict[int, list[int]] = {}
        for first, second in pairs:
            by_first.setdefault(first, []).append(second)
        for first, seconds in by_first.items():
            yield _batch([self._dyad_columns(first, second) for second in seconds])

    def __len__(self) -> int:
        """Return the number of batches, for showing progress."""
        count = len(self.values.states)
        return count if self.unit == "country" or self.directed else max(count - 1, 0)

    def _country_columns(self, row: int) -> dict[str, pa.Array]:
        values = self.values
        return {
            **self._codes_of(row, ""),
            **self._period(),
            "status": self._status(row),
            "member": _array(Cells(values.member[row], values.covered), "bool_"),
            "chair": _array(Cells(values.chair.values[row], values.chair.known), "bool_"),
            "host": _array(Cells(values.host.values[row], values.host.known), "bool_"),
            "days_in_standing": _array(Cells(values.days_in_standing[row], values.counted), "int32"),
            "years_since_joining": _array(values.years(values.member_days[row]), "int32"),
            **{name: _array(values.count_acts(name, row), "int32") for name in ACTS},
        }

    def _dyad_columns(self, first: int, second: int) -> dict[str, pa.Array]:
        values = self.values
        both = values.member_days[first] & values.member_days[second]
        return {
            **self._codes_of(first, "_a"),
            **self._codes_of(second, "_b"),
            **self._period(),
            "status_a": self._status(first),
            "status_b": self._status(second),
            "both_members": _array(Cells(values.periods.decide(both), values.covered), "bool_"),
            "days_both_members": _array(Cells(values.periods.count(both), values.counted), "int32"),
            "years_both_members": _array(values.years(both), "int32"),
            **{name: _array(values.count_acts(name, first, second), "int32") for name in ACTS},
        }

    def _codes_of(self, row: int, ending: str) -> dict[str, pa.Array]:
        import pyarrow as pa

        state, count = self.values.states[row], len(self.values.periods)
        return {
            code + ending: pa.repeat(pa.scalar(self.index.value(state, code), self._code_type(code)), count)
            for code in self.codes
        }

    def _code_type(self, code: str) -> pa.DataType:
        import pyarrow as pa

        return pa.int64() if self.index.fields[code].type == "integer" else pa.string()

    def _period(self) -> dict[str, pa.Array]:
        import pyarrow as pa

        periods = self.values.periods
        name = "date" if periods.freq == "day" else periods.freq
        return {name: pa.array(periods.labels(), pa.int32() if periods.freq == "year" else pa.date32())}

    def _status(self, row: int) -> pa.Array:
        import numpy as np
        import pyarrow as pa

        held = self.values.status[row]
        codes = pa.array(held.astype(np.int32) - 1, mask=~self.values.covered | (held == 0))
        return pa.DictionaryArray.from_arrays(codes, pa.array(self.values.timeline.statuses), ordered=True)


def make_panel(
    freq: str = "year",
    unit: str = "country",
    start: date | str | int | None = None,
    end: date | str | int | None = None,
    rule: str = "any",
    codes: str | Sequence[str] = ("iso3",),
    countries: str | Sequence[str | int] = "standing",
    directed: bool = False,
    path: Path | str | None = None,
) -> Panel:
    """Return a panel without its rows; the parameters are those of `panel`."""
    package = None if path is None else read_package(path)
    index, record = country_index(package), timeline(package)
    if unit not in UNITS:
        raise UnknownNameError("unit", unit, UNITS)
    if directed and unit != "dyad":
        raise InvalidValueError("only dyads can be directed; ask for unit dyad, or leave directed out")
    codes = (codes,) if isinstance(codes, str) else tuple(codes)
    if not codes:
        raise InvalidValueError("the states of a panel need a code or a name, such as iso3")
    for code in codes:
        if code not in index.fields:
            raise UnknownNameError("code or name of countries", code, index.fields)
    states = _states(countries, index, record.standings.spells)
    if len(states) < (2 if unit == "dyad" else 1):
        raise InvalidValueError(f"there are too few states for a panel by {unit}: {', '.join(states) or 'none'}")
    # Chairs and hosts may be known on days beyond those of standings.
    periods = replace(periods_between(freq, rule, start, end, record.coverage), days=record.days)
    return Panel(PanelValues(record, states, periods), index, codes, unit, directed)


def panel(
    freq: str = "year",
    unit: str = "country",
    start: date | str | int | None = None,
    end: date | str | int | None = None,
    rule: str = "any",
    codes: str | Sequence[str] = ("iso3",),
    countries: str | Sequence[str | int] = "standing",
    directed: bool = False,
    backend: str = "pandas",
    *,
    path: Path | str | None = None,
) -> Any:
    """Return a panel of states, or of dyads of states.

    Parameters
    ----------
    freq : str
        ``"year"``, ``"month"`` or ``"day"``.
    unit : str
        ``"country"`` or ``"dyad"``.
    start, end : date, str or int, optional
        First and last day, or year; those of the record if None. Periods are always whole.
    rule : str
        What decides about a period in which a standing changes: ``"any"`` (member if it was one
        on any day, else the last standing held), ``"start"`` or ``"end"`` (that of the first or
        last day), ``"majority"`` (that of most days).
    codes : str or sequence of str
        Codes and names of the states, fields of ``countries``.
    countries : str or sequence
        ``"standing"``: states that ever had a standing; ``"all"``: those of the table
        ``countries``; ``"un"``: the members of the United Nations; or any codes or names, or one.
    directed : bool
        Of dyads: both orders of two states, instead of one.
    backend : str
        ``"pandas"``, ``"polars"``, ``"arrow"`` or ``"duckdb"``.
    path : path or str, optional
        Another data package than the shipped one.

    Returns
    -------
    frame
        Of countries, one row for each state and period, with ``status`` (missing where there is
        none), ``member``, ``chair`` (of the heads of state), ``host`` (of a summit, on any day),
        ``days_in_standing`` (days of the period with this status), ``years_since_joining``
        (completed years as a member at the end of the period), ``events_attended`` and
        ``exercises_joined`` (by their first day), ``documents_signed`` (at events that the state
        attended as a member). Of dyads, one row for each two states and period, with
        ``status_a``, ``status_b``, ``both_members``, ``days_both_members``,
        ``years_both_members``, and the same counts of what both did. Counts are of what is on
        record. Cells beyond the days that the record covers are missing, never 0; where
        ``member`` is false and ``status`` missing, the state had no standing.

    Raises
    ------
    UnknownNameError
        If there is no such frequency, unit, rule, code, state or backend.
    InvalidValueError
        If a day is none, the end lies before the start, there are too few states, or what is no
        panel of dyads is to be directed.
    MissingExtraError
        If the library of the backend is not installed.

    Examples
    --------
    >>> rows = panel("year", start=2016, end=2018, countries=["IND", "France"])
    >>> rows[["iso3", "year", "status", "member", "days_in_standing"]]
      iso3  year    status  member  days_in_standing
    0  IND  2016  observer   False               366
    1  IND  2017    member    True               206
    2  IND  2018    member    True               365
    3  FRA  2016       NaN   False                 0
    4  FRA  2017       NaN   False                 0
    5  FRA  2018       NaN   False                 0
    >>> dyads = panel("year", unit="dyad", start=2017, end=2017, countries=["IND", "PAK", "IRN"])
    >>> dyads[["iso3_a", "iso3_b", "both_members", "days_both_members"]]
      iso3_a iso3_b  both_members  days_both_members
    0    IND    PAK          True                206
    1    IND    IRN         False                  0
    2    PAK    IRN         False                  0
    """
    import pyarrow as pa

    made = make_panel(freq, unit, start, end, rule, codes, countries, directed, path)
    batches = list(made.batches())
    return convert(pa.Table.from_batches(batches).combine_chunks(), backend)


def write_panel(made: Panel, target: Path, progress: Callable[[int], None] = lambda done: None) -> int:
    """Write a panel as CSV or Parquet, by the ending of the file, without holding all of it.

    Parameters
    ----------
    made : Panel
        The panel.
    target : path
        A file that ends in ``.csv`` or ``.parquet``.
    progress : callable, optional
        Is called with the number of batches done.

    Returns
    -------
    int
        The number of rows.

    Raises
    ------
    UnknownNameError
        If the file ends in something else.
    """
    from sco_dataset.frame_files import table_writer

    rows = 0
    with table_writer(target) as write:
        for done, batch in enumerate(made.batches(), start=1):
            write(batch)
            rows += batch.num_rows
            progress(done)
    return rows


def _states(countries: str | Sequence[str | int], index: CountryIndex, spells: Mapping[str, object]) -> tuple[str, ...]:
    if isinstance(countries, str):
        lists = {"standing": sorted(spells), "all": index.recorded, "un": index.un_members}
        if countries in lists:
            return tuple(lists[countries])
        try:
            return (index.resolve(countries),)
        except UnknownNameError:
            raise UnknownNameError("list of countries, nor a country,", countries, COUNTRY_LISTS) from None
    # A state that is given twice, by two of its names, has one row for each period all the same.
    return tuple(dict.fromkeys(index.resolve(country) for country in countries))


def _array(cells: Cells, type: str) -> pa.Array:
    import pyarrow as pa

    return pa.array(cells.values, getattr(pa, type)(), mask=~cells.known)


def _batch(parts: list[dict[str, pa.Array]]) -> pa.RecordBatch:
    import pyarrow as pa

    columns = {name: pa.concat_arrays([part[name] for part in parts]) for name in parts[0]}
    return pa.record_batch(list(columns.values()), names=list(columns))
