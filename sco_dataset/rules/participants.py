"""Rules about participants and people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from sco_dataset.records import HELD, MEMBER, Dataset, Record
from sco_dataset.rules.registry import Breach, rule

# The role that a standing gives; what is not listed has none but that of a guest.
ROLE_OF_STANDING = {"shanghai_five": MEMBER}

# The heads of permanent bodies: their office in the officials table, and how participants call it.
HEADS = {
    "SCO Secretariat": ("secretary_general", ("secretary-general", "executive secretary")),
    "SCO RATS Executive Committee": ("rats_director", ("director",)),
}


@rule(
    "participant-id",
    "A participant's id is made of its event and its state or organisation, which has one id in all events",
    "Ids are made by one rule, so that they can be guessed and stay.",
    "Correct iso3, organisation or role, or the id that is made of them.",
    ("participants",),
)
def participant_id(dataset: Dataset) -> Iterator[Breach]:
    first_met: dict[str, str] = {}
    for participant in dataset.records("participants"):
        if (participant["iso3"] is None) == (participant["organisation"] is None):
            yield Breach(participant, "organisation", "either iso3 or organisation is given, and not both")
        if (participant["role"] == "organisation") != (participant["organisation"] is not None):
            yield Breach(participant, "role", "is organisation for organisations, and for no state")
        event_id, _, name = participant.key.partition("/")
        name = name.partition("/")[0]
        expected = participant["iso3"] or first_met.setdefault(participant["organisation"] or "", name)
        if (event_id, name) != (participant["event_id"], expected):
            yield Breach(participant, "participant_id", f"must begin with {participant['event_id']}/{expected}")


@rule(
    "role-standing",
    "A state takes part in the role that its standing gives it",
    "Roles are counted by standing.",
    "Correct the role; a real exception gets a row in discrepancies for the field role.",
    ("participants", "events", "members"),
)
def role_standing(dataset: Dataset) -> Iterator[Breach]:
    events = dataset.by_key("events")
    spells: dict[str, list[Record]] = defaultdict(list)
    for spell in dataset.records("members"):
        spells[spell["iso3"]].append(spell)
    excepted = dataset.excepted("participants", "role")
    for participant in dataset.records("participants"):
        event = events.get(participant["event_id"])
        if participant["iso3"] is None or event is None or participant.key in excepted:
            continue
        held = [s["status"] for s in spells[participant["iso3"]] if _overlaps(s, event)]
        roles = [ROLE_OF_STANDING.get(status, status) for status in held] or ["guest"]
        if participant["role"] not in roles:
            yield Breach(participant, "role", f"must be {' or '.join(roles)}, the standing on that day")


@rule(
    "one-place-a-day",
    "Nobody takes part in person in two cities on one day",
    "One of the two rows has a wrong person or day.",
    "Correct the person or the day of the row that is wrong.",
    ("participants", "events"),
)
def one_place_a_day(dataset: Dataset) -> Iterator[Breach]:
    events = dataset.by_key("events")
    seen: dict[str, list[tuple[Record, Record]]] = defaultdict(list)
    for participant in dataset.records("participants"):
        event = events.get(participant["event_id"])
        if (
            event is None
            or not participant["person"]
            or not event["city"]
            or event["format"] != "in_person"
            or event["date_precision"] != "day"
            or event["start_date"] != event["end_date"]
        ):
            continue
        for other, other_event in seen[participant["person"]]:
            if other_event["start_date"] == event["start_date"] and other_event["city"] != event["city"]:
                yield Breach(
                    participant, "person", f"was in {other_event['city']} on the same day according to {other.key}"
                )
        seen[participant["person"]].append((participant, event))


@rule(
    "attendance-evidence",
    "Who took part is told by a page from the meeting or later",
    "An announcement or an invitation is no attendance.",
    "Name a page from the meeting or later, or remove the row.",
    ("participants", "events", "sources"),
)
def attendance_evidence(dataset: Dataset) -> Iterator[Breach]:
    events, sources = dataset.by_key("events"), dataset.by_key("sources")
    for participant in dataset.records("participants"):
        event = events.get(participant["event_id"])
        if event is None or event["status"] != HELD or event["date_precision"] != "day":
            continue
        days = [sources[source_id]["published_date"] for source_id in participant.sources if source_id in sources]
        if days and all(day is not None and day < event["start_date"] for day in days):
            yield Breach(
                participant,
                "sources",
                f"were all published before {event['start_date']}",
            )


@rule(
    "term-of-office",
    "Who takes part as Secretary-General or RATS director is in office",
    "The terms stand in the officials table; one of the two rows is wrong.",
    "Correct the person, or the term in officials; name the office of a deputy.",
    ("participants", "events", "officials"),
)
def term_of_office(dataset: Dataset) -> Iterator[Breach]:
    events = dataset.by_key("events")
    terms = dataset.records("officials")
    for participant in dataset.records("participants"):
        office, titles = HEADS.get(participant["organisation"] or "", (None, ()))
        event = events.get(participant["event_id"])
        if event is None or participant["person"] is None or participant["office"] not in (None, *titles):
            continue
        in_office = [t["person_en"] for t in terms if t["office"] == office and _overlaps(t, event)]
        if in_office and participant["person"] not in in_office:
            yield Breach(
                participant,
                "person",
                f"was not in office on {event['start_date']}; the officials table has {', '.join(in_office)}",
            )


@rule(
    "people-used",
    "Every person of the people table is named elsewhere, and no alias is another's name or alias",
    "One person is one row, and one spelling is one person.",
    "Remove the row or the alias, or merge the two rows of one person.",
    ("people",),
)
def people_used(dataset: Dataset) -> Iterator[Breach]:
    used = {p["person"] for p in dataset.records("participants")} | {
        o["person_en"] for o in dataset.records("officials")
    }
    names = {person["name_en"] for person in dataset.records("people")}
    first_met: dict[str, str] = {}
    for person in dataset.records("people"):
        if person["name_en"] not in used:
            yield Breach(person, "name_en", "is named by no participant and no official")
        for alias in person["aliases"] or ():
            if alias in names:
                yield Breach(person, "aliases", f"{alias!r} has a row of its own")
            elif (other := first_met.setdefault(alias, person["name_en"])) != person["name_en"]:
                yield Breach(person, "aliases", f"{alias!r} is an alias of {other} too")


def _overlaps(spell: Record, event: Record) -> bool:
    return spell["start_date"] <= event["end_date"] and (
        spell["end_date"] is None or spell["end_date"] > event["start_date"]
    )
