"""Frames of every library get the same standings, and what is lazy stays lazy."""

from __future__ import annotations

import csv
import random
import warnings
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

import sco_dataset as sco
from sco_dataset.cli import main
from sco_dataset.membership import standings_of
from sco_dataset.timeline import CHAIRED_COUNCIL, timeline

COVERAGE = standings_of().coverage
ADDED = ["sco_status", "sco_member", "sco_chair", "sco_host"]
MISSING = (None, None, None, None)
ENGINES = ["pandas", "polars", "polars-lazy", "arrow", "duckdb", "ibis", "dask", "pyspark"]
LAZY = ["polars-lazy", "duckdb", "ibis", "dask", "pyspark"]

# Country, day, and what is known: status, member, chair of the heads of state, host of a summit.
FACTS = [
    ("IND", date(2005, 7, 4), (None, False, False, False)),
    ("IND", date(2017, 6, 8), ("observer", False, False, False)),
    ("IND", date(2017, 6, 9), ("member", True, False, False)),
    ("KAZ", date(2017, 6, 8), ("member", True, True, True)),
    ("CHN", date(2018, 6, 9), ("member", True, True, True)),
    ("RUS", date(2001, 6, 14), ("shanghai_five", False, None, False)),
    ("MNG", date(2025, 8, 31), ("observer", False, False, False)),
    ("MNG", date(2025, 9, 1), ("partner", False, False, False)),
    ("FRA", date(2017, 6, 9), (None, False, False, False)),
    ("XXX", date(2017, 6, 9), MISSING),
    (None, date(2017, 6, 9), MISSING),
    ("IND", None, MISSING),
    ("CHN", timeline().days.first - timedelta(days=1), MISSING),
    ("CHN", timeline().days.end, MISSING),
    ("CHN", date(9999, 12, 31), MISSING),
    ("CHN", date(1800, 1, 1), MISSING),
]


def sample(rows: int) -> list[tuple[str | None, date | None]]:
    """Return states of the world, and what is none, on days in and around the record."""
    chance = random.Random(7)
    states = [*standings_of().spells, "FRA", "USA", "ZZZ", None]
    days = [COVERAGE.first + timedelta(days=n) for n in range(-400, (COVERAGE.last - COVERAGE.first).days + 400, 3)]
    return [(chance.choice(states), chance.choice(days)) for _ in range(rows)]


@pytest.fixture(scope="session")
def spark() -> Iterator[Any]:
    """A session of Spark on this machine; tests are skipped where there is no Java."""
    import shutil

    if shutil.which("java") is None:
        pytest.skip("PySpark is NOT TESTED here: it needs Java 17, and there is no java on the PATH")
    from pyspark.sql import SparkSession

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
        session = builder.config("spark.sql.shuffle.partitions", "2").getOrCreate()
    yield session
    session.stop()


@pytest.fixture
def engine(request: pytest.FixtureRequest) -> Callable[[pa.Table], Any]:
    """Return what makes a frame of an engine from an Arrow table."""
    import duckdb

    name = request.param
    if name == "pyspark":
        session = request.getfixturevalue("spark")
        names = {"string": "string", "date32[day]": "date", "timestamp[us]": "timestamp_ntz", "int64": "bigint"}
        return lambda table: session.createDataFrame(
            [tuple(row.values()) for row in table.to_pylist()],
            ", ".join(f"{field.name} {names[str(field.type)]}" for field in table.schema),
        )
    makers: dict[str, Callable[[pa.Table], Any]] = {
        "pandas": lambda table: table.to_pandas(date_as_object=False),
        "polars": pl.DataFrame,
        "polars-lazy": lambda table: pl.DataFrame(table).lazy(),
        "arrow": lambda table: table,
        "duckdb": lambda table: duckdb.connect().from_arrow(table),
        "ibis": lambda table: __import__("ibis").memtable(table),
        "dask": lambda table: __import__("dask.dataframe").dataframe.from_pandas(
            table.to_pandas(date_as_object=False), npartitions=3
        ),
    }
    return makers[name]


