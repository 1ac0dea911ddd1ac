"""A record in which a member leaves, and which is complete only to an earlier day than it holds rows of."""

from __future__ import annotations

import csv
import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pytest
from click.testing import CliRunner
from helpers import replace_in

import sco_dataset as sco
from sco_dataset.arrow_tables import read_arrow
from sco_dataset.cli import main
from sco_dataset.descriptor import read_package
from sco_dataset.packaged_files import package_folder
from sco_dataset.panels.periods import RULES
from sco_dataset.selection import select

LEFT, COMPLETE = "2020-03-01", "2021-12-31"


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a package in which India left."""
    folder = Path(shutil.copytree(package_folder(), tmp_path_factory.mktemp("record") / "package"))
    descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    for table in descriptor["resources"]:
        if "completeUntil" in table:
            table["completeUntil"] = COMPLETE
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    with (folder / "data/members.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row["member_id"] == "ind-member-2017":
            row["end_date"] = LEFT
    with (folder / "data/members.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    return folder


def test_a_standing_ends_before_its_last_day(record: Path) -> None:
    assert sco.status("IND", "2020-02-29", path=record) == "member"
    assert sco.status("IND", LEFT, path=record) is None
    assert "IND" not in sco.members(LEFT, path=record)
    assert sco.status("IND", LEFT) == "member"


@pytest.mark.parametrize(
    ("rule", "statuses"),
    [
        ("any", ["member", "member", None]),
        ("start", ["member", "member", None]),
        ("end", ["member", None, None]),
        ("majority", ["member", None, None]),
    ],
)
def test_a_panel_knows_who_has_left(record: Path, rule: str, statuses: list[str | None]) -> None:
    rows = sco.panel(start=2019, end=2021, rule=rule, countries=["IND"], backend="arrow", path=record).to_pylist()
    assert [row["status"] for row in rows] == statuses
    assert [row["member"] for row in rows] == [status == "member" for status in statuses]
    assert rows[1]["days_in_standing"] == (60 if statuses[1] else 0)
    assert [row["years_since_joining"] for row in rows][1:] == [2 if rule == "start" else None, None]


def test_without_chairs_on_record_none_is_known(package_copy: Path) -> None:
    file = package_copy / "data/chairmanships.csv"
    file.write_text(file.read_text(encoding="utf-8").splitlines()[0] + "\n")
    assert sco.panel(start=2017, end=2017, countries=["KAZ"], path=package_copy)["chair"].isna().all()
    visits = pd.DataFrame({"iso3": ["KAZ"], "date": ["2017-06-09"]})
    assert sco.annotate(visits, path=package_copy)["sco_chair"].isna().all()


def test_a_state_that_is_no_country_is_told(package_copy: Path) -> None:
    replace_in(package_copy / "data/members.csv", "ind-member-2017,IND", "ind-member-2017,INX")
    for ask in (sco.members, sco.panel):
        with pytest.raises(sco.UnknownNameError, match="no iso3 of the table countries 'INX'"):
            ask(path=package_copy)


def test_a_field_that_the_descriptor_lacks_is_told(package_copy: Path) -> None:
    for stands in ('"name": "signed_date"', '"signed_date",'):
        replace_in(package_copy / "datapackage.json", stands, stands.replace("signed_date", "day_of_signing"))
    replace_in(package_copy / "data/documents.csv", "signed_date", "day_of_signing")
    with pytest.raises(sco.UnknownNameError, match="no field of documents 'signed_date'"):
        sco.panel(path=package_copy)


def test_a_panel_ends_where_the_record_is_complete(record: Path) -> None:
    for unit in ("country", "dyad"):
        frame = sco.panel(unit=unit, start=2022, end=2024, countries=["IRN", "CHN"], path=record)
        told = [name for name in frame.columns if "iso3" not in name and name != "year"]
        assert len(frame) in (3, 6)
        assert frame[told].isna().all().all()
    assert sco.panel(countries=["CHN"], path=record)["year"].max() == 2021


def rows_of(annotated: Any) -> list[list[Any]]:
    """Return the cells that were added to a frame of any library."""
    annotated = annotated.collect() if isinstance(annotated, pl.LazyFrame) else annotated
    annotated = annotated.to_pandas() if isinstance(annotated, pl.DataFrame) else annotated
    annotated = annotated if isinstance(annotated, pd.DataFrame) else annotated.df()
    told = annotated[["sco_status", "sco_member", "sco_chair", "sco_host"]].astype(object)
    cells: list[list[Any]] = told.where(told.notna(), None).to_numpy().tolist()
    return cells


def duckdb_frame(frame: pd.DataFrame) -> Any:
    import duckdb

    return duckdb.connect().from_df(frame)


@pytest.mark.parametrize(
    "make", [lambda frame: frame, pl.DataFrame, lambda frame: pl.DataFrame(frame).lazy(), duckdb_frame]
)
def test_annotations_follow_the_record_given(record: Path, make: Any) -> None:
    days = [date(2020, 2, 29), date(2020, 3, 1), date(2021, 12, 31), date(2022, 1, 1), date(2024, 1, 1)]
    assert rows_of(sco.annotate(make(pd.DataFrame({"iso3": "IND", "date": pd.to_datetime(days)})), path=record)) == [
        ["member", True, False, False],
        [None, False, False, False],
        [None, False, False, False],
        [None] * 4,
        [None] * 4,
    ]


@pytest.mark.parametrize(
    "make", [lambda frame: frame, pl.DataFrame, lambda frame: pl.DataFrame(frame).lazy(), duckdb_frame]
)
def test_a_chair_is_told_where_standings_are_not_known_yet(record: Path, make: Any, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(record, tmp_path / "package"))
    descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    chairmanships = next(table for table in descriptor["resources"] if table["name"] == "chairmanships")
    chairmanships["completeUntil"] = "2022-06-30"
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    days = pd.to_datetime(["2021-12-31", "2022-01-01", "2022-06-30", "2022-07-01"])
    told = rows_of(sco.annotate(make(pd.DataFrame({"iso3": "UZB", "date": days})), path=folder))
    assert told == [["member", True, True, False], *[[None, None, True, None]] * 2, [None] * 4]


def test_an_iran_that_is_not_yet_known_to_have_joined(record: Path) -> None:
    with pytest.raises(sco.OutsideCoverageError):
        sco.status("IRN", "2023-07-04", path=record)
    frame = pl.LazyFrame({"iso3": ["IRN"] * 2, "date": [date(2021, 12, 31), date(2023, 7, 4)]})
    assert sco.annotate(frame, path=record).collect()["sco_status"].to_list() == ["observer", None]
    asked = sco.annotate(
        duckdb_frame(pd.DataFrame({"iso3": ["IRN"], "date": pd.to_datetime(["2023-07-04"])})), path=record
    )
    assert asked.fetchall()[0][2:] == (None,) * 4


def test_spells_are_not_told_beyond_the_day_to_which_they_are_complete(record: Path) -> None:
    for table in ("members", "chairmanships"):
        assert len(sco.load(table, on=COMPLETE, path=record)) > 0
        with pytest.raises(sco.OutsideCoverageError, match="2022-01-01 lies outside the record"):
            sco.load(table, on="2022-01-01", path=record)
    assert len(sco.load("events", on="2024-07-04", path=record)) > 0


def test_years_are_told_up_to_the_one_to_which_spells_are_complete(record: Path) -> None:
    table = read_package(record).table("members")
    arrow = read_arrow(table)
    assert select(arrow, table, year=2021).num_rows > 0
    with pytest.raises(sco.OutsideCoverageError):
        select(arrow, table, year=2022)


def test_what_has_no_last_day_lasts_for_one(tmp_path: Path) -> None:
    (tmp_path / "visits.csv").write_text("id,start_date\na,2001-01-01\nb,2002-01-01\nc,\n", encoding="utf-8")
    fields = [{"name": "id", "type": "string"}, {"name": "start_date", "type": "date"}]
    resource = {"name": "visits", "path": "visits.csv", "schema": {"fields": fields}}
    (tmp_path / "datapackage.json").write_text(json.dumps({"resources": [resource]}), encoding="utf-8")
    assert sco.load("visits", "arrow", on="2001-01-01", path=tmp_path)["id"].to_pylist() == ["a"]


def test_every_question_may_be_asked_of_another_package(record: Path) -> None:
    assert sco.tables(record) == sco.tables()
    assert str(sco.load("members", path=record).set_index("member_id")["end_date"]["ind-member-2017"].date()) == LEFT
    assert sco.query(
        "SELECT end_date FROM members WHERE member_id = 'ind-member-2017'", "polars", path=record
    ).item() == date(2020, 3, 1)
    assert sco.provenance("members", "ind-member-2017", path=record).row["end_date"] == LEFT
    assert sco.search("ind-member-2017", ["members"], path=record)[0].key == "ind-member-2017"
    assert sco.cite(path=record) == sco.cite()


def complete_until(package: Path, days: dict[str, str]) -> Path:
    """Let tables of a package be complete only to other days."""
    file = package / "datapackage.json"
    descriptor = json.loads(file.read_text(encoding="utf-8"))
    for table in descriptor["resources"]:
        if table["name"] in days:
            table["completeUntil"] = days[table["name"]]
    file.write_text(json.dumps(descriptor), encoding="utf-8")
    return package


def test_counts_end_where_the_tables_end_from_which_they_are_made(package_copy: Path) -> None:
    days = {"participants": "2023-12-31", "documents": "2022-12-31"}
    frame = sco.panel(start=2021, end=2024, countries=["CHN"], path=complete_until(package_copy, days))
    assert frame["events_attended"].isna().tolist() == [False, False, False, True]
    assert frame["exercises_joined"].isna().tolist() == [False, False, False, True]
    assert frame["documents_signed"].isna().tolist() == [False, False, True, True]
    assert frame["host"].notna().all()
    complete_until(package_copy, {"participants": "2021-12-31"})
    frame = sco.panel(start=2021, end=2024, countries=["CHN"], path=package_copy)
    assert frame["documents_signed"].isna().tolist() == [False, True, True, True]


def test_a_host_is_told_where_standings_are_not_known_yet(package_copy: Path) -> None:
    until = {"members": "2021-12-31", "chairmanships": "2021-12-31", "events": "2022-12-31"}
    path = complete_until(package_copy, until)
    row = sco.panel(start=2022, end=2022, countries=["CHN"], backend="arrow", path=path).to_pylist()[0]
    assert (row["status"], row["member"], row["host"]) == (None, None, False)
    visits = pd.DataFrame({"iso3": ["UZB"] * 2, "date": pd.to_datetime(["2022-09-16", "2023-01-01"])})
    for make in (pd.DataFrame, pl.DataFrame, duckdb.connect().from_df):
        annotated: Any = sco.annotate(make(visits), path=path)
        assert rows_of(annotated) == [[None, None, None, True], [None] * 4]


@pytest.mark.parametrize("rule", RULES)
def test_chair_and_host_of_a_panel_are_told_where_standings_are_not_known_yet(package_copy: Path, rule: str) -> None:
    until = {"members": "2021-12-31", "chairmanships": "2025-12-31", "events": "2025-12-31"}
    path = complete_until(package_copy, until)
    month = ("2022-09-01", "2022-09-30")
    host = sco.panel("month", start=month[0], end=month[1], rule=rule, countries=["UZB"], path=path)
    assert host["host"].tolist() == [True]
    chair = sco.panel("month", start="2024-01-01", end="2024-12-31", rule=rule, countries=["KAZ", "CHN"], path=path)
    known = sco.panel("month", start="2024-01-01", end="2024-12-31", rule=rule, countries=["KAZ", "CHN"])
    assert chair["chair"].tolist() == known["chair"].tolist()
    assert chair["member"].isna().all()


def test_a_standing_of_the_first_day_only_is_the_last_one_held(package_copy: Path) -> None:
    file = package_copy / "data/members.csv"
    text = file.read_text(encoding="utf-8")
    lines = text.splitlines()
    header = lines[0].split(",")
    place = header.index("end_date")
    for number, line in enumerate(lines):
        if line.startswith("mng-partner-2025,"):
            cells = line.split(",")
            cells[place] = "2025-11-02"
            lines[number] = ",".join(cells)
    file.write_text("\n".join([*lines, ""]), encoding="utf-8")
    asked = {"start": "2025-10-01", "end": "2025-12-31", "countries": ["MNG"]}
    rows = sco.panel("month", **asked, backend="arrow", path=package_copy)
    assert rows["status"].to_pylist() == ["partner", "partner", None]
    assert rows["days_in_standing"].to_pylist() == [31, 1, 0]


def test_what_was_not_held_has_no_host_and_nobody_attended(package_copy: Path) -> None:
    file = package_copy / "data/events.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    place = next(n for n, line in enumerate(lines) if line.startswith("heads-of-state-qingdao-2018,"))
    lines[place] = lines[place].replace(",held,", ",cancelled,", 1)
    file.write_text("\n".join([*lines, ""]), encoding="utf-8")
    asked = {"start": "2018-06-01", "end": "2018-06-30", "countries": ["CHN"]}
    before, after = sco.panel("month", **asked), sco.panel("month", **asked, path=package_copy)
    assert (before["host"].tolist(), after["host"].tolist()) == ([True], [False])
    assert after["events_attended"][0] == before["events_attended"][0] - 1


def test_of_standings_of_equally_many_days_the_later_one_counts(package_copy: Path) -> None:
    file = package_copy / "data/members.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    lines = [line.replace("2025-09-01", "2025-11-16") if line.startswith("mng-") else line for line in lines]
    file.write_text("\n".join([*lines, ""]), encoding="utf-8")
    asked = {"start": "2025-11-01", "end": "2025-11-30", "rule": "majority", "countries": ["MNG"]}
    assert sco.panel("month", **asked, path=package_copy)["status"].tolist() == ["partner"]


@pytest.fixture
def renamed(package_copy: Path) -> Path:
    """Return the folder of a package that has another name for India."""
    replace_in(package_copy / "data/countries.csv", ",India,", ",Bharat,")
    return package_copy


def test_names_are_those_of_the_package_given(renamed: Path) -> None:
    assert sco.status("Bharat", "2017-06-09", path=renamed) == "member"
    assert "Bharat" in [standing.name_en for standing in sco.standings(path=renamed)]
    assert "Bharat" in sco.members(code="name_en", path=renamed)
    assert sco.panel(start=2020, end=2020, codes="name_en", countries=["IND"], path=renamed)["name_en"][0] == "Bharat"
    visits = pd.DataFrame({"state": ["Bharat"], "date": ["2017-06-09"]})
    assert sco.annotate(visits, "state", code="name_en", path=renamed)["sco_status"][0] == "member"


def test_states_that_joined_on_one_day_stand_in_the_order_of_their_codes(package_copy: Path) -> None:
    file = package_copy / "data/members.csv"
    header, *rows = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join([header, *reversed(rows), ""]), encoding="utf-8")
    assert sco.members("2001-06-15", path=package_copy) == ["CHN", "KAZ", "KGZ", "RUS", "TJK", "UZB"]


@pytest.mark.filterwarnings("ignore")
def test_partitions_are_annotated_from_the_record_given(renamed: Path) -> None:
    import dask.dataframe as dd

    visits = pd.DataFrame({"state": ["Bharat", "India"], "date": ["2017-06-09"] * 2})
    annotated = sco.annotate(
        dd.from_pandas(visits, npartitions=1), "state", code="name_en", prefix="x_", path=renamed
    ).compute(scheduler="synchronous")
    assert annotated["x_status"].isna().tolist() == [False, True]


def test_a_file_is_annotated_from_the_record_and_with_the_prefix_given(renamed: Path, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("state,date\nBharat,2017-06-09\n", encoding="utf-8")
    options = ("--country", "state", "--code", "name_en", "--prefix", "x_", "--package", str(renamed))
    done = CliRunner().invoke(
        main, ["annotate", str(tmp_path / "in.csv"), *options, "--out", str(tmp_path / "out.csv")]
    )
    assert done.exit_code == 0, done.output
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.DictReader(file))["x_status"] == "member"


@pytest.mark.parametrize("end", ["2018-01-01", ""])
def test_spells_that_overlap_are_an_error(end: str, package_copy: Path) -> None:
    spell = "ind-observer-2005,IND,observer,2005-07-05,"
    replace_in(package_copy / "data/members.csv", f"{spell}2017-06-09", f"{spell}{end}")
    for ask in (lambda: sco.status("IND", "2016-03-01", path=package_copy), lambda: sco.panel(path=package_copy)):
        with pytest.raises(sco.InvalidDataError, match="IND: the spell of 2017-06-09 begins before that of 2005-07-05"):
            ask()


def test_what_lasts_for_ever_may_end_with_the_calendar(package_copy: Path) -> None:
    place = "heads-of-state-qingdao-2018,"
    file = package_copy / "data/events.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    lines = [line.replace("2018-06-10", "9999-12-31") if line.startswith(place) else line for line in lines]
    file.write_text("\n".join([*lines, ""]), encoding="utf-8")
    assert sco.panel(start=2018, end=2019, countries="CHN", path=package_copy)["host"].tolist() == [True, True]
