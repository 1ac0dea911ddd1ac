"""The outcome of a validation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sco_dataset.issue import Issue


@dataclass(frozen=True)
class TableStats:
    """Name of a table and how many rows it holds, the header not counted."""

    name: str
    rows: int


@dataclass(frozen=True)
class Report:
    """What was checked and what was found.

    Parameters
    ----------
    tables : tuple of TableStats
        The tables in the order of the descriptor.
    issues : tuple of Issue
        The problems, by table and row; not all of them where ``truncated``.
    counts : dict of str to int
        How often each code was found; complete even where the list is cut.
    """

    tables: tuple[TableStats, ...]
    issues: tuple[Issue, ...]
    counts: dict[str, int]

    @classmethod
    def of(cls, tables: Iterable[TableStats], issues: Iterable[Issue], limit: int | None = None) -> Report:
        """Make a report of all issues, of which at most ``limit`` are kept."""
        found = list(issues)
        counts = dict(sorted(Counter(issue.code for issue in found).items()))
        return cls(tuple(tables), tuple(found[:limit]), counts)

    @property
    def valid(self) -> bool:
        """Whether nothing was found."""
        return not self.counts

    @property
    def truncated(self) -> bool:
        """Whether the list holds fewer issues than were found."""
        return len(self.issues) < sum(self.counts.values())

    def as_dict(self) -> dict[str, Any]:
        """Return the report in the form that ``validate --format json`` prints."""
        return {
            "valid": self.valid,
            "tables": [{"name": table.name, "rows": table.rows} for table in self.tables],
            "counts": self.counts,
            "issues": [issue.as_dict() for issue in self.issues],
            "truncated": self.truncated,
        }
