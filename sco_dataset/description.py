"""What tables and fields mean, readable in a terminal and in a notebook."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path

from sco_dataset.describing import describe as plain_text
from sco_dataset.descriptor import Field, Table, read_package


class Description(str):
    """A text that shows as it is at the prompt, and as HTML in a notebook."""

    __slots__ = ("html",)
    html: str

    def __new__(cls, text: str, html: str) -> Description:
        made = super().__new__(cls, text)
        made.html = html
        return made

    def __repr__(self) -> str:
        return str(self).rstrip("\n")

    def _repr_html_(self) -> str:
        return self.html


def describe(name: str, path: Path | str | None = None) -> Description:
    """Return what a table or a field means and what it may hold.

    Parameters
    ----------
    name : str
        ``"members"`` for a table, ``"members.status"`` for a field.
    path : path or str, optional
        Another data package than the shipped one.

    Returns
    -------
    Description
        A string, which notebooks show as HTML.

    Raises
    ------
    UnknownNameError
        If there is no such table or field.

    Examples
    --------
    >>> describe("events.latitude")
    events.latitude (number): Latitude
      Latitude of the city in decimal degrees north, WGS 84.
      minimum: -90
      maximum: 90
    """
    table_name, _, field_name = name.partition(".")
    table = read_package(path).table(table_name)
    html = _field_html(table, table.field(field_name)) if field_name else _table_html(table)
    return Description(plain_text(name, path), html)


def _table_html(table: Table) -> str:
    rows = ((f.name, f.type, "required" if f.required else "", f"{f.title}. {f.description}") for f in table.fields)
    return _html(f"{table.name}: {table.title}", table.description, ("field", "type", "", "meaning"), rows)


def _field_html(table: Table, field: Field) -> str:
    constraints = ((name, str(value)) for name, value in field.constraints.items() if name != "enum")
    values = ((str(value), field.labels.get(value, "")) for value in field.allowed_values or ())
    title = f"{table.name}.{field.name} ({field.type}): {field.title}"
    return _html(title, field.description, ("value or constraint", "meaning"), [*constraints, *values])


def _html(title: str, text: str, header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = "".join(f"<th>{escape(name)}</th>" for name in header)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return f"<h4>{escape(title)}</h4><p>{escape(text)}</p>{table}"
