"""Read one cell: its text as a value of the type of its field, or None where it is none.

These are the verdicts of frictionless, to the letter, and the only place that gives them for
what doesn't have the plain form of its type (see ``plain_forms``). It reads the descriptor's own
bounds and enumerations too. In strict checking a cell must have a form of ``STRICT_FORMS`` before.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from sco_dataset.descriptor import Field
from sco_dataset.validation.scalar_readers import SCALARS, STRING_FORMATS, Reader, as_it_stands

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
    if form is None or is_decorated(field):
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
    if field.type in ("array", "list") and isinstance(value, list):
        return _items(value, _item_reader(field))
    kinds: dict[str, type[object]] = {"boolean": bool, "object": dict, "geojson": dict}
    if field.type in kinds:
        return value if isinstance(value, kinds[field.type]) else None
    if field.type == "geopoint":
        return _point(value)
    return value if field.type == "any" else None


def _any(_field: Field) -> Reader:
    return as_it_stands


def is_decorated(field: Field) -> bool:
    """Tell whether the numbers of a field may have signs of currency, of grouping, or another decimal mark."""
    plain = {"bareNumber": True, "groupChar": "", "decimalChar": "."}
    return field.type in ("integer", "number") and any(
        field.properties.get(key, default) != default for key, default in plain.items()
    )


def _array(field: Field) -> Reader:
    read_item = _item_reader(field)

    def read(text: str) -> list[Any] | None:
        value = _json(text)
        return _items(value, read_item) if isinstance(value, list) else None

    return read


def _item_reader(field: Field) -> Callable[[Any], Any]:
    """Return the function that reads the items of a list or array, which JSON may give typed."""
    item = field.properties.get("arrayItem") if field.type == "array" else {"type": field.item_type}
    if not item:
        return lambda value: value
    typed = field.retyped(item)
    return lambda value: constraint_value(typed, value)


def _items(values: list[Any], read_item: Callable[[Any], Any]) -> list[Any] | None:
    """Read items, of which null is one; return None where one can't be read."""
    items = [None if value is None else read_item(value) for value in values]
    unread = any(item is None and value is not None for item, value in zip(items, values, strict=True))
    return None if unread else items


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
    read_item = reader(field.retyped({"type": field.item_type}), strict)

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


_READERS: dict[str, Callable[[Field], Reader]] = {
    **SCALARS,
    "any": _any,
    "array": _array,
    "geojson": _geojson,
    "geopoint": _geopoint,
    "list": _list,
    "object": _object,
}

KNOWN_TYPES = frozenset(_READERS)

# Formats that are read; of the other types only "default" is.
KNOWN_FORMATS = {
    "string": ("default", *STRING_FORMATS),
    "geopoint": ("default", "array", "object"),
    "geojson": ("default", "topojson"),
}
