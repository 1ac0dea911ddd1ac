"""Check one table: its files, header and rows, and in a second pass the keys that are suspect."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from operator import itemgetter
from types import MappingProxyType
from typing import Any, TypeVar

import numpy as np

from sco_dataset.descriptor import Field, Table
from sco_dataset.validation.arrow_values import take
from sco_dataset.validation.block_check import Outcome, Plan, check_block, key_numbers
from sco_dataset.validation.blocks import Block, Layout
from sco_dataset.validation.byte_source import ByteSource, UnreadableError
from sco_dataset.validation.columns import Column, check_column
from sco_dataset.validation.findings import Finding, Findings, place
from sco_dataset.validation.fingerprints import Numbers
from sco_dataset.validation.header import check_header, columns_of
from sco_dataset.validation.keys import Kept, Key, distinct, is_among, keys_of
from sco_dataset.validation.limits import Limits
from sco_dataset.validation.line_ends import LineEnds
from sco_dataset.validation.row_reader import RowsOfFile, Split, read_rows
from sco_dataset.validation.text_checks import label_faults
from sco_dataset.validation.workers import in_order

R = TypeVar("R")

# A row whose key is suspect: its number and the cells of the key, None where there is no value.
KeyRow = tuple[int, tuple[str | None, ...]]


@dataclass
class TableCheck:
    """The check of one table.

    Parameters
    ----------
    table : Table
        The table.
    columns_by_field : dict of str to Column
        What is checked in the cells of each field.
    wanted : list of tuple of str
        Fields to which other tables refer.
    strict : bool
        Whether the text itself is checked.
    limits : Limits
        What the check may cost.
    """

    table: Table
    columns_by_field: dict[str, Column]
    wanted: list[tuple[str, ...]]
    strict: bool
    limits: Limits
    findings: Findings = field(init=False)
    rows: int = 0
    is_readable: bool = True
    plan: Plan | None = None
    numbers: dict[tuple[tuple[str, ...], Kept], list[Numbers]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.findings = Findings(self.limits.issues)

    def first_pass(self) -> None:
        """Check header and cells, and collect the fingerprints of keys."""
        for outcomes, before in self._over_blocks(check_block, announce=True):
            self._absorb(outcomes, before)

    def rows_of_suspects(self, suspects: dict[Key, Numbers]) -> Iterator[dict[Key, list[KeyRow]]]:
        """Yield, block by block, the rows whose keys have one of the suspected fingerprints."""
        for blocks, before in self._over_blocks(partial(_suspect_rows, suspects=suspects)):
            merged: dict[Key, list[KeyRow]] = {key: [] for key in suspects}
            for found in blocks:
                for key, rows in found.items():
                    merged[key] += [(row + before, cells) for row, cells in rows]
            yield {key: sorted(rows, key=itemgetter(0)) for key, rows in merged.items()}

    def column(self, name: str) -> Iterator[list[str]]:
        """Yield the cells of a field, block by block."""

        def cells(block: Block, plan: Plan) -> list[str]:
            texts: list[str] = block.columns[plan.position(name)].to_pylist()
            return texts

        for blocks, _ in self._over_blocks(cells):
            yield from blocks

    def values_of(self, key: Key, cells: tuple[str | None, ...]) -> tuple[Any, ...]:
        """Return the values of a key's cells."""
        columns = (self.columns_by_field[name] for name in key.fields)
        return tuple(None if text is None else column.read(text) for column, text in zip(columns, cells, strict=True))

    def _over_blocks(self, work: Callable[[Block, Plan], R], announce: bool = False) -> Iterator[tuple[list[R], int]]:
        """Do work on the blocks of each chunk; yield what comes of it, and how many rows lie before them.

        What is wrong with a file as a whole is told in the pass that is to ``announce`` it.
        """
        before = 0
        for number, path in enumerate(self.table.paths):
            source = ByteSource(path, self.table.encoding, self.table.compression, self.limits)
            watched = announce and (self.strict or self.table.dialect.line_terminator)
            ends = LineEnds(self.table.dialect.quote_char) if watched else None
            file = path.name if len(self.table.paths) > 1 else ""
            try:
                content = read_rows(ends.watch(iter(source)) if ends else iter(source), self.table, self.limits)
                # The rows of several files are counted through, the headers of further ones are not.
                plan = self._plan(content, announce, file, 0 if number else content.header_row)
                if plan is None:
                    return
                base = content.first_row if number == 0 else 0
                before += base
                for results, count in in_order(partial(_work_on_task, work, plan, self._layout(plan)), content.tasks):
                    yield results, before
                    before += count
                    self.rows += count if announce else 0
            except UnreadableError as error:
                if announce:
                    line = "" if error.offset is None else f"line {source.line_at(error.offset)}"
                    self._give_up(error.code, ", ".join(filter(None, (error.detail, line))), file)
                return
            if announce:
                self._add_faults_of_file(source, ends, file)

    def _plan(self, content: RowsOfFile, announce: bool, file: str, header_row: int) -> Plan | None:
        """Return what to check in a file, or None if its header doesn't allow it."""
        labels = content.labels
        if labels is None:
            if announce:
                self._give_up("source-error", "the file is empty", file)
            return None
        stripped = [label.strip() for label in labels]
        if problems := check_header(stripped, self.table):
            if announce:
                self._give_up_at([replace(problem, row=header_row, file=file) for problem in problems])
            return None
        if announce and self.strict:
            for i, label in enumerate(labels):
                for code in label_faults(label):
                    self.findings.add_one(Finding(header_row, i, code, value=label, file=file))
        if self.plan is None:
            fields = columns_of(stripped, self.table)
            columns = [
                self.columns_by_field[field.name] if field else _undescribed(label)
                for field, label in zip(fields, stripped or self.table.field_names, strict=True)
            ]
            present = {field.name for field in fields if field}
            self.plan = Plan(
                columns=columns,
                keys=[key for key in keys_of(self.table) if present.issuperset(key.fields)],
                wanted=[fields for fields in self.wanted if present.issuperset(fields)],
                strict=self.strict,
                limit=self.limits.issues,
            )
        return self.plan

    def _layout(self, plan: Plan) -> Layout:
        empty_is_missing = all("" in column.missing for column in plan.columns)
        return Layout(len(plan.columns), self.table.dialect, empty_is_missing)

    def _absorb(self, outcomes: list[Outcome], before: int) -> None:
        assert self.plan is not None
        merged = outcomes[0].findings
        for outcome in outcomes[1:]:
            merged = merged.merged(outcome.findings)
        self.findings.absorb(merged, before)
        for fields, kind in self._needed(self.plan):
            kept = self.numbers.setdefault((fields, kind), [])
            for outcome in outcomes:
                numbers = outcome.numbers[fields].kept(kind)
                kept.append(distinct(numbers) if kind == "distinct" else numbers)

    def _needed(self, plan: Plan) -> set[tuple[tuple[str, ...], Kept]]:
        wanted: set[tuple[tuple[str, ...], Kept]] = {(fields, "target") for fields in plan.wanted}
        return wanted | {(key.fields, key.kept) for key in plan.keys}

    def _give_up(self, code: str, detail: str, file: str) -> None:
        self.is_readable = False
        self.findings.add_one(Finding(0, 0, code, detail, file=file))

    def _give_up_at(self, problems: list[Finding]) -> None:
        """Report problems of the header alone."""
        self.is_readable = False
        for problem in problems:
            self.findings.counts[problem.code] += 1
        self.findings.kept.extend(sorted(problems, key=place)[: self.findings.room])

    def _add_faults_of_file(self, source: ByteSource, ends: LineEnds | None, file: str) -> None:
        if self.strict and source.has_byte_order_mark:
            self.findings.add_one(Finding(0, 0, "byte-order-mark", file=file))
        if ends and (problem := ends.problem(self.table.dialect.line_terminator)):
            self.findings.add_one(Finding(0, 0, "line-end", problem, file=file))


