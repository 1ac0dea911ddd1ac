"""Problems on their way to becoming issues: counted all, kept up to a limit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from sco_dataset.validation.keys import Key


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem of a table, in the order of row and column.

    ``detail`` says more than the code: the constraint that is broken, the earlier row that has
    the same key, the key that would be nearest. ``key`` is the key that is broken, ``field`` the
    name of the field that a label stands for. ``file`` names the file where a table has several
    and the row doesn't tell.
    """

    row: int
    position: int
    code: str
    detail: str = ""
    value: str | None = None
    key: Key | None = None
    field: str | None = None
    file: str = ""


def place(finding: Finding) -> tuple[int, int, str, str]:
    """Return by what findings are sorted: row, column, and what is wrong."""
    return (finding.row, finding.position, finding.code, finding.detail)


@dataclass
class Findings:
    """The problems found in some rows of a table."""

    limit: int | None
    counts: Counter[str] = field(default_factory=Counter)
    kept: list[Finding] = field(default_factory=list)

    @property
    def room(self) -> int | None:
        """How many more are kept; None if all are."""
        return None if self.limit is None else max(0, self.limit - len(self.kept))

    def add(self, code: str, found: Iterable[Finding], count: int) -> None:
        """Add problems of one code, of which there are ``count``."""
        if count:
            self.counts[code] += count
            self.kept.extend(found)

    def add_one(self, finding: Finding) -> None:
        """Add one problem."""
        self.add(finding.code, [finding], 1)

    def absorb(self, other: Findings, rows_before: int = 0) -> None:
        """Add the problems of rows further down; their row numbers count from there."""
        self.counts.update(other.counts)
        if self.room != 0:
            self.kept.extend(
                replace(finding, row=finding.row + rows_before)
                for finding in sorted(other.kept, key=place)[: self.room]
            )

    def merged(self, other: Findings) -> Findings:
        """Return the problems of both, which are of the same rows, the first ones kept."""
        both = sorted([*self.kept, *other.kept], key=place)
        return Findings(self.limit, self.counts + other.counts, both[: self.limit])
