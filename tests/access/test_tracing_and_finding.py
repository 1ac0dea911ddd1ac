"""Provenance, citation, search, queries and geography."""

from __future__ import annotations

import json
import pickle
import re
import subprocess
import sys
from pathlib import Path

import pytest
from helpers import replace_in
from validation.packages import resource, write_package

import sco_dataset as sco
from sco_dataset.claims import claims_text
from sco_dataset.packaged_files import package_folder


def rows(name: str) -> list[dict[str, object]]:
    return sco.load(name, "arrow").to_pylist()


def test_the_sources_of_a_row_are_given_in_full_and_in_its_order() -> None:
    for member in rows("members"):
        found = sco.provenance("members", str(member["member_id"]))
        assert [source["source_id"] for source in found.sources] == member["sources"]
        assert all(source["url"].startswith("http") and source["title"] for source in found.sources)


def test_a_source_has_no_sources_and_a_country_those_of_the_package() -> None:
    assert sco.provenance("sources", str(rows("sources")[0]["source_id"])).sources == []
    assert len(sco.provenance("countries", "KGZ").sources) > 3


def test_the_text_that_makes_a_claim_is_its_source() -> None:
    claim = rows("claims")[0]
    assert sco.provenance("claims", str(claim["claim_id"])).sources[0]["source_id"] == claim["source_id"]


def test_the_discrepancies_of_a_row_are_found() -> None:
    for discrepancy in rows("discrepancies"):
        found = sco.provenance(str(discrepancy["table"]), str(discrepancy["row_id"]))
        assert discrepancy["discrepancy_id"] in [row["discrepancy_id"] for row in found.discrepancies]
        assert " ".join(str(discrepancy["reported_value"]).split()) in " ".join(str(found).split())


def test_the_claims_that_use_a_row_are_found(tmp_path: Path) -> None:
    import shutil

    copy = shutil.copytree(package_folder(), tmp_path / "package")
    source = rows("sources")[0]["source_id"]
    with (copy / "data/claims.csv").open("a", encoding="utf-8") as file:
        file.write(f"C999,{source},India joined in 2017.,supported,events/x-2017|members/ind-member-2017,It did.,\n")
    found = sco.provenance("members", "ind-member-2017", path=copy)
    assert "C999" in [claim["claim_id"] for claim in found.claims]
    assert "India joined in 2017. (supported) It did." in str(found)
    other = sco.provenance("members", "pak-member-2017", path=copy)
    assert "C999" not in [claim["claim_id"] for claim in other.claims]


def test_a_row_of_a_table_without_sources_rests_on_the_code_lists() -> None:
    assert any("country-codes" in source["url"] for source in sco.provenance("countries", "IND").sources)


def test_an_unknown_row_is_an_error_with_the_nearest_key() -> None:
    with pytest.raises(
        sco.UnknownNameError, match="no row of members 'ind-member-2018'; did you mean 'ind-member-2017'"
    ):
        sco.provenance("members", "ind-member-2018")
    with pytest.raises(sco.UnknownNameError, match="no table 'member'"):
        sco.provenance("member", "x")


@pytest.mark.parametrize("table", [None, "members"])
def test_citations_name_title_version_and_year(table: str | None) -> None:
    title = "Shanghai Cooperation Organisation dataset" + (": Membership spells" if table else "")
    texts = {style: sco.cite(style, table) for style in ("apa", "bibtex", "ris", "csl")}
    for text in texts.values():
        assert title in text
        assert sco.version in text
    assert re.match(r"@misc\{sco-dataset(-members)?-[0-9.]+,\n(  \w+ += \{.*\},\n)+\}$", texts["bibtex"])
    assert re.fullmatch(r"TY  - DATA\n(\w\w  - .+\n)+ER  - ", texts["ris"])
    item = json.loads(texts["csl"])[0]
    assert (item["type"], item["version"], item["title"]) == ("dataset", sco.version, title)
    with pytest.raises(sco.UnknownNameError, match="did you mean 'bibtex'"):
        sco.cite("bibtext")


