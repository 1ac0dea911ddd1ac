"""The constraints of a field: on whole columns, and on one value."""

from __future__ import annotations

import json
import operator
import re
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sco_dataset.arrow_tables import text_array
from sco_dataset.descriptor import Field
from sco_dataset.errors import DescriptorError
from sco_dataset.json_shapes import WORDS, is_kind
from sco_dataset.validation.arrow_values import (
    Mask,
    mask_of,
    matching,
    numbers_of,
    offsets_of,
    take,
    where,
)
from sco_dataset.validation.plain_forms import plain_form
from sco_dataset.validation.readers import constraint_value

# What each type may be held to. The standard has more for duration than frictionless.
_ORDERED: dict[str, Callable[[Any, Any], bool]] = {
    "minimum": operator.ge,
    "maximum": operator.le,
    "exclusiveMinimum": operator.gt,
    "exclusiveMaximum": operator.lt,
}
_SIZED = ("minLength", "maxLength")
SUPPORTED = {
    "any": (),
    "array": (*_SIZED, "jsonSchema"),
    "boolean": (),
    "date": tuple(_ORDERED),
    "datetime": tuple(_ORDERED),
    "duration": tuple(_ORDERED),
    "geojson": (),
    "geopoint": (),
    "integer": tuple(_ORDERED),
    "list": _SIZED,
    "number": tuple(_ORDERED),
    "object": (*_SIZED, "jsonSchema"),
    "string": (*_SIZED, "pattern"),
    "time": tuple(_ORDERED),
    "year": tuple(_ORDERED),
    "yearmonth": tuple(_ORDERED),
}
OF_ALL_TYPES = ("required", "unique", "enum")

# What RE2 reads in another way than Python: a count without a lower bound, POSIX classes; and what
# it reads so where text is not ASCII: classes of characters, ends of words, folding of case.
_READ_OTHERWISE = re.compile(r"\{,|\[\[?:")
_READ_OTHERWISE_BEYOND_ASCII = re.compile(r"\\[DWSbBdws]|\(\?[a-zA-Z]*i")


@dataclass(frozen=True)
class Constraint:
    """One constraint of a field.

    Parameters
    ----------
    name : str
        Its name in Table Schema.
    holds : function
        Whether it holds of a value.
    suspects : function or None
        Given a column's cells, and the same as Arrow values, which may break it: none that does
        is left out, and what doesn't is sorted out by ``broken``. None where every cell may.
    breaks : function or None
        The exact answer for many cells, where there is one that doesn't need their values.
    """

    name: str
    holds: Callable[[Any], bool]
    suspects: Callable[[pa.Array, pa.Array], Mask | None] | None = None
    breaks: Callable[[pa.Array], Mask] | None = None

    def broken(self, texts: Sequence[str], values: Sequence[Any]) -> Sequence[bool]:
        """Return for each text, and the value that was read from it, whether it breaks the constraint."""
        if self.breaks is not None:
            flags: list[bool] = self.breaks(text_array(texts)).tolist()
            return flags
        return [not self.holds(value) for value in values]


def constraints_of(field: Field, at: str) -> tuple[Constraint, ...]:
    """Return the constraints of a field that are checked value by value.

    Raises
    ------
    DescriptorError
        If a constraint has a value that it can't have.
    """
    shapes = {"required": bool, "unique": bool, "enum": list, "pattern": str, "minLength": int, "maxLength": int}
    supported = SUPPORTED.get(field.type, ())
    found = []
    for name, limit in field.constraints.items():
        at_constraint = f"{at}constraints.{name}"
        if limit is None:
            continue
        if name in shapes and not is_kind(shapes[name], limit):
            raise DescriptorError(f"{at_constraint}: {WORDS[shapes[name]]} is needed, not {limit!r:.60}")
        if name == "enum":
            found.append(_enumeration(field, name, limit, at_constraint))
        elif name in supported:
            found.append(_MAKERS[name](field, name, limit, at_constraint))
    if (categories := field.properties.get("categories")) is not None:
        found.append(_categories(field, categories, f"{at}categories"))
    return tuple(found)


def _enumeration(field: Field, name: str, values: list[Any], at: str) -> Constraint:
    allowed = [constraint_value(field, value) for value in values]
    if unread := [value for value, read in zip(values, allowed, strict=True) if read is None]:
        raise DescriptorError(f"{at}: {unread[0]!r:.60} is no {field.type}")
    spelled = text_array(sorted({spelling(value) for value in values}))

    def suspects(cells: pa.Array, _values: pa.Array) -> Mask | None:
        return ~mask_of(pc.is_in(cells, value_set=spelled))

    return Constraint(name, lambda value: value in allowed, suspects)


def _categories(field: Field, categories: Any, at: str) -> Constraint:
    if field.type not in ("string", "integer") or not isinstance(categories, list) or not categories:
        raise DescriptorError(f"{at}: a list is needed, and a field of type string or integer")
    values = [c.get("value") if isinstance(c, dict) else c for c in categories]
    return _enumeration(field, "categories", values, at)