def _undescribed(label: str) -> Column:
    """Return the checks of a column for which the schema has no field, and tolerates that."""
    field = Field(label, "any", "default", "", "", MappingProxyType({}), ("",), MappingProxyType({}))
    return Column.of(field, None, strict=False, at="")


def _work_on_task(work: Callable[[Block, Plan], R], plan: Plan, layout: Layout, split: Split) -> tuple[list[R], int]:
    blocks, count = split(layout)
    return [work(block, plan) for block in blocks], count


def _suspect_rows(block: Block, plan: Plan, suspects: dict[Key, Numbers]) -> dict[Key, list[KeyRow]]:
    """Return the rows of a block whose keys have one of the suspected fingerprints."""
    positions = sorted({plan.position(name) for key in suspects for name in key.fields})
    columns = [plan.columns[i] for i in positions]
    absent = block.absent
    checked = [
        check_column(column, block.columns[i], absent[i] if absent else None)
        for i, column in zip(positions, columns, strict=True)
    ]
    numbers = key_numbers(columns, checked, [key.fields for key in suspects], len(block.rows))
    found: dict[Key, list[KeyRow]] = {}
    for key, suspected in suspects.items():
        of_key = numbers[key.fields]
        places = np.flatnonzero(is_among(of_key.numbers, suspected) & ~of_key.left_out(key.kept))
        cells = []
        for name in key.fields:
            i = plan.position(name)
            nulls = checked[positions.index(i)].nulls
            texts = take(block.columns[i], places).to_pylist()
            flags = [False] * len(texts) if nulls is None else nulls[places].tolist()
            cells.append([None if is_null else text for text, is_null in zip(texts, flags, strict=True)])
        found[key] = list(zip(block.rows[places].tolist(), zip(*cells, strict=True), strict=True))
    return found
