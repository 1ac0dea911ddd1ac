"""Keys of rows as numbers of 64 bits: equal keys have equal numbers.

Keeping a number for each row is what lets tables of many millions of rows be checked in bounded
memory. Rows of equal numbers are only suspected of having equal keys: their cells are read and
compared afterwards. The other way round, that a number is there in another table is taken as
proof: with a million rows it is wrong once in some ten million tables.
"""

from __future__ import annotations

import json
import zlib
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from sco_dataset.arrow_tables import text_array
from sco_dataset.descriptor import Field
from sco_dataset.validation.arrow_values import bytes_of, numbers_of, offsets_of
from sco_dataset.validation.columns import Checked, Column

Numbers = npt.NDArray[np.uint64]

NULL = np.uint64(0x9E3779B97F4A7C15)
_FACTORS = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))
# The first so many bytes of a word of eight.
_LEADING = np.array([(1 << (8 * n)) - 1 for n in range(9)], np.uint64)
LONG_TEXT = 256
# Decimals of so many characters at most are told apart by their binary numbers.
EXACT_DECIMAL = 15
NUMERIC = ("integer", "number", "year", "boolean")


def fingerprints(checked: Checked, column: Column, count: int) -> Numbers:
    """Return a number for each cell of a column: equal values have equal numbers.

    Cells that hold no value, or none of their type, have the number ``NULL``.
    """
    field = column.field
    found = np.full(count, NULL, np.uint64)
    plain = _of_plain(checked, field)
    odd, texts = checked.odd, checked.odd_texts
    if plain is None:
        # Not all of them can be told apart by their Arrow values.
        cells = np.arange(count) if checked.plain is None else checked.plain
        odd = np.concatenate([cells, odd])
        texts = checked.cells.to_pylist() + texts
    elif checked.plain is None:
        found = plain
    else:
        found[checked.plain] = plain
    if len(odd):
        values = {text: column.read(text) for text in dict.fromkeys(texts)}
        read = {text: _canonical(value) for text, value in values.items() if value is not None}
        kept = [i for i, text in enumerate(texts) if text in read]
        found[odd[kept]] = _of_canonical([read[texts[i]] for i in kept], field)
    return found


def combined(columns: list[Numbers]) -> Numbers:
    """Return one number for the cells of several columns in each row."""
    if len(columns) == 1:
        return columns[0]
    found = np.zeros(len(columns[0]), np.uint64)
    for column in columns:
        found = _mixed(found * _FACTORS[1] + column)
    return found


def comparable(value: Any) -> Any:
    """Return a value in a form that can be hashed and compared, as frictionless would compare it."""
    return json.dumps(value, sort_keys=True, default=str) if isinstance(value, list | dict) else value


def _of_plain(checked: Checked, field: Field) -> Numbers | None:
    if checked.values is None:
        return np.zeros(0, np.uint64)
    if field.type not in NUMERIC:
        return of_texts(checked.cells, _domain(field))
    if field.type == "boolean":
        return None
    numbers = numbers_of(checked.values)
    if field.type == "number":
        lengths = np.diff(offsets_of(checked.cells))
        if len(lengths) and int(lengths.max()) > EXACT_DECIMAL:
            return None
    elif len(numbers) and max(int(numbers.max()), -int(numbers.min())) >= 2**53:
        return None
    return _of_floats(numbers.astype(np.float64))


def equals_nothing(numbers: Numbers) -> npt.NDArray[np.bool_]:
    """Return which fingerprints are that of NaN, which no value equals, not even itself."""
    return np.asarray(numbers == _of_floats(np.array([np.nan])))


def _of_canonical(values: list[float | str], field: Field) -> Numbers:
    floats = np.array([value if isinstance(value, float) else 0.0 for value in values], np.float64)
    texts = of_texts(text_array(value if isinstance(value, str) else "" for value in values), _domain(field))
    is_float = np.array([isinstance(value, float) for value in values], np.bool_)
    return np.where(is_float, _of_floats(floats), texts)


