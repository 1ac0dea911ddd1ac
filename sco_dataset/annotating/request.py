"""What is asked of a data frame, whichever library it is of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sco_dataset.errors import InvalidValueError
from sco_dataset.selection import parse_date
from sco_dataset.timeline import Timeline

# Of a day as text: 2017-06-09.
LENGTH_OF_DAY = 10
# What is added to each row.
ADDED = ("status", "member", "chair", "host")


@dataclass(frozen=True)
class Request:
    """What is to be added to which columns.

    Parameters
    ----------
    country, date : str
        The columns of countries and days.
    keys : mapping
        From a cell of the column of countries to ``iso3``, of all states of the world.
    names : mapping of str to str
        The columns that are added, by what stands in them: one for each of ``ADDED``.
    record : Timeline
        What is known.
    """

    country: str
    date: str
    keys: Mapping[str | int, str]
    names: Mapping[str, str]
    record: Timeline

    def require_days(self, texts: Iterable[str | None]) -> None:
        """Raise InvalidValueError for the first text that is no day."""
        for text in texts:
            if text is not None:
                try:
                    parse_date(text)
                except InvalidValueError as error:
                    raise InvalidValueError(
                        f"the column {self.date!r} holds something else than days: {error}"
                    ) from error


def require_no_zone(date: str, zone: object) -> None:
    """Refuse times of a time zone: which day it is depends on the place."""
    if zone is not None:
        raise InvalidValueError(
            f"the column {date!r} has the time zone {zone}; make it dates first, of the zone you mean"
        )