def added_columns(frame: Any) -> list[tuple[Any, ...]]:
    """Return the new cells of a frame of any library as plain values, in order of its rows."""
    if isinstance(frame, pl.LazyFrame):
        frame = frame.collect()
    elif type(frame).__module__.startswith("ibis"):
        frame = frame.to_pyarrow()
    elif type(frame).__module__.startswith(("duckdb", "_duckdb")):
        frame = frame.to_arrow_table()
    elif hasattr(frame, "dask"):
        frame = frame.compute(scheduler="synchronous")
    if hasattr(frame, "rdd"):
        return [tuple(row[name] for name in ADDED) for row in frame.collect()]
    if isinstance(frame, pl.DataFrame):
        return frame.select(ADDED).rows()
    if isinstance(frame, pd.DataFrame):
        frame = pa.Table.from_pandas(frame[ADDED], preserve_index=False)
    return [tuple(row.values()) for row in frame.select(ADDED).to_pylist()]


def events(rows: list[tuple[str | None, date | None]]) -> pa.Table:
    return pa.table(
        {
            "id": pa.array(range(len(rows)), pa.int64()),
            "iso3": pa.array([country for country, _ in rows], pa.string()),
            "date": pa.array([day for _, day in rows], pa.date32()),
        }
    )


@pytest.mark.parametrize("engine", ENGINES, indirect=True)
@pytest.mark.filterwarnings("ignore")
def test_known_facts(engine: Callable[[pa.Table], Any]) -> None:
    annotated = sco.annotate(engine(events([(country, day) for country, day, _ in FACTS if day != date(9999, 12, 31)])))
    assert added_columns(annotated) == [known for _, day, known in FACTS if day != date(9999, 12, 31)]


@pytest.mark.parametrize("engine", ["polars", "polars-lazy", "arrow", "duckdb"], indirect=True)
def test_days_at_the_end_of_the_calendar(engine: Callable[[pa.Table], Any]) -> None:
    annotated = sco.annotate(engine(events([("CHN", date(9999, 12, 31)), ("CHN", date(1, 1, 1))])))
    assert added_columns(annotated) == [MISSING, MISSING]


@pytest.mark.parametrize("engine", ENGINES, indirect=True)
@pytest.mark.filterwarnings("ignore")
def test_every_engine_tells_what_status_tells(engine: Callable[[pa.Table], Any]) -> None:
    rows = sample(1500)
    found = added_columns(sco.annotate(engine(events(rows))))
    for (country, day), cells in zip(rows, found, strict=True):
        if country is None or country == "ZZZ":
            assert cells == MISSING
        elif day not in COVERAGE:
            assert cells[:2] == MISSING[:2]
        else:
            status = sco.status(country, day)
            assert cells[:2] == (status, status == "member")


@pytest.mark.parametrize("engine", ENGINES, indirect=True)
@pytest.mark.filterwarnings("ignore")
def test_chair_and_host_are_equal_on_every_engine(engine: Callable[[pa.Table], Any]) -> None:
    table = events(sample(1500))
    assert added_columns(sco.annotate(engine(table))) == added_columns(sco.annotate(table))


@pytest.mark.parametrize("engine", ENGINES, indirect=True)
@pytest.mark.parametrize("kind", ["text", "time"])
@pytest.mark.filterwarnings("ignore")
def test_days_may_be_text_or_have_a_time(engine: Callable[[pa.Table], Any], kind: str) -> None:
    days = [date(2017, 6, 8), date(2017, 6, 9), None]
    cells = [day and (str(day) if kind == "text" else datetime(day.year, day.month, day.day, 23, 59)) for day in days]
    type = pa.string() if kind == "text" else pa.timestamp("us")
    table = pa.table({"iso3": ["IND"] * 3, "date": pa.array(cells, type)})
    assert [row[0] for row in added_columns(sco.annotate(engine(table)))] == ["observer", "member", None]


@pytest.mark.parametrize("engine", ENGINES, indirect=True)
@pytest.mark.filterwarnings("ignore")
def test_countries_may_be_given_by_another_code(engine: Callable[[pa.Table], Any]) -> None:
    days = pa.array([date(2017, 6, 9)] * 3, pa.date32())
    by_number = pa.table({"cow_code": pa.array([750, 220, 9999], pa.int64()), "date": days})
    expected = [("member", True, False, False), (None, False, False, False), MISSING]
    assert added_columns(sco.annotate(engine(by_number), country="cow_code")) == expected
    by_name = pa.table({"state": pa.array(["Индия", "Франция", "Атлантида"]), "date": days})
    assert added_columns(sco.annotate(engine(by_name), country="state", code="name_ru")) == expected


