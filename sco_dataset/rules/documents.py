"""Rules about documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from difflib import SequenceMatcher

from sco_dataset.records import HELD, MEETING_KINDS, Dataset
from sco_dataset.rules.intervals import outside_of
from sco_dataset.rules.registry import Breach, rule

# What each council adopts at every meeting.
DOCUMENT_OF_COUNCIL = {"heads-of-state-council": "declaration", "heads-of-government-council": "communique"}


@rule(
    "signed-at-event",
    "A document is signed on a day of its event",
    "It is adopted there, not before and not after.",
    "Correct the date or the event; a real exception gets a row in discrepancies for the field signed_date.",
    ("documents", "events"),
)
def signed_at_event(dataset: Dataset) -> Iterator[Breach]:
    events = dataset.by_key("events")
    excepted = dataset.excepted("documents", "signed_date")
    for document in dataset.records("documents"):
        event = events.get(document["event_id"] or "")
        day = document["signed_date"]
        if event is None or day is None or document["date_precision"] != "day" or document.key in excepted:
            continue
        if told := outside_of(event, day):
            yield Breach(document, "signed_date", told)


@rule(
    "in-force-order",
    "A document enters into force on or after its signing",
    "The two dates are easily exchanged.",
    "Correct the date that is wrong, or exchange the two.",
    ("documents",),
)
def in_force_order(dataset: Dataset) -> Iterator[Breach]:
    for document in dataset.records("documents"):
        if document["in_force_date"] and document["in_force_date"] < document["signed_date"]:
            yield Breach(document, "in_force_date", f"must not lie before signed_date {document['signed_date']}")


@rule(
    "document-twice",
    "No document is there twice",
    "Within a week, equal titles are one document.",
    "Keep one of the two rows.",
    ("documents",),
)
def document_twice(dataset: Dataset) -> Iterator[Breach]:
    documents = sorted(dataset.records("documents"), key=lambda document: (document["signed_date"], document.key))
    words = [re.findall(r"[^\W_]+", document["title_en"].casefold()) for document in documents]
    for i, document in enumerate(documents):
        for earlier in reversed(range(i)):
            other = documents[earlier]
            if document["signed_date"] - other["signed_date"] > timedelta(days=7):
                break
            if _alike(words[i], words[earlier]):
                yield Breach(document, "title_en", f"is nearly the title of {other.key}")


@rule(
    "meeting-document",
    "Each meeting of the Heads of State has its declaration, each of the Heads of Government its communique",
    "Both councils end every meeting with one; where none is known, the note of the event says so.",
    "Add the document, or say in the note of the event that none is known.",
    ("documents", "events"),
)
def meeting_document(dataset: Dataset) -> Iterator[Breach]:
    adopted = {(document["event_id"], document["kind"]) for document in dataset.records("documents")}
    for event in dataset.records("events"):
        kind = DOCUMENT_OF_COUNCIL.get(event["institution_id"] or "")
        is_meeting = event["kind"] in MEETING_KINDS and event["status"] == HELD
        if kind and is_meeting and (event.key, kind) not in adopted and "none is known" not in (event["note"] or ""):
            yield Breach(event, "event_id", f"has no {kind} in documents")


def _alike(words: list[str], others: list[str], likeness: float = 0.95) -> bool:
    # The quick ratios are upper bounds of the exact one.
    matcher = SequenceMatcher(None, words, others, autojunk=False)
    if not all(ratio() > likeness for ratio in (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio)):
        return False
    # In a long title one word tells apart: on education, on health. Only a misspelt one does not.
    replaced = [(words[a:b], others[c:d]) for tag, a, b, c, d in matcher.get_opcodes() if tag == "replace"]
    return all(_is_misspelt("".join(word), "".join(other)) for word, other in replaced)


def _is_misspelt(word: str, other: str) -> bool:
    return not (word + other).isdigit() and SequenceMatcher(None, word, other).ratio() > 0.8
