"""The header of a table against its fields."""

from __future__ import annotations

from collections.abc import Sequence

from sco_dataset.descriptor import Field, Table
from sco_dataset.validation.findings import Finding

# Which mismatch each way of matching by name puts up with.
TOLERATES_EXTRA_LABELS = ("subset", "partial")
TOLERATES_MISSING_FIELDS = ("superset", "partial")


def columns_of(labels: Sequence[str], table: Table) -> list[Field | None]:
    """Return for each column its field, or None where the schema has none for it."""
    if not labels:
        return list(table.fields)
    if table.fields_match == "exact":
        return [table.fields[i] if i < len(table.fields) else None for i in range(len(labels))]
    by_label = {_fold(field.name, table): field for field in reversed(table.fields)}
    return [by_label.get(_fold(label, table)) for label in labels]


def check_header(labels: Sequence[str], table: Table) -> list[Finding]:
    """Return what is wrong with a header; nothing is said of a table that has none."""
    if not labels or not any(labels):
        return [Finding(1, 0, "blank-header")] if table.dialect.header else []
    if table.fields_match == "exact":
        return _by_position(labels, table)
    return _by_name(labels, table)


def _by_position(labels: Sequence[str], table: Table) -> list[Finding]:
    names = table.field_names
    found = [Finding(1, i, "extra-label", value=label) for i, label in enumerate(labels) if i >= len(names)]
    found += [Finding(1, i, "missing-label", field=names[i]) for i in range(len(labels), len(names))]
    seen: dict[str, int] = {}
    for i, (label, name) in enumerate(zip(labels, names, strict=False)):
        if not label:
            found.append(Finding(1, i, "blank-label", field=name))
        elif label in seen:
            found.append(Finding(1, i, "duplicate-label", str(seen[label] + 1), label, field=name))
        elif _fold(label, table) != _fold(name, table):
            found.append(Finding(1, i, "incorrect-label", value=label, field=name))
        seen.setdefault(label, i)
    return found


def _by_name(labels: Sequence[str], table: Table) -> list[Finding]:
    columns = columns_of(labels, table)
    found = []
    seen: dict[str, int] = {}
    for i, (label, field) in enumerate(zip(labels, columns, strict=True)):
        folded = _fold(label, table)
        if folded in seen:
            name = field.name if field else None
            found.append(Finding(1, i, "duplicate-label", str(seen[folded] + 1), label, field=name))
        elif field is None and table.fields_match not in TOLERATES_EXTRA_LABELS:
            found.append(Finding(1, i, "extra-label", value=label))
        seen.setdefault(folded, i)
    if table.fields_match == "partial" and not any(columns):
        found.append(Finding(1, 0, "unmatched-header"))
    missing = [field for field in table.fields if _fold(field.name, table) not in seen]
    if table.fields_match in TOLERATES_MISSING_FIELDS:
        missing = [field for field in missing if field.required or field.name in table.primary_key]
    return found + [Finding(1, len(labels) + i, "missing-label", field=field.name) for i, field in enumerate(missing)]


def _fold(name: str, table: Table) -> str:
    return name if table.dialect.header_case else name.lower()
