"""Rules about sources and what rests on them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from sco_dataset.records import Dataset, Record
from sco_dataset.rules.registry import Breach, rule


@rule(
    "source-known",
    "Every source that a row names exists, and is named once",
    "A list of ids can't be a foreign key in Table Schema.",
    "Add the row of the source, or correct the list.",
    ("sources",),
)
def source_known(dataset: Dataset) -> Iterator[Breach]:
    known = dataset.by_key("sources")
    for record in dataset.all_records():
        for source_id in record.sources:
            if source_id not in known:
                yield Breach(record, "sources", f"there is no source {source_id!r}")
        if doubled := [source_id for source_id, count in Counter(record.sources).items() if count > 1]:
            yield Breach(record, "sources", f"name {doubled[0]!r} twice")


@rule(
    "source-used",
    "Every source is used",
    "A source that no row cites is a left-over of a correction.",
    "Cite it, or remove the row.",
    ("sources",),
)
def source_used(dataset: Dataset) -> Iterator[Breach]:
    used = {source_id for record in dataset.all_records() for source_id in record.sources}
    used |= {claim["source_id"] for claim in dataset.records("claims")}
    for source in dataset.records("sources"):
        if source.key not in used:
            yield Breach(source, "source_id", "no row cites it")


@rule(
    "page-once",
    "One page is one source",
    "Addresses of one page differ in http and https, in www. and in a slash at the end.",
    "Remove the row, and cite the other one in its place.",
    ("sources",),
)
def page_once(dataset: Dataset) -> Iterator[Breach]:
    first_met: dict[str, str] = {}
    for source in dataset.records("sources"):
        page = re.sub(r"^https?://(www\.)?|/$", "", source["url"])
        if (other := first_met.setdefault(page, source.key)) != source.key:
            yield Breach(source, "url", f"is the page of {other} too")


@rule(
    "publisher-spelling",
    "One publisher has one spelling",
    "Certainty counts publishers, and two spellings would count one of them twice.",
    "Use one spelling for both.",
    ("sources",),
)
def publisher_spelling(dataset: Dataset) -> Iterator[Breach]:
    first_met: dict[str, str] = {}
    for source in dataset.records("sources"):
        letters = "".join(filter(str.isalnum, source["publisher"].casefold()))
        spelling = first_met.setdefault(letters, source["publisher"])
        if source["publisher"] != spelling:
            yield Breach(source, "publisher", f"is spelled {spelling!r} before")


@rule(
    "publisher-kind",
    "What one publisher answers for is of one kind",
    "An agency's report is an agency's report on whichever site it was read.",
    "Use one kind for both.",
    ("sources",),
)
def publisher_kind(dataset: Dataset) -> Iterator[Breach]:
    first_met: dict[str, str] = {}
    for source in dataset.records("sources"):
        # An official text is press where somebody else copies it; data and encyclopedias are kinds of works.
        if source["kind"] in ("news_agency", "press", "scholarly"):
            kind = first_met.setdefault(source["publisher"], source["kind"])
            if source["kind"] != kind:
                yield Breach(source, "kind", f"{source['publisher']} is {kind} before")


@rule(
    "certainty",
    "Certainty is what the sources make it",
    "Contested where a discrepancy is recorded, confirmed with an official source or two publishers, else reported.",
    "Write this value, or add the source or discrepancy that is missing.",
    ("sources",),
)
def certainty(dataset: Dataset) -> Iterator[Breach]:
    for record in dataset.all_records():
        if record.get("certainty") is not None:
            expected = earned_certainty(record, dataset)
            if record["certainty"] != expected:
                yield Breach(record, "certainty", f"must be {expected} by its sources and discrepancies")


@rule(
    "reference-only",
    "No row rests on encyclopedias alone",
    "They copy errors from each other; they show where to look.",
    "Add a source of another kind.",
    ("sources",),
)
def reference_only(dataset: Dataset) -> Iterator[Breach]:
    known = dataset.by_key("sources")
    for record in dataset.all_records():
        # A discrepancy names those that report another value, encyclopedias too.
        if record.table.name == "discrepancies":
            continue
        kinds = {known[id]["kind"] for id in record.sources if id in known}
        if kinds == {"reference"}:
            yield Breach(record, "sources", "are encyclopedias only")


def earned_certainty(record: Record, dataset: Dataset) -> str:
    """Return the certainty that a row's sources and discrepancies give it."""
    if (record.table.name, record.key) in dataset.contested:
        return "contested"
    return "confirmed" if dataset.is_well_evidenced(record) else "reported"
