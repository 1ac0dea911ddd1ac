"""Rules about events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from sco_dataset.records import HELD, MEETING_KINDS, Dataset, Record
from sco_dataset.rules.intervals import group_by
from sco_dataset.rules.registry import Breach, rule


@rule(
    "event-year",
    "An event's id ends in a time within the event",
    "An id that names another year would mislead.",
    "Correct the dates, or the end of the id.",
    ("events",),
)
def event_year(dataset: Dataset) -> Iterator[Breach]:
    for event in dataset.records("events"):
        first, last = str(event["start_date"]), str(event["end_date"] or event["start_date"])
        time = _time_of_id(event.key)
        if time is None:
            yield Breach(event, "event_id", "names no year; it must end in that of the event, or in its month or day")
        elif not _begins(first, time) <= time.split("-") <= _begins(last, time):
            yield Breach(event, "event_id", f"ends in {time}, but the event took place from {first} to {last}")


@rule(
    "host-country",
    "A meeting in person names its host country, one online has none",
    "Hosts are counted from this field.",
    "Fill in the country, empty country and city, or correct the format.",
    ("events",),
)
def host_country(dataset: Dataset) -> Iterator[Breach]:
    for event in dataset.records("events"):
        if event["format"] in ("in_person", "hybrid") and event["status"] == HELD and event["country"] is None:
            yield Breach(event, "country", f"is missing for an event whose format is {event['format']}")
        if event["format"] == "online" and (event["country"] or event["city"]):
            yield Breach(event, "format", "is online, but a city or country is given")


@rule(
    "council-ordinal",
    "The ordinals of a body rise, and those of summits leave no hole",
    "A hole means a meeting is missing; meetings without an ordinal may stand between.",
    "Correct the number or the date, or add the meeting that is missing.",
    ("events",),
)
def council_ordinal(dataset: Dataset) -> Iterator[Breach]:
    councils = [e for e in dataset.records("events") if e["kind"] in MEETING_KINDS and e["institution_id"]]
    for group in group_by(councils, ("institution_id", "kind")).values():
        numbered = [event for event in group if event["number"] is not None]
        for earlier, later in pairwise(numbered):
            if later["number"] <= earlier["number"]:
                yield Breach(
                    later, "number", f"must be above the {earlier['number']} of {earlier.key}, which came before"
                )
            elif later["kind"] == "summit" and later["number"] != earlier["number"] + 1:
                yield Breach(later, "number", f"leaves a hole after the {earlier['number']} of {earlier.key}")


@rule(
    "city-country",
    "A city lies in one country and at one place",
    "The host country is the country of the city; equal cities have equal coordinates.",
    "Correct the row that is wrong.",
    ("events",),
)
def city_country(dataset: Dataset) -> Iterator[Breach]:
    first_met: dict[str, Record] = {}
    for event in dataset.records("events"):
        if event["city"] is None:
            continue
        first = first_met.setdefault(event["city"], event)
        for name in ("country", "latitude", "longitude"):
            if event[name] != first[name]:
                yield Breach(
                    event, name, f"differs from {first.key} in the same city, where it is {first.text(name) or 'empty'}"
                )


@rule(
    "coordinates-in-country",
    "Coordinates lie within the country",
    "Swapped or mistyped degrees put a city elsewhere. The bounds are those of the countries table.",
    "Correct the coordinates or the country.",
    ("events", "countries"),
)
def coordinates_in_country(dataset: Dataset) -> Iterator[Breach]:
    countries = dataset.by_key("countries")
    for event in dataset.records("events"):
        latitude, longitude, country = event["latitude"], event["longitude"], countries.get(event["country"] or "")
        if (latitude is None) != (longitude is None):
            yield Breach(event, "latitude", "latitude and longitude are given together or not at all")
        elif latitude is not None and country is not None and not _inside(latitude, longitude, country):
            bounds = ", ".join(f"{side} {country[f'bbox_{side}']}" for side in ("south", "north", "west", "east"))
            yield Breach(event, "latitude", f"with longitude {longitude} lies outside {country['name_en']} ({bounds})")


@rule(
    "institution-life",
    "A body's events fall within its life",
    "A body meets after it was founded and before it was dissolved; its founding may be the same event.",
    "Correct the dates of the event or of the body, or name the body that met.",
    ("events", "institutions"),
)
def institution_life(dataset: Dataset) -> Iterator[Breach]:
    institutions = dataset.by_key("institutions")
    for event in dataset.records("events"):
        body = institutions.get(event["institution_id"] or "")
        if body is None or event["kind"] == "founding":
            continue
        began = min((day for day in (body["founded_date"], body["operational_date"]) if day), default=None)
        if began and event["end_date"] < began:
            yield Breach(event, "institution_id", f"{body.key} was founded or began its work later, on {began}")
        if body["dissolved_date"] and event["start_date"] > body["dissolved_date"]:
            yield Breach(event, "institution_id", f"{body.key} was dissolved before, on {body['dissolved_date']}")


@rule(
    "chair-took-part",
    "The state in the chair of a summit took part, and nobody else chaired",
    "Who chairs a meeting attends it, and the participant who is marked as chairing is of that state.",
    "Correct chair_country, or the rows of the participants.",
    ("events", "participants"),
)
def chair_took_part(dataset: Dataset) -> Iterator[Breach]:
    delegations: dict[str, list[Record]] = defaultdict(list)
    for participant in dataset.records("participants"):
        delegations[participant["event_id"]].append(participant)
    for event in dataset.records("events"):
        chair, present = event["chair_country"], delegations[event.key]
        if chair is None or not present:
            continue
        if event["kind"] == "summit" and all(delegation["iso3"] != chair for delegation in present):
            yield Breach(event, "chair_country", "is not among the participants of the event")
        for delegation in present:
            if delegation["chaired"] and delegation["iso3"] != chair:
                yield Breach(event, "chair_country", f"differs from {delegation.key}, which is marked as chairing")


def _time_of_id(event_id: str) -> str | None:
    """Year, month or day at the end of an event id.

    >>> _time_of_id("rats-council-tashkent-2010-03")
    '2010-03'
    """
    words = event_id.split("-")
    years = [i for i, word in enumerate(words) if len(word) == 4 and word.isdigit()]
    return "-".join(words[years[-1] :]) if years else None


def _begins(day: str, time: str) -> list[str]:
    """Return the parts of a day that a time has: the year, the month, the day."""
    return day.split("-")[: time.count("-") + 1]


def _inside(latitude: float, longitude: float, country: Record) -> bool:
    west, east = country["bbox_west"], country["bbox_east"]
    across = west <= longitude <= east if west <= east else longitude >= west or longitude <= east
    return bool(across and country["bbox_south"] <= latitude <= country["bbox_north"])
