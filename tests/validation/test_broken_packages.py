"""Every code has the smallest package that is broken in just this way.

A package is a folder in ``tests/broken_packages`` that is named after its code; those of rules
lie in ``tests/broken_packages/rule/<id>``.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sco_dataset.checking import validate
from sco_dataset.descriptor import read_package
from sco_dataset.rules import registered_rules
from sco_dataset.validation.codes import CODES
from sco_dataset.validation.engine import check_package
from sco_dataset.validation.limits import Limits

from .packages import verdicts

FOLDER = Path(__file__).parents[1] / "broken_packages"
PACKAGES = {path.parent.relative_to(FOLDER).as_posix(): path.parent for path in FOLDER.rglob("datapackage.json")}

# Too large to be kept in a repository; tested with lower limits.
OF_LIMITS = {"row-size", "unpacked-size"}
# What frictionless calls in another way, or doesn't see, in these packages.
NOT_FRICTIONLESS = {"blank-header", "not-checked", "unique-key", "unclosed-quote", "scheme-error", "compression-error"}


@pytest.mark.parametrize("code", sorted(PACKAGES))
def test_the_package_is_broken_in_just_this_way(code: str) -> None:
    assert set(validate(PACKAGES[code]).counts) == {code}


def test_every_code_and_every_rule_has_its_package() -> None:
    rules = {rule.code for rule in registered_rules().values()}
    assert set(PACKAGES) == (set(CODES) - OF_LIMITS) | rules


@pytest.mark.parametrize("code", sorted(code for code in CODES if CODES[code].shared and code not in NOT_FRICTIONLESS))
def test_frictionless_says_the_same(code: str) -> None:
    ours, theirs = (verdicts(validate(PACKAGES[code], engine=engine)) for engine in ("arrow", "frictionless"))
    assert ours == theirs


@pytest.mark.parametrize("code", sorted(set(PACKAGES) & set(CODES)))
def test_the_message_says_where_and_what_to_do(code: str) -> None:
    issue = validate(PACKAGES[code]).issues[0]
    assert issue.table == "table"
    assert len(issue.message) > 15
    assert issue.message[0] == issue.message[0].lower() or issue.message.startswith("'")


def test_unpacking_stops_at_the_limit(tmp_path: Path) -> None:
    import gzip

    from .packages import resource, write_package

    described = resource("t", [{"name": "a", "type": "string"}]) | {"path": "t.csv.gz", "compression": "gz"}
    content = gzip.compress(b"a\n" + b"x\n" * 3_000_000)
    package = read_package(write_package(tmp_path, [described], {"t.csv.gz": content}))
    assert check_package(package).valid
    assert check_package(package, limits=Limits(unpacked_bytes=5_000_000)).counts == {"unpacked-size": 1}


def test_a_row_without_end_stops_at_the_limit(tmp_path: Path) -> None:
    from .packages import resource, write_package

    described = resource("t", [{"name": "a", "type": "string"}])
    content = b"a\n" + b"x" * 6_000_000
    package = read_package(write_package(tmp_path, [described], {"t.csv": content}))
    limits = Limits()
    assert check_package(package, limits=limits).valid
    assert check_package(package, limits=replace(limits, row_bytes=1_000_000)).counts == {"row-size": 1}
