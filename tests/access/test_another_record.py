"""A record in which a member leaves, and which is complete only to an earlier day than it holds rows of."""

from __future__ import annotations

import csv
import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pytest
from helpers import replace_in

import sco_dataset as sco
from sco_dataset.arrow_tables import read_arrow
from sco_dataset.descriptor import read_package
from sco_dataset.packaged_files import package_folder
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
