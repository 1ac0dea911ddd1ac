"""Read ``datapackage.json`` into frozen values; everything else is derived from these.

The shapes follow Data Package v2, <https://datapackage.org/standard/data-package/>; of version 1
the singular forms (a key as one string, a path as one string) are understood too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sco_dataset import descriptor_parts as parts
from sco_dataset.dialect import Dialect, read_dialect, read_encoding
from sco_dataset.errors import DescriptorError, UnknownNameError
from sco_dataset.json_shapes import list_at, list_of, optional, read_json_object, refuse_doubles, required
from sco_dataset.packaged_files import descriptor_path


@dataclass(frozen=True)
class Field:
    """A column of a table.

    ``properties`` holds the field descriptor, without nulls, for what has no attribute here.
    """

    name: str
    type: str
    format: str
    title: str
    description: str
    constraints: Mapping[str, Any]
    missing_values: tuple[str, ...]
    properties: Mapping[str, Any]

    @property
    def required(self) -> bool:
        """Whether a cell may not be empty."""
        return self.constraints.get("required") is True

    @property
    def allowed_values(self) -> tuple[Any, ...] | None:
        """The values of the enumeration in the descriptor's order, or None."""
        allowed = self.constraints.get("enum")
        return None if allowed is None else tuple(allowed)

    @property
    def labels(self) -> Mapping[Any, str]:
        """What each value of an enumeration stands for (``categories`` of Table Schema)."""
        categories = self.properties.get("categories", ())
        return {c["value"]: c.get("label", "") for c in categories if isinstance(c, dict) and "value" in c}

    def retyped(self, descriptor: Mapping[str, Any]) -> Field:
        """Return a field of the same name for the items of this one, as another descriptor tells."""
        return Field(
            name=self.name,
            type=str(descriptor.get("type", "any")),
            format=str(descriptor.get("format", "default")),
            title="",
            description="",
            constraints=MappingProxyType({}),
            missing_values=(),
            properties=MappingProxyType(dict(descriptor)),
        )

    @property
    def item_type(self) -> str:
        """The type of the items of a list."""
        return str(self.properties.get("itemType", "string"))

    @property
    def delimiter(self) -> str:
        """What separates the items of a list."""
        return str(self.properties.get("delimiter", ","))


