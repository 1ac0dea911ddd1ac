"""The days about which the record tells something; beyond them nothing is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sco_dataset.descriptor import Package, Table
from sco_dataset.errors import DescriptorError, OutsideCoverageError

COMPLETE_UNTIL = "completeUntil"


@dataclass(frozen=True)
class Period:
    """A stretch of days, both ends included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def end(self) -> date:
        """The first day after it; the calendar's last one has none."""
        return min(self.last, date.max - timedelta(days=1)) + timedelta(days=1)

    def require(self, day: date) -> date:
        """Return the day, or raise OutsideCoverageError where it lies outside."""
        if day not in self:
            raise OutsideCoverageError(day, self.first, self.last)
        return day


def complete_until(table: Table) -> date:
    """Return the last day to which a table is complete.

    Raises
    ------
    DescriptorError
        If its descriptor does not say so.

    Examples
    --------
    >>> from sco_dataset.descriptor import read_package
    >>> complete_until(read_package().table("members")).year >= 2025
    True
    """
    if COMPLETE_UNTIL not in table.properties:
        raise DescriptorError(f"the table {table.name} has no {COMPLETE_UNTIL}, the day to which it is complete")
    return date.fromisoformat(str(table.properties[COMPLETE_UNTIL]))


def completeness(table: Table) -> str:
    """Return the day to which a table is complete, and the note on what that means.

    Examples
    --------
    >>> from sco_dataset.descriptor import read_package
    >>> print(completeness(read_package().table("members")))  # doctest: +ELLIPSIS
    20... Later rows are ...
    """
    return f"{complete_until(table)}. {table.properties.get('completenessNote') or ''}".rstrip()


def as_of(package: Package) -> date:
    """Return the day to which all tables of a package are complete."""
    return min(complete_until(table) for table in package.tables if COMPLETE_UNTIL in table.properties)
