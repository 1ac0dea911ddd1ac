"""Keys: what must be unique in a table, and what must exist in another.

The first pass over the rows collects fingerprints of the keys. Where some occur twice, or are
missing in the table that is referred to, a second pass reads the rows that have them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from sco_dataset.descriptor import Table
from sco_dataset.validation.fingerprints import NULL, Numbers, combined, equals_nothing

# Which fingerprints are kept: of all rows but those in which every part is null; of those in which
# no part is; each of the former once; and those of the former that a foreign key can meet.
Kept = Literal["all", "complete", "distinct", "target"]


@dataclass(frozen=True)
class Key:
    """Fields of a table that are looked at together.

    Parameters
    ----------
    code : str
        Code of the issues where it is broken.
    fields : tuple of str
        The fields.
    skip_any_null : bool
        Whether rows are left out where any part is null, or only where all are.
    reference : (str, tuple of str) or None
        Table and fields in which its values must exist; None if they must be unique.
    """

    code: str
    fields: tuple[str, ...]
    skip_any_null: bool = False
    reference: tuple[str, tuple[str, ...]] | None = None

    @property
    def kept(self) -> Kept:
        """Which of its fingerprints have to be kept."""
        return "distinct" if self.reference else "complete" if self.skip_any_null else "all"


def keys_of(table: Table) -> list[Key]:
    """Return all keys of a table.

    Examples
    --------
    >>> from sco_dataset.descriptor import read_package
    >>> [(key.code, key.fields) for key in keys_of(read_package().table("chairmanships"))][0]
    ('primary-key', ('chairmanship_id',))
    """
    keys = [Key("primary-key", table.primary_key)] if table.primary_key else []
    keys += [Key("unique-error", (field.name,)) for field in table.fields if field.constraints.get("unique") is True]
    keys += [Key("unique-key", fields, skip_any_null=True) for fields in table.unique_keys]
    keys += [Key("foreign-key", key.fields, reference=(key.table, key.reference_fields)) for key in table.foreign_keys]
    return keys


@dataclass(frozen=True)
class KeyNumbers:
    """Fingerprints of a key in some rows: one for each row, and which rows are left out."""

    numbers: Numbers
    all_null: np.ndarray[tuple[int], np.dtype[np.bool_]]
    any_null: np.ndarray[tuple[int], np.dtype[np.bool_]]
    any_nan: np.ndarray[tuple[int], np.dtype[np.bool_]]

    @classmethod
    def of(cls, columns: list[Numbers]) -> KeyNumbers:
        """Combine the fingerprints of the key's columns."""
        nulls = [column == NULL for column in columns]
        any_nan = np.logical_or.reduce([equals_nothing(column) for column in columns])
        return cls(combined(columns), np.logical_and.reduce(nulls), np.logical_or.reduce(nulls), any_nan)

    def left_out(self, kept: Kept) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Return the rows in which there is no key to look at."""
        if kept == "target":
            return self.all_null | self.any_nan
        return self.any_null if kept == "complete" else self.all_null

    def kept(self, kept: Kept) -> Numbers:
        """Return the fingerprints of the other rows."""
        left_out = self.left_out(kept)
        return self.numbers[~left_out] if left_out.any() else self.numbers


def distinct(numbers: Numbers) -> Numbers:
    """Return fingerprints in ascending order, each once: what ``np.unique`` does, without its imports."""
    ascending = np.sort(numbers)
    first = np.ones(len(ascending), np.bool_)
    first[1:] = ascending[1:] != ascending[:-1]
    found: Numbers = ascending[first]
    return found


def repeated(parts: Iterable[Numbers]) -> Numbers:
    """Return the fingerprints that occur more than once, in ascending order."""
    found = _sorted(parts)
    return distinct(found[1:][found[1:] == found[:-1]])


def absent_from(parts: Iterable[Numbers], known: Iterable[Numbers]) -> Numbers:
    """Return the fingerprints that are not among the known ones, in ascending order."""
    wanted = distinct(_concatenated(parts))
    return wanted[~is_among(wanted, _sorted(known))]


def is_among(numbers: Numbers, ascending: Numbers) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Return for each number whether it stands in a list in ascending order."""
    if not len(ascending):
        return np.zeros(len(numbers), np.bool_)
    places = np.minimum(np.searchsorted(ascending, numbers), len(ascending) - 1)
    return np.asarray(ascending[places] == numbers)


def _sorted(parts: Iterable[Numbers]) -> Numbers:
    found = _concatenated(parts)
    found.sort()
    return found


def _concatenated(parts: Iterable[Numbers]) -> Numbers:
    return np.concatenate([np.zeros(0, np.uint64), *parts])