def spelling(value: Any) -> str:
    """Return how a value of JSON would most likely be spelled in a cell."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _pattern(field: Field, name: str, limit: str, at: str) -> Constraint:
    try:
        whole = re.compile(limit)
    except (re.error, RecursionError, OverflowError) as error:
        raise DescriptorError(f"{at}: {limit!r:.100} is no regular expression: {error}") from error

    def holds(value: str) -> bool:
        return whole.fullmatch(value) is not None

    re2_pattern = rf"\A(?:{limit})\z"
    if _READ_OTHERWISE.search(limit) or not _is_known_to_re2(re2_pattern):
        return Constraint(name, holds)
    same_everywhere = not _READ_OTHERWISE_BEYOND_ASCII.search(limit)

    def breaks(cells: pa.Array) -> Mask:
        # RE2 takes linear time whatever the pattern; Python's engine may take for ever, and is
        # asked only where the two read a pattern in different ways.
        mask = ~mask_of(matching(cells, re2_pattern))
        if not same_everywhere:
            beyond_ascii = where(~mask_of(matching(cells, r"\A[ -~]*\z")))
            mask[beyond_ascii] = [not holds(text) for text in take(cells, beyond_ascii).to_pylist()]
        return mask

    return Constraint(name, holds, lambda cells, _values: breaks(cells), breaks)


def _is_known_to_re2(pattern: str) -> bool:
    """Tell whether RE2 knows a pattern; it doesn't where one looks ahead or back."""
    try:
        matching(text_array([""]), pattern)
    except pa.ArrowInvalid:
        return False
    return True


def _bound(field: Field, name: str, limit: Any, at: str) -> Constraint:
    bound = constraint_value(field, limit)
    if bound is None or bound != bound:
        raise DescriptorError(f"{at}: {limit!r:.60} is no {field.type}")
    below = name in ("minimum", "exclusiveMinimum")
    strictly = name.startswith("exclusive")
    compare = _ORDERED[name]
    bounds = _ends(bound) if field.type == "duration" else [bound]

    def holds(value: Any) -> bool:
        # NaN is neither above nor below anything, nor are a time with an offset and one without.
        if value != value:
            return False
        try:
            return all(map(compare, _ends(value) if field.type == "duration" else [value], bounds))
        except TypeError:
            return False

    form = plain_form(field)
    arrow_bound = None if form is None or form.arrow is None else form.values(text_array([_bound_text(bound)]))
    if arrow_bound is None:
        return Constraint(name, holds)
    number = numbers_of(arrow_bound)[0]
    # Two decimals may be one binary number: at the bound itself each value is looked at.
    beyond_or_equal = strictly or field.type == "number"

    def suspects(_cells: pa.Array, values: pa.Array) -> Mask | None:
        numbers = numbers_of(values)
        if below:
            mask: Mask = numbers <= number if beyond_or_equal else numbers < number
        else:
            mask = numbers >= number if beyond_or_equal else numbers > number
        return mask

    return Constraint(name, holds, suspects)


def _ends(duration: Any) -> list[datetime]:
    """Return when a duration ends that begins at times at which months and years differ in length.

    By these XML Schema compares durations: P1M is more than P27D, and neither more nor less than P30D.
    """
    found = []
    for year, month in ((1696, 9), (1697, 2), (1903, 3), (1903, 7)):
        try:
            found.append(datetime(year, month, 1) + duration)
        except (OverflowError, ValueError):
            # Beyond the calendar; a duration of that length is more than every other.
            found.append(datetime.max)
    return found


def _bound_text(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _length(field: Field, name: str, limit: int, at: str) -> Constraint:
    shortest = name == "minLength"

    def holds(value: Any) -> bool:
        return len(value) >= limit if shortest else len(value) <= limit

    def of_text(cells: pa.Array, _values: pa.Array) -> Mask | None:
        lengths = np.diff(offsets_of(cells))
        # A character takes one to four bytes.
        if not (lengths < 4 * limit if shortest else lengths > limit).any():
            return None
        characters = pc.utf8_length(cells)
        lengths = np.frombuffer(characters.buffers()[1], np.int32)[characters.offset :][: len(cells)]
        return lengths < limit if shortest else lengths > limit

    return Constraint(name, holds, of_text if field.type == "string" else None)


def _json_schema(field: Field, name: str, limit: Any, at: str) -> Constraint:
    """Check against a JSON Schema; nothing that it refers to is fetched."""
    from jsonschema.exceptions import SchemaError
    from jsonschema.validators import validator_for
    from referencing import Registry
    from referencing.exceptions import Unresolvable

    if not isinstance(limit, dict):
        raise DescriptorError(f"{at}: a JSON Schema is needed, as an object, not {limit!r:.60}")
    try:
        with warnings.catch_warnings():
            # Of a draft that it doesn't know the library only warns.
            warnings.simplefilter("error")
            kind = validator_for(limit)
        kind.check_schema(limit)
    except (SchemaError, RecursionError, DeprecationWarning, TypeError) as error:
        raise DescriptorError(f"{at}: is no JSON Schema: {error!s:.200}") from error
    validator = kind(limit, registry=Registry())

    def holds(value: Any) -> bool:
        try:
            return bool(validator.is_valid(value))
        except OverflowError:
            # JSON's 1e400 is infinite, and of no number a multiple.
            return False
        except (Unresolvable, RecursionError) as error:
            raise DescriptorError(f"{at}: {error}; a reference must stay within the schema") from error

    return Constraint(name, holds)


_MAKERS: dict[str, Callable[[Field, str, Any, str], Constraint]] = {
    "pattern": _pattern,
    "jsonSchema": _json_schema,
    **dict.fromkeys(_ORDERED, _bound),
    **dict.fromkeys(_SIZED, _length),
}
