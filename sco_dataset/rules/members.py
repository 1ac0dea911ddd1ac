"""Rules about spells of formal standing."""

from __future__ import annotations

from collections.abc import Iterator

from sco_dataset.records import MEMBER, Dataset
from sco_dataset.rules.intervals import group_by, outside_of, tiling
from sco_dataset.rules.registry import Breach, rule

# Words of the ids of steps with which a state asks for a standing.
APPLICATION_WORDS = {"application", "interest", "wish"}


@rule(
    "spell-overlap",
    "Spells of one state do not overlap",
    "A state has one standing at a time.",
    "End the earlier spell on the day on which the later one begins, or correct that day.",
    ("members",),
)
def spell_overlap(dataset: Dataset) -> Iterator[Breach]:
    for group in group_by(dataset.records("members"), ("iso3",)).values():
        yield from tiling(group, gaps_allowed=True)


@rule(
    "founding-day",
    "Founding members start on one day",
    "They founded the organisation with one act.",
    "Correct start_date or status, or set founding to false.",
    ("members",),
)
def founding_day(dataset: Dataset) -> Iterator[Breach]:
    founders = [spell for spell in dataset.records("members") if spell["founding"]]
    for spell in founders:
        if spell["status"] != MEMBER:
            yield Breach(spell, "founding", "only a spell as member can be a founding one")
        elif spell["start_date"] != founders[0]["start_date"]:
            yield Breach(spell, "start_date", f"must be {founders[0]['start_date']}, the day of the other founders")


@rule(
    "member-id",
    "A spell's id names its state, standing and first year",
    "Ids are made by one rule, so that they can be guessed and stay.",
    "Correct the id, or the cell of which it is made.",
    ("members",),
)
def member_id(dataset: Dataset) -> Iterator[Breach]:
    for spell in dataset.records("members"):
        expected = f"{spell['iso3'].lower()}-{spell['status'].replace('_', '-')}-{spell['start_date'].year}"
        if spell.key != expected:
            yield Breach(spell, "member_id", f"must be {expected}")


@rule(
    "spell-event",
    "A spell begins and ends with the events that it names",
    "The standing counts from the decision; a later memorandum does not move it.",
    "Correct the date, or name the event of that day.",
    ("members", "events"),
)
def spell_event(dataset: Dataset) -> Iterator[Breach]:
    events = dataset.by_key("events")
    for spell in dataset.records("members"):
        for name, event_name in (("start_date", "start_event_id"), ("end_date", "end_event_id")):
            event = events.get(spell[event_name] or "")
            if event is not None and spell["date_precision"] == "day" and (told := outside_of(event, spell[name])):
                yield Breach(spell, name, told)


@rule(
    "step-applicant",
    "An accession step concerns a state with a standing or an application",
    "A step leads from an application to a standing, or stays pending; it belongs to one of the two.",
    "Name the state whose standing the step concerns; add its spell or its application where both are missing.",
    ("events", "members"),
)
def step_applicant(dataset: Dataset) -> Iterator[Breach]:
    steps = [event for event in dataset.records("events") if event["kind"] == "accession_step"]
    known = {spell["iso3"] for spell in dataset.records("members")}
    known |= {step["applicant_country"] for step in steps if APPLICATION_WORDS & set(step.key.split("-"))}
    for step in steps:
        if step["applicant_country"] is None:
            yield Breach(step, "applicant_country", "is missing")
        elif step["applicant_country"] not in known:
            yield Breach(
                step,
                "applicant_country",
                "has neither a spell in members nor an application among the events",
            )
