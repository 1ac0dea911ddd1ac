"""The mapping between the types of Table Schema and those of Arrow."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sco_dataset.descriptor import Field, Table
from sco_dataset.errors import UnknownNameError

if TYPE_CHECKING:
    import pyarrow as pa


def arrow_schema(table: Table) -> pa.Schema:
    """Return the Arrow schema of a table.

    Title and description of each field stand in the field's metadata; name, title, description
    and primary key of the table (as JSON) in the schema's. A required field is not nullable.

    Examples
    --------
    >>> from sco_dataset.descriptor import read_package
    >>> schema = arrow_schema(read_package().table("members"))
    >>> print(schema.field("start_date").type, schema.field("sources").type)
    date32[day] list<item: string>
    """
    import pyarrow as pa

    fields = [
        pa.field(
            field.name,
            arrow_type(field),
            nullable=not field.required,
            metadata={"title": field.title, "description": field.description},
        )
        for field in table.fields
    ]
    about = {
        "name": table.name,
        "title": table.title,
        "description": table.description,
        "primaryKey": json.dumps(table.primary_key),
    }
    return pa.schema(fields, metadata=about)


def arrow_type(field: Field) -> pa.DataType:
    """Return the Arrow type of a field.

    Raises
    ------
    UnknownNameError
        If the field has a type that has no column type in Arrow.
    """
    import pyarrow as pa

    if field.type == "list":
        item = str(field.properties.get("itemType", "string"))
        return pa.list_(_plain_type(item))
    return _plain_type(field.type)


def _plain_type(name: str) -> pa.DataType:
    import pyarrow as pa

    types = {
        "string": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
        "datetime": pa.timestamp("us"),
        "year": pa.int64(),
        "any": pa.string(),
    }
    if name not in types:
        raise UnknownNameError("Arrow type for the field type", name, types)
    return types[name]
