"""Bring the files of a package into their canonical bytes (the command ``fmt``)."""

from __future__ import annotations

from pathlib import Path

from sco_dataset.canonical import canonical_csv, canonical_json
from sco_dataset.descriptor import Package
from sco_dataset.plain_files import plain_file
from sco_dataset.safe_writing import write_file


def pending_changes(package: Package) -> dict[Path, bytes]:
    """Return the files that are not canonical, with the bytes they should have.

    Raises
    ------
    DescriptorError
        If the descriptor says that a table is written in another way.
    InvalidDataError
        If a file can't be rewritten without loss.
    """
    wanted = {package.path: canonical_json(package.path.read_bytes())}
    for table in package.tables:
        path = plain_file(table)
        wanted[path] = canonical_csv(path.read_bytes(), table)
    return {path: content for path, content in wanted.items() if path.read_bytes() != content}


def format_package(package: Package) -> list[Path]:
    """Rewrite what is not canonical; return the files that were changed."""
    changes = pending_changes(package)
    for path, content in changes.items():
        write_file(path, content)
    return list(changes)
