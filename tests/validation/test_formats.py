"""The forms of the report: what people and other programs read of it."""

# ruff: noqa: E501
from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema

from sco_dataset.checking import validate
from sco_dataset.cli import main
from sco_dataset.errors import InvalidValueError
from sco_dataset.validation.limits import Limits

from .packages import resource, write_package

FIELDS = [{"name": "id", "type": "string"}, {"name": "n", "type": "integer", "constraints": {"maximum": 5}}]
# The first problem is in row 4, which begins on line 5, for row 2 holds a line end.
CONTENT = 'id,n\n"a\nb",1\nc,2\nd,6\ne,x\n'
BROKEN = Path(__file__).parents[1] / "broken_packages"


def invoke(path: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["validate", str(path), *arguments])


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    return write_package(tmp_path, [resource("t", FIELDS)], {"t.csv": CONTENT})


def test_json_is_the_contract(broken: Path) -> None:
    result = invoke(broken, "--format", "json")
    report = json.loads(result.stdout)
    assert result.exit_code == 1
    assert report == {
        "valid": False,
        "tables": [{"name": "t", "rows": 4}],
        "counts": {"constraint-error": 1, "type-error": 1},
        "issues": [
            {"table": "t", "row": 4, "field": "n", "code": "constraint-error", "message": "must be 5 or less", "value": "6"},
            {"table": "t", "row": 5, "field": "n", "code": "type-error", "message": "write a whole number in the digits 0 to 9, such as 42", "value": "x"},
        ],
        "truncated": False,
    }  # fmt: skip


@pytest.mark.parametrize("limit", [0, 1, 2])
def test_the_limit_cuts_the_list_and_never_the_counts(limit: int, broken: Path) -> None:
    report = json.loads(invoke(broken, "--format", "json", "--limit", str(limit)).stdout)
    assert report["counts"] == {"constraint-error": 1, "type-error": 1}
    assert [issue["row"] for issue in report["issues"]] == [4, 5][:limit]
    assert report["truncated"] is (limit < 2)


def test_the_limit_of_python_is_the_argument_or_the_one_of_the_limits(broken: Path) -> None:
    assert len(validate(broken, limits=Limits(issues=1)).issues) == 1
    assert len(validate(broken, limit=2, limits=Limits(issues=1)).issues) == 2
    with pytest.raises(InvalidValueError, match="allowed are 0 and more"):
        validate(broken, limit=-1)


def test_the_first_problems_of_a_large_table_are_listed(tmp_path: Path) -> None:
    rows = "".join(f"{'x' if i % 1000 == 999 else i}\n" for i in range(500_000))
    path = write_package(tmp_path, [resource("t", [{"name": "a", "type": "integer"}])], {"t.csv": "a\n" + rows})
    report = json.loads(invoke(path, "--format", "json", "--limit", "3").stdout)
    assert [issue["row"] for issue in report["issues"]] == [1001, 2001, 3001]
    assert report["counts"] == {"type-error": 500}


def test_the_first_row_comes_first_in_whichever_column(tmp_path: Path) -> None:
    fields = [{"name": name, "type": "integer"} for name in "ab"]
    path = write_package(tmp_path, [resource("t", fields)], {"t.csv": "a,b\n1,x\ny,2\n"})
    assert [issue.row for issue in validate(path, limit=1).issues] == [2]


def test_the_limit_holds_for_all_tables_together(tmp_path: Path) -> None:
    files = {f"{name}.csv": "id,n\na,x\nb,y\n" for name in "tuv"}
    report = validate(write_package(tmp_path, [resource(name, FIELDS) for name in "tuv"], files), limit=3)
    assert [(issue.table, issue.row) for issue in report.issues] == [("t", 2), ("t", 3), ("u", 2)]
    assert report.counts == {"type-error": 6}


def test_what_is_not_listed_is_summed_up(broken: Path) -> None:
    text = invoke(broken, "--limit", "1").stdout.splitlines()
    assert text[-2:] == ["1 table, 4 rows: 2 problems", "1 of them are listed; --limit 2 lists all"]
    commands = invoke(broken, "--format", "github", "--limit", "1").stdout.splitlines()
    assert commands[1:] == ["::error title=sco-dataset::2 problems, of which 1 are listed"]


