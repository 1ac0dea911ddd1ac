"""The codebook: tables, fields, enumerations and rules as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from sco_dataset.coverage_period import COMPLETE_UNTIL, completeness
from sco_dataset.descriptor import Field, Package, Table
from sco_dataset.rules import registered_rules


def codebook_text(package: Package) -> str:
    """Return the generated part of ``CODEBOOK.md``, which follows the coding rules."""
    lines = [line for table in package.tables for line in _table_lines(table)]
    return "\n".join([*lines, *_rule_lines(package)]) + "\n"


def _table_lines(table: Table) -> Iterator[str]:
    yield f"## {table.name}: {table.title}"
    yield ""
    yield table.description
    yield ""
    # Without the folder, which is another one in a release.
    yield f"- File: `{table.path.name}`"
    yield f"- Primary key: `{', '.join(table.primary_key)}`"
    for key in table.foreign_keys:
        yield f"- `{', '.join(key.fields)}` refers to `{key.table}.{', '.join(key.reference_fields)}`"
    if COMPLETE_UNTIL in table.properties:
        yield f"- Complete until {completeness(table)}"
    if "interval" in table.properties:
        closed = "the last day" if table.properties["interval"] == "closed" else "the first day it no longer holds"
        yield f"- Intervals are {table.properties['interval']}: `end_date` is {closed}."
    yield ""
    yield "| field | type | meaning | allowed |"
    yield "| --- | --- | --- | --- |"
    for field in table.fields:
        yield f"| `{field.name}` | {field.type} | **{field.title}.** {field.description} | {_allowed(field)} |"
    yield ""
    for field in table.fields:
        if field.allowed_values:
            yield f"`{table.name}.{field.name}`:"
            yield ""
            for value in field.allowed_values:
                yield f"- `{value}`: {field.labels.get(value, '')}"
            yield ""


def _rule_lines(package: Package) -> Iterator[str]:
    rules = registered_rules()
    yield "## Rules"
    yield ""
    yield "What a schema can't say is checked by rules; a breach has the code `rule/` and the id."
    yield ""
    yield "| id | rule | reason |"
    yield "| --- | --- | --- |"
    for rule_id in package.rule_ids:
        rule = rules[rule_id]
        yield f"| `{rule.id}` | {rule.title} | {rule.reason} |"


def _allowed(field: Field) -> str:
    words = {"required": "required", "unique": "unique"}
    parts = [word for name, word in words.items() if field.constraints.get(name)]
    if "pattern" in field.constraints:
        escaped = str(field.constraints["pattern"]).replace("|", "\\|")
        parts.append(f"pattern `{escaped}`")
    parts += [f"{name} {field.constraints[name]}" for name in ("minimum", "maximum") if name in field.constraints]
    if field.allowed_values:
        parts.append("one of the values below")
    return ", ".join(parts)
