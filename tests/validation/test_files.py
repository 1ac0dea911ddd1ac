"""Files as the descriptor declares them: they exist, and have their size and their hash."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest

from sco_dataset.checking import validate

from .packages import FIELDS, resource, write_package

CONTENT = b"id,n\na,1\n"
TWO_FILES = {"1.csv": CONTENT, "2.csv": CONTENT}


def counts(folder: Path, files: dict[str, bytes], **properties: Any) -> dict[str, int]:
    described = resource("t", FIELDS) | {"path": list(files)} | properties
    return validate(write_package(folder, [described], files)).counts


@pytest.mark.parametrize(("size", "found"), [(8, {"byte-count": 1}), (9, {}), (10, {"byte-count": 1}), (0, {})])
def test_the_size_is_the_one_declared_where_one_is(size: int, found: dict[str, int], tmp_path: Path) -> None:
    assert counts(tmp_path, {"t.csv": CONTENT}, bytes=size) == found


def test_the_size_of_several_files_is_their_sum(tmp_path: Path) -> None:
    assert counts(tmp_path, TWO_FILES, bytes=len(CONTENT)) == {"byte-count": 1}
    assert counts(tmp_path, TWO_FILES, bytes=2 * len(CONTENT)) == {}


@pytest.mark.parametrize(
    ("algorithm", "prefix"), [("md5", ""), ("md5", "md5:"), ("sha256", "SHA256:"), ("sha512", "sha512:")]
)
def test_a_hash_is_no_matter_of_case(algorithm: str, prefix: str, tmp_path: Path) -> None:
    digest = hashlib.new(algorithm, CONTENT).hexdigest()
    for spelled in (digest, digest.upper()):
        assert counts(tmp_path, {"t.csv": CONTENT}, hash=prefix + spelled) == {}


def test_the_hash_of_several_files_is_not_checked(tmp_path: Path) -> None:
    assert counts(tmp_path, TWO_FILES, hash="sha256:00") == {"not-checked": 1}


def test_files_that_are_no_tables_exist_and_have_their_size(tmp_path: Path) -> None:
    others = [{"name": "note", "path": "note.pdf", "bytes": 3}, {"name": "lost", "path": "lost.pdf"}]
    path = write_package(tmp_path, [resource("t", FIELDS), *others], {"t.csv": CONTENT, "note.pdf": "four"})
    issues = [(issue.table, issue.code, issue.value) for issue in validate(path).issues]
    assert issues == [("note", "byte-count", "4"), ("lost", "scheme-error", None)]


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ({"path": "a.csv"}, "schema: there is none"),
        ({"path": "a.txt", "format": "csv"}, "schema: there is none"),
        ({"path": "https://example.org/a.pdf"}, "path: nothing is fetched from the web"),
    ],
)
def test_what_is_not_checked_of_other_files_is_said(other: dict[str, Any], told: str, tmp_path: Path) -> None:
    files = {"t.csv": CONTENT, "a.csv": "", "a.txt": ""}
    path = write_package(tmp_path, [resource("t", FIELDS), {"name": "other", **other}], files)
    (issue,) = validate(path).issues
    assert (issue.table, issue.code) == ("other", "not-checked")
    assert issue.message.startswith(told)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"id,n\nb,\xff\n", "byte 0xff at offset 7, line 2, in 2.csv"),
        (b'id,n\n"b,1\n', "line 2, in 2.csv"),
        (None, "No such file or directory, in 2.csv"),
    ],
)
def test_of_several_files_the_one_that_can_not_be_read_is_named(
    content: bytes | None, told: str, tmp_path: Path
) -> None:
    described = resource("t", FIELDS) | {"path": ["1.csv", "2.csv"]}
    files = {"1.csv": CONTENT} | ({} if content is None else {"2.csv": content})
    (issue,) = validate(write_package(tmp_path, [described], files)).issues
    assert told in issue.message