@pytest.mark.parametrize(
    ("words", "table", "key"),
    [
        ("india ACCESSION", "events", "india-accession-2017"),
        ("Кыргызстан", "countries", "KGZ"),
        ("吉尔吉斯斯坦", "countries", "KGZ"),
        ("Türkiye", "countries", "TUR"),
        ("turkiye", "countries", "TUR"),
    ],
)
def test_rows_are_found_in_three_languages(words: str, table: str, key: str) -> None:
    assert (table, key) in [(hit.table, hit.key) for hit in sco.search(words)]


def test_all_words_must_stand_in_the_row_and_the_limit_is_kept() -> None:
    hits = sco.search("summit astana", tables=["events"])
    assert hits
    assert all(
        all(word in " ".join(map(str, row_of(hit.key).values())).casefold() for word in ("summit", "astana"))
        for hit in hits
    )
    assert sco.search("summit astana", tables="events", limit=1) == hits[:1]
    assert sco.search("no such thing as this") == []
    with pytest.raises(sco.InvalidValueError, match="no words"):
        sco.search("  ")
    with pytest.raises(sco.InvalidValueError, match="no words to search for in 2017"):
        sco.search(2017)  # type: ignore[arg-type]
    with pytest.raises(sco.InvalidValueError, match="allowed are 0 and more"):
        sco.search("summit", limit=-1)


def row_of(key: str) -> dict[str, object]:
    return next(row for row in rows("events") if row["event_id"] == key)


def test_every_table_can_be_asked_in_sql() -> None:
    for name in sco.tables():
        assert sco.query(f"SELECT count(*) AS n FROM {name}")["n"][0] == len(rows(name))


def test_queries_know_the_order_of_enumerations_dates_and_lists() -> None:
    found = sco.query("SELECT DISTINCT status FROM members ORDER BY status", "arrow")
    assert found["status"].to_pylist()[:2] == ["shanghai_five", "member"]
    founders = sco.query("SELECT iso3 FROM members WHERE founding AND start_date = DATE '2001-06-15'", "polars")
    assert set(founders["iso3"]) == {"CHN", "KAZ", "KGZ", "RUS", "TJK", "UZB"}
    assert sco.query("SELECT min(len(sources)) AS n FROM members")["n"][0] >= 1


def test_intervals_are_refused_where_a_frame_has_no_such_type() -> None:
    asked = "SELECT age(end_date, start_date) AS lasted FROM members"
    with pytest.raises(sco.InvalidValueError, match=r"the column lasted is an interval.*cast it to VARCHAR"):
        sco.query(asked, "polars")
    assert len(sco.query(asked)) == len(sco.load("members"))


def test_a_wrong_query_is_an_error() -> None:
    with pytest.raises(sco.InvalidValueError, match="Table with name member does not exist"):
        sco.query("SELECT * FROM member")


def test_events_on_the_map() -> None:
    geopandas = pytest.importorskip("geopandas")
    frame = sco.events_geo()
    assert isinstance(frame, geopandas.GeoDataFrame)
    assert frame.crs.to_epsg() == 4326
    features = json.loads(sco.events_geo("geojson"))["features"]
    assert [feature["id"] for feature in features] == frame["event_id"].tolist()
    for feature, point in zip(features, frame.geometry, strict=True):
        assert feature["geometry"]["coordinates"] == [point.x, point.y]
        assert -180 <= point.x <= 180
    tashkent = next(feature for feature in features if feature["properties"]["city"] == "Tashkent")
    assert tashkent["geometry"]["coordinates"] == pytest.approx([69.24, 41.3], abs=0.2)
    assert tashkent["properties"]["start_date"].startswith("20")


def test_without_geopandas_the_map_is_geojson() -> None:
    code = "import sys; sys.modules['geopandas'] = None; import sco_dataset as sco; print(sco.events_geo()[:30])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.startswith('{"type": "FeatureCollection"')


def test_a_package_that_tells_little_of_itself_is_cited_by_what_it_tells(package_copy: Path) -> None:
    file = package_copy / "datapackage.json"
    properties = json.loads(file.read_text(encoding="utf-8"))
    kept = {"name": "p", "created": "soon", "sources": [{"title": "A list"}], "resources": properties["resources"]}
    file.write_text(json.dumps(kept), encoding="utf-8")
    assert sco.cite(path=package_copy) == "p [Data set]."
    assert json.loads(sco.cite("csl", path=package_copy)) == [{"id": "p", "type": "dataset", "title": "p"}]
    assert sco.provenance("countries", "IND", path=package_copy).sources == [{"title": "A list", "url": ""}]


