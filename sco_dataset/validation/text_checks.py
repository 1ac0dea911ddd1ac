"""The strict checks of text: what CSV and Unicode allow, and no publisher wants."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sco_dataset.arrow_tables import text_array
from sco_dataset.validation.arrow_values import Mask, bytes_of, mask_of, matching, offsets_of, take, where

# What a cell of a spreadsheet can hold.
LONGEST_CELL = 32_767

CONTROLS = r"[\x00-\x09\x0b-\x1f\x7f-\x{9f}]"
# Marks, embeddings, overrides and isolates of direction; characters without width; joiners of words.
INVISIBLE = r"[\x{ad}\x{61c}\x{180e}\x{200b}-\x{200f}\x{202a}-\x{202e}\x{2060}-\x{2064}\x{2066}-\x{206f}\x{feff}]"
MIXED_SCRIPT = r"\p{Latin}[\p{Cyrillic}\p{Greek}]|[\p{Cyrillic}\p{Greek}]\p{Latin}"
PADDING = r"\A[\s\p{Z}]|[\s\p{Z}]\z"
FORMULA = r"\A[=+@\t\r-]"
# Finds all that one of the two before finds, in one go.
PADDING_OR_FORMULA = r"\A[\s\p{Z}=+@-]|[\s\p{Z}]\z"

# Patterns that are looked for in every cell, by code.
EVERYWHERE = {"control-character": CONTROLS, "invisible-character": INVISIBLE, "mixed-script": MIXED_SCRIPT}


def check_texts(cells: pa.Array, is_text: bool) -> Iterator[tuple[str, Mask]]:
    """Yield code and mask of each problem that some of the cells have.

    Parameters
    ----------
    cells : pyarrow.Array
        A column.
    is_text : bool
        Whether its values are text; then it may not look like a formula nor be padded.

    Examples
    --------
    >>> [(code, mask.tolist()) for code, mask in check_texts(text_array(["a", "=1+1"]), is_text=True)]
    [('formula-cell', [False, True])]
    """
    data = np.frombuffer(bytes_of(cells), np.uint8)
    is_ascii = not len(data) or int(data.max()) < 128
    if not is_ascii or bool(((data < 32) & (data != 10)).any()) or bool((data == 127).any()):
        for code, pattern in EVERYWHERE.items():
            yield from _found(code, cells, pattern)
    if not is_ascii:
        composed = pc.equal(pc.utf8_normalize(cells, "NFC"), cells)
        if composed.false_count:
            yield "not-nfc", ~mask_of(composed)
    if is_text:
        yield from _padding_and_formulas(cells)
    lengths = np.diff(offsets_of(cells))
    if len(lengths) and int(lengths.max()) > LONGEST_CELL:
        long = np.zeros(len(cells), np.bool_)
        places = where(lengths > LONGEST_CELL)
        long[places] = [len(text) > LONGEST_CELL for text in take(cells, places).to_pylist()]
        if long.any():
            yield "long-cell", long


def label_faults(label: str) -> Iterator[str]:
    """Yield the codes of what is wrong with the text of a label.

    Examples
    --------
    >>> list(label_faults("na\\u200bme"))
    ['invisible-character']
    """
    for code, _ in check_texts(text_array([label]), is_text=True):
        yield code


def _padding_and_formulas(cells: pa.Array) -> Iterator[tuple[str, Mask]]:
    if matching(cells, PADDING_OR_FORMULA).true_count:
        yield from _found("padding", cells, PADDING)
        yield from _found("formula-cell", cells, FORMULA)


def _found(code: str, cells: pa.Array, pattern: str) -> Iterator[tuple[str, Mask]]:
    flags = matching(cells, pattern)
    if flags.true_count:
        yield code, mask_of(flags)
