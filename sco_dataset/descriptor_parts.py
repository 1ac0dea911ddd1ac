"""The parts of a descriptor that need nothing but themselves to be understood."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from sco_dataset.errors import DescriptorError
from sco_dataset.json_shapes import list_of, optional, read_json_object
from sco_dataset.packaged_files import path_inside

INTERVALS = ("half-open", "closed")
FIELDS_MATCH = ("exact", "equal", "subset", "superset", "partial")


def is_tabular(resource: Mapping[str, Any]) -> bool:
    """Tell tables from other files: those are listed in a package, but are not ours to read."""
    return "schema" in resource or resource.get("type") == "table" or resource.get("profile") == "tabular-data-resource"


def is_remote(resource: Mapping[str, Any]) -> bool:
    """Tell whether a resource lies somewhere on the web."""
    path = resource.get("path")
    return isinstance(path, str) and path.startswith(("http://", "https://"))


def paths(resource: Mapping[str, Any], folder: Path, at: str) -> tuple[Path, ...]:
    """Return the files of a resource, each sure to lie in the package."""
    given = resource.get("path")
    given = [given] if isinstance(given, str) else given
    if not isinstance(given, list) or not given or not all(isinstance(p, str) for p in given):
        raise DescriptorError(f"{at}path: a path or a list of paths is needed, relative to the descriptor")
    return tuple(path_inside(folder, p, f"{at}path") for p in given)


def refers_to_files(package: Mapping[str, Any]) -> bool:
    """Tell whether a schema or dialect of a package stands in a file of its own."""
    return any(isinstance(resource.get(key), str) for resource in package["resources"] for key in ("schema", "dialect"))


def object_or_file(resource: Mapping[str, Any], key: str, folder: Path, at: str) -> Mapping[str, Any] | None:
    """Return an object that stands in the descriptor or in a JSON file beside it."""
    value = resource.get(key)
    if isinstance(value, str):
        return read_json_object(path_inside(folder, value, f"{at}{key}"), f"{at}{key}")
    return optional(dict, resource, key, at)


def fields_match(schema: Mapping[str, Any], at: str) -> str:
    """Return how the fields of a schema match the columns of the file."""
    value = schema.get("fieldsMatch", "exact")
    # A list of one string is how the profile of version 2.0 spells it.
    value = value[0] if isinstance(value, list) and len(value) == 1 else value
    if value not in FIELDS_MATCH:
        raise DescriptorError(f"{at}fieldsMatch: one of {', '.join(FIELDS_MATCH)} is needed, not {value!r:.60}")
    return str(value)


def compression(resource: Mapping[str, Any], at: str) -> str:
    """Return how the file is compressed, as declared or by its name; empty if it is not."""
    declared = optional(str, resource, "compression", at)
    path = resource.get("path")
    first = path[0] if isinstance(path, list) and path else path
    return declared or ("gz" if isinstance(first, str) and first.endswith(".gz") else "")


def check_days(resource: Mapping[str, Any], at: str) -> None:
    """Raise DescriptorError where a property of ours on the days that a table holds can't be understood."""
    interval = resource.get("interval")
    if interval not in (None, *INTERVALS):
        raise DescriptorError(f"{at}interval: {' or '.join(INTERVALS)} is needed, not {interval!r:.60}")
    day = optional(str, resource, "completeUntil", at)
    if day is not None and not _is_day(day):
        raise DescriptorError(f"{at}completeUntil: a day such as 2017-06-09 is needed, not {day!r:.60}")
    optional(str, resource, "completenessNote", at)


def _is_day(text: str) -> bool:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return False
    # A day must follow, on which nothing is known.
    return day.isoformat() == text and day < date.max


def check_shapes(descriptor: Mapping[str, Any], at: str) -> None:
    """Raise DescriptorError where a property on how cells are read has a value of the wrong shape."""
    for key in ("trueValues", "falseValues"):
        if not list_of(str, descriptor, key, at) and key in descriptor:
            raise DescriptorError(f"{at}{key}: at least one word is needed")
    for key in ("groupChar", "itemType"):
        optional(str, descriptor, key, at)
    for key in ("decimalChar", "delimiter"):
        if optional(str, descriptor, key, at) == "":
            raise DescriptorError(f"{at}{key}: at least one character is needed")
    optional(bool, descriptor, "bareNumber", at)
    optional(dict, descriptor, "arrayItem", at)


def filled_key(value: Any, names: list[str], at: str) -> tuple[str, ...]:
    """Return the fields of a key that must have at least one."""
    found = key(value, names, at)
    if not found:
        raise DescriptorError(f"{at}: at least one field is needed")
    return found


def key(value: Any, names: list[str] | None, at: str) -> tuple[str, ...]:
    """Return the names of fields, which version 1 could write as one string; they must be among ``names``."""
    parts = [value] if isinstance(value, str) else value
    if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
        raise DescriptorError(f"{at}: the name of a field or a list of names is needed, not {value!r:.60}")
    for part in parts:
        if names is not None and part not in names:
            raise DescriptorError(f"{at}: there is no field {part!r} in this table")
    return tuple(parts)


def missing_values(descriptor: Mapping[str, Any], default: tuple[str, ...], at: str) -> tuple[str, ...]:
    """Return the texts that stand for no value."""
    values = descriptor.get("missingValues")
    if values is None:
        return default
    if isinstance(values, list):
        # Version 2 allows objects with a value and a label.
        plain = [v.get("value") if isinstance(v, dict) else v for v in values]
        strings = tuple(v for v in plain if isinstance(v, str))
        if len(strings) == len(plain):
            return strings
    raise DescriptorError(f"{at}missingValues: a list of strings is needed, not {values!r:.60}")