def test_evidence_that_names_no_row_is_told_beside_the_claim(package_copy: Path) -> None:
    replace_in(package_copy / "data/claims.csv", "members/chn-member-2001", "members/chn-member-1901")
    assert "  - members/chn-member-1901: there is no such row\n" in claims_text(path=package_copy)


def test_a_table_may_say_how_complete_it_is_without_a_note_or_not_at_all(package_copy: Path) -> None:
    file = package_copy / "datapackage.json"
    file.write_text(file.read_text(encoding="utf-8").replace('"completenessNote"', '"remark"'), encoding="utf-8")
    assert "  complete until: 2025-12-31.\n" in sco.describe("events", package_copy)
    file.write_text(file.read_text(encoding="utf-8").replace('"completeUntil"', '"until"'), encoding="utf-8")
    assert "complete until" not in sco.describe("events", package_copy)


WORK = {
    "name": "p",
    "title": "A title",
    "version": "7.0",
    "created": "2026-02-28T00:00:00Z",
    "contributors": [{"title": "Ann A"}, {"title": "The B group"}],
    "id": "https://doi.org/10.1/x",
    "homepage": "https://example.org",
}


@pytest.fixture
def work(tmp_path: Path) -> Path:
    table = resource("t", [{"name": "a", "type": "string"}], primaryKey=["a"])
    return write_package(tmp_path, [{**table, "title": "Table"}], {"t.csv": "a\n1\n"}, **WORK)


def test_a_citation_holds_all_that_the_descriptor_tells(work: Path) -> None:
    assert sco.cite(path=work) == (
        "Ann A & The B group. (2026). A title (Version 7.0) [Data set]. https://doi.org/10.1/x"
    )
    assert sco.cite("bibtex", "t", path=work).splitlines() == [
        "@misc{p-t-7.0,",
        "  author  = {{Ann A} and {The B group}},",
        "  title   = {{A title: Table}},",
        "  version = {7.0},",
        "  year    = {2026},",
        "  url     = {https://doi.org/10.1/x},",
        "}",
    ]
    assert sco.cite("ris", path=work).splitlines() == [
        "TY  - DATA",
        "AU  - Ann A",
        "AU  - The B group",
        "TI  - A title",
        "PY  - 2026",
        "DA  - 2026/02/28",
        "ET  - 7.0",
        "UR  - https://doi.org/10.1/x",
        "ER  - ",
    ]
    assert json.loads(sco.cite("csl", path=work)) == [
        {
            "id": "p-7.0",
            "type": "dataset",
            "title": "A title",
            "author": [{"literal": "Ann A"}, {"literal": "The B group"}],
            "issued": {"date-parts": [[2026, 2, 28]]},
            "version": "7.0",
            "URL": "https://doi.org/10.1/x",
        }
    ]


def test_what_is_said_of_a_row_of_the_same_key_elsewhere_is_not_said_of_this_one(package_copy: Path) -> None:
    row = sco.load("discrepancies", "arrow").to_pylist()[0]
    replace_in(package_copy / "data/discrepancies.csv", f",{row['table']},{row['row_id']},", ",countries,IND,")
    replace_in(package_copy / "data/people.csv", "\na-a-maksutov,", "\nIND,")
    found = sco.provenance("countries", "IND", path=package_copy)
    assert [told["discrepancy_id"] for told in found.discrepancies] == [row["discrepancy_id"]]
    assert sco.provenance("people", "IND", path=package_copy).discrepancies == []


def test_provenance_as_plain_values_has_each_of_its_parts() -> None:
    claim = next(row for row in sco.load("claims", "arrow").to_pylist() if row["evidence"])
    table, _, key = claim["evidence"][0].partition("/")
    found = sco.provenance(table, key)
    assert found.as_dict() == {name: getattr(found, name) for name in vars(found)}
    assert claim["claim_id"] in [told["claim_id"] for told in found.as_dict()["claims"]]


