"""Records: how rows are named for people."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sco_dataset.descriptor import Package
from sco_dataset.records import HELD, LABEL_DATES, LABEL_FIELDS, MEETING_KINDS, MEMBER, Record

DAY = date(2004, 1, 1)


@pytest.mark.parametrize(
    ("table", "values", "label"),
    [
        ("participants", {"participant_id": "a", "person": "Anna"}, "Anna"),
        ("participants", {"participant_id": "b", "person": None}, "b"),
        ("sources", {"source_id": "a", "title": "Title", "published_date": DAY}, "Title (2004-01-01)"),
        ("sources", {"source_id": "b", "title": "Title", "published_date": None}, "Title"),
        ("members", {"member_id": "a", "start_date": DAY}, "a (2004-01-01)"),
        ("institutions", {"institution_id": "a", "name_en": "RATS", "founded_date": DAY}, "RATS (2004-01-01)"),
    ],
)
def test_a_record_is_labelled_by_its_name_and_first_date(
    table: str, values: dict[str, Any], label: str, package: Package
) -> None:
    assert Record(package.table(table), 2, values).label == label


def test_what_is_looked_for_in_the_tables_exists(package: Package) -> None:
    # Renamed in the descriptor, rules and coverage would fall silent.
    events, members = package.table("events"), package.table("members")
    assert set(MEETING_KINDS) <= set(events.field("kind").allowed_values or ())
    assert HELD in (events.field("status").allowed_values or ())
    assert MEMBER in (members.field("status").allowed_values or ())
    fields = {name for table in package.tables for name in table.field_names}
    assert {*LABEL_FIELDS, *LABEL_DATES} <= fields
