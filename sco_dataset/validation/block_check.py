"""Check one block of rows: cells, blank rows, lengths of rows, and fingerprints of keys."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from sco_dataset.validation.arrow_values import Mask, take, where
from sco_dataset.validation.blocks import Block
from sco_dataset.validation.columns import TYPE, Checked, Column, check_column
from sco_dataset.validation.findings import Finding, Findings, place
from sco_dataset.validation.fingerprints import Numbers, fingerprints
from sco_dataset.validation.keys import Key, KeyNumbers
from sco_dataset.validation.text_checks import check_texts


@dataclass(frozen=True)
class Plan:
    """What is to be checked in the rows of a table.

    Parameters
    ----------
    columns : list of Column
        One for each column of the file.
    keys : list of Key
        Keys whose fields the file has.
    wanted : list of tuple of str
        Further fields whose fingerprints are needed: other tables refer to them.
    strict : bool
        Whether the text itself is checked.
    limit : int or None
        How many findings are kept.
    """

    columns: list[Column]
    keys: list[Key]
    wanted: list[tuple[str, ...]]
    strict: bool
    limit: int | None

    def position(self, name: str) -> int:
        """Return in which column a field stands."""
        return next(i for i, column in enumerate(self.columns) if column.field.name == name)


@dataclass
class Outcome:
    """What was found in some rows, and the fingerprints of their keys."""

    findings: Findings
    numbers: dict[tuple[str, ...], KeyNumbers] = field(default_factory=dict)


def check_block(block: Block, plan: Plan) -> Outcome:
    """Check one block."""
    findings = Findings(plan.limit)
    checked = [
        check_column(column, cells, None if block.absent is None else block.absent[i])
        for i, (column, cells) in enumerate(zip(plan.columns, block.columns, strict=True))
    ]
    blank = _blank_rows([c.nulls for c in checked])
    for i, (column, outcome) in enumerate(zip(plan.columns, checked, strict=True)):
        _add_cells(findings, block, i, column, outcome, blank)
        if plan.strict:
            is_text = column.field.type in ("string", "any") and column.field.format == "default"
            for code, mask in check_texts(block.columns[i], is_text):
                _add_mask(findings, block, code, i, mask)
    _add_lengths(findings, block, blank)
    if blank is not None:
        places = where(blank)
        findings.add("blank-row", (Finding(int(block.rows[p]), 0, "blank-row") for p in places), len(places))
    numbers = key_numbers(plan.columns, checked, [*(key.fields for key in plan.keys), *plan.wanted], len(block.rows))
    for key in plan.keys:
        if key.code == "primary-key":
            _add_empty_keys(findings, block, plan, key, numbers[key.fields])
    return Outcome(findings, numbers)


def key_numbers(
    columns: Sequence[Column], checked: Sequence[Checked], wanted: Iterable[tuple[str, ...]], count: int
) -> dict[tuple[str, ...], KeyNumbers]:
    """Return the fingerprints of the wanted keys, each column's computed once."""
    positions = {column.field.name: i for i, column in enumerate(columns)}
    single: dict[str, Numbers] = {}
    found: dict[tuple[str, ...], KeyNumbers] = {}
    for fields in wanted:
        for name in fields:
            if name not in single:
                i = positions[name]
                single[name] = fingerprints(checked[i], columns[i], count)
        if fields not in found:
            found[fields] = KeyNumbers.of([single[name] for name in fields])
    return found


def _blank_rows(nulls: list[Mask | None]) -> Mask | None:
    """Return the rows in which every cell is null; None if there are none."""
    blank: Mask | None = None
    for mask in nulls:
        if mask is None:
            return None
        blank = mask if blank is None else blank & mask
        if not blank.any():
            return None
    return blank


def _add_cells(
    findings: Findings, block: Block, position: int, column: Column, checked: Checked, blank: Mask | None
) -> None:
    if column.required and checked.nulls is not None:
        empty = checked.nulls if blank is None else checked.nulls & ~blank
        _add_mask(findings, block, "constraint-error", position, empty, "required")
    by_code: dict[str, list[Finding]] = {"type-error": [], "constraint-error": []}
    for offset, text, name in checked.broken:
        code = "type-error" if name == TYPE else "constraint-error"
        detail = "" if name == TYPE else name
        by_code[code].append(Finding(int(block.rows[offset]), position, code, detail, text))
    for code, found in by_code.items():
        findings.add(code, sorted(found, key=place)[: findings.limit] if found else found, len(found))


def _add_mask(findings: Findings, block: Block, code: str, position: int, mask: Mask, detail: str = "") -> None:
    places = where(mask)
    if not len(places):
        return
    kept = places[: findings.limit]
    texts = take(block.columns[position], kept).to_pylist()
    found = [Finding(int(block.rows[p]), position, code, detail, t) for p, t in zip(kept, texts, strict=True)]
    findings.add(code, found, len(places))


def _add_lengths(findings: Findings, block: Block, blank: Mask | None) -> None:
    """Add the cells that a row lacks, and those that it has too many."""
    is_blank = set() if blank is None else set(block.rows[blank].tolist())
    for position, absent in enumerate(block.absent or ()):
        places = where(absent if blank is None else absent & ~blank)
        found = [Finding(int(block.rows[p]), position, "missing-cell") for p in places[: findings.limit]]
        findings.add("missing-cell", found, len(places))
    width = len(block.columns)
    for row, cells in block.extra:
        if row not in is_blank:
            kept = cells[: findings.limit]
            found = [Finding(row, width + i, "extra-cell", value=text) for i, text in enumerate(kept)]
            findings.add("extra-cell", found, len(cells))


def _add_empty_keys(findings: Findings, block: Block, plan: Plan, key: Key, numbers: KeyNumbers) -> None:
    places = np.flatnonzero(numbers.all_null)
    position = plan.position(key.fields[0])
    found = [Finding(int(block.rows[p]), position, "primary-key", key=key) for p in places[: findings.limit]]
    findings.add("primary-key", found, len(places))
