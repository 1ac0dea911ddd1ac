"""Finding states by codes and names, and who had which standing on a day."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest
from helpers import replace_in
from hypothesis import given
from hypothesis import strategies as st

import sco_dataset as sco
from sco_dataset.countries.index import country_index, fold
from sco_dataset.errors import InvalidDataError
from sco_dataset.membership import standings_of
from sco_dataset.packaged_files import package_folder

COVERAGE = standings_of().coverage
COVERED_DAYS = st.dates(COVERAGE.first, COVERAGE.last)


def spells() -> list[dict[str, str]]:
    with (package_folder() / "data/members.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    "name",
    [
        *("IND", "ind", "IN", "Q668", "India", "INDIA", "Индия", "印度", "Republic of India"),
        *(750, "356", 356),
    ],
)
def test_a_state_is_found_by_any_code_or_name(name: str | int) -> None:
    assert sco.country_code(name) == "IND"


@pytest.mark.parametrize(
    ("name", "iso3"),
    [
        *(("Turkey", "TUR"), ("Turkiye", "TUR"), ("the Russian Federation", "RUS"), ("Киргизия", "KGZ")),
        *(("Viet Nam", "VNM"), ("004", "AFG"), ("Cote d'Ivoire", "CIV"), ("United Arab Emirates", "ARE")),
    ],
)
def test_other_spellings_are_found(name: str, iso3: str) -> None:
    assert sco.country_code(name) == iso3


def test_all_codes_and_names_of_the_table_lead_to_their_state() -> None:
    index = country_index()
    for row in sco.load("countries", "arrow").to_pylist():
        for field in index.fields:
            if row[field] is not None:
                assert index.resolve(row[field], field) == row["iso3"], (field, row[field])
        for field in ("iso2", "wikidata_id", "name_en", "name_ru", "name_zh"):
            assert index.resolve(row[field]) == row["iso3"], (field, row[field])


def test_the_codes_of_the_world_agree_with_the_table() -> None:
    from sco_dataset.countries.world import read_world

    world = {row["iso3"]: row for row in read_world()}
    with (package_folder() / "data/countries.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            for code in ("iso2", "m49", "cow_code", "gw_code", "vdem_id", "wikidata_id"):
                assert world[row["iso3"]][code] == row[code], (row["iso3"], code)


def test_no_name_means_two_states() -> None:
    doubled = {
        text: states for text, states in country_index().by_text.items() if len(states) > 1 and not text.isdigit()
    }
    assert doubled == {}


def test_a_number_that_means_different_states_is_refused_until_it_is_said_what_it_is() -> None:
    with pytest.raises(sco.AmbiguousNameError, match=r"704 is VNM as m49, UZB as .*; give VNM or UZB, or say which"):
        sco.country_code(704)
    assert sco.country_code(704, code="m49") == "VNM"
    assert sco.country_code("704", code="cow_code") == "UZB"


@pytest.mark.parametrize(("wrong", "nearest"), [("Kazahstan", "Kazakhstan"), ("Germny", "Germany"), ("Индея", "Индия")])
def test_an_unknown_name_is_an_error_with_the_nearest_one(wrong: str, nearest: str) -> None:
    with pytest.raises(sco.UnknownNameError, match=f"no country '{wrong}'; did you mean '{nearest}'"):
        sco.status(wrong, "2016-01-01")


@pytest.mark.parametrize("code", [None, *country_index().fields])
@pytest.mark.parametrize("empty", ["", "!", "-", "the"])
def test_what_is_empty_is_no_country(empty: str, code: str | None) -> None:
    with pytest.raises(sco.UnknownNameError, match=f"no country .*'{empty}'"):
        sco.country_code(empty, code=code)


@pytest.mark.parametrize("nonsense", [None, 1.5, True, ["IND"], b"IND"])
def test_what_is_no_name_is_an_error(nonsense: object) -> None:
    with pytest.raises(sco.InvalidValueError, match="no country"):
        sco.status(nonsense, "2016-01-01")  # type: ignore[arg-type]


@given(st.text())
def test_folding_a_folded_name_changes_nothing(text: str) -> None:
    once = fold(text)
    assert once.startswith("the ") or fold(once) == once


def test_the_index_is_built_once_and_frozen() -> None:
    index = country_index()
    assert country_index() is index
    with pytest.raises(TypeError):
        index.by_text["atlantis"] = frozenset({"ATL"})  # type: ignore[index]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        *(("2005-07-04", None), ("2005-07-05", "observer"), ("2017-06-08", "observer"), ("2017-06-09", "member")),
        *((date(2017, 6, 8), "observer"), (datetime(2017, 6, 9, 23, 59), "member")),
    ],
)
def test_the_standing_of_india_changes_on_the_day_of_the_decision(day: str | date, expected: str | None) -> None:
    assert sco.status("IND", day) == expected


def test_a_state_without_standing_has_none() -> None:
    assert sco.status("FRA", "2016-01-01") is None
    assert sco.status("USA", "2016-01-01") is None


def test_observers_and_dialogue_partners_are_partners_since_september_2025() -> None:
    assert sco.members("2025-09-01", status=["observer", "dialogue_partner"]) == []
    assert {"MNG", "TUR"} <= set(sco.members("2025-09-01", status="partner"))
    assert sco.members("2025-08-31", status="partner") == []


@given(st.sampled_from(sorted(standings_of().spells)), COVERED_DAYS)
def test_standings_are_those_of_the_file(iso3: str, day: date) -> None:
    expected = [
        row["status"]
        for row in spells()
        if row["iso3"] == iso3 and row["start_date"] <= str(day) and (not row["end_date"] or str(day) < row["end_date"])
    ]
    assert [found for found in [sco.status(iso3, day)] if found] == expected


@given(COVERED_DAYS)
def test_all_standings_of_a_day_are_those_of_each_state(day: date) -> None:
    found = sco.standings(day)
    assert all(sco.status(standing.iso3, day) == standing.status for standing in found)
    assert all(sco.status(standing.iso3, standing.since) == standing.status for standing in found)
    assert [standing.since for standing in found] == sorted(standing.since for standing in found)


@pytest.mark.parametrize("ask", [lambda day: sco.status("IND", day), sco.members, sco.standings])
def test_days_that_the_record_does_not_cover_are_an_error(ask: Callable[[date], object]) -> None:
    ask(COVERAGE.first)
    ask(COVERAGE.last)
    for day in (COVERAGE.first - timedelta(days=1), COVERAGE.last + timedelta(days=1)):
        with pytest.raises(sco.OutsideCoverageError, match=f"{day} lies outside the record"):
            ask(day)


@pytest.mark.parametrize(
    "wrong", ["2017-13-01", "2017-6-9", "9 June 2017", "20170609", "2017-02-29", 2017, float("nan"), pd.NaT]
)
def test_a_bad_day_is_an_error(wrong: str) -> None:
    with pytest.raises(sco.InvalidValueError, match=str(wrong)):
        sco.status("IND", wrong)


def test_an_unknown_status_or_code_is_an_error() -> None:
    with pytest.raises(sco.UnknownNameError, match="no status 'members'; did you mean 'member'"):
        sco.members(status="members")
    with pytest.raises(sco.UnknownNameError, match="did you mean 'cow_code'"):
        sco.members(code="cowcode")


def test_without_a_day_the_last_one_covered_is_meant() -> None:
    assert sco.members() == sco.members(COVERAGE.last)
    assert sco.status("IND") == sco.status("IND", COVERAGE.last)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("2017-06-09", "2017-6-9", "members: ind-member-2017: '2017-6-9' is no date; write it as YYYY-MM-DD"),
        (",member,", ",membr,", "there is no value of status 'membr'; did you mean 'member'"),
    ],
)
def test_a_spell_that_can_not_be_understood_is_named(package_copy: Path, old: str, new: str, told: str) -> None:
    replace_in(package_copy / "data/members.csv", old, new)
    with pytest.raises(InvalidDataError, match=told):
        sco.status("IND", path=package_copy)


def test_a_record_of_no_spells_covers_no_day(package_copy: Path) -> None:
    file = package_copy / "data/members.csv"
    file.write_text(file.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    with pytest.raises(InvalidDataError, match="members: there are no rows"):
        sco.status("IND", path=package_copy)


def test_what_is_said_of_the_code_counts_for_letters_too() -> None:
    with pytest.raises(sco.UnknownNameError, match="no country with the cow_code 'IND'"):
        sco.status("IND", "2017-06-09", code="cow_code")


def test_a_number_is_read_as_the_code_that_is_named() -> None:
    assert sco.status(704, "2017-06-09", code="cow_code") == "member"
    assert sco.status(704, "2017-06-09", code="m49") is None


@pytest.mark.parametrize("code", [-9, -99, -88, -77, -750, "-9", " -99"])
def test_codes_for_what_is_missing_are_no_countries(code: str | int) -> None:
    with pytest.raises(sco.UnknownNameError):
        sco.country_code(code)
    with pytest.raises(sco.UnknownNameError):
        sco.status(code, "2017-06-09")


def test_a_time_of_a_zone_is_no_day() -> None:
    with pytest.raises(sco.InvalidValueError, match="time zone"):
        sco.status("IND", datetime(2017, 6, 9, tzinfo=UTC))
    assert sco.status("IND", datetime(2017, 6, 9, 23)) == "member"
