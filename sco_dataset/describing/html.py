"""What tables and fields mean, as HTML for notebooks."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from sco_dataset.descriptor import Field, Table


def table_html(table: Table) -> str:
    """Return what a table means and which fields it has."""
    rows = ((f.name, f.type, "required" if f.required else "", f"{f.title}. {f.description}") for f in table.fields)
    return _html(f"{table.name}: {table.title}", table.description, ("field", "type", "", "meaning"), rows)


def field_html(table: Table, field: Field) -> str:
    """Return what a field means and what it may hold."""
    constraints = ((name, str(value)) for name, value in field.constraints.items() if name != "enum")
    values = ((str(value), field.labels.get(value, "")) for value in field.allowed_values or ())
    title = f"{table.name}.{field.name} ({field.type}): {field.title}"
    return _html(title, field.description, ("value or constraint", "meaning"), [*constraints, *values])


def _html(title: str, text: str, header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = "".join(f"<th>{escape(name)}</th>" for name in header)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return f"<h4>{escape(title)}</h4><p>{escape(text)}</p>{table}"