def test_annotations_stand_on_file_and_line(broken: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(broken.parent)
    lines = invoke(broken, "--format", "github").stdout.splitlines()
    assert [line.partition(",title")[0] for line in lines] == ["::error file=t.csv,line=5", "::error file=t.csv,line=6"]


def test_annotations_follow_rows_into_further_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    described = resource("t", FIELDS) | {"path": ["1.csv", "2.csv", "3.csv"]}
    files = {"1.csv": CONTENT, "2.csv": "id,n\nf,1\ng,y\n", "3.csv": "id,n\nh,z\n"}
    path = write_package(tmp_path, [described], files)
    monkeypatch.chdir(tmp_path)
    lines = invoke(path, "--format", "github").stdout.splitlines()
    assert lines[-2].startswith("::error file=2.csv,line=3,")
    assert lines[-1].startswith("::error file=3.csv,line=2,")
    assert [issue["row"] for issue in json.loads(invoke(path, "--format", "json").stdout)["issues"][-2:]] == [7, 8]


def test_annotations_of_the_package_stand_in_its_descriptor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_package(tmp_path, [resource("t", FIELDS)], {"t.csv": "id,n\n"}, rules=["no-such-rule"])
    monkeypatch.chdir(tmp_path)
    assert invoke(path, "--format", "github").stdout.startswith("::error file=datapackage.json,title=not-checked::")


def test_annotations_escape_what_separates_their_properties(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    described = resource("t", FIELDS) | {"path": "a,b.csv"}
    path = write_package(tmp_path, [described], {"a,b.csv": "id,n\na,50%\n"})
    monkeypatch.chdir(tmp_path)
    command = invoke(path, "--format", "github").stdout
    assert command.startswith("::error file=a%2Cb.csv,line=2,title=type-error::")
    assert "'50%25'" in command


def test_commands_to_github_can_not_be_smuggled_in(tmp_path: Path) -> None:
    path = write_package(tmp_path, [resource("t", FIELDS)], {"t.csv": 'id,n\na,"\n::stop-commands::x"\n'})
    assert len(invoke(path, "--format", "github").stdout.splitlines()) == 1


def test_junit_counts_what_it_holds(broken: Path) -> None:
    root = ElementTree.fromstring(invoke(broken, "--format", "junit").stdout.partition("\n")[2])
    assert root.attrib == {"name": "test", "tests": "2", "failures": "2", "errors": "0"}
    cases = root.findall("testsuite/testcase")
    assert [case.get("name") for case in cases] == ["constraint-error", "type-error"]
    assert all("row" in str(case.findtext("failure")) for case in cases)


def test_junit_has_a_suite_for_each_table_and_for_the_package(tmp_path: Path) -> None:
    tables = [resource("t", FIELDS), resource("u", FIELDS)]
    files = {"t.csv": "id,n\n", "u.csv": "id,n\n"}
    path = write_package(tmp_path, tables, files, rules=["no-such-rule"])
    root = ElementTree.fromstring(invoke(path, "--format", "junit").stdout.partition("\n")[2])
    assert (root.get("tests"), root.get("failures")) == ("3", "1")
    assert {suite.get("name"): [case.get("name") for case in suite] for suite in root} == {
        "t": ["valid"],
        "u": ["valid"],
        "package": ["not-checked"],
    }


def test_junit_is_xml_whatever_stands_in_the_cells(tmp_path: Path) -> None:
    path = write_package(tmp_path, [resource("t", FIELDS)], {"t.csv": "id,n\na,<&\x00\x1b]]>\ufffe\n"})
    assert ElementTree.fromstring(invoke(path, "--format", "junit").stdout.partition("\n")[2]).get("failures") == "1"


def test_sarif_refers_to_its_rules_and_to_the_line(broken: Path) -> None:
    log = json.loads(invoke(broken, "--format", "sarif").stdout)
    (run,) = log["runs"]
    rules: list[dict[str, Any]] = run["tool"]["driver"]["rules"]
    assert log["version"] == "2.1.0"
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == ["constraint-error", "type-error"]
    places = [result["locations"][0]["physicalLocation"] for result in run["results"]]
    assert [place["region"]["startLine"] for place in places] == [5, 6]
    assert all(place["artifactLocation"]["uri"].endswith("t.csv") for place in places)


def test_sarif_names_files_as_uris(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    described = resource("t", FIELDS) | {"path": "a b#.csv"}
    path = write_package(tmp_path, [described], {"a b#.csv": "id,n\na,x\n"})

    def uri() -> str:
        (result,) = json.loads(invoke(path, "--format", "sarif").stdout)["runs"][0]["results"]
        return str(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"])

    assert uri() == f"file://{tmp_path.as_posix()}/a%20b%23.csv"
    monkeypatch.chdir(tmp_path)
    assert uri() == "a%20b%23.csv"


@pytest.mark.parametrize("code", ["type-error", "rule/founding-day"])
def test_sarif_tells_how_to_repair(code: str) -> None:
    log = json.loads(invoke(BROKEN / code, "--format", "sarif").stdout)
    (rule,) = log["runs"][0]["tool"]["driver"]["rules"]
    assert rule["help"]["text"].startswith(("Write", "Correct"))


@pytest.mark.parametrize(
    "package", sorted(path.parent for path in BROKEN.rglob("datapackage.json")), ids=lambda p: p.name
)
def test_sarif_is_valid_against_its_schema(package: Path) -> None:
    # The model is made from the schema that OASIS publishes, and knows no other properties.
    log = StaticAnalysisResultsFormatSarifVersion210JsonSchema.model_validate_json(
        invoke(package, "--format", "sarif").stdout
    )
    assert log.runs[0].tool.driver.name == "sco-dataset"


def test_text_does_not_steer_the_terminal(tmp_path: Path) -> None:
    # Values are quoted in messages, what the descriptor allows is not.
    fields = [{"name": "id", "constraints": {"enum": ["\x1b[31mred", "\u202eblue", "two\u2028lines"]}}]
    path = write_package(tmp_path, [resource("t", fields)], {"t.csv": "id\n\x1b[2J\u202ex\n"})
    result = invoke(path)
    assert not re.search("[\x00-\x09\x0b-\x1f\u2028\u202e]", result.stdout)
    assert result.stdout.endswith("1 table, 1 row: 1 problem\n")


def test_the_nearest_key_is_named(tmp_path: Path) -> None:
    key = {"fields": ["parent"], "reference": {"resource": "", "fields": ["id"]}}
    fields = [{"name": "id", "type": "string"}, {"name": "parent", "type": "string"}]
    content = "id,parent\nsecretariat,\nrats,secretariatt\n"
    path = write_package(tmp_path, [resource("t", fields, foreignKeys=[key])], {"t.csv": content})
    assert "did you mean 'secretariat'?" in invoke(path).stdout


@pytest.mark.parametrize(("content", "status"), [("id,n\na,1\n", 0), (CONTENT, 1)])
@pytest.mark.parametrize("engine", ["arrow", "frictionless"])
def test_the_exit_status_tells_the_verdict(content: str, status: int, engine: str, tmp_path: Path) -> None:
    path = write_package(tmp_path, [resource("t", FIELDS)], {"t.csv": content})
    assert invoke(path, "--engine", engine).exit_code == status


@pytest.mark.parametrize("content", ["{", "[]", '{"resources": [{"name": "t", "type": "table", "path": "../t.csv"}]}'])
@pytest.mark.parametrize("engine", ["arrow", "frictionless"])
def test_what_can_not_be_read_ends_with_2(content: str, engine: str, tmp_path: Path) -> None:
    (tmp_path / "datapackage.json").write_text(content)
    result = invoke(tmp_path, "--engine", engine)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("sco-dataset: ")


def test_strict_checks_are_asked_for(tmp_path: Path) -> None:
    path = write_package(tmp_path, [resource("t", FIELDS)], {"t.csv": "id,n\na ,1_0\n"})
    assert json.loads(invoke(path, "--format", "json").stdout)["counts"] == {"constraint-error": 1}
    counts = json.loads(invoke(path, "--format", "json", "--strict").stdout)["counts"]
    assert counts == {"padding": 1, "type-error": 1}


def test_junit_passes_no_table_whose_problems_were_cut_off(tmp_path: Path) -> None:
    tables = [resource(name, FIELDS) for name in ("a", "b")]
    path = write_package(tmp_path, tables, {"a.csv": "id,n\n" + "x,y\n" * 5, "b.csv": "id,n\nx,y\n"})
    for limit, listed in ((5, 5), (0, 0)):
        root = ElementTree.fromstring(invoke(path, "--format", "junit", "--limit", str(limit)).stdout)
        assert [suite.get("name") for suite in root if suite.get("failures") == "0"] == []
        cut = root.find("testsuite[@name='all']/testcase/failure")
        assert cut is not None
        assert cut.get("message") == f"6 problems, of which {listed} are listed; raise --limit"
        assert root.get("failures") == str(len(root.findall(".//failure")))
