"""What tables and fields mean, in plain text."""

from __future__ import annotations

import textwrap

from sco_dataset.coverage import STATES, coverage
from sco_dataset.coverage_period import COMPLETE_UNTIL, completeness
from sco_dataset.descriptor import Field, Package, Table

WIDTH = 88


def table_text(package: Package, table: Table) -> str:
    """Return what a table means and holds; of the events also what is known of each body's meetings."""
    lines = [f"{table.name}: {table.title}", *_wrapped(table.description)]
    lines.append(f"  primary key: {', '.join(table.primary_key)}")
    if complete := COMPLETE_UNTIL in table.properties:
        lines += _wrapped(f"complete until: {completeness(table)}")
    lines.append("  fields:")
    longest = max(len(field.name) for field in table.fields)
    for field in table.fields:
        need = "required" if field.required else ""
        lines.append(f"    {field.name:{longest}}  {field.type:8} {need:8}  {field.title}".rstrip())
    text = "".join(f"{line}\n" for line in lines)
    return text + (_coverage_text(package) if table.name == "events" and complete else "")


def _coverage_text(package: Package) -> str:
    """Tell for each body in which years its meetings are known."""
    years: dict[str, dict[str, list[int]]] = {}
    for row in coverage(package):
        if row.scope == "body":
            years.setdefault(row.body, {}).setdefault(row.state, []).append(row.year)
    lines = ["  what is known of each body's meetings, from its first known one:"]
    for body, states in years.items():
        told = "; ".join(f"{state.replace('_', ' ')} {_ranges(states[state])}" for state in STATES if state in states)
        lines += textwrap.wrap(f"{body}: {told}", WIDTH, initial_indent="    ", subsequent_indent="      ")
    return "".join(f"{line}\n" for line in lines)


def _ranges(years: list[int]) -> str:
    """Write years in short.

    >>> _ranges([2002, 2003, 2004, 2006])
    '2002-2004, 2006'
    """
    starts = [year for year in years if year - 1 not in years]
    ends = [year for year in years if year + 1 not in years]
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in zip(starts, ends, strict=True))


def field_text(table: Table, field: Field) -> str:
    """Return what a field means and what it may hold."""
    lines = [f"{table.name}.{field.name} ({field.type}): {field.title}", *_wrapped(field.description)]
    for key in table.foreign_keys:
        if field.name in key.fields:
            lines.append(f"  refers to: {key.table}.{', '.join(key.reference_fields)}")
    lines += [f"  {name}: {_words(value)}" for name, value in field.constraints.items() if name != "enum"]
    if field.allowed_values is not None:
        lines.append("  allowed values:")
        longest = max(len(str(value)) for value in field.allowed_values)
        lines += [f"    {value!s:{longest}}  {field.labels.get(value, '')}".rstrip() for value in field.allowed_values]
    return "".join(f"{line}\n" for line in lines)


def _words(value: object) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent="  ", subsequent_indent="  ")
