"""Rules about dates and intervals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import pairwise

from sco_dataset.descriptor import Package
from sco_dataset.errors import DescriptorError
from sco_dataset.records import Dataset, Record
from sco_dataset.rules.registry import Breach, rule

# Offices that one person holds at a time.
SINGLE_HOLDER_OFFICES = ("secretary_general", "rats_director")
# Councils whose chair is known for all the time that the record covers.
CONTINUOUSLY_CHAIRED = ("heads-of-state-council",)


@rule(
    "interval-order",
    "An interval ends after it starts",
    "A spell is half-open and holds for at least a day; an event lasts at least a day.",
    "Correct the date that is wrong, or exchange the two.",
)
def interval_order(dataset: Dataset) -> Iterator[Breach]:
    for table in dataset.package.tables:
        if "interval" not in table.properties:
            continue
        for record in dataset.records(table.name):
            start, end = record["start_date"], record["end_date"]
            if end is None:
                if not table.holds_spells:
                    yield Breach(
                        record, "end_date", f"must not be empty in a closed interval; for one day repeat {start}"
                    )
            elif end < start or (end == start and table.holds_spells):
                yield Breach(
                    record, "end_date", f"must be {'after' if table.holds_spells else 'on or after'} start_date {start}"
                )


@rule(
    "future-date",
    "No date lies after the release",
    "What is still to come is not known; only scheduled events may lie ahead.",
    "Correct the date, set the status of a coming event to scheduled, or renew created in the descriptor.",
)
def future_date(dataset: Dataset) -> Iterator[Breach]:
    released = _day_of_release(dataset.package)
    for table in dataset.package.tables:
        dates = [field.name for field in table.fields if field.type == "date"]
        for record in dataset.records(table.name):
            if record.get("status") == "scheduled":
                continue
            # What has begun may last beyond the release, such as a proclaimed year.
            running = not table.holds_spells and (record.get("start_date") or date.max) <= released
            for name in dates:
                day = record[name]
                if day is not None and day > released and not (running and name == "end_date"):
                    yield Breach(record, name, f"lies after the release of {released}")


@rule(
    "chair-tiling",
    "Chairmanships do not overlap, and those of the heads of state leave no gap",
    "At any time one state is in the chair of a council; of other councils not every period is evidenced.",
    "Correct the date that is wrong, or add the period that is missing.",
    ("chairmanships",),
)
def chair_tiling(dataset: Dataset) -> Iterator[Breach]:
    for (institution_id,), periods in group_by(dataset.records("chairmanships"), ("institution_id",)).items():
        yield from tiling(periods, gaps_allowed=institution_id not in CONTINUOUSLY_CHAIRED)


@rule(
    "office-tiling",
    "Terms in a single-holder office follow each other without gap or overlap",
    "The Secretary-General and the RATS director hold office alone, and the office is never vacant in the record.",
    "Correct the date that is wrong, or add the term that is missing.",
    ("officials",),
)
def office_tiling(dataset: Dataset) -> Iterator[Breach]:
    single = [term for term in dataset.records("officials") if term["office"] in SINGLE_HOLDER_OFFICES]
    for terms in group_by(single, ("institution_id", "office")).values():
        yield from tiling(terms, gaps_allowed=False)


def group_by(records: Iterable[Record], names: tuple[str, ...]) -> dict[tuple[object, ...], list[Record]]:
    """Group records by the values of fields, each group in order of start."""
    groups: dict[tuple[object, ...], list[Record]] = defaultdict(list)
    for record in records:
        groups[tuple(record[name] for name in names)].append(record)
    for group in groups.values():
        group.sort(key=lambda record: record["start_date"])
    return groups


def outside_of(event: Record, day: date | None) -> str | None:
    """Tell in words that a day is none of an event's; None where it is one."""
    if day is not None and event["start_date"] <= day <= event["end_date"]:
        return None
    return f"is not a day of {event.key} ({event['start_date']} to {event['end_date']})"


def _day_of_release(package: Package) -> date:
    created = package.properties.get("created")
    try:
        return datetime.fromisoformat(str(created)).date()
    except ValueError:
        message = f"{package.path.name}: created is {created!r}; write the day of the release, such as 2026-01-31"
        raise DescriptorError(message) from None


def tiling(spells: list[Record], *, gaps_allowed: bool) -> Iterator[Breach]:
    """Find spells in order of start that overlap, or leave a gap."""
    for earlier, later in pairwise(spells):
        ends, starts = earlier["end_date"], later["start_date"]
        if ends is None or ends > starts or (ends < starts and not gaps_allowed):
            yield Breach(
                later,
                "start_date",
                f"must {'not lie before' if gaps_allowed else 'be'} the end_date of its predecessor {earlier.key}, "
                f"{ends or 'which is empty'}",
            )
