"""What tables and fields mean, readable in a terminal and in a notebook."""

from __future__ import annotations

from pathlib import Path

from sco_dataset.describing.html import field_html, table_html
from sco_dataset.describing.text import field_text, table_text
from sco_dataset.descriptor import read_package


class Description(str):
    """A text that shows as it is at the prompt, and as HTML in a notebook."""

    __slots__ = ("html",)
    html: str

    def __new__(cls, text: str, html: str) -> Description:
        made = super().__new__(cls, text)
        made.html = html
        return made

    def __reduce__(self) -> tuple[type[Description], tuple[str, str]]:
        return Description, (str(self), self.html)

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
    package = read_package(path)
    # Names of tables may have points of their own.
    is_table = name in package.table_names or "." not in str(name)
    table_name, _, field_name = (name, "", "") if is_table else name.rpartition(".")
    table = package.table(table_name)
    if not field_name:
        return Description(table_text(package, table), table_html(table))
    field = table.field(field_name)
    return Description(field_text(table, field), field_html(table, field))
