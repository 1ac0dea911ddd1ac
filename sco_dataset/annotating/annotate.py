"""Add the standing of each row's country on each row's day to any data frame."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from sco_dataset.annotating.request import ADDED, Request, require_no_zone
from sco_dataset.backends import require
from sco_dataset.countries.index import CountryIndex, country_index
from sco_dataset.descriptor import read_package
from sco_dataset.errors import InvalidValueError, UnknownNameError
from sco_dataset.timeline import timeline

Frame = TypeVar("Frame")

DEFAULT_CODE = "iso3"


def annotate(
    frame: Frame,
    country: str = "iso3",
    date: str = "date",
    *,
    code: str | None = None,
    prefix: str = "sco_",
    path: Path | str | None = None,
) -> Frame:
    """Add the standing of each row's country on each row's day.

    Works on frames of pandas, polars, pyarrow, DuckDB, Dask, Ibis and PySpark. What is lazy stays
    lazy: nothing is collected, sorted or shuffled.

    Parameters
    ----------
    frame : data frame
        Of any of these libraries, with any number of rows.
    country : str
        Column of countries.
    date : str
        Column of days: dates, dates with time of day, or text as ``2017-06-09``, also as categories.
    code : str, optional
        What stands in the column of countries, a field of the table ``countries`` such as
        ``"cow_code"``; if None, the field of the column's name, or else ``"iso3"``. Cells are
        understood as they are written there: M49 codes without leading zeros too, and in place
        of a name all further names; only `country_code` overlooks case, accents and the like.
    prefix : str
        Begins the names of the columns that are added.
    path : path or str, optional
        Another data package than the shipped one.

    Returns
    -------
    data frame
        Of the same kind, with the same rows in the same order where they have one, and four
        columns more: ``sco_status`` (one of the values of ``members.status``, missing where
        there is none), ``sco_member``, ``sco_chair`` (presides over the heads of state) and
        ``sco_host`` (a meeting of heads of state takes place there on that day). The last three
        are true or false, and missing where the record does not cover the day, or the country
        can't be made out.

    Raises
    ------
    UnknownNameError
        If there is no such column, or no such code.
    InvalidValueError
        If the columns hold neither countries nor days, two columns have the same name, or the
        frame has the new columns already; if not one country is understood, as when it is named
        and codes are looked for. What only the cells of a lazy frame show, its library tells when
        it computes.
    MissingExtraError
        If narwhals, which knows all these libraries, is not installed.

    Examples
    --------
    >>> import pandas as pd
    >>> visits = pd.DataFrame({"iso3": ["IND", "IND", "FRA", "IND"], "date": ["2017-06-08", "2017-06-09"] * 2})
    >>> annotate(visits)[["iso3", "date", "sco_status", "sco_member"]]
      iso3        date sco_status  sco_member
    0  IND  2017-06-08   observer       False
    1  IND  2017-06-09     member        True
    2  FRA  2017-06-08        NaN       False
    3  IND  2017-06-09     member        True
    """
    wrapped = _wrapped(frame)
    request = _request(wrapped, country, date, code, prefix, path)
    import narwhals.stable.v2 as nw

    annotated: Any
    if wrapped.implementation.is_dask():
        annotated = _annotate_partitions(frame, country, date, code, prefix, path)
    elif wrapped.implementation.is_polars():
        from sco_dataset.annotating.polars_frames import annotate_eager, annotate_lazy

        annotate_polars: Any = annotate_lazy if isinstance(wrapped, nw.LazyFrame) else annotate_eager
        annotated = annotate_polars(frame, request)
    elif isinstance(wrapped, nw.DataFrame):
        from sco_dataset.annotating.row_frames import annotate_rows

        annotated = annotate_rows(wrapped, request).to_native()
    else:
        from sco_dataset.annotating.query_frames import annotate_query

        annotated = annotate_query(wrapped, request).to_native()
    if isinstance(wrapped, nw.DataFrame):
        told = nw.from_native(annotated, eager_only=True)[request.names["member"]]
        if told.null_count() == len(told) and not request.understands(wrapped[country]):
            request.refuse(wrapped[country])
    result: Frame = annotated
    return result


def annotate_file(
    file: Path,
    target: Path,
    progress: Callable[[int], None] = lambda done: None,
    *,
    country: str = "iso3",
    date: str = "date",
    code: str | None = None,
    prefix: str = "sco_",
    path: Path | str | None = None,
) -> tuple[int, int]:
    """Annotate a CSV or Parquet file piece by piece.

    Parameters
    ----------
    file, target : path
        Files that end in ``.csv`` or ``.parquet``. The cells of a CSV file keep their
        text, which is put into quotes.
    progress : callable, optional
        Is called with the number of rows done.
    country, date, code, prefix, path
        As `annotate` takes them.

    Returns
    -------
    tuple of int
        The number of rows, and of those among them whose country and day the record knows.

    Raises
    ------
    UnknownNameError, InvalidValueError
        As `annotate` does, or if a file ends in something else.
    InvalidDataError
        If the file is no CSV or Parquet.
    OSError
        If the file is not there, or can't be opened.
    """
    import pyarrow as pa

    from sco_dataset.annotating.row_frames import annotate_rows
    from sco_dataset.frame_files import read_batches, table_writer

    rows = known = 0
    understood = False
    request: Request | None = None
    with table_writer(target) as write:
        for batch in read_batches(file):
            wrapped = _wrapped(pa.Table.from_batches([batch]))
            # All pieces have the columns of the first one.
            request = request or _request(wrapped, country, date, code, prefix, path)
            annotated = annotate_rows(wrapped, request).to_native()
            columns = [column.combine_chunks() for column in annotated.columns]
            write(pa.RecordBatch.from_arrays(columns, schema=annotated.schema))
            rows += batch.num_rows
            known += batch.num_rows - columns[batch.num_columns + ADDED.index("member")].null_count
            understood = understood or (batch.num_rows > 0 and request.understands(wrapped[country]))
            progress(rows)
        if request is not None and rows and not understood:
            request.refuse(wrapped[country])
    return rows, known


def _wrapped(frame: Any) -> Any:
    """Return the frame as narwhals has it."""
    require("narwhals", "annotated frames", "annotate")
    import narwhals.stable.v2 as nw
    from narwhals.exceptions import DuplicateError

    try:
        return nw.from_native(frame)
    except TypeError as error:
        raise InvalidValueError(f"{type(frame).__name__} is no data frame that narwhals knows") from error
    except DuplicateError as error:
        raise InvalidValueError(
            f"each column needs a name of its own; rename them: {' '.join(str(error).split())}"
        ) from error


def _request(wrapped: Any, country: str, date: str, code: str | None, prefix: str, path: Path | str | None) -> Request:
    """Return what is asked of a frame, whose columns must be able to answer."""
    package = None if path is None else read_package(path)
    kinds = wrapped.collect_schema()
    if wrapped.implementation.is_polars():
        _require_polars_can_look_up(kinds, country, date)
    index = country_index(package)
    if country not in kinds:
        raise UnknownNameError("column", country, kinds)
    if code is None:
        code = country if country in index.fields else DEFAULT_CODE
    request = Request(
        country=country,
        date=date,
        code=code,
        index=index,
        keys=_keys(kinds, country, code, index),
        names={name: prefix + name for name in ADDED},
        record=timeline(package),
    )
    _require_columns(request, kinds)
    return request


def _annotate_partitions(
    frame: Any, country: str, date: str, code: str | None, prefix: str, path: Path | str | None
) -> Any:
    """Annotate a frame of Dask, whose partitions are frames of pandas."""
    options: dict[str, Any] = {"code": code, "prefix": prefix, "path": path}
    return frame.map_partitions(
        _annotate_partition, country, date, meta=annotate(frame._meta, country, date, **options), **options
    )


def _annotate_partition(
    frame: Any, country: str, date: str, code: str | None, prefix: str, path: Path | str | None
) -> Any:
    from sco_dataset.annotating.row_frames import annotate_rows

    wrapped = _wrapped(frame)
    return annotate_rows(wrapped, _request(wrapped, country, date, code, prefix, path)).to_native()


def _keys(kinds: Mapping[str, Any], country: str, code: str, index: CountryIndex) -> dict[str | int, str]:
    """Return what cells of the column of countries mean, as text or as numbers as the column has it."""
    import narwhals.stable.v2 as nw

    if code not in index.fields:
        raise UnknownNameError("code or name of countries", code, index.fields)
    texts = index.written(code)
    as_number = kinds[country].is_numeric()
    if as_number and (words := [text for text in texts if not text.isdigit()]):
        raise InvalidValueError(f"the column {country!r} holds numbers, but {code} is text, such as {words[0]!r}")
    keys: dict[str | int, str] = {} if as_number else dict(texts.items())
    # A column of Python objects may hold both.
    if as_number or kinds[country] == nw.Object:
        keys.update((int(text), iso3) for text, iso3 in texts.items() if text.isdigit())
    return keys


def _require_polars_can_look_up(kinds: Mapping[str, Any], *names: str) -> None:
    import narwhals.stable.v2 as nw

    for name in names:
        if name == "*" or (name.startswith("^") and name.endswith("$")):
            raise InvalidValueError(f"polars takes the column name {name!r} for a pattern; rename the column first")
        if kinds.get(name) == nw.Object:
            raise InvalidValueError(
                f"the column {name!r} holds Python objects, which polars can't look up; cast it first"
            )


def _require_columns(request: Request, kinds: Mapping[str, Any]) -> None:
    import narwhals.stable.v2 as nw

    kind = kinds[request.country]
    if not (kind.is_numeric() or isinstance(kind, (nw.String, nw.Categorical, nw.Enum, nw.Object))):
        raise InvalidValueError(
            f"the column {request.country!r} holds {kind}, but countries are needed: codes or names, as text or numbers"
        )
    if request.date not in kinds:
        raise UnknownNameError("column", request.date, kinds)
    kind = kinds[request.date]
    # An Object column of pandas may hold datetime.date; what it holds is seen when it is read.
    if not isinstance(kind, (nw.Date, nw.Datetime, nw.String, nw.Categorical, nw.Enum, nw.Object)):
        raise InvalidValueError(
            f"the column {request.date!r} holds {kind}, but days are needed: dates, dates with time, or text as "
            "2017-06-09; for years and months, join sco_dataset.panel() instead"
        )
    if isinstance(kind, nw.Datetime):
        require_no_zone(request.date, kind.time_zone)
    # DuckDB and Spark take names for equal that differ in case only.
    # Frames of pandas have names that are no text, too, such as the years of a wide table.
    taken = {str(name).casefold(): name for name in kinds}
    doubled = [taken[name.casefold()] for name in request.names.values() if name.casefold() in taken]
    if doubled:
        raise InvalidValueError(f"the frame has a column {doubled[0]!r} already; choose another prefix")
