"""Records: how rows are named for people."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sco_dataset.descriptor import Package
from sco_dataset.records import Record

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
