"""In which file, and on which line of it, a problem stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from sco_dataset.descriptor import Package, Table
from sco_dataset.issue import Issue
from sco_dataset.validation.byte_source import ByteSource, UnreadableError
from sco_dataset.validation.limits import Limits
from sco_dataset.validation.row_reader import lines_of_rows


@dataclass(frozen=True)
class Place:
    """A file, relative to where the command runs if it lies below, and a line, where there is one."""

    file: str
    line: int | None


def places_of(issues: Iterable[Issue], package: Package) -> dict[tuple[str | None, int | None], Place]:
    """Return the place of each table and row that issues name."""
    rows: dict[str | None, set[int]] = {}
    for issue in issues:
        rows.setdefault(issue.table, set()).update([] if issue.row is None else [issue.row])
    found: dict[tuple[str | None, int | None], Place] = {}
    for name, wanted in rows.items():
        table = package.table(name) if name in package.table_names else None
        file = table.paths[0] if table and table.paths else package.path
        found[name, None] = Place(_relative(file), None)
        for row, (path, line) in (_lines(table, wanted) if table and wanted else {}).items():
            found[name, row] = Place(_relative(path), line)
    return found


def place_of(issue: Issue, places: Mapping[tuple[str | None, int | None], Place]) -> Place:
    """Return the place of an issue; its file alone where the line isn't known."""
    return places.get((issue.table, issue.row)) or places[issue.table, None]


def _lines(table: Table, wanted: set[int]) -> dict[int, tuple[Path, int]]:
    found: dict[int, tuple[Path, int]] = {}
    before = 0
    last = max(wanted)
    for number, path in enumerate(table.paths):
        source = ByteSource(path, table.encoding, table.compression, Limits())
        # The headers of further files are no rows.
        skip = table.dialect.first_content_row - 1 if number else 0
        row = before
        try:
            for row, line in enumerate(lines_of_rows(iter(source), table.dialect, Limits(), skip), start=before + 1):
                if row in wanted:
                    found[row] = (path, line)
                if row >= last:
                    return found
        except UnreadableError:
            return found
        before = row
    return found


def _relative(path: Path) -> str:
    path = path.absolute()
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()
