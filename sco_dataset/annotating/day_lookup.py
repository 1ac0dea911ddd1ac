"""What holds of each state on each day, as a table in which a row is found by its position."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from sco_dataset.coverage_period import Period
from sco_dataset.records import MEMBER
from sco_dataset.timeline import Timeline

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class DayLookup:
    """Lanes of days, one after the other: of each state that matters, of all others, of none.

    Parameters
    ----------
    states : tuple of str
        The states that have a lane of their own.
    covered : Period
        The days of a lane; after them comes one day that stands for all others.
    table : pyarrow.Table
        ``status``, ``member``, ``chair`` and ``host``; row ``lane * width + day``.
    """

    states: tuple[str, ...]
    covered: Period
    table: pa.Table

    @property
    def width(self) -> int:
        """Number of rows of a lane."""
        return (self.covered.end - self.covered.first).days + 1

    @property
    def stateless(self) -> int:
        """The lane of the states that never had a standing, a chair or a summit."""
        return len(self.states)

    @property
    def unknown(self) -> int:
        """The lane of what is no state."""
        return len(self.states) + 1

    @property
    def first_ordinal(self) -> int:
        """The first day, counted from 1970-01-01 as Arrow does."""
        return (self.covered.first - EPOCH).days

    def lanes_of(self, keys: Mapping[str | int, str]) -> dict[str | int, int]:
        """Return the lane of each key, given the ``iso3`` that it stands for."""
        lane = {iso3: position for position, iso3 in enumerate(self.states)}
        return {key: lane.get(iso3, self.stateless) for key, iso3 in keys.items()}


@lru_cache(maxsize=2)
def day_lookup(record: Timeline) -> DayLookup:
    """Lay out the record by state and day."""
    import numpy as np
    import pyarrow as pa

    named = (stretch.iso3 for stretch in (*record.chairs, *record.hosts))
    states = tuple(sorted({*record.standings.spells, *named}))
    lanes, days = [*states, "", ""], record.days
    status = record.status_matrix(lanes, days).astype(np.int32)
    is_member = status == record.statuses.index(MEMBER) + 1
    in_chair, is_host = record.chair_matrix(lanes, days) == 1, record.host_matrix(lanes, days) == 1
    known = _known(status.shape, days, record.coverage)
    codes = pa.array(_laid_out(status - 1), mask=~known | _laid_out(status == 0))
    columns = {
        "status": pa.DictionaryArray.from_arrays(codes, pa.array(record.statuses), ordered=True),
        "member": pa.array(_laid_out(is_member), mask=~known),
        "chair": pa.array(_laid_out(in_chair), mask=~_known(status.shape, days, record.chair_coverage)),
        "host": pa.array(_laid_out(is_host), mask=~_known(status.shape, days, record.host_coverage)),
    }
    return DayLookup(states, days, pa.table(columns))


def _laid_out(matrix: np.ndarray) -> np.ndarray:
    """Return lanes one after the other, each with a day more at its end."""
    import numpy as np

    return np.pad(matrix, ((0, 0), (0, 1))).ravel()


def _known(shape: tuple[int, ...], days: Period, covered: Period) -> np.ndarray:
    """Tell for which rows something is known: lanes of states, on days that are covered."""
    import numpy as np

    known = np.zeros((shape[0], shape[1] + 1), dtype=bool)
    first, end = ((day - days.first).days for day in (covered.first, covered.end))
    known[:-1, max(first, 0) : max(min(end, shape[1]), 0)] = True
    return known.ravel()
