"""Read cells of one value: numbers, booleans, days and times, and strings of a format."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any

from sco_dataset.descriptor import Field

Reader = Callable[[str], Any]

TRUE_VALUES = ("true", "True", "TRUE", "1")
FALSE_VALUES = ("false", "False", "FALSE", "0")


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
            value = Decimal(bare(text) or "")
        except InvalidOperation:
            return None
        # Nothing can be compared with the NaN that signals, not even itself: to ask is an exception.
        return None if value.is_snan() else value

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


def _string(field: Field) -> Reader:
    return STRING_FORMATS.get(field.format, as_it_stands)


def as_it_stands(text: str) -> str | None:
    """Return the text itself: any text is a value."""
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
    from uuid import UUID

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


STRING_FORMATS: dict[str, Reader] = {"email": _email, "uri": _uri, "uuid": _uuid, "binary": _binary}

SCALARS: dict[str, Callable[[Field], Reader]] = {
    "boolean": _boolean,
    "date": _date,
    "datetime": _datetime,
    "duration": _duration,
    "integer": _integer,
    "number": _number,
    "string": _string,
    "time": _time,
    "year": _year,
    "yearmonth": _yearmonth,
}
