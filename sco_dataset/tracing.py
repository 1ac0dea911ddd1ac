"""Where a row comes from: its sources, what other sources say, and which claims rest on it."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sco_dataset.descriptor import Package, read_package
from sco_dataset.errors import UnknownNameError
from sco_dataset.text_rows import key_of, list_cell, text_rows

Row = Mapping[str, str]


@dataclass(frozen=True)
class Provenance:
    """What stands behind a row; cells are text, as in the files.

    Parameters
    ----------
    table, key : str
        The row.
    row : mapping
        Its cells.
    sources : sequence of mapping
        Rows of ``sources`` that it names, in its order, after the text that makes a claim; of a
        table that names none, the code lists that the package names.
    discrepancies : sequence of mapping
        Rows of ``discrepancies`` about it.
    claims : sequence of mapping
        Rows of ``claims`` whose evidence it is.
    """

    table: str
    key: str
    row: Row
    sources: Sequence[Row]
    discrepancies: Sequence[Row]
    claims: Sequence[Row]

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain values for JSON."""
        parts = {"row": self.row, "sources": self.sources, "discrepancies": self.discrepancies, "claims": self.claims}
        return {"table": self.table, "key": self.key, **parts}

    def __str__(self) -> str:
        lines = [f"{self.table}/{self.key}"]
        lines += [f"  {name}: {value}" for name, value in self.row.items() if value and name != "sources"]
        lines += ["sources:", *(line for source in self.sources for line in _source_lines(source))]
        for row in self.discrepancies:
            values = f"{row['adopted_value']} taken, {row['reported_value']} reported"
            lines += ["discrepancy:", *_wrapped(f"{row['field']}: {values}. {row['explanation']}")]
        for row in self.claims:
            lines += ["claim:", *_wrapped(f"{row['claim']} ({row['verdict']}) {row['explanation']}")]
        return "\n".join(lines)


def provenance(table: str, key: str, *, path: Path | str | None = None) -> Provenance:
    """Return a row's sources in full, its discrepancies, and the claims that use it.

    Parameters
    ----------
    table : str
        Name of the table.
    key : str
        Primary key of the row.
    path : path or str, optional
        Another data package than the shipped one.

    Returns
    -------
    Provenance
        Prints readably; its parts are mappings from field to text.

    Raises
    ------
    UnknownNameError
        If there is no such table or row; the message names the nearest.

    Examples
    --------
    >>> found = provenance("members", "ind-member-2017")
    >>> found.row["start_date"], len(found.sources) > 1, "url" in found.sources[0]
    ('2017-06-09', True, True)
    """
    package = read_package(path)
    described = package.table(table)
    rows = {key_of(row, described): row for row in text_rows(described)}
    if key not in rows:
        raise UnknownNameError(f"row of {table}", key, rows)
    return Provenance(
        table=table,
        key=key,
        row=rows[key],
        sources=_sources(package, table, rows[key]),
        discrepancies=[
            row for row in _rows_of(package, "discrepancies") if (row["table"], row["row_id"]) == (table, key)
        ],
        claims=[
            row
            for row in _rows_of(package, "claims")
            if f"{table}/{key}" in list_cell(row, package.table("claims"), "evidence")
        ],
    )


def _sources(package: Package, table: str, row: dict[str, str]) -> list[Row]:
    if table == "sources":
        return []
    if not row.keys() & {"source_id", "sources"}:
        listed = package.properties.get("sources") or ()
        return [{"title": str(source.get("title", "")), "url": str(source.get("path", ""))} for source in listed]
    known = {source["source_id"]: source for source in _rows_of(package, "sources")}
    named = [row.get("source_id", ""), *list_cell(row, package.table(table), "sources")]
    return [known[name] for name in dict.fromkeys(named) if name in known]


def _rows_of(package: Package, table: str) -> list[dict[str, str]]:
    return list(text_rows(package.table(table))) if table in package.table_names else []


def _source_lines(source: Row) -> list[str]:
    told = [source.get(name) for name in ("publisher", "published_date", "kind", "language")]
    return [f"  - {source['title']} ({', '.join(filter(None, told))})".replace(" ()", ""), f"    {source['url']}"]


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, 98, initial_indent="  ", subsequent_indent="  ")
