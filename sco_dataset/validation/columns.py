"""Check one column of a block against its field."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sco_dataset.arrow_tables import text_array
from sco_dataset.descriptor import Field
from sco_dataset.validation.arrow_values import (
    Mask,
    Rows,
    mask_of,
    offsets_of,
    take,
    where,
)
from sco_dataset.validation.constraints import Constraint, constraints_of
from sco_dataset.validation.plain_forms import PlainForm, item_form, plain_form
from sco_dataset.validation.readers import reader
from sco_dataset.validation.scalar_readers import Reader

# How many verdicts on single texts are remembered; then all are forgotten.
REMEMBERED = 100_000
TYPE = "type"


@dataclass
class Column:
    """What is known of a field before its cells are seen."""

    field: Field
    missing: tuple[str, ...]
    required: bool
    read: Reader
    form: PlainForm | None
    item_form: PlainForm | None
    constraints: tuple[Constraint, ...]
    verdicts: dict[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)

    @classmethod
    def of(cls, field: Field, null_sequence: str | None, strict: bool, at: str) -> Column:
        """Prepare the checks of a field; raise DescriptorError where its descriptor makes no sense."""
        missing = field.missing_values if null_sequence is None else (*field.missing_values, null_sequence)
        form = plain_form(field)
        is_list = field.type == "list"
        return cls(
            field=field,
            missing=missing,
            required=field.required,
            read=reader(field, strict),
            form=form,
            item_form=item_form(field) if is_list and form is None else None,
            constraints=constraints_of(field, at),
        )

    def nulls(self, cells: pa.Array, absent: Mask | None) -> Mask | None:
        """Return which cells hold no value; None if every cell holds one."""
        empty = np.zeros(len(cells), np.bool_) if absent is None else absent.copy()
        if "" in self.missing:
            offsets = offsets_of(cells)
            empty |= offsets[1:] == offsets[:-1]
        if others := [text for text in self.missing if text]:
            is_missing = pc.is_in(cells, value_set=text_array(others))
            if is_missing.true_count:
                empty |= mask_of(is_missing)
        return empty if empty.any() else None

    def judge(self, texts: Sequence[str]) -> list[tuple[str, ...]]:
        """Return for each text which constraints it breaks; ``("type",)`` if it is no value at all."""
        known = self.verdicts
        if fresh := list(dict.fromkeys(text for text in texts if text not in known)):
            if len(known) > REMEMBERED:
                # Another thread may be reading the old ones.
                known = self.verdicts = {text: known[text] for text in texts if text in known}
            values = [self.read(text) for text in fresh]
            readable = [i for i, value in enumerate(values) if value is not None]
            broken: list[list[str]] = [[TYPE] if value is None else [] for value in values]
            for constraint in self.constraints:
                flags = constraint.broken([fresh[i] for i in readable], [values[i] for i in readable])
                for i, flag in zip(readable, flags, strict=True):
                    if flag:
                        broken[i].append(constraint.name)
            known.update((text, tuple(names)) for text, names in zip(fresh, broken, strict=True))
        return [known[text] for text in texts]


@dataclass(frozen=True)
class Checked:
    """What was found in a column of a block.

    Parameters
    ----------
    nulls : mask or None
        Which cells hold no value; None if every cell holds one.
    plain : array of int or None
        Positions of the cells in plain form; None if those are all.
    cells : pyarrow.Array
        The text of these.
    values : pyarrow.Array or None
        The same as Arrow values, or None where there are none.
    odd : array of int
        Positions of the other cells that are not null.
    odd_texts : list of str
        The text of those.
    broken : list of (int, str, str)
        Position, text and constraint of each problem, ``"type"`` where it is no value.
    """

    nulls: Mask | None
    plain: Rows | None
    cells: pa.Array
    values: pa.Array | None
    odd: Rows
    odd_texts: list[str]
    broken: list[tuple[int, str, str]]


NONE = np.zeros(0, np.int64)


def check_column(column: Column, cells: pa.Array, absent: Mask | None) -> Checked:
    """Check the cells of a column one by one, apart from each other."""
    nulls = column.nulls(cells, absent)
    positions = None if nulls is None else where(~nulls)
    present = cells if positions is None else take(cells, positions)
    plain, odd, values = _sort_out(column, present)
    plain_cells = present if plain is None else take(present, plain)
    suspects = _suspects(column, plain_cells, values)
    suspect_positions = _composed(suspects, plain, positions)
    suspect_texts = take(plain_cells, suspects).to_pylist() if len(suspects) else []
    odd_texts = take(present, odd).to_pylist() if len(odd) else []
    odd = odd if positions is None else positions[odd]
    return Checked(
        nulls=nulls,
        plain=positions if plain is None else _composed(plain, None, positions),
        cells=plain_cells,
        values=values,
        odd=odd,
        odd_texts=odd_texts,
        broken=_broken(column, odd, odd_texts) + _broken(column, suspect_positions, suspect_texts),
    )


def _sort_out(column: Column, present: pa.Array) -> tuple[Rows | None, Rows, Any]:
    """Tell the cells in plain form, all of them if None, from the odd ones; with the former's values."""
    if column.form is None:
        if column.item_form is not None and _items_are_plain(column, present):
            return None, NONE, present
        return NONE, np.arange(len(present)), None
    values = column.form.values(present)
    if values is not None:
        return None, NONE, values
    fits = mask_of(column.form.fits(present))
    plain = where(fits)
    values = column.form.values(take(present, plain))
    if values is None:
        return NONE, np.arange(len(present)), None
    return plain, where(~fits), values


def _items_are_plain(column: Column, lists: pa.Array) -> bool:
    assert column.item_form is not None
    items = pc.list_flatten(pc.split_pattern(lists, column.field.delimiter)) if column.field.delimiter else None
    return items is not None and column.item_form.values(items) is not None


def _suspects(column: Column, cells: pa.Array, values: pa.Array | None) -> Rows:
    """Return the positions of cells in plain form that may break a constraint."""
    if not len(cells) or not column.constraints:
        return NONE
    found: Mask | None = None
    for constraint in column.constraints:
        if constraint.suspects is None or values is None:
            return np.arange(len(cells))
        mask = constraint.suspects(cells, values)
        if mask is not None:
            found = mask if found is None else found | mask
    return NONE if found is None else where(found)


def _composed(chosen: Rows, plain: Rows | None, positions: Rows | None) -> Rows:
    """Return positions in the block of what was chosen among chosen cells."""
    chosen = chosen if plain is None else plain[chosen]
    return chosen if positions is None else positions[chosen]


def _broken(column: Column, positions: Rows, texts: list[str]) -> list[tuple[int, str, str]]:
    if not texts:
        return []
    verdicts = column.judge(texts)
    return [
        (position, text, name)
        for position, text, names in zip(positions.tolist(), texts, verdicts, strict=True)
        for name in names
    ]
