"""The years, months or days of a panel, and how a day's values become a period's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from operator import index
from typing import TYPE_CHECKING, Any

from sco_dataset.coverage_period import Period
from sco_dataset.errors import InvalidValueError, UnknownNameError
from sco_dataset.membership import as_day

if TYPE_CHECKING:
    import numpy as np

FREQUENCIES = ("day", "month", "year")
RULES = ("any", "start", "end", "majority")


@dataclass(frozen=True)
class Periods:
    """Periods of one length that follow each other, and what their rows say of them.

    Parameters
    ----------
    freq : str
        One of ``FREQUENCIES``, which is the name of the column too.
    rule : str
        One of ``RULES``: what decides about a period in which something changes.
    firsts, lasts : tuple of date
        First and last day of each.
    days : Period
        The days of the arrays that are summed up.
    """

    freq: str
    rule: str
    firsts: tuple[date, ...]
    lasts: tuple[date, ...]
    days: Period

    def __len__(self) -> int:
        return len(self.firsts)

    def labels(self) -> list[int] | list[date]:
        """Return the cells of the column: the year as a number, else the first day."""
        return [day.year for day in self.firsts] if self.freq == "year" else list(self.firsts)

    def covered(self, known: Period, *, whole: bool = False) -> np.ndarray:
        """Return for each period whether enough of it is known to tell the value (bool, periods).

        A period that is not over by the last day known is not. One that began before the first
        day is, unless it must be known as a whole: before the first spell there was nothing.
        """
        import numpy as np

        decisive = self.firsts if self.rule == "start" else self.lasts
        inside = [day in known for day in decisive]
        begun = [not whole or first >= known.first for first in self.firsts]
        enough: np.ndarray = np.array(inside, dtype=bool) & np.array(begun, dtype=bool)
        return enough

    @cached_property
    def bounds(self) -> tuple[np.ndarray, np.ndarray]:
        """Return first and end position of each period among the days (int, periods)."""
        import numpy as np

        total = (self.days.end - self.days.first).days
        first = np.array([(day - self.days.first).days for day in self.firsts])
        end = np.array([(day - self.days.first).days + 1 for day in self.lasts])
        return first.clip(0, total), end.clip(0, total)

    @cached_property
    def lengths(self) -> np.ndarray:
        """Return the number of days of each period, those before and after the record too (int, periods)."""
        import numpy as np

        return np.array([(last - first).days + 1 for first, last in zip(self.firsts, self.lasts, strict=True)])

    @cached_property
    def decisive_positions(self) -> np.ndarray:
        """Return the position of the day that decides by the rules ``start`` and ``end`` (int, periods)."""
        import numpy as np

        total = (self.days.end - self.days.first).days
        decisive = self.firsts if self.rule == "start" else self.lasts
        return np.array([(day - self.days.first).days for day in decisive]).clip(0, total - 1)

    def count(self, holds: np.ndarray) -> np.ndarray:
        """Count the days of each period on which something holds.

        Parameters
        ----------
        holds : ndarray of bool, shape (..., days)

        Returns
        -------
        ndarray of int32, shape (..., periods)
        """
        import numpy as np

        first, end = self.bounds
        if self.freq == "day":
            return np.where(first < end, np.take(holds, np.minimum(first, holds.shape[-1] - 1), axis=-1), 0).astype(
                np.int32
            )
        sums = np.zeros((*holds.shape[:-1], holds.shape[-1] + 1), dtype=np.int32)
        np.cumsum(holds, axis=-1, out=sums[..., 1:])
        difference: np.ndarray = np.take(sums, end, axis=-1) - np.take(sums, first, axis=-1)
        return difference

    def decide(self, holds: np.ndarray) -> np.ndarray:
        """Tell of each period whether something holds, by the rule (bool, ... by periods)."""
        import numpy as np

        if self.rule in ("start", "end"):
            return np.take(holds, self.decisive_positions, axis=-1).astype(bool)
        counted = self.count(holds)
        decided: np.ndarray = counted > 0 if self.rule == "any" else 2 * counted > self.lengths
        return decided

    def position_of(self, day: date, precision: str) -> int | None:
        """Return the period of a day; None where there is none, or the day is known less exactly than that."""
        from bisect import bisect_right

        if FREQUENCIES.index(precision) > FREQUENCIES.index(self.freq):
            return None
        position = bisect_right(self.firsts, day) - 1
        return position if position >= 0 and day <= self.lasts[position] else None


def periods_between(
    freq: str, rule: str, start: date | str | int | None, end: date | str | int | None, days: Period
) -> Periods:
    """Return the periods that touch a stretch of time.

    Parameters
    ----------
    freq, rule : str
        One of ``FREQUENCIES``, and of ``RULES``.
    start, end : date, str or int, optional
        First and last day; a year stands for its first and last day; the record's if None.
    days : Period
        The days that the record covers.

    Raises
    ------
    UnknownNameError
        If there is no such frequency or rule.
    InvalidValueError
        If a day is none, or the end lies before the start.

    Examples
    --------
    >>> days = Period(date(2001, 6, 15), date(2003, 12, 31))
    >>> periods_between("year", "any", None, 2002, days).labels()
    [2001, 2002]
    """
    if freq not in FREQUENCIES:
        raise UnknownNameError("frequency", freq, FREQUENCIES)
    if rule not in RULES:
        raise UnknownNameError("rule", rule, RULES)
    first = days.first if start is None else _edge(start, 1, 1)
    last = days.last if end is None else _edge(end, 12, 31)
    if last < first:
        raise InvalidValueError(f"the panel would end on {last}, before it starts on {first}")
    firsts, lasts = [], []
    day = _first_of(freq, first)
    while day <= last:
        following = _next(freq, day)
        firsts.append(day)
        lasts.append(following - timedelta(days=1))
        day = following
    return Periods(freq, rule, tuple(firsts), tuple(lasts), days)


def _edge(given: Any, month: int, day: int) -> date:
    """Read a day, or a year as its first or last one."""
    if isinstance(given, str) and re.fullmatch("[0-9]{4}", given):
        given = int(given)
    # Years out of a frame are integers of numpy; true and false are none, though Python says so.
    is_year = hasattr(given, "__index__") and not isinstance(given, bool)
    try:
        edge = index(given) if is_year else as_day(given)
    except InvalidValueError as error:
        raise InvalidValueError(f"{error}; or give a year, such as 2017") from error
    year = edge if isinstance(edge, int) else edge.year
    # The period that follows the last one begins in the calendar, too.
    if not 1 <= year < date.max.year:
        raise InvalidValueError(f"{given} is no year or day of a panel; allowed are the years 1 to {date.max.year - 1}")
    return date(edge, month, day) if isinstance(edge, int) else edge


def _first_of(freq: str, day: date) -> date:
    return {"day": day, "month": day.replace(day=1), "year": day.replace(month=1, day=1)}[freq]


def _next(freq: str, first: date) -> date:
    if freq == "day":
        return first + timedelta(days=1)
    if freq == "month":
        return (first + timedelta(days=31)).replace(day=1)
    return first.replace(year=first.year + 1)
