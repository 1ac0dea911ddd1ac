"""Every code has the smallest package that is broken in just this way.

A package is a folder in ``tests/broken_packages`` that is named after its code; those of rules
lie in ``tests/broken_packages/rule/<id>``. Where a package would have to be huge to break the
default limits, ``limits.json`` beside it lowers them.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sco_dataset.checking import validate
from sco_dataset.descriptor import read_package
from sco_dataset.rules import check_rules, registered_rules
from sco_dataset.rules.registry import Rule
from sco_dataset.validation.codes import CODES
from sco_dataset.validation.limits import Limits
from sco_dataset.validation.report import Report

from .packages import resource, verdicts, write_package

FOLDER = Path(__file__).parents[1] / "broken_packages"
PACKAGES = {path.parent.relative_to(FOLDER).as_posix(): path.parent for path in FOLDER.rglob("datapackage.json")}

# What frictionless calls in another way, or doesn't see, in these packages.
NOT_FRICTIONLESS = {"blank-header", "not-checked", "unique-key", "unclosed-quote", "scheme-error", "compression-error"}


def limits_file(code: str) -> Path:
    return PACKAGES[code] / "limits.json"


def verdict(code: str) -> Report:
    lowered = json.loads(limits_file(code).read_text()) if limits_file(code).exists() else {}
    return validate(PACKAGES[code], limits=Limits(**lowered))


@pytest.mark.parametrize("code", sorted(PACKAGES))
def test_the_package_is_broken_in_just_this_way(code: str) -> None:
    assert set(verdict(code).counts) == {code}


def test_every_code_and_every_rule_has_its_package() -> None:
    rules = {rule.code for rule in registered_rules().values()}
    assert set(PACKAGES) == set(CODES) | rules


@pytest.mark.parametrize("code", sorted(code for code in CODES if CODES[code].shared and code not in NOT_FRICTIONLESS))
def test_frictionless_says_the_same(code: str) -> None:
    ours, theirs = (verdicts(validate(PACKAGES[code], engine=engine)) for engine in ("arrow", "frictionless"))
    assert ours == theirs


@pytest.mark.parametrize("code", sorted(set(PACKAGES) & set(CODES)))
def test_the_message_says_where_and_what_to_do(code: str) -> None:
    issue = verdict(code).issues[0]
    assert issue.table == "table"
    assert len(issue.message) > 15
    assert issue.message[0] == issue.message[0].lower()


@pytest.mark.parametrize("rule", registered_rules().values(), ids=lambda rule: rule.id)
def test_the_message_of_a_rule_says_where_and_how_to_repair(rule: Rule) -> None:
    issue = verdict(rule.code).issues[0]
    assert issue.table
    assert issue.row
    assert issue.message.endswith(f". {rule.repair}")
    assert len(rule.repair) > 15


@pytest.mark.parametrize("code", sorted(code for code in PACKAGES if limits_file(code).exists()))
def test_the_default_limits_let_it_pass(code: str) -> None:
    assert validate(PACKAGES[code]).valid


@pytest.mark.parametrize(
    ("rule_id", "cell", "reason"),
    [
        ("founding-day", "2017-06-09", "there is no field of members 'founding'"),
        ("future-date", "2017-06-09", "created is None; write the day of the release"),
        ("interval-order", "2017-6-9", "'2017-6-9'"),
        ("canonical-bytes", "2017-06-09,more", "row 2 has 4 cells, the header has 3"),
    ],
)
def test_a_rule_that_can_not_be_checked_leaves_the_rest_of_the_report(
    rule_id: str, cell: str, reason: str, tmp_path: Path
) -> None:
    fields = [{"name": "id", "type": "string"}, {"name": "start_date", "type": "date"}, {"name": "end_date"}]
    members = resource("members", fields, primaryKey="id") | {"interval": "closed"}
    content = f"id,start_date,end_date\na,{cell},\n"
    path = write_package(tmp_path, [members], {"members.csv": content}, rules=[rule_id, "no-such-rule"])
    issues = list(check_rules(read_package(path)))
    assert {issue.code for issue in issues} == {"not-checked"}
    assert [issue.value for issue in issues] == [rule_id, "no-such-rule"]
    assert reason in issues[0].message


def test_a_rule_that_meets_an_empty_cell_of_a_looser_schema_leaves_the_rest_too(tmp_path: Path) -> None:
    members = resource("members", [{"name": name} for name in ("member_id", "iso3", "status")], primaryKey="member_id")
    members["schema"]["fields"].append({"name": "start_date", "type": "date"})
    content = "member_id,iso3,status,start_date\na,,,\n"
    path = write_package(tmp_path, [members], {"members.csv": content}, rules=["member-id", "no-such-rule"])
    assert [(issue.code, issue.value) for issue in check_rules(read_package(path))] == [
        ("not-checked", "member-id"),
        ("not-checked", "no-such-rule"),
    ]
