"""Raw text of CSV files, and headers: both engines split it into the same rows and cells."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from sco_dataset.checking import validate

from .packages import both, resource, verdicts, write_package

SETTINGS = settings(
    max_examples=600, deadline=None, derandomize=True, database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)  # fmt: skip
# Every cell is reported, so that one sees how the text was split.
NUMBERS = [{"name": name, "type": "integer", "constraints": {"required": True}} for name in "abc"]

pieces = st.sampled_from(
    ["1", "x", ",", ",", "\n", "\n", "\r\n", "\r", '"', '""', '"1"', '"x\ny"', "ä", " ", '"', "2,3\n"]
)


HEADERS = ["a,b,c", "c,b,a", "a,b", "a", "b", "x", "a,b,c,d", "d,a,b,c", "a,,c", "A,b,c", "b,c", '"a ", b,c', "a,b,x"]


def compare(described: dict[str, Any], content: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = write_package(Path(folder), [described], {"t.csv": content})
        report = validate(path, strict=False)
        # An unclosed quote is a deliberate difference.
        assume("unclosed-quote" not in report.counts)
        # frictionless calls an empty file what we call a blank header, when its first line is blank.
        assume("blank-header" not in report.counts)
        assert verdicts(report) == verdicts(validate(path, engine="frictionless"))


@SETTINGS
@given(st.lists(pieces, max_size=25).map("".join))
def test_any_text_is_split_alike(body: str) -> None:
    compare(resource("t", NUMBERS), "a,b,c\n" + body)


@SETTINGS
@given(
    st.lists(pieces, max_size=20).map("".join),
    st.fixed_dictionaries(
        {},
        optional={
            "delimiter": st.sampled_from([";", "\t", "|", "x"]),
            "quoteChar": st.sampled_from(["'", "1"]),
            "escapeChar": st.sampled_from(["\\", "x"]),
            "doubleQuote": st.booleans(),
            "skipInitialSpace": st.booleans(),
            "header": st.booleans(),
            "commentChar": st.just("x"),
            "commentRows": st.just([3]),
            "skipBlankRows": st.booleans(),
            "headerRows": st.sampled_from([[1], [2], [1, 2]]),
            "headerJoin": st.just("-"),
        },
    ),
)
def test_any_dialect_is_read_alike(body: str, dialect: dict[str, Any]) -> None:
    described = resource(
        "t", [{"name": "1", "type": "integer"}, {"name": "x", "type": "boolean"}], fieldsMatch="subset"
    )
    described["dialect"] |= dialect
    with tempfile.TemporaryDirectory() as folder:
        path = write_package(Path(folder), [described], {"t.csv": "1,x\n" + body})
        report = validate(path, strict=False)
        assume(not {"unclosed-quote", "blank-header", "source-error", "duplicate-label"} & set(report.counts))
        theirs = validate(path, engine="frictionless")
        if any(issue.code.endswith("label") for issue in report.issues):
            assert {code for code in theirs.counts if code.endswith("label")} == set(report.counts)
        else:
            assert verdicts(report) == verdicts(theirs)


@pytest.mark.parametrize("mode", ["exact", "equal", "subset", "superset", "partial"])
@pytest.mark.parametrize("header", HEADERS)
def test_headers_are_matched_alike(mode: str, header: str, tmp_path: Path) -> None:
    fields = [{"name": "a", "type": "string", "constraints": {"required": True}}, *NUMBERS[1:]]
    content = f"{header}\n" + ",".join("x" for _ in header.split(",")) + "\n"
    path = write_package(tmp_path, [resource("t", fields, fieldsMatch=mode, primaryKey=["b"])], {"t.csv": content})
    ours, theirs = both(path)
    if any(code.endswith(("label", "header")) for *_, code in ours):
        # Header problems are reported alone.
        theirs = type(theirs)({k: n for k, n in theirs.items() if k[3].endswith(("label", "header"))})
    assert ours == theirs


def test_the_case_of_a_header_may_differ_where_it_is_matched_by_name(tmp_path: Path) -> None:
    described = resource("t", [{"name": "Id"}, {"name": "N"}], fieldsMatch="equal")
    described["dialect"] |= {"caseSensitiveHeader": False}
    assert validate(write_package(tmp_path, [described], {"t.csv": "n,ID\n1,a\n"})).valid
