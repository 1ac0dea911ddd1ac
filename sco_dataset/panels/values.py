"""The cells of a panel: what held of a state, or of two, in each period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from sco_dataset.panels.periods import Periods
from sco_dataset.records import MEMBER
from sco_dataset.timeline import ACTS, Act, Timeline

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True)
class Cells:
    """Values and whether they are known; an unknown value is missing, whatever stands there."""

    values: np.ndarray
    known: np.ndarray


@dataclass(frozen=True)
class PanelValues:
    """Values of all states of a panel in all of its periods; arrays are states by periods."""

    timeline: Timeline
    states: tuple[str, ...]
    periods: Periods

    @cached_property
    def status_days(self) -> np.ndarray:
        """Standing on each day (uint8, states by days), counted as `Timeline.status_matrix` does."""
        return self.timeline.status_matrix(self.states, self.periods.days)

    @cached_property
    def member_days(self) -> np.ndarray:
        """Whether each state is a member on each day (bool, states by days)."""
        found: np.ndarray = self.status_days == self.timeline.statuses.index(MEMBER) + 1
        return found

    @cached_property
    def covered(self) -> np.ndarray:
        """Whether standings are known in each period (bool, periods)."""
        return self.periods.covered(self.timeline.coverage)

    @cached_property
    def counted(self) -> np.ndarray:
        """Whether all days of each period are known, so that they can be counted (bool, periods)."""
        known: np.ndarray = self.covered & self._over(self.timeline.coverage.last)
        return known

    @cached_property
    def status(self) -> np.ndarray:
        """Standing in each period by the rule (uint8, states by periods); 0 for none."""
        import numpy as np

        if self.periods.rule in ("start", "end") or self.periods.freq == "day":
            return np.take(self.status_days, self.periods.decisive_positions, axis=1)
        if self.periods.rule == "majority":
            return self._most_days()
        member = self.timeline.statuses.index(MEMBER) + 1
        return np.where(self.periods.decide(self.member_days), member, self._last_held()).astype(np.uint8)

    def _last_held(self) -> np.ndarray:
        """Return the last standing held in each period, 0 where none was."""
        import numpy as np

        first, end = self.periods.bounds
        position = np.where(self.status_days > 0, np.arange(self.status_days.shape[1]), -1)
        last = np.take(np.maximum.accumulate(position, axis=1), np.maximum(end, 1) - 1, axis=1)
        held = np.take_along_axis(self.status_days, np.maximum(last, 0), axis=1)
        return np.where(last >= first, held, 0)

    def _most_days(self) -> np.ndarray:
        """Return the standing of most days; of two that are equal, the one held later."""
        import numpy as np

        _, end = self.periods.bounds
        days = np.arange(self.status_days.shape[1])
        best = np.zeros((len(self.states), len(self.periods)), dtype=np.uint8)
        # Days before the record are days without a standing.
        none = self.periods.lengths - self.periods.count(self.status_days > 0)
        weight = none.astype(np.int64) * (days.size + 1)
        for code in range(1, len(self.timeline.statuses) + 1):
            holds = self.status_days == code
            last = np.maximum.accumulate(np.where(holds, days, -1), axis=1)
            counted = self.periods.count(holds).astype(np.int64)
            weighed = counted * (days.size + 1) + np.take(last, np.maximum(end, 1) - 1, axis=1) + 1
            wins = (counted > 0) & (weighed > weight)
            best[wins], weight[wins] = code, weighed[wins]
        return best

    @cached_property
    def days_in_standing(self) -> np.ndarray:
        """Number of days of each period on which the state held its standing of the period."""
        import numpy as np

        counted = np.zeros(self.status.shape, dtype=np.int32)
        for code in range(1, len(self.timeline.statuses) + 1):
            counted += np.where(self.status == code, self.periods.count(self.status_days == code), 0)
        return counted

    @cached_property
    def member(self) -> np.ndarray:
        """Whether each state counts as a member in each period (bool, states by periods)."""
        found: np.ndarray = self.status == self.timeline.statuses.index(MEMBER) + 1
        return found

    @cached_property
    def chair(self) -> Cells:
        """Return whether each state was in the chair."""
        days = self.timeline.chair_matrix(self.states, self.periods.days).astype(bool)
        return Cells(self.periods.decide(days), self.periods.covered(self.timeline.chair_coverage, whole=True))

    @cached_property
    def host(self) -> Cells:
        """Return whether each state hosted a summit on some day of the period."""
        days = self.timeline.host_matrix(self.states, self.periods.days).astype(bool)
        return Cells(self.periods.count(days) > 0, self._over(self.timeline.host_coverage.last))

    def years(self, member_days: np.ndarray) -> Cells:
        """Return the completed years since the beginning of an uninterrupted stretch of days.

        Parameters
        ----------
        member_days : ndarray of bool, shape (..., days)

        Returns
        -------
        Cells
            Years to the last day of the period (the first by the rule ``start``); missing where
            the stretch does not reach that day.
        """
        import numpy as np

        years, month_days = self._calendar
        positions = self.periods.decisive_positions
        begins = member_days.copy()
        begins[..., 1:] &= ~member_days[..., :-1]
        since = np.maximum.accumulate(np.where(begins, np.arange(member_days.shape[-1]), 0), axis=-1)
        since = np.take(since, positions, axis=-1)
        passed = years[positions] - years[since] - (month_days[positions] < month_days[since])
        return Cells(passed.astype(np.int32), np.take(member_days, positions, axis=-1) & self.covered)

    @cached_property
    def _calendar(self) -> tuple[np.ndarray, np.ndarray]:
        import numpy as np

        days = np.arange(np.datetime64(self.periods.days.first), np.datetime64(self.periods.days.end))
        months = days.astype("datetime64[M]")
        month_of_year = months.astype(np.int64) % 12
        return days.astype("datetime64[Y]").astype(np.int64), month_of_year * 100 + (days - months).astype(np.int64)

    @cached_property
    def acts(self) -> dict[str, tuple[np.ndarray, np.ndarray]]:
        """For each of ``ACTS`` the period of each act (int, acts) and who took part (bool, states by acts)."""
        return {name: self._placed(self.timeline.acts[name]) for name in ACTS}

    def _placed(self, acts: tuple[Act, ...]) -> tuple[np.ndarray, np.ndarray]:
        import numpy as np

        placed = [(self.periods.position_of(act.day, act.precision), act) for act in acts]
        inside = [(position, act) for position, act in placed if position is not None]
        presence = [[state in act.states for _, act in inside] for state in self.states]
        return (
            np.array([position for position, _ in inside], dtype=np.int64),
            np.array(presence, dtype=bool).reshape(len(self.states), len(inside)),
        )

    def count_acts(self, name: str, row: int, other: int | None = None) -> Cells:
        """Count acts of a state, or of two together, in each period (int32, periods)."""
        import numpy as np

        positions, presence = self.acts[name]
        took_part = presence[row] if other is None else presence[row] & presence[other]
        counted = np.bincount(positions[took_part], minlength=len(self.periods)).astype(np.int32)
        return Cells(counted, self._acts_known[name])

    @cached_property
    def _acts_known(self) -> dict[str, np.ndarray]:
        return {name: self._over(period.last) for name, period in self.timeline.act_coverage.items()}

    def _over(self, last: date) -> np.ndarray:
        """Tell which periods touch the record and are over by a day."""
        import numpy as np

        first = self.timeline.coverage.first
        return np.array([first <= day <= last for day in self.periods.lasts], dtype=bool)
