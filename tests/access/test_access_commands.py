"""The commands that give access: what they print, their examples, their messages, completion."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import select
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

import sco_dataset as sco
from sco_dataset import frame_files
from sco_dataset.cli import main

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(main, arguments)

    return invoke


def test_members_of_a_day(run: Run) -> None:
    done = run("members", "--on", "2017-06-09", "--status", "member", "--format", "csv")
    read = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [row["iso3"] for row in read] == sco.members("2017-06-09")
    assert read[0] == {"iso3": "CHN", "name_en": "China", "status": "member", "since": "2001-06-15"}


@pytest.mark.parametrize(
    ("country", "day", "printed"),
    [("IND", "2016-01-01", "observer"), ("印度", "2017-06-09", "member"), ("France", "2017-06-09", "none")],
)
def test_status_of_a_state(country: str, day: str, printed: str, run: Run) -> None:
    assert run("status", country, day).stdout == f"{printed}\n"


def test_a_panel_is_written_by_the_ending_of_the_file(run: Run) -> None:
    options = ("--countries", "IND,France", "--start", "2016", "--end", "2018", "--codes", "iso3,cow_code")
    for target in ("panel.csv", "panel.parquet"):
        done = run("panel", *options, "--out", target)
        assert done.stdout == f"{target}: 6 rows written\n"
        assert done.stderr == ""
    written = pq.read_table("panel.parquet")
    assert (
        written.to_pylist()
        == sco.panel(
            start=2016, end=2018, codes=["iso3", "cow_code"], countries=["IND", "FRA"], backend="arrow"
        ).to_pylist()
    )
    assert Path("panel.csv").read_text().splitlines()[2].startswith('"IND",750,2017,"member",true,')
    assert run("panel", "--out", "panel.xlsx").exit_code == 2


def test_annotating_a_file_changes_no_other_cell(run: Run) -> None:
    cells = [["007", "IND", "2017-06-08", 'a "b", c'], ["1e3", "", "2017-06-09", "two\nlines"], ["", "CHN", "", "да"]]
    with Path("in.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["id", "state", "day", "text"], *cells])
    done = run("annotate", "in.csv", "--country", "state", "--date", "day", "--out", "out.csv")
    assert done.stdout == "out.csv: 3 rows written\n", done.output
    with Path("out.csv").open(encoding="utf-8", newline="") as file:
        header, *written = csv.reader(file)
    assert header == ["id", "state", "day", "text", "sco_status", "sco_member", "sco_chair", "sco_host"]
    assert [row[:4] for row in written] == cells
    assert [row[4:] for row in written] == [["observer", "false", "false", "false"], [""] * 4, [""] * 4]
    assert done.stderr.startswith("2 of 3 rows got no values: 'state' holds no code")


def test_annotating_says_nothing_of_rows_that_are_all_known(run: Run) -> None:
    Path("in.csv").write_text("name,date\nIndia,2017-06-09\nFrance,2017-06-09\n")
    assert run("annotate", "in.csv", "--country", "name", "--code", "name_en", "--out", "out.csv").stderr == ""


def test_a_column_of_which_no_country_is_understood_is_refused(run: Run) -> None:
    Path("in.csv").write_text("name,date\nIndia,2017-06-09\n,2017-06-09\n")
    done = run("annotate", "in.csv", "--country", "name", "--out", "out.csv")
    assert (done.exit_code, done.stderr) == (
        2,
        "sco-dataset: the column 'name' holds no iso3: 'India' is a name_en; say so by code 'name_en'\n",
    )
    assert not Path("out.csv").exists()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("iso3,date\nIND,2017-06-09\n".encode("utf-16"), "is written in UTF-16; save the file as UTF-8"),
        ("iso3,date,town\nIND,2017-06-09,Orléans\n".encode("latin-1"), "save the file as UTF-8"),
        (b"iso3;date\nIND;2017-06-09\n", "its columns are separated by ';'; save the file with commas"),
        (b"iso3\tdate\nIND\t2017-06-09\n", "its columns are separated by '\\t'; save the file with commas"),
    ],
)
def test_a_file_that_is_no_csv_of_ours_is_told_how_to_be_saved(content: bytes, told: str, run: Run) -> None:
    Path("in.csv").write_bytes(content)
    done = run("annotate", "in.csv", "--out", "out.csv")
    assert (done.exit_code, told in done.stderr) == (1, True), done.stderr
    assert not Path("out.csv").exists()


def test_a_file_may_have_a_header_only(run: Run) -> None:
    Path("in.csv").write_text("iso3,date")
    assert run("annotate", "in.csv", "--out", "out.csv").stdout == "out.csv: 0 rows written\n"
    assert Path("out.csv").read_text() == '"iso3","date","sco_status","sco_member","sco_chair","sco_host"\n'


def test_names_of_columns_may_be_long(run: Run) -> None:
    Path("in.csv").write_text(f"iso3,date,{'x' * 200_000}\nIND,2017-06-09,1\n")
    assert run("annotate", "in.csv", "--out", "out.csv").stdout == "out.csv: 1 row written\n"


def test_a_file_of_many_pieces_is_understood_if_one_of_them_is(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frame_files, "BLOCK", 64)
    rows = ["IND,2017-06-09", *["Nowhere,2017-06-09"] * 20]
    Path("in.csv").write_text("\n".join(["iso3,date", *rows, ""]))
    done = run("annotate", "in.csv", "--out", "out.csv")
    assert done.stdout == "out.csv: 21 rows written\n"
    assert done.stderr.startswith("20 of 21 rows got no values")


def test_the_day_of_an_answer_is_told_where_none_was_given(run: Run) -> None:
    told = "on 2025-12-31, the last day of which standings are known\n"
    assert (run("status", "India").stdout, run("status", "India").stderr) == ("member\n", told)
    assert run("members").stderr == told
    assert run("status", "India", "2017-06-09").stderr == run("members", "--on", "2017-06-09").stderr == ""


def test_a_country_may_be_given_by_any_name(run: Run) -> None:
    asked = ("show", "events", "--kind", "summit", "--columns", "event_id", "--format", "csv", "--country")
    assert run(*asked, "Киргизия").stdout == run(*asked, "KGZ").stdout
    assert len(run(*asked, "KGZ").stdout.splitlines()) > 3
    assert "no country 'Kirgisia'" in run(*asked, "Kirgisia").stderr


def test_parquet_files_are_annotated_with_types(run: Run) -> None:
    pq.write_table(
        sco.panel("day", start="2017-06-08", end="2017-06-09", countries=["IND"], backend="arrow"), "in.parquet"
    )
    assert run("annotate", "in.parquet", "--out", "out.parquet").exit_code == 0
    written = pq.read_table("out.parquet")
    assert written["sco_member"].to_pylist() == written["member"].to_pylist() == [False, True]


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_a_file_without_rows_gets_the_columns_too(ending: str, run: Run) -> None:
    if ending == "csv":
        Path("in.csv").write_text("iso3,date\n")
    else:
        pq.write_table(
            sco.panel("day", start="2017-06-08", end="2017-06-08", backend="arrow").slice(0, 0), "in.parquet"
        )
    done = run("annotate", f"in.{ending}", "--out", "out.csv")
    assert done.exit_code == 0, done.output
    assert Path("out.csv").read_text().splitlines()[0].endswith('"sco_status","sco_member","sco_chair","sco_host"')


def test_a_file_that_was_cut_within_quotes_is_refused(run: Run) -> None:
    Path("in.csv").write_text('iso3,date,text\nIND,2017-06-09,"a, b\nIND,2017-06-09,c\n')
    done = run("annotate", "in.csv", "--out", "out.csv")
    assert (done.exit_code, done.stderr) == (
        1,
        "in.csv, byte 30: a quote is never closed; the file may have been cut\n",
    )
    assert not Path("out.csv").exists()


def test_a_quote_within_a_cell_and_a_cell_of_megabytes_are_kept(run: Run) -> None:
    cells = ["a," * 1_000_000, "", '5" disk']
    Path("in.csv").write_text(f'iso3,date,text\nIND,2017-06-09,"{cells[0]}"\n,,\nIND,2017-06-09,{cells[2]}\n')
    assert run("annotate", "in.csv", "--out", "out.parquet").exit_code == 0
    assert pq.read_table("out.parquet")["text"].fill_null("").to_pylist() == cells


@pytest.mark.parametrize("cell", [["a"], {"a": 1}, b"a"])
def test_what_has_no_form_in_csv_is_refused(cell: object, run: Run) -> None:
    pq.write_table(pa.table({"iso3": ["IND"], "date": ["2017-06-09"], "more": [cell]}), "in.parquet")
    done = run("annotate", "in.parquet", "--out", "out.csv")
    assert done.exit_code == 2
    assert "the column 'more' holds" in done.stderr
    assert "ending .parquet" in done.stderr
    assert run("annotate", "in.parquet", "--out", "out.parquet").exit_code == 0


def test_a_name_without_ending_tells_no_format(run: Run) -> None:
    assert "'out' does not tell the format" in run("panel", "--out", "out").stderr


@pytest.mark.parametrize("content", ["", "iso3,date\nIND\n", "iso3,date\nIND,9 June 2017\n"])
def test_a_broken_file_is_told_in_one_line_and_nothing_is_written(content: str, run: Run) -> None:
    Path("in.csv").write_text(content)
    done = run("annotate", "in.csv", "--out", "new/out.csv")
    assert done.exit_code in (1, 2)
    assert len(done.stderr.strip().splitlines()) == 1
    assert list(Path().iterdir()) == [Path("in.csv")]


def test_the_folders_of_the_target_are_made(run: Run) -> None:
    Path("in.csv").write_text("iso3,date\nIND,2017-06-09\n")
    assert run("annotate", "in.csv", "--out", "new/folder/out.csv").exit_code == 0
    assert list(Path("new/folder").iterdir()) == [Path("new/folder/out.csv")]


def test_provenance_as_json(run: Run) -> None:
    told = json.loads(run("provenance", "members", "ind-member-2017", "--format", "json").stdout)
    assert told["row"]["start_date"] == "2017-06-09"
    assert told["sources"][0]["url"].startswith("http")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("status", "Kazahstan", "2016-01-01"), "no country 'Kazahstan'; did you mean 'Kazakhstan'"),
        (("status", "704"), "704' is VNM as m49"),
        (("members", "--on", "2017-6-9"), "is no date; write it as YYYY-MM-DD"),
        (("members", "--on", "1990-01-01"), "lies outside the record"),
        (("provenance", "members", "ind"), "no row of members 'ind'"),
        (("query", "SELECT * FROM memberz"), "the query can't be run"),
        (("query", "SELECT CAST(iso3 AS INTEGER) FROM members"), "the query can't be run: Conversion Error"),
        (("search", "x", "--table", "event"), "did you mean 'events'"),
    ],
)
def test_mistakes_are_told_in_one_line_with_status_2(arguments: tuple[str, ...], message: str, run: Run) -> None:
    done = run(*arguments)
    assert done.exit_code == 2
    assert message in done.stderr
    assert "Traceback" not in done.output


def completions(line: str) -> list[str]:
    """Return the words that the shell is offered at the end of a line."""
    words = line.split(" ")
    environment = {
        **os.environ,
        "_SCO_DATASET_COMPLETE": "bash_complete",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words) - 1),
    }
    code = "from sco_dataset.cli import main; main(prog_name='sco-dataset')"
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return [word.removeprefix("plain,") for word in done.stdout.split()]


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("sco-dataset show mem", "members"),
        ("sco-dataset describe members.sta", "members.status"),
        ("sco-dataset show events --where ki", "kind="),
        ("sco-dataset show events --where kind=summ", "kind=summit"),
        ("sco-dataset show events --kind summ", "summit"),
        ("sco-dataset show events --columns event_id,na", "event_id,name_en"),
        ("sco-dataset show events --sort start", "start_date"),
        ("sco-dataset members --status dia", "dialogue_partner"),
        ("sco-dataset panel --codes iso3,cow", "iso3,cow_code"),
        ("sco-dataset provenance members ind-mem", "ind-member-2017"),
        ("sco-dataset claims --verdict opi", "opinion"),
        ("sco-dataset export --table memb", "members"),
        ("sco-dataset anno", "annotate"),
    ],
)
def test_the_shell_completes_tables_fields_values_and_keys(line: str, offered: str) -> None:
    assert offered in completions(line)


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("show members --where stat\tx", "--where status=x"),
        ("show members --where status=obs\t", "--where status=observer "),
        ("show mem\t", "show members "),
    ],
)
def test_bash_completes_conditions_too(typed: str, completed: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "script").write_text(run("completion", "bash").stdout, encoding="utf-8")
    ours, theirs = pty.openpty()
    folder = Path(sys.executable).parent
    environment = {**os.environ, "PATH": f"{folder}:{os.environ['PATH']}", "PS1": "> ", "TERM": "dumb"}
    shell = subprocess.Popen(
        ["bash", "--norc", "--noprofile", "-i"],
        **{"stdin": theirs, "stdout": theirs, "stderr": theirs, "cwd": tmp_path, "env": environment},
        start_new_session=True,
    )
    os.close(theirs)
    shown = ""
    try:
        os.write(ours, f"source ./script\nsco-dataset {typed}".encode())
        while completed not in shown:
            assert select.select([ours], [], [], 20)[0], shown
            shown += os.read(ours, 4096).decode()
    finally:
        shell.kill()
        shell.wait()
        os.close(ours)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_completion_is_for_the_shell(shell: str, run: Run) -> None:
    script = run("completion", shell).stdout
    assert f"_SCO_DATASET_COMPLETE={shell}_complete" in script
    assert "sco-dataset" in script


def shown(run: Run, *arguments: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(run("show", *arguments, "--format", "csv").stdout)))


@pytest.mark.parametrize(
    ("table", "option", "value", "field"),
    [
        ("events", "--country", "KAZ", "country"),
        ("members", "--country", "KAZ", "iso3"),
        ("events", "--area", "security", "area"),
        ("events", "--certainty", "contested", "certainty"),
        ("events", "--kind", "exercise", "kind"),
        ("events", "--status", "held", "status"),
    ],
)
def test_each_shorthand_is_a_condition_on_its_field(run: Run, table: str, option: str, value: str, field: str) -> None:
    rows = shown(run, table, option, value)
    assert rows == shown(run, table, "--where", f"{field}={value}")
    assert rows
    assert {row[field] for row in rows} == {value}


def test_a_search_prints_so_many_rows_and_of_the_tables_asked_for(run: Run) -> None:
    assert len(json.loads(run("search", "astana", "--limit", "2", "--format", "json").stdout)) == 2
    found = json.loads(run("search", "astana", "--table", "documents", "--format", "json").stdout)
    assert {hit["table"] for hit in found} == {"documents"}


def test_a_panel_is_the_one_that_is_asked_for(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "panel.parquet"
    asked = ("--unit", "dyad", "--freq", "month", "--rule", "end", "--start", "2017-06-01", "--end", "2017-07-01")
    assert run("panel", *asked, "--countries", "IND,CHN", "--directed", "--out", str(out)).exit_code == 0
    expected = sco.panel("month", "dyad", "2017-06-01", "2017-07-01", "end", "iso3", ["IND", "CHN"], True, "arrow")
    assert pq.read_table(out).to_pylist() == expected.to_pylist()
    assert run("panel", "--rule", "start", "--start", "2017", "--countries", "IND", "--out", str(out)).exit_code == 0
    assert pq.read_table(out)["status"][0].as_py() == "observer"


def test_a_style_of_citation_and_a_table_may_be_asked_for(run: Run) -> None:
    assert run("cite", "--style", "bibtex", "--table", "members").stdout == sco.cite("bibtex", "members") + "\n"


def test_the_tables_are_listed_with_size_and_day(run: Run) -> None:
    rows = json.loads(run("tables", "--format", "json").stdout)
    assert [row["rows"] for row in rows] == [sco.load(name, "arrow").num_rows for name in sco.tables()]
    days = {row["table"]: row["complete_until"] for row in rows}
    package = sco.read_package()
    assert days == {name: package.table(name).properties.get("completeUntil") for name in sco.tables()}


def test_the_shell_is_offered_the_keys_that_begin_so_and_not_all_of_thousands() -> None:
    keys = sco.load("members")["member_id"]
    assert completions("sco-dataset provenance members ind-") == [key for key in keys if key.startswith("ind-")]
    assert len(completions("sco-dataset provenance participants ")) == 200


def test_fields_of_a_table_that_is_none_are_not_offered() -> None:
    assert completions("sco-dataset describe nothing.sta") == []


def test_a_query_prints_what_is_no_plain_value_as_duckdb_does(run: Run) -> None:
    asked = "SELECT age(end_date, start_date) AS a, {'x': 1} AS \"A \"\"b\", '\\xAA'::BLOB AS a FROM members "
    printed = run("query", f"{asked} WHERE member_id = 'ind-observer-2005'", "--format", "csv")
    assert printed.stdout == 'a,"A ""b",a\n11 years 11 months 4 days,{\'x\': 1},\\xAA\n'
    ordered = "SELECT member_id, age(end_date, start_date) AS a FROM members ORDER BY member_id DESC LIMIT 20"
    keys = [line.partition(",")[0] for line in run("query", ordered, "--format", "csv").stdout.splitlines()[1:]]
    assert keys == sorted(sco.load("members")["member_id"], reverse=True)[:20]


def test_a_query_prints_booleans_and_lists_as_the_tables_have_them(run: Run) -> None:
    sql = "SELECT true AS a, false AS b, ['x', 'y'] AS c, NULL AS d"
    assert run("query", sql, "--format", "csv").stdout == "a,b,c,d\ntrue,false,x|y,\n"
