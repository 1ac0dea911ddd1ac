"""Take values of an expected shape out of JSON that anybody may have written."""

from __future__ import annotations

import codecs
import json
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from sco_dataset.errors import DescriptorError

T = TypeVar("T")

# A descriptor is written by hand or by a program that lists tables; more is an attack or a mistake.
LARGEST_DESCRIPTOR = 64 * 1024 * 1024

WORDS: dict[type[object], str] = {
    str: "a string",
    list: "a list",
    dict: "an object",
    bool: "true or false",
    int: "a whole number",
}


def read_json_object(file: Path, at: str) -> Mapping[str, Any]:
    """Read a file that holds one JSON object.

    Raises
    ------
    DescriptorError
        If it can't be read, is too large, or holds anything else.
    """
    try:
        if file.stat().st_size > LARGEST_DESCRIPTOR:
            raise DescriptorError(f"{at}: is larger than {LARGEST_DESCRIPTOR} bytes")
        content = parse_json(file.read_bytes())
        # Half of a surrogate pair can be escaped in JSON, but is no character that could be printed.
        json.dumps(content, ensure_ascii=False).encode("utf-8")
    except OSError as error:
        raise DescriptorError(f"{at}: can't be read: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise DescriptorError(f"{at}: is no JSON in UTF-8: {error}") from error
    if not isinstance(content, dict):
        raise DescriptorError(f"{at}: a JSON object is needed, not {type(content).__name__}")
    return content


def parse_json(content: bytes, parse_float: Callable[[str], object] = float) -> Any:
    """Read JSON; raise ValueError for what isn't JSON in UTF-8, or would be lost on the way."""
    if content.startswith(codecs.BOM_UTF8):
        raise ValueError("it begins with a byte order mark; save it as UTF-8 without one")
    return json.loads(
        content.decode("utf-8"), object_pairs_hook=_object_of, parse_constant=_refuse_constant, parse_float=parse_float
    )


def required(kind: type[T], descriptor: Mapping[str, Any], key: str, at: str) -> T:
    """Return a value that must be there, and not be empty."""
    value = optional(kind, descriptor, key, at)
    if not value:
        raise DescriptorError(f"{at}{key} is missing")
    return value


def optional(kind: type[T], descriptor: Mapping[str, Any], key: str, at: str) -> T | None:
    """Return a value of the given kind, or None where there is none."""
    value = descriptor.get(key)
    if value is not None and not is_kind(kind, value):
        raise DescriptorError(f"{at}{key}: {WORDS[kind]} is needed, not {value!r:.60}")
    return value


def list_at(descriptor: Mapping[str, Any], key: str, at: str) -> list[Any]:
    """Return a list, empty where there is none."""
    return optional(list, descriptor, key, at) or []


def list_of(kind: type[T], descriptor: Mapping[str, Any], key: str, at: str) -> list[T]:
    """Return a list whose items are all of the given kind, empty where there is none."""
    values = list_at(descriptor, key, at)
    for i, value in enumerate(values):
        if not is_kind(kind, value):
            raise DescriptorError(f"{at}{key}[{i}]: {WORDS[kind]} is needed, not {value!r:.60}")
    return values


def is_kind(kind: type[object], value: object) -> bool:
    """Tell whether a JSON value is of a kind; ``true`` is no number."""
    return isinstance(value, kind) and not (kind is int and isinstance(value, bool))


def refuse_doubles(names: list[str], at: str) -> None:
    """Raise DescriptorError where a name stands twice."""
    if len(set(names)) < len(names):
        double = next(name for name, count in Counter(names).items() if count > 1)
        raise DescriptorError(f"{at}: the name {double!r} stands there twice")


def _object_of(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Make an object, of whose keys none stands twice: the first of them would be lost."""
    made = dict(pairs)
    if len(made) < len(pairs):
        key = next(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
        raise ValueError(f"the key {key!r} stands twice in one object; remove one of them")
    return made


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON value")
