"""Choose rows and columns of a table by conditions given as text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from typing import TYPE_CHECKING, Any

from sco_dataset.arrow_tables import boolean_words, read_arrow
from sco_dataset.coverage_period import COMPLETE_UNTIL, complete_until
from sco_dataset.descriptor import Field, Package, Table
from sco_dataset.errors import InvalidValueError, OutsideCoverageError, UnknownNameError

if TYPE_CHECKING:
    import pyarrow as pa

# Longer ones first, so that ">=" is not read as ">".
OPERATORS = {
    "!=": "not_equal",
    ">=": "greater_equal",
    "<=": "less_equal",
    "=": "equal",
    ">": "greater",
    "<": "less",
    "~": "match_substring",
}
CONDITION = re.compile(rf"\s*([^!<>=~]+?)\s*({'|'.join(OPERATORS)})(.*)", re.DOTALL)
INTEGER = r"[+-]?[0-9]+"
NUMBER = r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,2})?"
DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
SMALLEST_INTEGER, LARGEST_INTEGER = -(2**63), 2**63 - 1


@dataclass(frozen=True)
class Condition:
    """A comparison of a field with a value, such as ``status=member``."""

    field: Field
    operator: str
    value: str

    @classmethod
    def parse(cls, text: str, table: Table) -> Condition:
        """Read a condition.

        Raises
        ------
        InvalidValueError
            If it is no condition, or the value can't stand in the field.
        UnknownNameError
            If the table has no such field, or its enumeration no such value.
        """
        if any("\ud800" <= letter <= "\udfff" for letter in text):
            raise InvalidValueError(f"{text!r} holds bytes that are no UTF-8")
        match = CONDITION.fullmatch(text)
        if match is None:
            raise InvalidValueError(
                f"{text!r} is no condition; write FIELD, one of {' '.join(OPERATORS)}, and a value: status=member"
            )
        name, operator, value = match.groups()
        return cls(table.field(name), operator, value.strip())

    def mask(self, arrow: pa.Table) -> pa.ChunkedArray:
        """Return for each row whether it fulfils the condition; empty cells equal only ``=`` with nothing."""
        import pyarrow.compute as pc

        column = arrow[self.field.name]
        if self.value == "" and self.operator in ("=", "!="):
            return column.is_null() if self.operator == "=" else column.is_valid()
        if self.field.type == "list":
            return _list_mask(column, self.operator, self.value)
        if self.operator == "~":
            return pc.match_substring(column.cast("string"), self.value, ignore_case=True)
        compare = getattr(pc, OPERATORS[self.operator])
        return compare(column, parse_value(self.value, self.field))


def select(
    arrow: pa.Table,
    table: Table,
    where: Sequence[str] = (),
    *,
    year: int | None = None,
    on: date | None = None,
    columns: Sequence[str] = (),
    sort: str | None = None,
    limit: int | None = None,
) -> pa.Table:
    """Return the chosen rows and columns of a table.

    Parameters
    ----------
    arrow : pyarrow.Table
        The rows.
    table : Table
        Their description.
    where : sequence of str
        Conditions that all hold, such as ``"status=member"`` or ``"start_date>=2001-06-15"``;
        ``~`` finds a part of the text.
    year : int, optional
        Rows whose interval, or whose first date, touches this year; where a table
        has several dates, the first one has to be required.
    on : date, optional
        Rows whose interval holds this day; half-open or closed as the table says.
    columns : sequence of str
        Fields to keep, in this order; all if empty.
    sort : str, optional
        Field to sort by, with ``-`` before it in descending order.
    limit : int, optional
        Number of rows to keep.

    Raises
    ------
    UnknownNameError, InvalidValueError
        If a condition doesn't fit the table, the field to sort by is a list, or a column is named twice.
    OutsideCoverageError
        If the year or day lies beyond the day to which a table of spells is complete.
    """
    masks = [Condition.parse(text, table).mask(arrow) for text in where]
    if year is not None:
        masks.append(_touches(arrow, table, date(year, 1, 1), date(year, 12, 31)))
    if on is not None:
        masks.append(_touches(arrow, table, on, on))
    if masks:
        import pyarrow.compute as pc

        arrow = arrow.filter(reduce(pc.and_, masks))
    if sort is not None:
        arrow = arrow.sort_by([_sort_key(sort, table)])
    if columns:
        arrow = arrow.select(_column_names(columns, table))
    return arrow if limit is None else arrow.slice(0, limit)


def require_known_keys(package: Package, table: Table, where: Sequence[str]) -> None:
    """Make sure that conditions ask for keys that exist.

    An empty answer would hide that a key is mistyped.

    Parameters
    ----------
    package : Package
        The tables, of which those are read that the conditions refer to.
    table : Table
        The table whose rows are chosen.
    where : sequence of str
        Conditions, as `select` takes them.

    Raises
    ------
    UnknownNameError
        If a condition sets the primary key or a foreign key equal to a value that no row has.
    """
    referred = {
        key.fields[0]: (key.table, key.reference_fields[0]) for key in table.foreign_keys if len(key.fields) == 1
    }
    if len(table.primary_key) == 1:
        referred[table.primary_key[0]] = (table.name, table.primary_key[0])
    for text in where:
        condition = Condition.parse(text, table)
        if condition.operator == "=" and condition.value and condition.field.name in referred:
            other, field = referred[condition.field.name]
            known = read_arrow(package.table(other))[field].to_pylist()
            if condition.value not in known:
                raise UnknownNameError(f"row of {other}", condition.value, known)


def parse_date(text: str) -> date:
    """Read a day in ISO 8601; raise InvalidValueError where there is no such day.

    Examples
    --------
    >>> parse_date("2017-06-09")
    datetime.date(2017, 6, 9)
    """
    if not re.fullmatch(DAY, text):
        raise InvalidValueError(f"{text!r} is no date; write it as YYYY-MM-DD, such as 2017-06-09")
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InvalidValueError(f"{text!r} is not in the calendar: {error}") from error


def parse_value(text: str, field: Field) -> Any:
    """Read a value as the type of a field, one of its enumeration where it has one."""
    value = _read(text, field)
    # Of dates the enumeration holds the text.
    if field.allowed_values is not None and value not in field.allowed_values and text not in field.allowed_values:
        raise UnknownNameError(f"value of {field.name}", text, map(str, field.allowed_values))
    return value


def _read(text: str, field: Field) -> Any:
    if field.type == "date":
        return parse_date(text)
    if field.type == "boolean":
        words = [word.lower() for word in boolean_words(field)]
        if text.lower() not in words:
            raise InvalidValueError(f"{text!r} is no value of {field.name}; allowed are {words[1]} and {words[0]}")
        return text.lower() == words[1]
    if field.type == "datetime":
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            moment = None
        if moment is None or moment.tzinfo is not None:
            raise InvalidValueError(f"{text!r} is no day and time; write it as 2017-06-09T14:30:00")
        return moment
    if field.type in ("integer", "number", "year"):
        # Python reads more than what may stand in a cell: 1_000, digits of other scripts, nan.
        if not re.fullmatch(NUMBER if field.type == "number" else INTEGER, text):
            raise InvalidValueError(f"{text!r} is no {field.type}, which {field.name} holds")
        value = float(text) if field.type == "number" else int(text)
        if isinstance(value, int) and not SMALLEST_INTEGER <= value <= LARGEST_INTEGER:
            raise InvalidValueError(
                f"{text} is no value of {field.name}; allowed are integers from {SMALLEST_INTEGER} to {LARGEST_INTEGER}"
            )
        return value
    return text


def _sort_key(sort: str, table: Table) -> tuple[str, str]:
    field = table.field(sort.removeprefix("-"))
    if field.type == "list":
        raise InvalidValueError(f"rows can't be sorted by {field.name}, which holds lists; name another field")
    return field.name, "descending" if sort.startswith("-") else "ascending"


def _column_names(columns: Sequence[str], table: Table) -> list[str]:
    names = [table.field(name).name for name in columns]
    for name in names:
        if names.count(name) > 1:
            raise InvalidValueError(f"the column {name} is asked for {names.count(name)} times; name it once")
    return names


def _list_mask(column: pa.ChunkedArray, operator: str, value: str) -> pa.Array:
    import pyarrow as pa

    if operator not in ("=", "!=", "~"):
        raise InvalidValueError(
            f"lists can't be compared with {operator}; use = for one of the items, or ~ for a part of one"
        )

    def fits(items: list[Any] | None) -> bool:
        texts = [str(item) for item in items or ()]
        found = any(value.casefold() in text.casefold() for text in texts) if operator == "~" else value in texts
        return found if operator != "!=" else bool(texts) and not found

    return pa.array([fits(items) for items in column.to_pylist()])


def _touches(arrow: pa.Table, table: Table, first: date, last: date) -> pa.ChunkedArray:
    """Tell which rows hold on some day of a period."""
    import pyarrow.compute as pc

    dates = [field.name for field in table.fields if field.type == "date"]
    if not dates:
        raise InvalidValueError(f"the table {table.name} has no dates to choose by")
    if not {"start_date", "end_date"} <= set(dates):
        if len(dates) > 1 and not table.field(dates[0]).constraints.get("required"):
            raise InvalidValueError(
                f"not every row of {table.name} has a day to choose by; choose by a condition instead, such as "
                f"{dates[0]}>={first}"
            )
        days = arrow[dates[0]]
        return pc.and_(pc.greater_equal(days, first), pc.less_equal(days, last))
    if table.holds_spells:
        _require_known(arrow, table, first)
    ends = pc.greater if table.holds_spells else pc.greater_equal
    not_over = pc.fill_null(ends(arrow["end_date"], first), True)
    return pc.and_(pc.less_equal(arrow["start_date"], last), not_over)


def _require_known(arrow: pa.Table, table: Table, day: date) -> None:
    """Refuse a day on which a spell without an end may be over, and others may have begun."""
    import pyarrow.compute as pc

    if COMPLETE_UNTIL in table.properties and day > complete_until(table):
        raise OutsideCoverageError(day, pc.min(arrow["start_date"]).as_py(), complete_until(table))
