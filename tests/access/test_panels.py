"""Panels against the spells from which they are made, day by day."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from helpers import replace_in
from hypothesis import given, settings
from hypothesis import strategies as st

import sco_dataset as sco
from sco_dataset import timeline
from sco_dataset.descriptor import read_package
from sco_dataset.membership import standings_of
from sco_dataset.panels.panel import make_panel, write_panel
from sco_dataset.panels.periods import FREQUENCIES, RULES

STATES = sorted(standings_of().spells)
COVERAGE = standings_of().coverage
RELATIONS = ["both_members", "days_both_members", "years_both_members"]
COUNTS = ["events_attended", "exercises_joined", "documents_signed"]

years = st.integers(COVERAGE.first.year, COVERAGE.last.year)
two_states = st.lists(st.sampled_from(STATES), min_size=2, max_size=2, unique=True)


def days_of(year: int) -> list[date]:
    first = max(date(year, 1, 1), COVERAGE.first)
    return [first + timedelta(days=n) for n in range((date(year, 12, 31) - first).days + 1)]


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(STATES), years, st.sampled_from(RULES))
def test_a_year_follows_from_its_days(state: str, year: int, rule: str) -> None:
    row = sco.panel("year", start=year, end=year, rule=rule, countries=[state], backend="arrow").to_pylist()[0]
    held = [sco.status(state, day) for day in days_of(year)]
    decisive = date(year, 1, 1) if rule == "start" else date(year, 12, 31)
    if decisive not in COVERAGE:
        assert [row["status"], row["member"], row["days_in_standing"]] == [None, None, None]
        return
    if rule in ("start", "end"):
        expected = held[0 if rule == "start" else -1]
    elif rule == "any":
        expected = "member" if "member" in held else next((s for s in reversed(held) if s), None)
    else:
        most = max(Counter(held).values())
        equals = [s for s in held if Counter(held)[s] == most]
        expected = next((s for s in reversed(equals) if s), None)
    assert row["status"] == expected
    assert row["member"] == (expected == "member")
    assert row["days_in_standing"] == (held.count(expected) if expected else 0)


@settings(max_examples=25, deadline=None)
@given(two_states, st.sampled_from(FREQUENCIES), st.sampled_from(RULES), years)
def test_symmetric_dyads_are_symmetric(states: list[str], freq: str, rule: str, year: int) -> None:
    def ask(order: list[str], directed: bool = False) -> pd.DataFrame:
        return sco.panel(freq, "dyad", year, year, rule, countries=order, directed=directed)

    forth, back, both = ask(states), ask(states[::-1]), ask(states, directed=True)
    shared = RELATIONS + COUNTS
    pd.testing.assert_frame_equal(forth[shared], back[shared])
    pd.testing.assert_series_equal(forth["status_a"], back["status_b"], check_names=False)
    assert len(both) == 2 * len(forth)
    turned = both[both["iso3_a"] == states[1]].reset_index(drop=True)
    pd.testing.assert_frame_equal(turned[shared], forth[shared])


@settings(max_examples=25, deadline=None)
@given(two_states, years)
def test_dyads_follow_from_countries(states: list[str], year: int) -> None:
    dyad = sco.panel("day", "dyad", year, year, countries=states)
    one, other = (sco.panel("day", start=year, end=year, countries=[state]) for state in states)
    both = one["member"] & other["member"]
    pd.testing.assert_series_equal(dyad["both_members"], both, check_names=False)
    for name in COUNTS:
        assert (dyad[name].dropna() <= one[name].dropna()).all()


@pytest.mark.parametrize("freq", FREQUENCIES)
@pytest.mark.parametrize("unit", ["country", "dyad"])
def test_beyond_the_days_covered_everything_is_missing(freq: str, unit: str) -> None:
    after, before = timeline.timeline().days.end, COVERAGE.first.year - 1
    beyond = [
        sco.panel(freq, unit, start=after, end=after.year + 1, countries=["IND", "CHN", "FRA"]),
        sco.panel(freq, unit, start=before, end=before, countries=["IND", "CHN", "FRA"]),
    ]
    for frame in beyond:
        told = [name for name in frame.columns if not name.startswith("iso3") and name not in ("year", "month", "date")]
        assert len(frame) > 0
        assert frame[told].isna().all().all()


def test_within_the_days_covered_no_standing_is_false_and_zero() -> None:
    france = sco.panel(start=2010, end=2012, countries=["FRA"])
    assert france["member"].tolist() == [False] * 3
    assert france["days_in_standing"].tolist() == [0] * 3
    assert france["status"].isna().all()
    assert france["years_since_joining"].isna().all()


def test_the_presidency_is_missing_where_it_is_not_known() -> None:
    frame = sco.panel(start=1999, end=1999, countries=["CHN", "KGZ"])
    assert frame["chair"].isna().all()
    assert frame["member"].notna().all()


def test_india_joined_in_2017() -> None:
    india = sco.panel(start=2015, end=2019, countries=["IND"]).set_index("year")
    assert india["member"].tolist() == [False, False, True, True, True]
    assert india["days_in_standing"].to_dict()[2017] == (date(2017, 12, 31) - date(2017, 6, 8)).days
    assert india["years_since_joining"].tolist() == [pd.NA, pd.NA, 0, 1, 2]
    days = sco.panel("day", start="2018-06-08", end="2018-06-09", countries=["IND"])
    assert days["years_since_joining"].tolist() == [0, 1]


def test_the_summit_of_2017_counts_for_those_who_were_there() -> None:
    june = sco.panel("month", start="2017-06-01", end="2017-06-30", countries=["KAZ", "CHN", "FRA"]).set_index("iso3")
    assert june["host"].tolist() == [True, False, False]
    assert june["events_attended"]["KAZ"] >= 1
    assert june["events_attended"]["FRA"] == 0


@pytest.mark.parametrize(("freq", "known_to"), [("year", ["day", "month", "year"]), ("month", ["day", "month"])])
def test_events_are_counted_where_their_dates_are_known_well_enough(freq: str, known_to: list[str]) -> None:
    events = sco.load("events")
    assert (events["date_precision"] == "year").any()
    counted = events[(events["status"] == "held") & events["date_precision"].isin(known_to)]
    counted = counted[counted["start_date"].between("2001-01-01", "2024-12-31")]
    present = sco.load("participants").merge(counted[["event_id"]], on="event_id")
    expected = present.drop_duplicates(["iso3", "event_id"]).groupby("iso3")["event_id"].count()
    found = sco.panel(freq, start=2001, end=2024).groupby("iso3")["events_attended"].sum()
    assert found[found > 0].to_dict() == {state: count for state, count in expected.items() if state in found.index}


def test_the_values_that_the_timeline_looks_for_exist() -> None:
    package = read_package()
    events = package.table("events")
    assert {timeline.HOSTED_KIND, timeline.EXERCISE} <= set(events.field("kind").allowed_values or ())
    assert timeline.CHAIRED_COUNCIL in set(sco.load("chairmanships")["institution_id"])
    assert set(FREQUENCIES) == set(events.field("date_precision").allowed_values or ())


def test_periods_are_whole_and_follow_each_other() -> None:
    months = sco.panel("month", start="2019-11-15", end="2020-03-01", countries=["IND"])["month"]
    assert [str(day.date()) for day in months] == [
        f"{m}-01" for m in ("2019-11", "2019-12", "2020-01", "2020-02", "2020-03")
    ]


def test_years_may_be_those_of_a_frame() -> None:
    years = pd.Series([2016, 2017])
    assert list(sco.panel(start=years.min(), end=years.max(), countries=["IND"])["year"]) == [2016, 2017]


def test_the_states_of_a_panel() -> None:
    def states(countries: object) -> list[str]:
        return list(dict.fromkeys(sco.panel(start=2020, end=2020, countries=countries)["iso3"]))  # type: ignore[arg-type]

    assert states("standing") == STATES
    assert states("all") == sco.load("countries")["iso3"].tolist()
    assert len(states("un")) == 193
    assert states(["France", "印度", 365, "FRA"]) == ["FRA", "IND", "RUS"]
    with pytest.raises(sco.UnknownNameError, match="no country 'INDI'; did you mean"):
        states(["INDI"])
    with pytest.raises(sco.UnknownNameError, match="list of countries, nor a country, 'world'"):
        states("world")


def test_codes_are_typed_as_in_the_table_of_countries() -> None:
    frame = sco.panel(start=2020, end=2020, codes=["iso3", "cow_code", "name_ru"], countries=["IND"], backend="polars")
    assert frame.select("iso3", "cow_code", "name_ru").row(0) == ("IND", 750, "Индия")
    assert str(frame.schema["status"]).startswith("Enum")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"freq": "week"}, "no frequency 'week'"),
        ({"unit": "triad"}, "no unit 'triad'"),
        ({"rule": "most"}, "no rule 'most'"),
        ({"codes": ["iso"]}, "did you mean 'iso3'"),
        ({"codes": []}, "need a code or a name, such as iso3"),
        ({"start": 2020, "end": 2019}, "would end on 2019-12-31, before it starts"),
        ({"start": "2020-02-30"}, "2020-02-30"),
        ({"start": "²000"}, "'²000' is no date"),
        ({"start": 9999}, "allowed are the years 1 to 9998"),
        ({"end": "9999-12-31"}, "9999-12-31 is no year or day of a panel"),
        ({"backend": "R"}, "no backend 'R'"),
        ({"unit": "dyad", "countries": ["IND", "India"]}, "too few states for a panel by dyad: IND"),
        ({"countries": []}, "too few states for a panel by country: none"),
        ({"start": True}, "True is no day"),
        ({"directed": True}, "only dyads can be directed; ask for unit dyad"),
    ],
)
def test_a_wrong_request_is_an_error(options: dict[str, object], message: str) -> None:
    with pytest.raises((sco.UnknownNameError, sco.InvalidValueError), match=message):
        sco.panel(**options)  # type: ignore[arg-type]


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_a_written_panel_is_the_one_in_memory(tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"dyads.{ending}"
    states = ["IND", "CHN", "RUS"]
    rows = write_panel(make_panel(unit="dyad", countries=states), target)
    expected = sco.panel(unit="dyad", countries=states, backend="arrow")
    assert rows == expected.num_rows
    if ending == "parquet":
        assert pq.read_table(target).to_pylist() == expected.to_pylist()
    else:
        read = pd.read_csv(target)
        assert read["both_members"].sum() == expected.to_pandas()["both_members"].sum()
        assert read["days_both_members"].isna().sum() == expected["days_both_members"].null_count
    assert [file.name for file in tmp_path.iterdir()] == [target.name]


def test_a_failure_leaves_the_file_that_was_there(tmp_path: Path) -> None:
    target = tmp_path / "panel.parquet"
    target.write_bytes(b"before")

    def fail(_done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_panel(make_panel(countries=["IND"]), target, fail)
    assert target.read_bytes() == b"before"
    assert [file.name for file in tmp_path.iterdir()] == ["panel.parquet"]


ADDED = ["sco_status", "sco_member", "sco_chair", "sco_host"]


@pytest.mark.parametrize("freq", ["year", "month"])
def test_exercises_and_documents_are_counted_for_those_who_were_there(freq: str) -> None:
    known_to = FREQUENCIES[: FREQUENCIES.index(freq) + 1]
    events, documents, present = sco.load("events"), sco.load("documents"), sco.load("participants")
    assert not documents["date_precision"].isin(["day", "month"]).all()
    exercises = events[(events["status"] == "held") & (events["kind"] == "exercise")]
    exercises = exercises[exercises["date_precision"].isin(known_to)].rename(columns={"start_date": "day"})
    signed = documents[documents["date_precision"].isin(known_to)].rename(columns={"signed_date": "day"})
    frame = sco.panel(freq, start=2001, end=2024)
    for name, acts, there in (
        ("exercises_joined", exercises, present),
        ("documents_signed", signed, present[present["role"] == "member"]),
    ):
        acts = acts[acts["day"].between("2001-01-01", "2024-12-31")]
        there = there[["iso3", "event_id"]].dropna().drop_duplicates()
        expected = acts[["event_id"]].dropna().merge(there, on="event_id").groupby("iso3").size()
        found = frame.groupby("iso3")[name].sum()
        assert found[found > 0].to_dict() == {s: n for s, n in expected.items() if s in found.index}, name
        assert found.sum() > 0


def test_the_last_day_that_is_covered_has_counts_and_a_host() -> None:
    last = timeline.timeline().act_coverage["documents_signed"].last
    row = sco.panel("day", start=last, end=last, countries=["CHN"], backend="arrow").to_pylist()[0]
    assert None not in [row[name] for name in ("host", *timeline.ACTS)]


def test_who_hosts_a_summit_is_its_host_by_every_rule() -> None:
    for rule in ("any", "start", "end", "majority"):
        row = sco.panel("month", start="2018-06-01", end="2018-06-30", rule=rule, countries=["CHN"])
        assert row["host"].tolist() == [True], rule


def test_the_chair_of_a_period_is_the_one_of_its_rule() -> None:  # China to 2018-06-09
    for rule, chair in {"any": True, "start": True, "end": False, "majority": False}.items():
        row = sco.panel("month", start="2018-06-01", end="2018-06-30", rule=rule, countries=["CHN"])
        assert row["chair"].tolist() == [chair], rule


def test_the_chair_is_known_since_the_first_presidency_and_not_before() -> None:
    first = timeline.timeline().chair_coverage.first
    assert (first.month, first.day) != (1, 1)
    assert sco.panel(start=first.year, end=first.year)["chair"].isna().all()
    assert sco.panel("day", start=first, end=first)["chair"].notna().all()


def test_the_standings_of_two_states_are_not_mixed_up() -> None:
    row = sco.panel(unit="dyad", start=2016, end=2016, countries=["CHN", "IND"], backend="arrow").to_pylist()[0]
    assert (row["iso3_a"], row["status_a"]) == ("CHN", "member")
    assert (row["iso3_b"], row["status_b"]) == ("IND", "observer")


def test_years_stand_for_their_first_and_last_days() -> None:
    days = sco.panel("day", start=2016, end=2017, countries=["IND"])["date"]
    assert (str(days.min().date()), str(days.max().date()), len(days)) == ("2016-01-01", "2017-12-31", 366 + 365)


def test_half_of_the_days_are_not_the_majority() -> None:  # Uzbekistan until 2022-09-15, then India
    row = sco.panel("month", start="2022-09-01", end="2022-09-30", rule="majority", countries=["UZB", "IND"])
    assert row["chair"].tolist() == [False, False]


def test_days_before_the_record_are_days_without_a_standing() -> None:  # Shanghai Five since 1996-04-26
    row = sco.panel("month", start="1996-04-01", end="1996-04-30", rule="majority", countries=["CHN"]).iloc[0]
    assert (pd.isna(row["status"]), row["days_in_standing"]) == (True, 0)
    assert sco.panel("month", start="1996-05-01", end="1996-05-31", rule="majority", countries=["CHN"])["status"][
        0
    ] == ("shanghai_five")


def test_days_are_counted_once_all_of_a_period_are_known(package_copy: Path) -> None:
    replace_in(package_copy / "datapackage.json", '"completeUntil": "2025-12-31"', '"completeUntil": "2025-06-30"')
    asked = {"start": 2024, "end": 2025, "rule": "start", "path": package_copy}
    row = sco.panel(countries=["KGZ"], **asked)
    assert row["status"].tolist() == ["member", "member"]
    assert row["days_in_standing"].fillna(-1).tolist() == [366, -1]
    row = sco.panel(unit="dyad", countries=["KGZ", "IRN"], **asked)
    assert row["both_members"].tolist() == [True, True]
    assert row["days_both_members"].fillna(-1).tolist() == [366, -1]


def test_the_majority_of_a_year_is_more_than_half_of_it() -> None:  # India from 2022-09-16 to 2023-07-04
    years = sco.panel(start=2022, end=2023, rule="majority", countries=["IND"])
    assert years["chair"].tolist() == [False, True]
    both = sco.panel(unit="dyad", start=2024, end=2025, rule="majority", countries=["BLR", "IND"])  # 2024-07-04
    assert both["both_members"].tolist() == [False, True]


def test_a_document_of_which_only_the_month_is_known_is_of_no_day() -> None:
    precision = sco.load("documents").set_index("document_id")["date_precision"]
    assert precision["disaster-relief-action-plan-2006"] == "month"
    days = sco.panel("day", start="2006-11-01", end="2006-11-30")
    assert days[days["date"] == "2006-11-01"]["documents_signed"].tolist() == [0] * days["iso3"].nunique()
    assert sco.panel("month", start="2006-11-01", end="2006-11-30")["documents_signed"].sum() > 0


@pytest.mark.parametrize(("rule", "both"), [("any", True), ("start", False), ("end", True), ("majority", True)])
def test_two_states_are_both_members_by_the_rule(rule: str, both: bool) -> None:  # India since 2017-06-09
    row = sco.panel(unit="dyad", start=2017, end=2017, rule=rule, countries=["CHN", "IND"])
    assert row["both_members"].tolist() == [both]


def test_one_state_need_not_stand_in_a_list() -> None:
    assert sco.panel(start=2020, end=2020, countries="Индия")["iso3"].tolist() == ["IND"]


@pytest.mark.parametrize("start", ["2017-06", ""])
def test_a_start_may_be_a_day_or_a_year(start: str) -> None:
    with pytest.raises(sco.InvalidValueError, match="or give a year, such as 2017"):
        sco.panel("month", start=start)


def test_codes_may_come_one_by_one() -> None:
    frame = sco.panel(start=2020, end=2020, countries=["IND"], codes=iter(["iso3", "cow_code"]))
    assert frame[["iso3", "cow_code"]].to_numpy().tolist() == [["IND", 750]]