@pytest.mark.parametrize("engine", ENGINES, indirect=True)
@pytest.mark.filterwarnings("ignore")
def test_in_place_of_a_name_a_further_one_is_understood(engine: Callable[[pa.Table], Any]) -> None:
    days = pa.array([date(2024, 7, 4)] * 3, pa.date32())
    names = ["Iran, Islamic Rep.", "Russian Federation", "russian federation"]
    table = pa.table({"country": names, "date": days})
    statuses = [row[0] for row in added_columns(sco.annotate(engine(table), "country", code="name_en"))]
    assert statuses == ["member", "member", None]


@pytest.mark.parametrize("engine", ENGINES, indirect=True)
@pytest.mark.filterwarnings("ignore")
def test_m49_codes_may_lack_their_zeros(engine: Callable[[pa.Table], Any]) -> None:
    days = pa.array([date(2017, 6, 9)] * 4, pa.date32())
    table = pa.table({"m49": ["004", "4", "356", "0004"], "date": days})
    statuses = [row[0] for row in added_columns(sco.annotate(engine(table), country="m49"))]
    assert statuses == ["observer", "observer", "member", None]


@pytest.mark.parametrize("engine", LAZY, indirect=True)
@pytest.mark.filterwarnings("ignore")
def test_a_lazy_frame_stays_one_of_its_kind(engine: Callable[[pa.Table], Any]) -> None:
    frame = engine(events(sample(5)))
    annotated = sco.annotate(frame)
    assert type(annotated) is type(frame)
    assert list(annotated.columns if not isinstance(annotated, pl.LazyFrame) else annotated.collect_schema()) == [
        *("id", "iso3", "date"),
        *ADDED,
    ]


def test_polars_computes_nothing_before_it_is_asked() -> None:
    def fail(frame: pl.DataFrame) -> pl.DataFrame:
        raise AssertionError("the frame was collected")

    lazy = pl.LazyFrame(events(sample(5))).map_batches(
        fail, schema={"id": pl.Int64, "iso3": pl.String, "date": pl.Date}
    )
    annotated = sco.annotate(lazy)
    with pytest.raises(Exception, match="the frame was collected"):
        annotated.collect()


def test_duckdb_computes_nothing_before_it_is_asked() -> None:
    import duckdb

    relation = duckdb.connect().sql("SELECT 'IND' AS iso3, error('the relation was run')::DATE AS date")
    annotated = sco.annotate(relation)
    with pytest.raises(duckdb.Error, match="the relation was run"):
        annotated.fetchall()


@pytest.mark.filterwarnings("ignore")
def test_dask_computes_nothing_before_it_is_asked() -> None:
    import dask
    import dask.dataframe as dd

    def fail(*_arguments: object, **_options: object) -> None:
        raise AssertionError("the frame was computed")

    frame = dd.from_pandas(events(sample(50)).to_pandas(date_as_object=False), npartitions=3)
    with dask.config.set(scheduler=fail):
        annotated = sco.annotate(frame)
        with pytest.raises(AssertionError, match="the frame was computed"):
            annotated.compute()
    assert annotated.npartitions == 3


@pytest.mark.filterwarnings("ignore")
def test_spark_runs_no_job_and_plans_no_shuffle(spark: Any) -> None:
    frame = spark.createDataFrame([("IND", date(2017, 6, 9))], "iso3 string, date date")
    status = spark.sparkContext.statusTracker()
    before = status.getJobIdsForGroup(None)
    annotated = sco.annotate(frame)
    assert status.getJobIdsForGroup(None) == before
    plan = annotated._jdf.queryExecution().executedPlan().toString()
    assert "Exchange" not in plan
    assert "Join" not in plan


def test_pandas_keeps_index_order_and_columns() -> None:
    frame = pd.DataFrame(
        {"iso3": ["IND", "CHN"], "date": pd.to_datetime(["2017-06-09"] * 2), "x": [1.5, None]}, index=[9, 4]
    )
    annotated = sco.annotate(frame)
    pd.testing.assert_frame_equal(annotated[["iso3", "date", "x"]], frame)
    assert list(frame.columns) == ["iso3", "date", "x"]
    assert annotated["sco_status"].cat.ordered
    assert annotated["sco_member"].dtype == pd.BooleanDtype()


@pytest.mark.parametrize("kind", ["category", "object", "string[pyarrow]"])
def test_pandas_countries_of_any_kind(kind: str) -> None:
    frame = pd.DataFrame({"iso3": pd.Series(["IND", None, "ZZZ"], dtype=kind), "date": [date(2017, 6, 9)] * 3})
    assert added_columns(sco.annotate(frame)) == [("member", True, False, False), MISSING, MISSING]


