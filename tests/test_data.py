"""The shipped data: valid for both engines."""

from __future__ import annotations

from sco_dataset.checking import validate
from sco_dataset.descriptor import Package
from sco_dataset.records import Dataset
from sco_dataset.validation.frictionless_engine import check_package


def test_it_is_valid() -> None:
    assert [str(issue) for issue in validate().issues] == []


def test_it_is_valid_for_frictionless(package: Package) -> None:
    stats, issues = check_package(package)
    assert [str(issue) for issue in issues] == []
    assert [table.name for table in stats] == list(package.table_names)


def test_founders_and_first_enlargement(package: Package) -> None:
    spells = Dataset(package).records("members")
    founders = {spell["iso3"] for spell in spells if spell["founding"]}
    assert founders == {"CHN", "KAZ", "KGZ", "RUS", "TJK", "UZB"}
    joined = {spell["iso3"]: str(spell["start_date"]) for spell in spells if spell["status"] == "member"}
    assert joined["IND"] == joined["PAK"] == "2017-06-09"
    assert joined["IRN"] == "2023-07-04"
    assert joined["BLR"] == "2024-07-04"


def test_the_meetings_of_both_councils_have_their_ordinals_without_a_hole(package: Package) -> None:
    events = Dataset(package).records("events")
    for body, kind in (("heads-of-state-council", "summit"), ("heads-of-government-council", "council_meeting")):
        held = [e for e in events if e["institution_id"] == body and e["kind"] == kind and e["status"] == "held"]
        numbers = sorted(e["number"] for e in held if e["number"])
        assert numbers == list(range(numbers[0], numbers[-1] + 1))
