"""Find rows of all tables by words in any language."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from sco_dataset.descriptor import Package, Table, read_package
from sco_dataset.errors import InvalidValueError
from sco_dataset.text_rows import key_of, text_rows

# Fields that hold no words to search for, but names of other rows and addresses.
UNSEARCHED = ("sources", "evidence")


class Hit(NamedTuple):
    """A row that holds the words: its table and key, and the first cell in which one of them stands."""

    table: str
    key: str
    field: str
    text: str


def search(
    words: str, tables: str | Sequence[str] | None = None, limit: int | None = None, *, path: Path | str | None = None
) -> list[Hit]:
    """Return the rows in which all the words stand.

    Parameters
    ----------
    words : str
        Words or parts of words in English, Russian or Chinese; case and accents don't count.
    tables : str or sequence of str, optional
        Where to search; in all tables if None.
    limit : int, optional
        How many rows are returned at most.
    path : path or str, optional
        Another data package than the shipped one.

    Returns
    -------
    list of Hit
        Tuples of ``table``, ``key``, ``field`` and ``text``, in order of tables and rows.

    Raises
    ------
    UnknownNameError
        If there is no such table.
    InvalidValueError
        If there are no words, or the limit is negative.

    Examples
    --------
    >>> search("ташкент кыргыз", tables=["countries"])
    []
    >>> search("киргизстан", tables=["countries"]) or search("кыргызстан", tables=["countries"])
    [Hit(table='countries', key='KGZ', field='name_ru', text='Кыргызстан')]
    """
    wanted = _plain(words).split() if isinstance(words, str) else []
    if not wanted:
        raise InvalidValueError(f"there are no words to search for in {words!r}")
    if limit is not None and limit < 0:
        raise InvalidValueError(f"{limit} is no number of rows; allowed are 0 and more")
    package = read_package(path)
    found: list[Hit] = []
    for table in _tables(package, tables):
        for hit in _hits(table, wanted):
            if limit is not None and len(found) >= limit:
                return found
            found.append(hit)
    return found


def _tables(package: Package, names: str | Sequence[str] | None) -> list[Table]:
    if isinstance(names, str):
        return [package.table(names)]
    if names is None:
        # What is on record comes first, what was written about it last.
        names = sorted(package.table_names, key=lambda name: name == "sources")
    return [package.table(name) for name in names]


def _hits(table: Table, words: list[str]) -> Iterator[Hit]:
    names = [field.name for field in table.fields if field.name not in UNSEARCHED]
    for row in text_rows(table):
        plain = {name: _plain(row[name]) for name in names}
        everything = "\n".join(plain.values())
        if all(word in everything for word in words):
            # A name tells more than an id in which the same word stands.
            field = max(names, key=lambda name: (sum(word in plain[name] for word in words), " " in row[name]))
            yield Hit(table.name, key_of(row, table), field, row[field])


def excerpt(text: str, words: Sequence[str], width: int = 40) -> str:
    """Return the part of a text in which the first of the words stands.

    Examples
    --------
    >>> excerpt("Meeting of the Council of Heads of State of the SCO member states, Astana 2024", ["astana"])
    '…State of the SCO member states, Astana 2024'
    """
    plain = _plain(text)
    # Folding may change the length; then the place can't be told.
    places = [plain.find(_plain(word)) for word in words if _plain(word) in plain] if len(plain) == len(text) else []
    if len(text) <= width or not places:
        return text
    start = max(0, min(min(places) - width // 4, len(text) - width))
    end = start + width
    start = text.rfind(" ", 0, start) + 1 if start else 0
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")


def _plain(text: str) -> str:
    if text.isascii():
        return text.casefold()
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()