@pytest.mark.parametrize("kind", [pl.Categorical, pl.Enum(["IND", "ZZZ"])])
def test_polars_countries_of_any_kind(kind: Any) -> None:
    frame = pl.DataFrame({"iso3": ["IND", None, "ZZZ"], "date": [date(2017, 6, 9)] * 3}).with_columns(
        pl.col("iso3").cast(kind)
    )
    assert added_columns(sco.annotate(frame)) == [("member", True, False, False), MISSING, MISSING]
    assert sco.annotate(frame).schema["sco_status"] == pl.Enum(list(standings_of().statuses))


def test_pandas_objects_may_be_numbers_or_text() -> None:
    codes = pd.Series([356, "356", 356.0, None, "IND"], dtype=object)
    annotated = sco.annotate(pd.DataFrame({"m49": codes, "date": ["2017-06-09"] * 5}), "m49")
    assert added_columns(annotated) == [("member", True, False, False)] * 3 + [MISSING] * 2


@pytest.mark.parametrize("kind", [pl.Int8, pl.UInt8, pl.UInt64, pl.Float32])
def test_polars_numbers_of_any_kind(kind: Any) -> None:
    frame = pl.DataFrame({"m49": pl.Series([4, 1], dtype=kind), "date": ["2012-06-07"] * 2})
    assert added_columns(sco.annotate(frame, "m49")) == [("observer", False, False, False), MISSING]


def test_arrow_views_are_text() -> None:
    frame = pa.table({"iso3": pa.array(["IND"], pa.string_view()), "date": pa.array(["2017-06-09"], pa.string_view())})
    assert added_columns(sco.annotate(frame)) == [("member", True, False, False)]


def test_other_columns_may_have_names_that_are_no_text() -> None:
    frame = pd.DataFrame({"iso3": ["IND"], "date": ["2017-06-09"], 2017: [1], ("a", "b"): [2]})
    assert added_columns(sco.annotate(frame)) == [("member", True, False, False)]


@pytest.mark.parametrize("make", [pd.DataFrame, pl.DataFrame, pl.LazyFrame, pa.table])
def test_an_empty_frame_gets_the_columns_too(make: Callable[[Any], Any]) -> None:
    annotated = (
        sco.annotate(make(events([])))
        if make is not pd.DataFrame
        else sco.annotate(events([]).to_pandas(date_as_object=False))
    )
    assert added_columns(annotated) == []


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"country": "iso"}, "no column 'iso'; did you mean 'iso3'"),
        ({"date": "day"}, "no column 'day'"),
        ({"code": "iso33"}, "did you mean 'iso3'"),
        ({"date": "id"}, r"holds Int64, but days are needed.*sco_dataset.panel\(\)"),
        ({"country": "id", "code": "iso3"}, "holds numbers, but iso3 is text"),
        ({"country": "date"}, "'date' holds Datetime.*, but countries are needed"),
        ({"country": "known"}, "'known' holds Boolean, but countries are needed"),
        ({"prefix": "", "country": "status"}, "has a column 'status' already; choose another prefix"),
        ({"prefix": "KNOWN_"}, "has a column 'known_member' already; choose another prefix"),
    ],
)
@pytest.mark.parametrize("make", [pd.DataFrame, pl.LazyFrame])
def test_a_wrong_request_is_an_error(make: Callable[[Any], Any], options: dict[str, str], message: str) -> None:
    cells = {"id": [1], "iso3": ["IND"], "date": pd.to_datetime(["2017-06-09"]), "status": ["IND"], "known": [True]} | {
        "known_member": [1]
    }
    with pytest.raises((sco.UnknownNameError, sco.InvalidValueError), match=message):
        sco.annotate(make(cells), **options)


@pytest.mark.parametrize("make", [pd.DataFrame, pl.DataFrame, pa.table])
@pytest.mark.parametrize("text", ["9 June 2017", "2017-6-9", "2017-06-31", "20170609"])
def test_text_that_is_no_day_is_an_error(make: Callable[[Any], Any], text: str) -> None:
    with pytest.raises(sco.InvalidValueError, match=f"'date' holds something else than days: '{text}' is no"):
        sco.annotate(make({"iso3": ["IND", "IND"], "date": ["2017-06-09", text]}))


@pytest.mark.parametrize("engine", ["polars-lazy", "duckdb", "ibis", "dask"], indirect=True)
@pytest.mark.filterwarnings("ignore")
def test_lazy_engines_refuse_the_same_text_when_they_compute(engine: Callable[[pa.Table], Any]) -> None:
    frame = engine(pa.table({"iso3": ["IND"], "date": ["2017-6-9"]}))
    with pytest.raises(Exception, match="2017-6-9"):
        added_columns(sco.annotate(frame))


