"""What is asked of a data frame, whichever library it is of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

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
