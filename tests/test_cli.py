"""The command: help with examples, exit statuses, clear errors, useful output."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import pty
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from helpers import Command, replace_in

from sco_dataset.cli import COMMANDS, main
from sco_dataset.cli.rendering import FORMATS


def examples_of(name: str) -> list[str]:
    """The command lines in the help text of a command."""
    with click.Context(main) as context:
        command = main.get_command(context, name)
    text = (command.help if command else None) or ""
    return [line.strip() for line in text.splitlines() if line.strip().startswith("sco-dataset ")]


def test_the_list_of_commands_cuts_no_sentence_off(command: Command) -> None:
    told = command("--help").stdout.partition("Commands:")[2]
    assert "annotate" in told
    assert "..." not in told


@pytest.mark.parametrize("name", COMMANDS)
def test_help_has_an_example_of_the_command(name: str) -> None:
    assert any(line.split()[1] == name for line in examples_of(name))


@pytest.mark.parametrize("line", [line for name in COMMANDS for line in examples_of(name)])
def test_the_examples_of_the_help_texts_run(line: str, command: Command, package_copy: Path) -> None:
    package_copy.rename(package_copy.parent / "datapackage")
    done = command(*shlex.split(line)[1:])
    assert done.returncode == 0, done.stderr
    # Without a day the answer is of the last one, which is told.
    assert done.stderr == "" or (done.stderr.startswith("on 20") and "--on" not in line)


def test_a_bare_call_prints_the_help(command: Command) -> None:
    assert "Examples:" in command().stderr


def test_version_is_that_of_the_data(command: Command, package: object) -> None:
    assert command("--version").stdout == f"sco-dataset {getattr(package, 'version', '')}\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["validat"], "there is no command 'validat'; did you mean 'validate'?"),
        (["show", "member"], "did you mean 'members'"),
        (["show", "members", "--where", "statsu=member"], "did you mean 'status'"),
        (["show", "members", "--status", "membr"], "did you mean 'member'"),
        (["show", "members", "--where", "status"], "is no condition"),
        (
            ["show", "participants", "--event", "heads-of-state-2019-bishkek"],
            "did you mean 'heads-of-state-bishkek-2019'",
        ),
        (["show", "events", "--body", "foreign-minister-council"], "did you mean 'foreign-ministers-council'"),
        (["show", "members", "--on", "2017-02-30"], "not in the calendar"),
        (["show", "members", "--on", "9 June"], "write it as YYYY-MM-DD"),
        (["show", "members", "--on", "2050-01-01"], "2050-01-01 lies outside the record, which covers 1996-04-26 to"),
        (["show", "members", "--year", "2100"], "2100-01-01 lies outside the record, which covers 1996-04-26 to"),
        (["show", "members", "--columns", "iso3,status,iso3"], "the column iso3 is asked for 2 times; name it once"),
        (["show", "events", "--sort", "-sources"], "can't be sorted by sources, which holds lists"),
        (["show", "events", "--where", "number=six"], "'six' is no integer"),
        (["show", "events", "--where", "number=9223372036854775808"], "integers from -9223372036854775808 to 9223"),
        (["show", "claims", "--year", "2020"], "has no dates"),
        (["describe", "events.nmae_en"], "did you mean 'name_en'"),
        (["export", "--format", "xls", "--out", "x"], "'xls' is not one of 'csv', 'parquet', 'jsonl'"),
        (["cite", "--style", "mla"], "'mla' is not one of 'apa', 'bibtex', 'ris', 'csl'"),
        (["validate", "nowhere"], "there is no descriptor at nowhere"),
    ],
)
def test_wrong_input_is_told_with_exit_status_2(command: Command, arguments: list[str], message: str) -> None:
    done = command(*arguments)
    assert done.returncode == 2
    assert message in done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("argument", ["validate", "--version", "--help"])
def test_output_that_nobody_takes_is_no_problem_of_the_data(argument: str) -> None:
    read, write = os.pipe()
    os.close(read)
    for output in (write, os.open("/dev/full", os.O_WRONLY)):
        done = subprocess.run(
            [sys.executable, "-m", "sco_dataset", argument], stdout=output, stderr=subprocess.PIPE, check=False
        )
        os.close(output)
        assert done.returncode == 2
        assert done.stderr.decode() in ("", "sco-dataset: the output: No space left on device\n")


def test_a_closed_output_is_no_error() -> None:
    code = "import runpy, sys; sys.stdout = None; runpy.run_module('sco_dataset', run_name='__main__')"
    done = subprocess.run([sys.executable, "-c", code, "tables"], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_validate_tells_table_row_field_and_value(command: Command, package_copy: Path) -> None:
    replace_in(package_copy / "data/members.csv", "CHN,member", "CHN,membre")
    text = command("validate", package_copy)
    assert text.returncode == 1
    assert "field status" in text.stdout
    report = json.loads(command("validate", package_copy, "--format", "json").stdout)
    assert report["valid"] is False
    assert report["truncated"] is False
    assert sum(report["counts"].values()) == len(report["issues"])
    first = report["issues"][0]
    assert list(first) == ["table", "row", "field", "code", "message", "value"]
    assert (first["table"], first["field"], first["value"]) == ("members", "status", "membre")
    lines = (package_copy / "data/members.csv").read_text(encoding="utf-8").splitlines()
    assert "membre" in lines[first["row"] - 1]


def test_a_limit_cuts_the_list_but_not_the_counts(command: Command, package_copy: Path) -> None:
    path = package_copy / "data/members.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",member,", ",membre,"), encoding="utf-8")
    report = json.loads(command("validate", package_copy, "--format", "json", "--limit", "3").stdout)
    assert report["truncated"] is True
    assert len(report["issues"]) == 3
    assert sum(report["counts"].values()) > 3


@pytest.mark.parametrize("format_name", FORMATS)
def test_every_output_format_shows_the_same_rows(command: Command, format_name: str) -> None:
    done = command("show", "members", "--status", "member", "--columns", "member_id,iso3", "--format", format_name)
    assert done.returncode == 0
    for state in ("BLR", "CHN", "IND", "IRN", "KAZ", "KGZ", "PAK", "RUS", "TJK", "UZB"):
        assert state in done.stdout


def shown(command: Command, *arguments: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(command("show", *arguments, "--format", "csv").stdout)))


def test_spells_end_before_their_last_day_and_events_on_it(command: Command) -> None:
    india = ("--where", "iso3=IND", "--columns", "status")
    assert shown(command, "members", *india, "--on", "2017-06-08") == [{"status": "observer"}]
    assert shown(command, "members", *india, "--on", "2017-06-09") == [{"status": "member"}]
    astana = [row["event_id"] for row in shown(command, "events", "--on", "2017-06-09", "--kind", "summit")]
    assert astana == ["heads-of-state-astana-2017"]


def test_events_of_a_body_in_a_year(command: Command) -> None:
    rows = shown(command, "events", "--body", "foreign-ministers-council", "--year", "2019")
    assert rows
    assert {(row["institution_id"], row["start_date"][:4]) for row in rows} == {("foreign-ministers-council", "2019")}


def test_participants_of_an_event(command: Command) -> None:
    rows = shown(command, "participants", "--event", "heads-of-state-bishkek-2019", "--role", "member")
    assert {row["iso3"] for row in rows} == {"CHN", "IND", "KAZ", "KGZ", "PAK", "RUS", "TJK", "UZB"}


def test_claims_spell_out_their_evidence(command: Command) -> None:
    printed = command("claims", "--verdict", "supported").stdout
    assert "C03: " in printed
    assert "  - events/heads-of-state-shanghai-2001: Founding meeting" in printed
    assert "opinion:" not in printed
    assert "did you mean 'supported'" in command("claims", "--verdict", "suported").stderr


def test_an_empty_answer_says_so_to_people_only(command: Command) -> None:
    nothing = ("show", "members", "--on", "1990-01-01", "--columns", "iso3")
    assert command(*nothing).stdout == "iso3\n(no rows)\n"
    assert command(*nothing, "--format", "csv").stdout == "iso3\n"


def test_columns_may_be_listed_with_spaces(command: Command) -> None:
    assert command("show", "members", "--columns", "iso3, status", "--format", "csv").stdout.startswith("iso3,status\n")


def test_a_list_is_asked_for_one_of_its_items(command: Command) -> None:
    source = shown(command, "members", "--limit", "1")[0]["sources"].split("|")[-1]
    with_it = shown(command, "members", "--where", f"sources={source}")
    without_it = shown(command, "members", "--where", f"sources!={source}")
    assert with_it
    assert all(source in row["sources"].split("|") for row in with_it)
    assert not any(source in row["sources"].split("|") for row in without_it)
    assert len(with_it) + len(without_it) == len(shown(command, "members"))


def test_sorting_and_limits(command: Command) -> None:
    rows = shown(
        command, "events", "--kind", "summit", "--sort", "-start_date", "--columns", "start_date", "--limit", "3"
    )
    days = [row["start_date"] for row in rows]
    assert days == sorted(days, reverse=True)
    assert len(days) == 3


def test_an_export_that_cannot_be_whole_leaves_nothing(tmp_path: Path, command: Command) -> None:
    taken = tmp_path / "members.csv"
    taken.mkdir()
    done = command("export", "--format", "csv", "--out", tmp_path)
    assert (done.returncode, done.stderr) == (2, f"sco-dataset: {taken}: Is a directory\n")
    assert list(tmp_path.iterdir()) == [taken]


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_every_command_asks_the_package_given(package_copy: Path, tmp_path: Path) -> None:
    replace_in(package_copy / "datapackage.json", '"title": "Shanghai', '"title": "Another Shanghai')
    replace_in(package_copy / "datapackage.json", '"title": "Membership spells', '"title": "Other spells')
    replace_in(package_copy / "data/claims.csv", "C21,", "C99,")
    replace_in(package_copy / "data/members.csv", "ind-member-2017,", "ind-member-2117,")
    package = ("--package", package_copy)
    assert "Another Shanghai" in run("cite", *package).stdout
    assert "Other spells" in run("describe", "members", *package).stdout
    assert "C99: " in run("claims", *package).stdout
    assert run("provenance", "members", "ind-member-2117", *package).exit_code == 0
    assert run("export", "--format", "csv", "--table", "members", "--out", tmp_path / "out", *package).exit_code == 0
    assert "ind-member-2117" in (tmp_path / "out/members.csv").read_text(encoding="utf-8")


def test_options_that_may_be_given_more_than_once_all_count(tmp_path: Path) -> None:
    printed = run("members", "--on", "2017-06-09", "--status", "member", "--status", "observer", "--format", "csv")
    assert {row["status"] for row in csv.DictReader(io.StringIO(printed.stdout))} == {"member", "observer"}
    both = ("--table", "members", "--table", "countries")
    run("export", "--format", "csv", "--out", tmp_path, *both)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["countries.csv", "members.csv"]
    found = json.loads(run("search", "kaz", *both, "--format", "json").stdout)
    assert {hit["table"] for hit in found} == {"members", "countries"}


def test_help_has_a_short_option() -> None:
    assert run("-h").stdout == run("--help").stdout
    assert run("show", "-h").exit_code == 0


def on_terminal(*arguments: str, columns: int) -> list[str]:
    """The lines that a command writes on a terminal of so many columns."""
    ours, theirs = pty.openpty()
    with os.fdopen(ours, "rb", buffering=0) as terminal:
        with os.fdopen(theirs, "wb") as stdout:
            environment = {**os.environ, "COLUMNS": str(columns), "PYTHONIOENCODING": "utf-8"}
            running = subprocess.Popen(
                [sys.executable, "-m", "sco_dataset", *arguments], stdout=stdout, env=environment
            )
        content = b""
        # A terminal that nobody writes to any more ends in an error.
        with contextlib.suppress(OSError):
            while chunk := terminal.read(65536):
                content += chunk
    assert running.wait() == 0
    return content.decode().splitlines()


def test_a_table_is_cut_to_the_width_of_the_terminal() -> None:
    lines = on_terminal("show", "members", columns=60)
    assert max(map(len, lines[:-1])) <= 60
    assert lines[-1].startswith("(not shown: ")


@pytest.mark.parametrize("arguments", [("search", "treaty"), ("query", "SELECT * FROM events"), ("members",)])
def test_columns_that_cannot_be_chosen_are_all_shown(arguments: tuple[str, ...]) -> None:
    header, *_, last = on_terminal(*arguments, columns=40)
    assert len(header) > 40
    assert "--columns" not in last


def test_a_folder_may_have_a_name_that_is_no_utf_8(command: Command, tmp_path: Path) -> None:
    done = command("build", "--out", "Caf\udce9")
    assert done.stdout.startswith("Caf\ufffd: ")
    assert (tmp_path / "Caf\udce9/datapackage.json").is_file()


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", "events", "--where", "city=Caf\udce9"),
        ("show", "events", "--where", "name_en~\udce9"),
        ("panel", "--out", "Caf\udce9.csv"),
        ("annotate", "visits.csv", "--prefix", "\udce9", "--out", "out.csv"),
    ],
)
def test_bytes_that_are_no_utf_8_are_told(arguments: tuple[str, ...], command: Command, tmp_path: Path) -> None:
    (tmp_path / "visits.csv").write_text("iso3,date\nIND,2017-06-09\n", encoding="utf-8")
    done = command(*arguments)
    assert done.returncode == 2
    assert done.stderr.startswith("sco-dataset: '")
    assert len(done.stderr.splitlines()) == 1


def test_a_second_opinion_is_that_of_the_other_engine(package_copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:

    from sco_dataset import checking

    asked: list[str] = []
    check = checking.validate
    monkeypatch.setattr(checking, "validate", lambda path, engine, *rest: (asked.append(engine), check(path))[1])
    assert run("validate", package_copy, "--engine", "frictionless").exit_code == 0
    assert asked == ["frictionless"]


def test_the_limit_of_unpacking_may_be_chosen(tmp_path: Path) -> None:
    import gzip

    from validation.packages import resource, write_package

    table = {**resource("t", [{"name": "a", "type": "string"}]), "path": "t.csv.gz", "compression": "gz"}
    content = gzip.compress(b"a\n" + b"xxxxxxx\n" * 300_000)
    path = write_package(tmp_path, [table], {"t.csv.gz": content})
    assert run("validate", path).exit_code == 0
    assert run("validate", path, "--max-unpacked", "1").exit_code != 0


def test_a_verdict_that_no_claim_got_is_told_so(command: Command, package_copy: Path) -> None:
    header = (package_copy / "data/claims.csv").read_text(encoding="utf-8").partition("\n")[0]
    (package_copy / "data/claims.csv").write_text(f"{header}\n", encoding="utf-8")
    done = command("claims", "--verdict", "supported", "--package", package_copy)
    assert (done.returncode, done.stdout) == (0, "(no claims)\n")
