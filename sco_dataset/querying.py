"""Ask the tables in SQL, as views of DuckDB."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sco_dataset.arrow_tables import read_arrow, with_categories
from sco_dataset.backends import convert, relation, require
from sco_dataset.descriptor import read_package
from sco_dataset.errors import InvalidValueError

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa


def connect(path: Path | str | None = None) -> duckdb.DuckDBPyConnection:
    """Return a DuckDB connection in which each table is a view.

    Parameters
    ----------
    path : path or str, optional
        Another data package than the shipped one.

    Raises
    ------
    MissingExtraError
        If DuckDB is not installed.

    Examples
    --------
    >>> connect().sql("SELECT count(*) FROM members WHERE founding").fetchall()
    [(6,)]
    """
    require("duckdb", "queries in SQL", "sql")
    import duckdb

    connection = duckdb.connect()
    for table in read_package(path).tables:
        relation(connection, with_categories(read_arrow(table), table)).create_view(table.name)
    return connection


def query(sql: str, backend: str = "pandas", *, path: Path | str | None = None) -> Any:
    """Return the result of a query in SQL, in which the tables are views.

    Parameters
    ----------
    sql : str
        A query in the dialect of DuckDB; it may read files of yours too.
    backend : str
        ``"pandas"``, ``"polars"``, ``"arrow"`` or ``"duckdb"``.
    path : path or str, optional
        Another data package than the shipped one.

    Raises
    ------
    MissingExtraError
        If DuckDB is not installed.
    InvalidValueError
        If the query can't be run; the message is DuckDB's. If columns of a frame would have equal
        names, or of a type that it can't hold.
    UnknownNameError
        If there is no such backend.

    Examples
    --------
    >>> query("SELECT iso3, status FROM members WHERE iso3 = 'BLR' ORDER BY status")
      iso3            status
    0  BLR            member
    1  BLR          observer
    2  BLR  dialogue_partner
    """
    with _telling_errors():
        found = connect(path).sql(sql)
        if found is None:
            raise InvalidValueError("the statement returns no rows; ask with SELECT")
        if backend in ("pandas", "polars"):
            _require_names_of_their_own(found.columns)
        if backend == "polars":
            _require_types_of_polars(found)
        return found if backend == "duckdb" else convert(found.to_arrow_table(), backend)


def printable(found: duckdb.DuckDBPyRelation) -> pa.Table:
    """Return the result of a query with the text of DuckDB for what has no form in a table of text."""
    columns = []
    for place, (name, type) in enumerate(zip(found.columns, found.types, strict=True), start=1):
        cast = "::VARCHAR" if type.id in ("interval", "struct", "map", "union", "blob") else ""
        quoted = name.replace('"', '""')
        columns.append(f'#{place}{cast} AS "{quoted}"')
    with _telling_errors():
        return found.project(", ".join(columns)).to_arrow_table()


@contextmanager
def _telling_errors() -> Iterator[None]:
    require("duckdb", "queries in SQL", "sql")
    import duckdb

    try:
        yield
    except duckdb.Error as error:
        raise InvalidValueError(f"the query can't be run: {error}") from error


def _require_types_of_polars(found: duckdb.DuckDBPyRelation) -> None:
    for name, type in zip(found.columns, found.types, strict=True):
        if type.id == "interval":
            raise InvalidValueError(f"the column {name} is an interval, which polars can't hold; cast it to VARCHAR")


def _require_names_of_their_own(names: Sequence[str]) -> None:
    """Refuse what a join of two tables gives with ``*``: frames tell columns apart by name."""
    for name in names:
        if names.count(name) > 1:
            raise InvalidValueError(f"{names.count(name)} columns are named {name}; name them apart with AS")