@pytest.mark.parametrize("name", ["*", "^.*$"])
def test_a_column_that_polars_takes_for_a_pattern_is_an_error(name: str) -> None:
    with pytest.raises(sco.InvalidValueError, match="for a pattern; rename the column first"):
        sco.annotate(pl.DataFrame({name: ["IND"], "date": ["2017-06-09"]}), name)


@pytest.mark.parametrize("make", [pd.DataFrame, pl.DataFrame, pa.table])
def test_countries_of_which_none_is_understood_are_an_error(make: Callable[[Any], Any]) -> None:
    days = ["2017-06-09"] * 3
    with pytest.raises(sco.InvalidValueError, match="'country' holds no iso3: 'India' is a name_en; say so by code"):
        sco.annotate(make({"country": ["India", None, "Iran"], "date": days}), "country")
    with pytest.raises(sco.InvalidValueError, match="there is 'Atlantis'; say by code what it is"):
        sco.annotate(make({"country": ["Atlantis", None, None], "date": days}), "country")
    one_known = make({"country": ["IND", None, "Atlantis"], "date": days})
    assert added_columns(sco.annotate(one_known, "country"))[1:] == [MISSING] * 2


@pytest.mark.filterwarnings("ignore")
def test_of_a_partition_none_may_be_understood() -> None:
    import dask.dataframe as dd

    frame = dd.from_pandas(pd.DataFrame({"iso3": ["IND", "Atlantis"], "date": ["2017-06-09"] * 2}), npartitions=2)
    assert added_columns(sco.annotate(frame))[1] == MISSING


def test_two_columns_of_one_name_are_an_error() -> None:
    with pytest.raises(sco.InvalidValueError, match=r"needs a name of its own; rename them: .*'note' 2 times"):
        sco.annotate(pa.table([["IND"], ["2017-06-09"], ["a"], ["b"]], ["iso3", "date", "note", "note"]))


def test_days_with_a_zone_and_what_is_no_frame_are_errors() -> None:
    zoned = pl.DataFrame({"iso3": ["IND"], "date": [datetime(2017, 6, 9)]}).with_columns(
        pl.col("date").dt.replace_time_zone("Asia/Shanghai")
    )
    with pytest.raises(sco.InvalidValueError, match="has the time zone Asia/Shanghai"):
        sco.annotate(zoned)
    objects = pd.Series([pd.Timestamp("2017-06-09", tz="Asia/Shanghai")], dtype=object)
    with pytest.raises(sco.InvalidValueError, match="has the time zone Asia/Shanghai"):
        sco.annotate(pd.DataFrame({"iso3": ["IND"], "date": objects}))
    with pytest.raises(sco.InvalidValueError, match="'iso3' holds Python objects"):
        sco.annotate(pl.DataFrame({"iso3": pl.Series(["IND"], dtype=pl.Object), "date": ["2017-06-09"]}))
    with pytest.raises(sco.InvalidValueError, match="dict is no data frame"):
        sco.annotate({"iso3": ["IND"]})


def test_who_chairs_now_chairs_until_the_last_day_that_is_covered() -> None:
    chairs = sco.load("chairmanships")
    heads = chairs[(chairs["institution_id"] == CHAIRED_COUNCIL) & chairs["end_date"].isna()]
    last = timeline().chair_coverage.last
    visits = pd.DataFrame({"iso3": heads["iso3"].tolist(), "date": [last] * len(heads)})
    assert sco.annotate(visits)["sco_chair"].tolist() == [True]


def test_the_ending_of_a_file_may_be_in_capitals(tmp_path: Path) -> None:
    pq.write_table(pa.table({"iso3": ["IND"], "date": ["2017-06-09"]}), tmp_path / "IN.PARQUET")
    done = CliRunner().invoke(main, ["annotate", str(tmp_path / "IN.PARQUET"), "--out", str(tmp_path / "OUT.CSV")])
    assert done.exit_code == 0, done.output
    assert (tmp_path / "OUT.CSV").read_text().splitlines()[1] == '"IND","2017-06-09","member",true,false,false'


