"""The record as arrays over days and states, from which panels and annotations are made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from sco_dataset.coverage_period import Period, complete_until
from sco_dataset.descriptor import Package, read_package
from sco_dataset.membership import Standings, standings_of
from sco_dataset.records import HELD, MEMBER, Dataset, Record

if TYPE_CHECKING:
    import numpy as np

# Whose presidency is meant by "the chair", and hosting what makes a state the host.
CHAIRED_COUNCIL = "heads-of-state-council"
HOSTED_KIND = "summit"
EXERCISE = "exercise"


class Stretch(NamedTuple):
    """Days on which something holds of a state, from the first to the first after the last."""

    iso3: str
    start: date
    end: date


class Act(NamedTuple):
    """Something that states did together: an event that they attended, or a document that they signed."""

    kind: str
    day: date
    precision: str
    states: frozenset[str]


@dataclass(frozen=True, eq=False)
class Timeline:
    """What the record says about each day.

    Parameters
    ----------
    standings : Standings
        Spells of formal standing.
    chairs, hosts : tuple of Stretch
        Presidencies of the heads of state, and days of their meetings in the host's country.
    chair_coverage, host_coverage : Period
        The days about which chairs and hosts are known.
    acts : mapping of str to tuple of Act
        For each of ``ACTS`` what happened.
    act_coverage : mapping of str to Period
        The days about which these are known.
    """

    standings: Standings
    chairs: tuple[Stretch, ...]
    hosts: tuple[Stretch, ...]
    chair_coverage: Period
    host_coverage: Period
    acts: Mapping[str, tuple[Act, ...]]
    act_coverage: Mapping[str, Period]

    @property
    def coverage(self) -> Period:
        """The days about which standings are known."""
        return self.standings.coverage

    @property
    def days(self) -> Period:
        """The days about which anything is known: standings, chairs or hosts."""
        known = self.coverage, self.chair_coverage, self.host_coverage
        return Period(min(period.first for period in known), max(period.last for period in known))

    @property
    def statuses(self) -> tuple[str, ...]:
        """What a status may be; ``status_matrix`` counts them from one."""
        return self.standings.statuses

    def status_matrix(self, states: Sequence[str], days: Period) -> np.ndarray:
        """Return the standing of each state on each day.

        Returns
        -------
        ndarray of uint8, shape (states, days)
            0 for none, else one more than the position of the status in the enumeration.
        """
        stretches = [
            (self.statuses.index(spell.status) + 1, Stretch(state, spell.start, spell.end or days.end))
            for state in states
            for spell in self.standings.spells.get(state, ())
        ]
        return _matrix(states, days, stretches)

    def chair_matrix(self, states: Sequence[str], days: Period) -> np.ndarray:
        """Return 1 for each state and day on which it held the chair (uint8, states by days)."""
        return _matrix(states, days, [(1, stretch) for stretch in self.chairs])

    def host_matrix(self, states: Sequence[str], days: Period) -> np.ndarray:
        """Return 1 for each state and day on which it hosted a summit (uint8, states by days)."""
        return _matrix(states, days, [(1, stretch) for stretch in self.hosts])


# The counts of a panel: events attended, exercises among them, documents signed.
ACTS = ("events_attended", "exercises_joined", "documents_signed")


def timeline(package: Package | None = None) -> Timeline:
    """Return the timeline of a package, the shipped one if None; that one is built once."""
    return _shipped_timeline() if package is None else _build(package)


@lru_cache(maxsize=1)
def _shipped_timeline() -> Timeline:
    return _build(read_package())


def _build(package: Package) -> Timeline:
    standings = standings_of(package)
    dataset = Dataset(package)
    events = [row for row in dataset.records("events") if row["status"] == HELD]
    chairs = _chairs(dataset)
    hosts = tuple(
        Stretch(row["country"], row["start_date"], Period(row["start_date"], row["end_date"]).end)
        for row in events
        if row["kind"] == HOSTED_KIND and row["country"]
    )
    first = standings.coverage.first
    until = {name: complete_until(package.table(name)) for name in ("events", "participants", "documents")}
    with_events = Period(first, min(until["events"], until["participants"]))
    attended, signed = _acts(dataset, events)
    chairs_until = complete_until(package.table("chairmanships"))
    return Timeline(
        standings=standings,
        chairs=chairs,
        hosts=hosts,
        # Without chairs on record none is known on any day.
        chair_coverage=Period(min((c.start for c in chairs), default=chairs_until + timedelta(days=1)), chairs_until),
        host_coverage=Period(first, until["events"]),
        acts={
            "events_attended": attended,
            "exercises_joined": tuple(act for act in attended if act.kind == EXERCISE),
            "documents_signed": signed,
        },
        act_coverage={
            "events_attended": with_events,
            "exercises_joined": with_events,
            "documents_signed": Period(first, min(with_events.last, until["documents"])),
        },
    )


def _chairs(dataset: Dataset) -> tuple[Stretch, ...]:
    after = complete_until(dataset.package.table("chairmanships")) + timedelta(days=1)
    return tuple(
        Stretch(row["iso3"], row["start_date"], row["end_date"] or after)
        for row in dataset.records("chairmanships")
        if row["institution_id"] == CHAIRED_COUNCIL
    )


def _acts(dataset: Dataset, events: list[Record]) -> tuple[tuple[Act, ...], tuple[Act, ...]]:
    """Return the events attended, and the documents that members signed at events which they attended."""
    present: dict[str, set[str]] = {}
    as_member: dict[str, set[str]] = {}
    for row in dataset.records("participants"):
        if row["iso3"]:
            present.setdefault(row["event_id"], set()).add(row["iso3"])
            if row["role"] == MEMBER:
                as_member.setdefault(row["event_id"], set()).add(row["iso3"])
    attended = tuple(
        Act(row["kind"], row["start_date"], row["date_precision"], frozenset(present.get(row["event_id"], ())))
        for row in events
    )
    signed = tuple(
        Act(row["kind"], row["signed_date"], row["date_precision"], frozenset(as_member.get(row["event_id"], ())))
        for row in dataset.records("documents")
    )
    return attended, signed


def _matrix(states: Sequence[str], days: Period, stretches: Sequence[tuple[int, Stretch]]) -> np.ndarray:
    import numpy as np

    matrix = np.zeros((len(states), (days.end - days.first).days), dtype=np.uint8)
    rows = {state: row for row, state in enumerate(states)}
    for value, stretch in stretches:
        if stretch.iso3 in rows:
            first = max((stretch.start - days.first).days, 0)
            matrix[rows[stretch.iso3], first : max((stretch.end - days.first).days, 0)] = value
    return matrix
