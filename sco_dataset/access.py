"""The tables as typed frames, and what the package says about itself."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, overload

from sco_dataset.arrow_tables import read_arrow, with_categories
from sco_dataset.descriptor import read_package

if TYPE_CHECKING:
    import duckdb
    import pandas as pd
    import polars as pl
    import pyarrow as pa


def tables(path: Path | str | None = None) -> list[str]:
    """Return the names of the tables.

    Parameters
    ----------
    path : path or str, optional
        Another data package than the shipped one.

    Examples
    --------
    >>> tables()[:4]
    ['countries', 'sources', 'members', 'institutions']
    """
    return list(read_package(path).table_names)


def schema(table: str, path: Path | str | None = None) -> pa.Schema:
    """Return the types of a table as `load` gives them in Arrow, with titles and descriptions as metadata.

    Parameters
    ----------
    table : str
        Name of the table.
    path : path or str, optional
        Another data package than the shipped one.

    Raises
    ------
    UnknownNameError
        If there is no such table.

    Examples
    --------
    >>> print(schema("members").field("start_date").type)
    date32[day]
    """
    described = read_package(path).table(table)
    from sco_dataset.arrow_schema import arrow_schema

    return with_categories(arrow_schema(described).empty_table(), described).schema


@overload
def load(
    table: str, backend: Literal["pandas"] = "pandas", on: date | str | None = None, *, path: Path | str | None = None
) -> pd.DataFrame: ...
@overload
def load(
    table: str, backend: Literal["polars"], on: date | str | None = None, *, path: Path | str | None = None
) -> pl.DataFrame: ...
@overload
def load(
    table: str, backend: Literal["arrow"], on: date | str | None = None, *, path: Path | str | None = None
) -> pa.Table: ...
@overload
def load(
    table: str, backend: Literal["duckdb"], on: date | str | None = None, *, path: Path | str | None = None
) -> duckdb.DuckDBPyRelation: ...
def load(
    table: str,
    backend: str = "pandas",
    on: date | str | None = None,
    *,
    path: Path | str | None = None,
) -> Any:
    """Return a table as a typed frame.

    Dates are dates, enumerations ordered categoricals in the descriptor's order, integers
    nullable, lists lists; an empty cell is missing. A pandas frame has a plain index, and
    ``.attrs`` with version and citation.

    Parameters
    ----------
    table : str
        Name of the table, one of `tables`.
    backend : str
        ``"pandas"``, ``"polars"``, ``"arrow"`` or ``"duckdb"``.
    on : date or str, optional
        Only the rows that hold or take place on this day.
    path : path or str, optional
        Another data package than the shipped one.

    Returns
    -------
    pandas.DataFrame, polars.DataFrame, pyarrow.Table or duckdb.DuckDBPyRelation
        One row for each row of the table, in the order of its file, which is canonical in the shipped package.

    Raises
    ------
    UnknownNameError
        If there is no such table or backend.
    InvalidValueError
        If the day is none, or the table has no dates.
    OutsideCoverageError
        If the table holds spells, and the day lies after the one to which it is complete.
    MissingExtraError
        If the library of the backend is not installed.

    Examples
    --------
    >>> load("members")["start_date"].min()
    Timestamp('1996-04-26 00:00:00')
    >>> load("chairmanships", on="2017-06-09")[["iso3", "institution_id"]].to_dict("records")
    [{'iso3': 'CHN', 'institution_id': 'heads-of-state-council'}]
    """
    from sco_dataset.backends import convert

    package = read_package(path)
    described = package.table(table)
    arrow = read_arrow(described)
    if on is not None:
        from sco_dataset.membership import as_day
        from sco_dataset.selection import select

        arrow = select(arrow, described, on=as_day(on))
    frame = convert(with_categories(arrow, described), backend)
    if backend == "pandas":
        from sco_dataset.citation import cite

        frame.attrs.update(version=package.version, citation=cite(table=table, path=path))
    return frame


def __getattr__(name: str) -> Any:
    """Tell ``version`` and ``as_of_date``, which are values of the descriptor, when they are asked for."""
    if name == "version":
        return read_package().version
    if name == "as_of_date":
        from sco_dataset.coverage_period import as_of

        return as_of(read_package())
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