def _domain(field: Field) -> int:
    """Return a number for the values that can be equal: no date equals a string."""
    kind = "number" if field.type in NUMERIC else "text" if field.type == "any" else field.type
    return zlib.crc32(b"text" if kind == "string" else kind.encode())


def _of_floats(numbers: npt.NDArray[np.float64]) -> Numbers:
    # Adding 0 makes 0 of -0.
    return _mixed((numbers + 0.0).view(np.uint64) ^ NULL)


def of_texts(texts: pa.Array, seed: int) -> Numbers:
    """Return a number for each text, eight bytes of all texts at a time."""
    offsets = offsets_of(texts).astype(np.int64)
    starts, lengths = offsets[:-1] - offsets[0], np.diff(offsets)
    data = bytes_of(texts)
    padded = np.zeros(len(data) + 8, np.uint8)
    padded[: len(data)] = data
    words: Numbers = np.ndarray(len(data) + 1, "<u8", padded, strides=(1,))
    found = _mixed(lengths.astype(np.uint64) ^ np.uint64(seed))
    shortest, longest = (int(lengths.min()), int(lengths.max())) if len(lengths) else (0, 0)
    for at in range(0, min(longest, LONG_TEXT), 8):
        if shortest == longest:
            # Texts of one length, such as codes, need no look-up of where each begins.
            found = _mixed(found ^ (words[at::longest][: len(found)] & _LEADING[min(longest - at, 8)]))
        elif shortest - at >= 8:
            found = _mixed(found ^ words[starts + at])
        else:
            longer = np.flatnonzero(lengths > at)
            word = words[starts[longer] + at] & _LEADING[np.minimum(lengths[longer] - at, 8)]
            found[longer] = _mixed(found[longer] ^ word)
    for i in np.flatnonzero(lengths > LONG_TEXT):
        found[i] ^= _of_long_text(data[starts[i] : starts[i] + lengths[i]])
    return found


def _of_long_text(data: memoryview) -> np.uint64:
    from hashlib import blake2b

    return np.uint64(int.from_bytes(blake2b(data, digest_size=8).digest(), "little"))


def _mixed(numbers: Numbers) -> Numbers:
    """Scatter numbers, as the generator splitmix64 does."""
    numbers = (numbers ^ (numbers >> np.uint64(30))) * _FACTORS[0]
    numbers = (numbers ^ (numbers >> np.uint64(27))) * _FACTORS[1]
    found: Numbers = numbers ^ (numbers >> np.uint64(31))
    return found


def _canonical(value: Any) -> float | str:
    """Return the same for all values that are equal, and as far as possible only for those.

    Numbers that are a binary number exactly, or its shortest decimal form, become that.
    """
    if isinstance(value, bool | int | Decimal):
        return _canonical_number(Decimal(value))
    if isinstance(value, datetime) and value.utcoffset() is not None:
        return _in_utc(value)
    if isinstance(value, time) and value.utcoffset() is not None:
        return _in_utc(datetime.combine(date(2000, 1, 2), value))
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, tuple):
        year_and_month = len(value) == 2 and isinstance(value[0], int)
        if year_and_month:
            return f"{value[0]:04d}-{value[1]:02d}"
        return ",".join(str(_canonical(part)) for part in value)
    if isinstance(value, str):
        return value
    if isinstance(value, list | dict):
        return str(comparable(value))
    # A duration of years and months: twelve months have another hash than a year.
    return f"{value.years}, {value.months}, {value.tdelta}"


def _canonical_number(value: Decimal) -> float | str:
    if value.is_nan():
        return float("nan")
    if value.is_infinite():
        return str(value)
    try:
        nearest = float(value)
        return nearest if Decimal(repr(nearest)) == value else str(value.normalize())
    except (OverflowError, ArithmeticError):
        return str(value)


def _in_utc(value: datetime) -> str:
    try:
        return value.astimezone(UTC).isoformat()
    except OverflowError:
        return "at the end of time"
