"""Rules about the files themselves."""

from __future__ import annotations

from collections.abc import Iterator

from sco_dataset.canonical import canonical_csv
from sco_dataset.plain_files import plain_file
from sco_dataset.records import Dataset, Record
from sco_dataset.rules.registry import Breach, rule


@rule(
    "canonical-bytes",
    "Files are in their canonical bytes",
    "Rows by primary key, no padding, shortest numbers: then a diff shows what was changed and nothing else.",
    "Run: sco-dataset fmt --package FOLDER.",
)
def canonical_bytes(dataset: Dataset) -> Iterator[Breach]:
    for table in dataset.package.tables:
        content = plain_file(table).read_bytes()
        canonical = canonical_csv(content, table)
        if content != canonical:
            row = _first_difference(content, canonical)
            yield Breach(
                Record(table, row, {}),
                None,
                "the file is not in its canonical bytes from here on",
            )


def _first_difference(content: bytes, other: bytes) -> int:
    lines, other_lines = content.split(b"\n"), other.split(b"\n")
    pairs = zip(lines, other_lines, strict=False)
    return next((i for i, (a, b) in enumerate(pairs, start=1) if a != b), min(len(lines), len(other_lines)))
