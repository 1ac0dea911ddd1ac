"""Read one cell: its text as a value of the type of its field, or None where it is none.

These are the verdicts of frictionless, to the letter, and the only place that gives them for
what doesn't have the plain form of its type (see ``plain_forms``). It reads the descriptor's own
bounds and enumerations too. In strict checking a cell must have a form of ``STRICT_FORMS`` before.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from sco_dataset.descriptor import Field

Reader = Callable[[str], Any]

TRUE_VALUES = ("true", "True", "TRUE", "1")
FALSE_VALUES = ("false", "False", "FALSE", "0")
ITEM_TYPES = ("string", "integer", "boolean", "number", "datetime", "date", "time")

_OFFSET = r"(Z|[+-]\d\d:\d\d)?"
_TIME = r"([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?"

# The lexical forms of the standard, in ASCII digits and without padding, by type and format.
STRICT_FORMS = {
    ("integer", "default"): r"[+-]?\d+",
    ("number", "default"): r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?|NaN|-?INF",
    ("date", "default"): r"\d{4}-\d\d-\d\d",
    ("time", "default"): _TIME + _OFFSET,
    ("datetime", "default"): r"\d{4}-\d\d-\d\dT" + _TIME + _OFFSET,
    ("year", "default"): r"\d{4}",
    ("yearmonth", "default"): r"\d{4}-(0[1-9]|1[0-2])",
    ("geopoint", "default"): r"-?\d+(\.\d+)?, ?-?\d+(\.\d+)?",
    ("string", "uuid"): r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}",
}


def reader(field: Field, strict: bool = False) -> Reader:
    """Return the function that reads the cells of a field.

    Examples
    --------
    >>> from sco_dataset.descriptor import read_package
    >>> read = reader(read_package().table("members").field("start_date"), strict=True)
    >>> read("2017-06-09"), read("2017-6-9")
    (datetime.date(2017, 6, 9), None)
    """
    read = _READERS.get(field.type, _any)(field)
    form = STRICT_FORMS.get((field.type, field.format)) if strict else None
    if strict and field.type == "list":
        return _list(field, strict=True)
    if form is None or (field.type in ("integer", "number") and _is_decorated(field)):
        return read
    fits = re.compile(form, re.ASCII).fullmatch
    return lambda text: read(text) if fits(text) else None


def constraint_value(field: Field, value: Any) -> Any:
    """Read a bound or a member of an enumeration, which JSON may give typed or as text."""
    if isinstance(value, str):
        return reader(field)(value)
    if field.type in ("integer", "year") and not isinstance(value, bool):
        whole = isinstance(value, int) or (isinstance(value, float) and value.is_integer())
        return int(value) if whole else None
    if field.type == "number" and isinstance(value, int | float) and not isinstance(value, bool):
        return Decimal(str(value))
    kinds: dict[str, type[object]] = {"boolean": bool, "array": list, "list": list, "object": dict, "geojson": dict}
    if field.type in kinds:
        return value if isinstance(value, kinds[field.type]) else None
    if field.type == "geopoint":
        return _point(value)
    return value if field.type == "any" else None


def _any(field: Field) -> Reader:
    return lambda text: text


def _is_decorated(field: Field) -> bool:
    """Whether numbers may have signs of currency, of grouping, or another decimal mark."""
    given = field.properties
    return given.get("bareNumber") is False or any(given.get(key) is not None for key in ("groupChar", "decimalChar"))


def _undecorated(field: Field) -> Callable[[str], str | None]:
    """Return the function that takes from a number what the field's properties allow around it."""
    given = field.properties
    group, decimal = given.get("groupChar") or "", given.get("decimalChar") or "."
    decoration = None if given.get("bareNumber", True) else re.compile(r"((^[^-\d]*)|(\D*$))")

    def bare(text: str) -> str | None:
        text = text.strip()
        if decoration:
            text = decoration.sub("", text)
        if group:
            text = text.replace(group, "")
        if decimal == ".":
            return text
        return None if "." in text else text.replace(decimal, ".")

    return bare


def _integer(field: Field) -> Reader:
    bare = _undecorated(field)

    def read(text: str) -> int | None:
        try:
            return int(bare(text) or "")
        except ValueError:
            return None

    return read


def _number(field: Field) -> Reader:
    bare = _undecorated(field)

    def read(text: str) -> Decimal | None:
        try:
            # Of the special values the standard spells infinity INF; Decimal reads that too.
            return Decimal(bare(text) or "")
        except InvalidOperation:
            return None

    return read


def _boolean(field: Field) -> Reader:
    words = dict.fromkeys(field.properties.get("trueValues", TRUE_VALUES), True)
    words |= dict.fromkeys(field.properties.get("falseValues", FALSE_VALUES), False)
    return words.get


def _date(field: Field) -> Reader:
    return _by_format(field, lambda text: datetime.strptime(text, "%Y-%m-%d"), lambda value: value.date())


def _time(field: Field) -> Reader:
    def default(text: str) -> Any:
        from dateutil.parser import isoparse

        if text[5] != ":" or len(text) < 8:
            raise ValueError(text)
        return isoparse(f"2000-01-01T{text}")

    return _by_format(field, default, lambda value: value.timetz())


def _datetime(field: Field) -> Reader:
    def default(text: str) -> Any:
        from dateutil.parser import isoparse

        if text[16] != ":" or len(text) < 19:
            raise ValueError(text)
        return isoparse(text)

    return _by_format(field, default, lambda value: value)


