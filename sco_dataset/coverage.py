"""What is known of each year: of each body's meetings, and of each kind of event."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from sco_dataset.canonical import csv_bytes
from sco_dataset.coverage_period import complete_until
from sco_dataset.descriptor import Package
from sco_dataset.records import HELD, MEETING_KINDS, Dataset, Record

NOT_HELD, UNKNOWN = "not_held", "unknown"
STATES = (HELD, NOT_HELD, UNKNOWN)
HEADER = ("body", "scope", "year", "state", "events")


@dataclass(frozen=True)
class Coverage:
    """What is known of one year of a body's meetings (scope ``body``) or of a kind of event (``kind``).

    ``state`` is ``held``; ``not_held`` where consecutive ordinals leave no room for a meeting;
    else ``unknown``. ``events`` is the number of events in the record.
    """

    body: str
    scope: str
    year: int
    state: str
    events: int


def coverage(package: Package) -> list[Coverage]:
    """Return the coverage of each body from its first known meeting, and of each kind of event.

    The last year is the one to which the events table is complete.
    """
    dataset = Dataset(package)
    last_year = complete_until(package.table("events")).year
    held = [event for event in dataset.records("events") if event["status"] == HELD]
    rows = list(_of_bodies(held, dataset, last_year))
    rows += _of_kinds(held, package, last_year)
    return rows


def coverage_csv(package: Package) -> bytes:
    """Return ``COVERAGE.csv``."""
    rows = coverage(package)
    return csv_bytes(HEADER, [[r.body, r.scope, str(r.year), r.state, str(r.events)] for r in rows])


def _of_bodies(held: list[Record], dataset: Dataset, last_year: int) -> Iterator[Coverage]:
    meetings: dict[str, list[Record]] = defaultdict(list)
    for event in held:
        if event["kind"] in MEETING_KINDS and event["institution_id"]:
            meetings[event["institution_id"]].append(event)
    for body, institution in dataset.by_key("institutions").items():
        if body in meetings:
            counts = Counter(event["start_date"].year for event in meetings[body])
            without = _years_without(meetings[body])
            dissolved = institution["dissolved_date"]
            end = dissolved.year if dissolved else last_year
            for year in range(min(counts), max(end, *counts) + 1):
                state = HELD if counts[year] else NOT_HELD if year in without else UNKNOWN
                yield Coverage(body, "body", year, state, counts[year])


def _of_kinds(held: list[Record], package: Package, last_year: int) -> Iterator[Coverage]:
    kinds = package.table("events").field("kind").allowed_values or ()
    for kind in kinds:
        counts = Counter(event["start_date"].year for event in held if event["kind"] == kind)
        if counts:
            for year in range(min(counts), max(last_year, *counts) + 1):
                yield Coverage(kind, "kind", year, HELD if counts[year] else UNKNOWN, counts[year])


def _years_without(meetings: list[Record]) -> set[int]:
    """Return the years between two meetings whose ordinals follow each other."""
    numbered = sorted((m["number"], m["start_date"].year) for m in meetings if m["number"] is not None)
    return {
        year
        for (number, before), (following, after) in pairwise(numbered)
        if following == number + 1
        for year in range(before + 1, after)
    }