def test_provenance_prints_each_source_and_no_list_of_their_ids() -> None:
    found = sco.provenance("members", "ind-member-2017")
    assert len(found.sources) > 1
    lines = str(found).splitlines()
    assert [line.strip() for line in lines if line.startswith("    http")] == [s["url"] for s in found.sources]
    assert "|".join(s["source_id"] for s in found.sources) not in str(found)


def test_a_source_of_which_only_the_title_is_known_has_no_brackets() -> None:
    assert "()" not in str(sco.provenance("countries", "IND"))


def test_ids_of_sources_are_not_searched(package_copy: Path) -> None:
    source = sco.load("members", "arrow")["sources"].to_pylist()[0][0]
    assert {hit.table for hit in sco.search(source)} == {"sources"}


def test_what_is_on_record_comes_before_what_was_written_of_it() -> None:
    tables = list(dict.fromkeys(hit.table for hit in sco.search("astana")))
    assert "sources" in tables[1:]
    assert tables == [name for name in sco.tables() if name in tables and name != "sources"] + ["sources"]


def test_a_hit_shows_the_name_rather_than_the_id() -> None:
    hit = next(hit for hit in sco.search("astana", "events") if hit.key == "heads-of-state-astana-2017")
    assert hit.field != "event_id"
    assert " " in hit.text


def test_a_limit_of_hits_is_the_number_of_hits() -> None:
    assert [len(sco.search("astana", limit=n)) for n in (0, 1, 3)] == [0, 1, 3]


def test_the_map_is_that_of_the_package_given(package_copy: Path) -> None:
    replace_in(package_copy / "data/events.csv", "\nheads-of-state-astana-2017,", "\nheads-of-state-astana-2117,")
    assert "heads-of-state-astana-2117" in set(sco.events_geo("geodataframe", path=package_copy)["event_id"])
    assert '"heads-of-state-astana-2117"' in sco.events_geo("geojson", path=package_copy)


def test_an_unknown_form_of_the_map_is_an_error() -> None:
    with pytest.raises(sco.UnknownNameError, match="no form of geography 'shape'"):
        sco.events_geo("shape")


def test_a_query_of_nothing_is_an_error() -> None:
    with pytest.raises(sco.InvalidValueError, match="the statement returns no rows; ask with SELECT"):
        sco.query("-- nothing")


@pytest.mark.parametrize("backend", ["pandas", "polars"])
def test_columns_of_equal_names_are_no_frame(backend: str) -> None:
    joined = "SELECT * FROM members m JOIN events e ON e.event_id = m.start_event_id"
    with pytest.raises(sco.InvalidValueError, match="2 columns are named status; name them apart with AS"):
        sco.query(joined, backend)
    assert sco.query(joined, "arrow").num_rows > 0


def test_a_description_can_be_pickled_and_copied() -> None:
    told = sco.describe("members.status")
    again = pickle.loads(pickle.dumps(told))
    assert (again, again.html) == (told, told.html)


def test_a_table_may_have_points_in_its_name(tmp_path: Path) -> None:
    table = {**resource("my.table", [{"name": "a", "type": "string"}]), "title": "Mine"}
    path = write_package(tmp_path, [table], {"my.table.csv": "a\n1\n"})
    assert "Mine" in sco.describe("my.table", path)
    assert sco.describe("my.table.a", path).startswith("my.table.a ")


def test_a_table_without_a_title_is_cited_by_name(tmp_path: Path) -> None:
    path = write_package(tmp_path, [resource("t", [{"name": "a", "type": "string"}])], {"t.csv": "a\n"})
    assert sco.cite(table="t", path=path).startswith("test: t ")


def test_long_texts_are_searched_too(tmp_path: Path) -> None:
    path = write_package(
        tmp_path,
        [resource("t", [{"name": "a", "type": "string"}, {"name": "b", "type": "string"}], primaryKey=["a"])],
        {"t.csv": f"a,b\nx,{'-' * 140_000} needle\n"},
    )
    assert [hit.key for hit in sco.search("needle", path=path)] == ["x"]