def _by_format(field: Field, default: Callable[[str], Any], part: Callable[[datetime], Any]) -> Reader:
    # Version 1 wrote patterns as "fmt:PATTERN".
    format = field.format.removeprefix("fmt:")

    def anyhow(text: str) -> Any:
        from dateutil.parser import parse

        return parse(text)

    parse = default if format == "default" else anyhow if format == "any" else None

    def read(text: str) -> date | time | datetime | None:
        try:
            value = parse(text) if parse else datetime.strptime(text, format)
            found: date | time | datetime = part(value)
        except (ValueError, OverflowError, IndexError, TypeError):
            return None
        return found

    return read


def _year(field: Field) -> Reader:
    def read(text: str) -> int | None:
        try:
            year = int(text) if len(text) == 4 else -1
        except ValueError:
            return None
        return year if 0 <= year <= 9999 else None

    return read


def _yearmonth(field: Field) -> Reader:
    def read(text: str) -> tuple[int, int] | None:
        try:
            year, month = map(int, text.split("-"))
        except ValueError:
            return None
        return (year, month) if 1 <= month <= 12 else None

    return read


def _duration(field: Field) -> Reader:
    def read(text: str) -> Any:
        from isodate import parse_duration

        try:
            return parse_duration(text)
        # isodate also fails on numbers too large for it, each in its own way.
        except (ValueError, ArithmeticError, TypeError):
            return None

    return read


def _array(field: Field) -> Reader:
    item = field.properties.get("arrayItem")
    read_item = None if not item else _array_item(field, item)

    def read(text: str) -> list[Any] | None:
        value = _json(text)
        if not isinstance(value, list):
            return None
        if read_item is None:
            return value
        items = [v if v is None else read_item(v) for v in value]
        unread = any(item is None and v is not None for item, v in zip(items, value, strict=True))
        return None if unread else items

    return read


def _array_item(field: Field, item: dict[str, Any]) -> Callable[[Any], Any]:
    typed = field.retyped(item)
    return lambda value: constraint_value(typed, value)


def _object(field: Field) -> Reader:
    def read(text: str) -> dict[str, Any] | None:
        value = _json(text)
        return value if isinstance(value, dict) else None

    return read


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _list(field: Field, strict: bool = False) -> Reader:
    read_item = reader(field.retyped({"type": field.properties.get("itemType", "string")}), strict)

    def read(text: str) -> list[Any] | None:
        items = [read_item(item) for item in text.split(field.delimiter)]
        return None if any(item is None for item in items) else items

    return read


def _geopoint(field: Field) -> Reader:
    def read(text: str) -> tuple[Decimal, Decimal] | None:
        if field.format == "default":
            return _point(text.split(","))
        value = _json(text)
        if field.format == "object":
            is_pair = isinstance(value, dict) and len(value) == 2
            value = [value.get("lon"), value.get("lat")] if is_pair else None
        return _point(value)

    return read


def _point(value: Any) -> tuple[Decimal, Decimal] | None:
    if not isinstance(value, list | tuple) or len(value) != 2:
        return None
    try:
        longitude, latitude = (Decimal(v.strip() if isinstance(v, str) else v) for v in value)
        inside = -180 <= longitude <= 180 and -90 <= latitude <= 90
    except (InvalidOperation, TypeError, ValueError):
        return None
    return (longitude, latitude) if inside else None


def _geojson(field: Field) -> Reader:
    # Only frictionless ships the schemas of GeoJSON and TopoJSON.
    from frictionless.fields import GeojsonField

    read: Reader = GeojsonField(name=field.name, format=field.format).create_value_reader()

    def read_safely(text: str) -> Any:
        try:
            return read(text)
        except RecursionError:
            return None

    return read_safely


def _string(field: Field) -> Reader:
    return _STRINGS.get(field.format, _is_text)


def _is_text(text: str) -> str | None:
    return text


def _email(text: str) -> str | None:
    from validators import email

    return text if email(text) else None


def _uri(text: str) -> str | None:
    from rfc3986 import uri_reference
    from rfc3986.exceptions import RFC3986Exception
    from rfc3986.validators import Validator

    try:
        Validator().require_presence_of("scheme").validate(uri_reference(text))
    except (RFC3986Exception, ValueError):
        return None
    return text


def _uuid(text: str) -> str | None:
    try:
        UUID(text)
    except ValueError:
        return None
    return text


def _binary(text: str) -> str | None:
    try:
        base64.b64decode(text)
    except (binascii.Error, ValueError):
        return None
    return text


_STRINGS: dict[str, Reader] = {"email": _email, "uri": _uri, "uuid": _uuid, "binary": _binary}

_READERS: dict[str, Callable[[Field], Reader]] = {
    "any": _any,
    "array": _array,
    "boolean": _boolean,
    "date": _date,
    "datetime": _datetime,
    "duration": _duration,
    "geojson": _geojson,
    "geopoint": _geopoint,
    "integer": _integer,
    "list": _list,
    "number": _number,
    "object": _object,
    "string": _string,
    "time": _time,
    "year": _year,
    "yearmonth": _yearmonth,
}

KNOWN_TYPES = frozenset(_READERS)

# Formats that are read; of the other types only "default" is.
KNOWN_FORMATS = {
    "string": ("default", *_STRINGS),
    "geopoint": ("default", "array", "object"),
    "geojson": ("default", "topojson"),
}
