"""What is asked of a data frame, whichever library it is of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sco_dataset.errors import InvalidValueError
from sco_dataset.timeline import Timeline

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


def require_no_zone(date: str, zone: object) -> None:
    """Refuse times of a time zone: which day it is depends on the place."""
    if zone is not None:
        raise InvalidValueError(
            f"the column {date!r} has the time zone {zone}; make it dates first, of the zone you mean"
        )