@dataclass(frozen=True)
class ForeignKey:
    """Fields of a table whose values stand in a table that they refer to."""

    fields: tuple[str, ...]
    table: str
    reference_fields: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A tabular resource and its schema."""

    name: str
    title: str
    description: str
    paths: tuple[Path, ...]
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    unique_keys: tuple[tuple[str, ...], ...]
    foreign_keys: tuple[ForeignKey, ...]
    fields_match: str
    dialect: Dialect
    encoding: str
    compression: str
    properties: Mapping[str, Any]

    @property
    def field_names(self) -> tuple[str, ...]:
        """Names of the fields in order."""
        return tuple(field.name for field in self.fields)

    @property
    def path(self) -> Path:
        """The one file of a table that lies in one file."""
        return self.paths[0]

    def field(self, name: str) -> Field:
        """Return a field by name; raise UnknownNameError where there is none."""
        for field in self.fields:
            if field.name == name:
                return field
        raise UnknownNameError(f"field of {self.name}", name, self.field_names)

    @property
    def summary_fields(self) -> tuple[str, ...]:
        """The fields that tell people most, where there is no room for all (a property of ours)."""
        return tuple(self.properties.get("summaryFields", ()))

    @property
    def holds_spells(self) -> bool:
        """Whether its intervals are half-open: ``end_date`` is the first day it no longer holds."""
        return self.properties.get("interval") == "half-open"


@dataclass(frozen=True)
class OtherFile:
    """A resource that is no table: a file that is listed, and maybe counted and hashed."""

    name: str
    paths: tuple[Path, ...]
    properties: Mapping[str, Any]


@dataclass(frozen=True)
class Package:
    """A data package: its tables, and its properties as they stand in the descriptor."""

    path: Path
    tables: tuple[Table, ...]
    other_files: tuple[OtherFile, ...]
    properties: Mapping[str, Any]

    @property
    def name(self) -> str:
        """Name of the package."""
        return str(self.properties.get("name", ""))

    @property
    def version(self) -> str:
        """Version of the data, which is the version of the Python package too."""
        return str(self.properties.get("version", ""))

    @property
    def strict(self) -> bool:
        """Whether its text is checked for what is allowed but unwise (a property of ours)."""
        return self.properties.get("strict") is True

    @property
    def rule_ids(self) -> tuple[str, ...]:
        """Ids of the rules that its tables keep beside their schemas (a property of ours)."""
        return tuple(self.properties.get("rules") or ())

    @property
    def table_names(self) -> tuple[str, ...]:
        """Names of the tables in order."""
        return tuple(table.name for table in self.tables)

    def table(self, name: str) -> Table:
        """Return a table by name; raise UnknownNameError where there is none."""
        for table in self.tables:
            if table.name == name:
                return table
        raise UnknownNameError("table", name, self.table_names)


def read_package(path: Path | str | None = None) -> Package:
    """Read a descriptor.

    Parameters
    ----------
    path : path or str, optional
        A descriptor or the folder that holds it; the shipped package if None.

    Raises
    ------
    DescriptorError
        If it can't be read, or is no data package of tables.

    Examples
    --------
    >>> read_package().table("members").primary_key
    ('member_id',)
    """
    file = descriptor_path(path)
    modified = file.stat().st_mtime_ns
    package = _read_package(file.absolute(), modified)
    if parts.refers_to_files(package.properties):
        # They may have changed, though the descriptor did not.
        return _read_package.__wrapped__(file.absolute(), modified)
    return package


@lru_cache(maxsize=8)
def _read_package(file: Path, _modified: int) -> Package:
    properties = read_json_object(file, str(file))
    at = f"{file.name}: "
    optional(bool, properties, "strict", at)
    list_of(str, properties, "rules", at)
    for key in ("sources", "contributors"):
        list_of(dict, properties, key, at)
    resources = list_of(dict, properties, "resources", at)
    if not resources:
        raise DescriptorError(f"{at}resources is empty; a data package lists at least one")
    tables, other_files = [], []
    for i, resource in enumerate(resources):
        at_resource = f"{at}resources[{i}]."
        if parts.is_tabular(resource):
            tables.append(_table(resource, file.parent, at_resource))
        else:
            other_files.append(_other_file(resource, file.parent, at_resource))
    refuse_doubles([table.name for table in tables] + [other.name for other in other_files], f"{at}resources")
    _refuse_lost_references(tables, at)
    return Package(
        path=file,
        tables=tuple(tables),
        other_files=tuple(other_files),
        properties=MappingProxyType(dict(properties)),
    )


def _other_file(resource: Mapping[str, Any], folder: Path, at: str) -> OtherFile:
    name = required(str, resource, "name", at)
    # Data may stand in the descriptor itself, or somewhere on the web, where we don't look.
    inline = resource.get("data") is not None
    paths = () if inline or parts.is_remote(resource) else parts.paths(resource, folder, at)
    return OtherFile(name=name, paths=paths, properties=MappingProxyType(dict(resource)))


def _table(resource: Mapping[str, Any], folder: Path, at: str) -> Table:
    name = required(str, resource, "name", at)
    inline = resource.get("data") is not None
    paths = () if inline else parts.paths(resource, folder, at)
    dialect = parts.object_or_file(resource, "dialect", folder, at) or {}
    schema = parts.object_or_file(resource, "schema", folder, at)
    if schema is None:
        raise DescriptorError(f"{at}schema: a Table Schema is needed, as an object or as the path of one")
    at_schema = f"{at}schema."
    missing_values = parts.missing_values(schema, ("",), at_schema)
    fields = tuple(
        _field(f, missing_values, f"{at_schema}fields[{i}].")
        for i, f in enumerate(list_of(dict, schema, "fields", at_schema))
    )
    if not fields:
        raise DescriptorError(f"{at_schema}fields is empty; a table has at least one field")
    names = [field.name for field in fields]
    refuse_doubles(names, f"{at_schema}fields")
    fields_match = parts.fields_match(schema, at_schema)
    parts.check_days(resource, at)
    parts.key(list_of(str, resource, "summaryFields", at), names, f"{at}summaryFields")
    return Table(
        name=name,
        title=optional(str, resource, "title", at) or "",
        description=optional(str, resource, "description", at) or "",
        paths=paths,
        fields=fields,
        primary_key=parts.key(schema.get("primaryKey", []), names, f"{at_schema}primaryKey"),
        unique_keys=tuple(
            parts.filled_key(key, names, f"{at_schema}uniqueKeys[{i}]")
            for i, key in enumerate(list_at(schema, "uniqueKeys", at_schema))
        ),
        foreign_keys=tuple(
            _foreign_key(key, name, names, f"{at_schema}foreignKeys[{i}].")
            for i, key in enumerate(list_of(dict, schema, "foreignKeys", at_schema))
        ),
        fields_match=fields_match,
        dialect=read_dialect(dialect, str(resource.get("format", "csv")), f"{at}dialect."),
        encoding=read_encoding(resource, at),
        compression=parts.compression(resource, at),
        properties=MappingProxyType({**resource, "schema": schema, **({"dialect": dialect} if dialect else {})}),
    )


def _field(descriptor: Mapping[str, Any], missing_values: tuple[str, ...], at: str) -> Field:
    parts.check_shapes(descriptor, at)
    return Field(
        name=required(str, descriptor, "name", at),
        type=optional(str, descriptor, "type", at) or "string",
        format=optional(str, descriptor, "format", at) or "default",
        title=optional(str, descriptor, "title", at) or "",
        description=optional(str, descriptor, "description", at) or "",
        constraints=MappingProxyType(dict(optional(dict, descriptor, "constraints", at) or {})),
        missing_values=parts.missing_values(descriptor, missing_values, at),
        properties=MappingProxyType({key: value for key, value in descriptor.items() if value is not None}),
    )


def _foreign_key(descriptor: Mapping[str, Any], own_name: str, names: list[str], at: str) -> ForeignKey:
    reference = required(dict, descriptor, "reference", at)
    fields = parts.key(descriptor.get("fields"), names, f"{at}fields")
    reference_fields = parts.key(reference.get("fields"), None, f"{at}reference.fields")
    if len(fields) != len(reference_fields) or not fields:
        raise DescriptorError(f"{at}fields and its reference.fields differ in number, or are empty")
    table = optional(str, reference, "resource", f"{at}reference.") or own_name
    return ForeignKey(fields=fields, table=table, reference_fields=reference_fields)


def _refuse_lost_references(tables: list[Table], at: str) -> None:
    by_name = {table.name: table for table in tables}
    for table in tables:
        for key in table.foreign_keys:
            known = by_name[key.table].field_names if key.table in by_name else None
            if known is None:
                raise DescriptorError(f"{at}{table.name}: a foreign key refers to {key.table!r}, which is no table")
            for name in key.reference_fields:
                if name not in known:
                    raise DescriptorError(
                        f"{at}{table.name}: a foreign key refers to {key.table}.{name}; there is no such field"
                    )
