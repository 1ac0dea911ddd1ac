"""Who had which standing on a day: plain Python on the table ``members``, without any frame library."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from sco_dataset.countries.index import CountryIndex, country_index
from sco_dataset.coverage_period import Period, complete_until
from sco_dataset.descriptor import Package, Table, read_package
from sco_dataset.errors import InvalidDataError, InvalidValueError, UnknownNameError
from sco_dataset.plain_files import SEE_VALIDATION
from sco_dataset.records import MEMBER
from sco_dataset.selection import parse_date, parse_value
from sco_dataset.text_rows import key_of, text_rows


class Spell(NamedTuple):
    """A standing of a state, from its first day to the first day on which it no longer holds."""

    iso3: str
    status: str
    start: date
    end: date | None


class Standing(NamedTuple):
    """The standing of a state on some day, and the day since which it has held."""

    iso3: str
    name_en: str
    status: str
    since: date


@dataclass(frozen=True)
class Standings:
    """The spells of all states, and the days that they cover.

    Parameters
    ----------
    spells : mapping of str to tuple of Spell
        The spells of each ``iso3``, in order of time.
    starts : mapping of str to tuple of date
        Their first days.
    statuses : tuple of str
        What a status may be, in the descriptor's order.
    coverage : Period
        The first day of the first spell to the last day to which the table is complete.
    """

    spells: Mapping[str, tuple[Spell, ...]]
    starts: Mapping[str, tuple[date, ...]]
    statuses: tuple[str, ...]
    coverage: Period

    def on(self, iso3: str, day: date) -> Spell | None:
        """Return the spell of a state that holds on a day; the day is not checked against the coverage."""
        position = bisect_right(self.starts.get(iso3, ()), day)
        if position == 0:
            return None
        spell = self.spells[iso3][position - 1]
        return spell if spell.end is None or day < spell.end else None

    def all_on(self, day: date) -> Iterator[Spell]:
        """Yield the spells that hold on a day, the oldest first."""
        found = (spell for iso3 in self.spells if (spell := self.on(iso3, day)) is not None)
        yield from sorted(found, key=lambda spell: (spell.start, spell.iso3))

    def require_status(self, status: str) -> str:
        """Return a status; raise UnknownNameError where there is none of that name."""
        if status not in self.statuses:
            raise UnknownNameError("status", status, self.statuses)
        return status


def standings_of(package: Package | None = None) -> Standings:
    """Return the spells of a package, the shipped one if None; that one is read once."""
    return _shipped_standings() if package is None else _read(package)


@lru_cache(maxsize=1)
def _shipped_standings() -> Standings:
    return _read(read_package())


def _read(package: Package) -> Standings:
    table = package.table("members")
    spells: dict[str, list[Spell]] = defaultdict(list)
    for row in text_rows(table):
        spell = _spell(row, table)
        spells[spell.iso3].append(spell)
    if not spells:
        raise InvalidDataError(f"{table.name}: there are no rows, so that the record covers no day")
    for group in spells.values():
        group.sort(key=lambda spell: spell.start)
        for earlier, later in pairwise(group):
            if earlier.end is None or later.start < earlier.end:
                raise InvalidDataError(
                    f"{table.name}: {later.iso3}: the spell of {later.start} begins before that of {earlier.start} "
                    f"has ended; {SEE_VALIDATION}"
                )
    starts = {iso3: tuple(spell.start for spell in group) for iso3, group in spells.items()}
    return Standings(
        spells=MappingProxyType({iso3: tuple(group) for iso3, group in spells.items()}),
        starts=MappingProxyType(starts),
        statuses=table.field("status").allowed_values or (),
        coverage=Period(min(min(days) for days in starts.values()), complete_until(table)),
    )


def _spell(row: dict[str, str], table: Table) -> Spell:
    # By way of the fields, of which one that the descriptor lacks is told by name.
    iso3, status, start, end = (row[table.field(name).name] for name in ("iso3", "status", "start_date", "end_date"))
    try:
        status = parse_value(status, table.field("status"))
        return Spell(iso3, status, parse_date(start), parse_date(end) if end else None)
    except (InvalidValueError, UnknownNameError) as error:
        message = f"{table.name}: {key_of(row, table)}: {error}; {SEE_VALIDATION}"
        raise InvalidDataError(message) from error


def as_day(day: date | str) -> date:
    """Return a day given as a date, a date and time, or ISO 8601 text.

    Raises
    ------
    InvalidValueError
        If it is none of these, or not in the calendar.

    Examples
    --------
    >>> as_day("2017-06-09")
    datetime.date(2017, 6, 9)
    """
    if isinstance(day, str):
        return _parsed(day)
    # The NaT of pandas is a datetime too, but not equal to itself.
    if isinstance(day, datetime) and day == day:
        if day.tzinfo is not None:
            raise InvalidValueError(f"{day!r} is of a time zone; give the day of the zone you mean")
        return day.date()
    if isinstance(day, date) and not isinstance(day, datetime):
        return day
    raise InvalidValueError(f"{day!r} is no day; give a date, or text such as '2017-06-09'")


# Data on many countries repeat the same few thousand days.
_parsed = lru_cache(maxsize=1 << 16)(parse_date)


def status(
    country: str | int, on: date | str | None = None, *, code: str | None = None, path: Path | str | None = None
) -> str | None:
    """Return the standing of a state on a day.

    Parameters
    ----------
    country : str or int
        A code (ISO 3166-1, M49, Correlates of War, Gleditsch-Ward, V-Dem, Wikidata) or a name in
        English, Russian or Chinese.
    on : date or str, optional
        The day; the last one that the record covers if None.
    code : str, optional
        What ``country`` is, such as ``"cow_code"``, where a number has several meanings.
    path : path or str, optional
        Another data package than the shipped one.

    Returns
    -------
    str or None
        One of the values of ``members.status``; None where the state had no standing.

    Raises
    ------
    UnknownNameError
        If there is no such state; the message names the nearest.
    InvalidValueError
        If the day is none, or a number means different states.
    OutsideCoverageError
        If the record tells nothing about the day, so that None would say too much.

    Examples
    --------
    >>> status("IND", "2016-01-01"), status("India", "2017-06-09"), status("FRA", "2017-06-09")
    ('observer', 'member', None)
    """
    package = None if path is None else read_package(path)
    standings = standings_of(package)
    day = standings.coverage.last if on is None else standings.coverage.require(as_day(on))
    # The index of names is built only when something else than a code of the record asks for it.
    known = code is None and isinstance(country, str) and country in standings.spells
    iso3 = str(country) if known else country_index(package).resolve(country, code)
    spell = standings.on(iso3, day)
    return None if spell is None else spell.status


def standings(
    on: date | str | None = None,
    status: str | Collection[str] | None = None,
    *,
    path: Path | str | None = None,
) -> list[Standing]:
    """Return the states that had a standing on a day, those of longest standing first.

    Parameters
    ----------
    on : date or str, optional
        The day; the last one that the record covers if None.
    status : str or collection of str, optional
        Only these standings; all if None.
    path : path or str, optional
        Another data package than the shipped one.

    Returns
    -------
    list of Standing
        Tuples of ``iso3``, ``name_en``, ``status`` and ``since``.

    Raises
    ------
    UnknownNameError
        If there is no such status.
    InvalidValueError, OutsideCoverageError
        If the day is none, or one about which the record tells nothing.

    Examples
    --------
    >>> for standing in standings("2005-12-31", status="observer"):
    ...     print(standing.name_en, standing.since)
    Mongolia 2004-06-17
    India 2005-07-05
    Iran 2005-07-05
    Pakistan 2005-07-05
    """
    package = None if path is None else read_package(path)
    spells = standings_of(package)
    index: CountryIndex = country_index(package)
    day = spells.coverage.last if on is None else spells.coverage.require(as_day(on))
    asked = spells.statuses if status is None else [status] if isinstance(status, str) else list(status)
    wanted = {spells.require_status(name) for name in asked}
    return [
        Standing(spell.iso3, str(index.value(spell.iso3, "name_en")), spell.status, spell.start)
        for spell in spells.all_on(day)
        if spell.status in wanted
    ]


def members(
    on: date | str | None = None,
    status: str | Collection[str] | None = MEMBER,
    code: str = "iso3",
    *,
    path: Path | str | None = None,
) -> list[str | int | None]:
    """Return the codes or names of the states that had a standing on a day.

    Parameters
    ----------
    on : date or str, optional
        The day; the last one that the record covers if None.
    status : str or collection of str, optional
        Which standing, or which ones; all if None.
    code : str
        Which code or name: a field of ``countries`` such as ``"cow_code"`` or ``"name_ru"``.
    path : path or str, optional
        Another data package than the shipped one.

    Returns
    -------
    list
        One entry for each state, in order of the day since which the standing holds.

    Raises
    ------
    UnknownNameError
        If there is no such status or code.
    InvalidValueError, OutsideCoverageError
        If the day is none, or one about which the record tells nothing.

    Examples
    --------
    >>> members("2017-06-09")
    ['CHN', 'KAZ', 'KGZ', 'RUS', 'TJK', 'UZB', 'IND', 'PAK']
    >>> members("2005-12-31", status="observer", code="name_zh")
    ['蒙古', '印度', '伊朗', '巴基斯坦']
    """
    index = country_index(None if path is None else read_package(path))
    return [index.value(standing.iso3, code) for standing in standings(on, status, path=path)]
