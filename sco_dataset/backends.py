"""One typed Arrow table as the frame that the user works with."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from sco_dataset.errors import MissingExtraError, UnknownNameError

if TYPE_CHECKING:
    import duckdb
    import pandas as pd
    import polars as pl
    import pyarrow as pa


def convert(arrow: pa.Table, backend: str) -> Any:
    """Return an Arrow table in another form.

    Parameters
    ----------
    arrow : pyarrow.Table
        Its ordered dictionaries become ordered categoricals of the backend.
    backend : str
        ``"pandas"``, ``"polars"``, ``"arrow"`` or ``"duckdb"``.

    Raises
    ------
    UnknownNameError
        If there is no such backend.
    MissingExtraError
        If its library is not installed.
    """
    converters = {"pandas": to_pandas, "polars": to_polars, "arrow": lambda table: table, "duckdb": to_duckdb}
    if backend not in converters:
        raise UnknownNameError("backend", backend, converters)
    return converters[backend](arrow)


def to_pandas(arrow: pa.Table) -> pd.DataFrame:
    """Return a pandas frame: days as ``datetime64``, integers and optional booleans nullable, lists as lists."""
    import pandas as pd
    import pyarrow as pa

    extension_types = {pa.int64(): pd.Int64Dtype(), pa.int32(): pd.Int32Dtype(), pa.bool_(): pd.BooleanDtype()}
    frame: pd.DataFrame = arrow.to_pandas(types_mapper=extension_types.get, date_as_object=False)
    for field in arrow.schema:
        if pa.types.is_boolean(field.type) and not field.nullable:
            frame[field.name] = frame[field.name].astype(bool)
        if pa.types.is_list(field.type):
            frame[field.name] = pd.Series(arrow[field.name].to_pylist(), index=frame.index, dtype=object)
    return frame


def to_polars(arrow: pa.Table) -> pl.DataFrame:
    """Return a polars frame; ordered dictionaries become ``Enum``."""
    require("polars", "polars frames", "polars")
    import polars as pl

    frame = pl.DataFrame(arrow)
    return frame.with_columns(pl.col(name).cast(pl.Enum(values)) for name, values in _enumerations(arrow).items())


def to_duckdb(arrow: pa.Table) -> duckdb.DuckDBPyRelation:
    """Return a relation of DuckDB's default connection, where others can be joined to it.

    Ordered dictionaries become ``ENUM``.
    """
    require("duckdb", "DuckDB relations", "sql")
    import duckdb

    return relation(duckdb.default_connection(), arrow)


def relation(connection: duckdb.DuckDBPyConnection, arrow: pa.Table) -> duckdb.DuckDBPyRelation:
    """Return an Arrow table as a relation of a DuckDB connection."""
    enumerations = _enumerations(arrow)
    return connection.from_arrow(arrow).project(
        ", ".join(
            f"{_identifier(name)}::ENUM({', '.join(map(_quoted, enumerations[name]))}) AS {_identifier(name)}"
            if name in enumerations
            else _identifier(name)
            for name in arrow.column_names
        )
    )


def require(module: str, feature: str, extra: str) -> None:
    """Import an optional library; raise MissingExtraError, which names the extra, where it is missing."""
    try:
        import_module(module)
    except ImportError as error:
        raise MissingExtraError(feature, extra) from error


def _enumerations(arrow: pa.Table) -> dict[str, list[str]]:
    import pyarrow as pa

    names = [f.name for f in arrow.schema if pa.types.is_dictionary(f.type) and f.type.ordered]
    return {name: arrow[name].chunk(0).dictionary.to_pylist() for name in names}


def _identifier(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
