"""What a descriptor asks for and this engine doesn't check: said aloud, never passed over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sco_dataset.descriptor import Field, OtherFile, Package, Table
from sco_dataset.dialect import OTHER_FORMATS
from sco_dataset.errors import nearest_name
from sco_dataset.issue import Issue
from sco_dataset.validation.constraints import OF_ALL_TYPES, SUPPORTED
from sco_dataset.validation.readers import KNOWN_FORMATS, KNOWN_TYPES

FORMATS = ("csv", "tsv")
# By these a file is taken for what they say, by all others for CSV.
OTHER_SUFFIXES = ("tsv", "xlsx", "xls", "ods", "json", "jsonl", "ndjson", "parquet", "feather", "sqlite", "html")
# Properties that mean something only in another place, where they are easily forgotten to be put.
MISPLACED_IN_RESOURCE = ("missingValues", "primaryKey", "foreignKeys", "uniqueKeys", "fieldsMatch", "fields")
MISPLACED_IN_FIELD = (*OF_ALL_TYPES, "primaryKey", "pattern", "minimum", "maximum", "minLength", "maxLength")
# What every Python has, of a fixed length.
HASHES = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_256", "sha3_512", "blake2b", "blake2s")
DATES = ("date", "time", "datetime")


def unchecked(package: Package) -> Iterator[Issue]:
    """Yield an issue for each property that is declared and not enforced."""
    for table in package.tables:
        for where, why in _of_table(table):
            yield Issue(table.name, None, None, "not-checked", f"{where}: {why}")
        for field in table.fields:
            for where, why in _of_field(field):
                yield Issue(table.name, None, field.name, "not-checked", f"{where}: {why}")
    for other in package.other_files:
        for where, why in _of_other(other):
            yield Issue(other.name, None, None, "not-checked", f"{where}: {why}")


def is_readable(table: Table) -> bool:
    """Tell whether a table is CSV that this engine reads."""
    return bool(table.paths) and _format(table) in FORMATS and table.compression in ("", "gz")


def _format(table: Table) -> str:
    declared = table.properties.get("format")
    if isinstance(declared, str):
        return declared
    suffix = Path(table.path.name.removesuffix(".gz")).suffix.lower().removeprefix(".")
    return suffix if suffix in OTHER_SUFFIXES else "csv"


def _of_table(table: Table) -> Iterator[tuple[str, str]]:
    given = table.properties
    if not table.paths:
        yield "data", "only tables in CSV files are checked; put the data into a file"
    elif _format(table) not in FORMATS:
        yield "format", f"{_format(table)!r:.40} is not read; only CSV is"
    if table.compression not in ("", "gz"):
        yield "compression", f"{table.compression!r:.40} is not read; use gz or none"
    dialect = given.get("dialect")
    for name in OTHER_FORMATS:
        if isinstance(dialect, dict) and name in dialect:
            yield f"dialect.{name}", "no CSV file has that; remove the property"
    for name in MISPLACED_IN_RESOURCE:
        if name in given:
            yield name, "it belongs into the schema"
    yield from _of_hash(given, len(table.paths))


def _of_other(other: OtherFile) -> Iterator[tuple[str, str]]:
    given = other.properties
    path = given.get("path")
    if (isinstance(path, str) and path.endswith((".csv", ".tsv", ".csv.gz", ".tsv.gz"))) or given.get(
        "format"
    ) == "csv":
        yield "schema", "there is none, so that nothing is known of the cells"
    if isinstance(path, str) and path.startswith(("http://", "https://")):
        yield "path", "nothing is fetched from the web"
    yield from _of_hash(given, len(other.paths))


def _of_hash(given: Any, files: int) -> Iterator[tuple[str, str]]:
    value = given.get("hash")
    if value is not None:
        algorithm = hash_algorithm(value)
        if algorithm is None:
            yield "hash", f"{value!r:.60} is no hash that could be checked; write sha256:..."
        elif files > 1:
            yield "hash", "it is not defined for several paths"
    if given.get("bytes") is not None and not isinstance(given["bytes"], int):
        yield "bytes", "a whole number is needed"


def hash_algorithm(value: object) -> str | None:
    """Return the algorithm of a hash as descriptors write it; MD5 is the default of the standard.

    Examples
    --------
    >>> hash_algorithm("sha256:00"), hash_algorithm("00"), hash_algorithm("crc:00")
    ('sha256', 'md5', None)
    """
    if not isinstance(value, str) or not value:
        return None
    algorithm = value.partition(":")[0].lower() if ":" in value else "md5"
    return algorithm if algorithm in HASHES else None


def _of_field(field: Field) -> Iterator[tuple[str, str]]:
    if field.type not in KNOWN_TYPES:
        nearest = nearest_name(field.type, KNOWN_TYPES)
        meant = f"; did you mean {nearest}?" if nearest else ""
        yield "type", f"there is no type {field.type!r:.40}{meant}"
        return
    if not _knows_format(field):
        yield "format", f"{field.format!r:.40} is no format of {field.type}"
    for name in field.constraints:
        if name not in OF_ALL_TYPES and name not in SUPPORTED[field.type]:
            yield f"constraints.{name}", f"a field of type {field.type} can't be held to it"
    for name in MISPLACED_IN_FIELD:
        if name in field.properties:
            yield name, "it belongs into constraints"
    item = field.properties.get("arrayItem")
    if isinstance(item, dict) and item.get("constraints"):
        yield "arrayItem.constraints", "the type of items is checked, their constraints are not; use jsonSchema"
    if field.type == "list" and field.item_type not in (
        "string", "integer", "boolean", "number", "datetime", "date", "time",
    ):  # fmt: skip
        yield "itemType", f"{field.item_type!r:.40} is no type of items"


def _knows_format(field: Field) -> bool:
    if field.type in DATES:
        return field.format in ("default", "any") or "%" in field.format
    return field.format in KNOWN_FORMATS.get(field.type, ("default",)) or field.type == "any"