def test_a_column_of_days_that_polars_can_not_look_up_is_an_error() -> None:
    with pytest.raises(sco.InvalidValueError, match="for a pattern; rename the column first"):
        sco.annotate(pl.DataFrame({"iso3": ["IND"], "^d.*$": ["2017-06-09"]}), date="^d.*$")
    objects = pl.Series(["2017-06-09"], dtype=pl.Object)
    with pytest.raises(sco.InvalidValueError, match="'date' holds Python objects"):
        sco.annotate(pl.DataFrame({"iso3": ["IND"], "date": objects}))


def test_a_summit_has_a_host_from_its_first_to_its_last_day() -> None:
    days = ["2018-06-08", "2018-06-09", "2018-06-10", "2018-06-11"]
    visits = pa.table({"iso3": ["CHN"] * 4, "date": days})
    assert sco.annotate(visits)["sco_host"].to_pylist() == [False, True, True, False]


def test_views_of_text_have_a_form_in_csv(tmp_path: Path) -> None:
    columns = {"iso3": ["IND"], "date": ["2017-06-09"], "note": pa.array(["a, b"], pa.string_view())}
    pq.write_table(pa.table(columns), tmp_path / "in.parquet")
    assert pa.types.is_string_view(pq.read_schema(tmp_path / "in.parquet").field("note").type)
    done = CliRunner().invoke(
        main, ["annotate", str(tmp_path / "in.parquet"), "--out", str(tmp_path / "out.csv")], catch_exceptions=False
    )
    assert done.exit_code == 0, done.output
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        assert [row["note"] for row in csv.DictReader(file)] == ["a, b"]


@pytest.mark.filterwarnings("ignore")
def test_partitions_are_annotated_by_the_columns_named() -> None:
    import dask.dataframe as dd

    visits = pd.DataFrame({"state": ["India"], "day": ["2017-06-09"]})
    annotated = sco.annotate(dd.from_pandas(visits, npartitions=1), "state", "day", code="name_en")
    assert annotated.compute(scheduler="synchronous")["sco_status"].tolist() == ["member"]


@pytest.mark.parametrize("text", ["2017- 6- 9", " 2017-6-9 ", "2017-06-09 ", "+201-06-09", "-201-06-09", "2017-6-9"])
def test_a_day_is_written_in_one_way_whichever_the_library(text: str) -> None:
    import duckdb

    visits = pa.table({"iso3": ["IND"], "date": [text]})
    for make in (pa.Table.to_pandas, pl.DataFrame, pa.table, duckdb.connect().from_arrow):
        with pytest.raises((sco.InvalidValueError, duckdb.Error)):
            added_columns(sco.annotate(make(visits)))


def test_a_column_whose_name_differs_in_case_only_stands_in_the_way() -> None:
    import duckdb

    visits = duckdb.sql("SELECT 'IND' AS iso3, '2017-06-09' AS date, 1 AS SCO_STATUS")
    with pytest.raises(sco.InvalidValueError, match="has a column 'SCO_STATUS' already"):
        sco.annotate(visits)


def test_days_and_texts_in_one_column_are_an_error() -> None:
    visits = pd.DataFrame({"iso3": ["IND"] * 2, "date": [date(2017, 6, 9), "2017-06-09"]})
    with pytest.raises(sco.InvalidValueError, match="'date' holds something else than days"):
        sco.annotate(visits)


@pytest.mark.parametrize("cell", [" IND", "ind"])
def test_cells_that_are_countries_but_for_their_spelling_are_told_so(cell: str) -> None:
    with pytest.raises(sco.InvalidValueError, match="strip and upper-case them"):
        sco.annotate(pd.DataFrame({"iso3": [cell], "date": ["2017-06-09"]}))


def test_days_as_text_may_be_categories() -> None:
    import duckdb

    visits = pd.DataFrame({"iso3": ["IND", "IND"], "date": ["2017-06-09", None]}, dtype="category")
    days = pl.DataFrame(visits).with_columns(pl.col("date").cast(pl.Enum(["2017-06-09"])))
    enumerated = duckdb.sql("SELECT 'IND' AS iso3, unnest(['2017-06-09', NULL])::ENUM('2017-06-09') AS date")
    for frame in (visits, pa.Table.from_pandas(visits), pl.DataFrame(visits), days, days.lazy(), enumerated):
        assert added_columns(sco.annotate(frame)) == [("member", True, False, False), MISSING]
    with pytest.raises(sco.InvalidValueError, match="'2017-6-9' is no date"):
        sco.annotate(pl.DataFrame({"iso3": ["IND"], "date": ["2017-6-9"]}, schema_overrides={"date": pl.Categorical}))
