"""The exceptions of the package: one type for each kind of mistake."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date


class ScoDatasetError(Exception):
    """Base of all exceptions that this package raises on purpose.

    Each hands on the arguments that it takes, so that it can be pickled: one that can't be leaves
    a pool of processes waiting for ever.
    """


class DescriptorError(ScoDatasetError):
    """A descriptor or package that can't be read at all."""


class UnknownNameError(ScoDatasetError, KeyError):
    """A table, field, row, country, rule or format that does not exist.

    Parameters
    ----------
    what : str
        Kind of thing that was looked up, such as ``"table"``.
    given : object
        Name that was given, or what was given in its place.
    allowed : iterable
        Names that exist. The nearest ones are suggested; all are listed where they are few.

    Examples
    --------
    >>> print(UnknownNameError("table", "member", ["members", "events"]))
    there is no table 'member'; did you mean 'members'? Allowed: events, members
    """

    LISTED_AT_MOST = 40

    def __init__(self, what: str, given: object, allowed: Iterable[object]) -> None:
        self.what, self.given = what, given
        self.allowed = sorted(set(map(str, allowed)))
        super().__init__(what, given, self.allowed)

    def __str__(self) -> str:
        text = f"there is no {self.what} {self.given!r}"
        nearest = nearest_name(str(self.given), self.allowed)
        if nearest is not None:
            text += f"; did you mean {nearest!r}?"
        if 0 < len(self.allowed) <= self.LISTED_AT_MOST:
            text += ("" if nearest else ".") + f" Allowed: {', '.join(self.allowed)}"
        return text


class InvalidValueError(ScoDatasetError, ValueError):
    """A value of the wrong form, such as a day that is not in the calendar."""


class AmbiguousNameError(InvalidValueError):
    """A code that means different things in different code lists."""


class OutsideCoverageError(InvalidValueError):
    """A day about which the record tells nothing: what holds on it is not known.

    Parameters
    ----------
    day, first, last : datetime.date
        The day asked for, and the first and last day that the record covers.

    Examples
    --------
    >>> from datetime import date
    >>> print(OutsideCoverageError(date(2031, 1, 1), date(1996, 4, 26), date(2025, 12, 31)))
    2031-01-01 lies outside the record, which covers 1996-04-26 to 2025-12-31
    """

    def __init__(self, day: date, first: date, last: date) -> None:
        self.day, self.first, self.last = day, first, last
        super().__init__(day, first, last)

    def __str__(self) -> str:
        return f"{self.day} lies outside the record, which covers {self.first} to {self.last}"


class InvalidDataError(ScoDatasetError):
    """Tables that do not pass validation, so that nothing can be made of them."""


class UnsafeTargetError(ScoDatasetError):
    """A folder or file that writing would destroy although it is not ours."""


class MissingExtraError(ScoDatasetError, ImportError):
    """A feature whose optional dependency is not installed.

    Examples
    --------
    >>> print(MissingExtraError("polars frames", "polars"))
    polars frames need an optional dependency: pip install "sco-dataset[polars]"
    """

    def __init__(self, feature: str, extra: str) -> None:
        self.feature, self.extra = feature, extra
        super().__init__(feature, extra)

    def __str__(self) -> str:
        return f'{self.feature} need an optional dependency: pip install "sco-dataset[{self.extra}]"'


def nearest_name(given: str, allowed: Iterable[str]) -> str | None:
    """Return the name most like the one given, or None where nothing is near.

    The order of words does not count, so that ids put together in another order are found, and
    the beginning of a name is near it.

    Examples
    --------
    >>> nearest_name("heads-of-state-2019-bishkek", ["heads-of-state-bishkek-2019", "sco"])
    'heads-of-state-bishkek-2019'
    >>> nearest_name("ind", ["ind-member-2017", "pak-member-2017"])
    'ind-member-2017'
    """
    names = list(allowed)
    by_words = {_sorted_words(name): name for name in names}
    if (same_words := by_words.get(_sorted_words(given))) is not None:
        return same_words
    by_folded = {name.casefold(): name for name in names}
    # Most processes make no mistake, and none of them should pay for one.
    from difflib import get_close_matches

    close = get_close_matches(given.casefold(), by_folded, n=1, cutoff=0.6)
    if not close and given:
        close = sorted(name for name in by_folded if name.startswith(given.casefold()))
    return by_folded[close[0]] if close else None


def _sorted_words(name: str) -> tuple[str, ...]:
    return tuple(sorted(name.casefold().replace("_", "-").split("-")))
