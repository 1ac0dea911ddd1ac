"""What is asked of a data frame, whichever library it is of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

from sco_dataset.countries.index import CountryIndex, fold
from sco_dataset.errors import InvalidValueError
from sco_dataset.selection import DAY, parse_date
from sco_dataset.timeline import Timeline

if TYPE_CHECKING:
    import narwhals.stable.v2 as nw

# A text that is a day and nothing else, for libraries that look for a pattern anywhere.
DAY_PATTERN = f"^{DAY}$"
# What is added to each row.
ADDED = ("status", "member", "chair", "host")


@dataclass(frozen=True)
class Request:
    """What is to be added to which columns.

    Parameters
    ----------
    country, date : str
        The columns of countries and days.
    code : str
        What stands in the column of countries, a field of ``countries``.
    index : CountryIndex
        All codes and names, to tell what else stands there.
    keys : mapping
        From a cell of the column of countries to ``iso3``, of all states of the world.
    names : mapping of str to str
        The columns that are added, by what stands in them: one for each of ``ADDED``.
    record : Timeline
        What is known.
    """

    country: str
    date: str
    code: str
    index: CountryIndex
    keys: Mapping[str | int, str]
    names: Mapping[str, str]
    record: Timeline

    def understands(self, countries: nw.Series[Any]) -> bool:
        """Tell whether any cell of a column of countries is understood, or all are empty."""
        cells = countries.drop_nulls().unique().to_list()
        return not cells or any(cell in self.keys for cell in cells)

    def refuse(self, countries: nw.Series[Any]) -> NoReturn:
        """Raise InvalidValueError for a column of countries of which no cell is understood."""
        cell = str(countries.drop_nulls()[0])
        if fold(cell) in self.index.by_field[self.code]:
            raise InvalidValueError(
                f"the column {self.country!r} holds {cell!r}; cells are understood as they are written in countries: "
                "strip and upper-case them, or use country_code"
            )
        codes = [
            code for code, texts in self.index.by_field.items() if code in self.index.fields and fold(cell) in texts
        ]
        told = (
            f"{cell!r} is a {codes[0]}; say so by code {codes[0]!r}"
            if codes
            else f"there is {cell!r}; say by code what it is"
        )
        raise InvalidValueError(f"the column {self.country!r} holds no {self.code}: {told}")

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
