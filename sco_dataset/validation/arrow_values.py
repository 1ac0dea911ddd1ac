"""Arrow arrays looked into without pandas.

A Python constant handed to a compute function quietly imports pandas, which takes longer than
checking a small package. Building arrays from buffers does not.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Mask = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.int64]


def offsets_of(texts: pa.Array) -> npt.NDArray[Any]:
    """Return where each text begins in the bytes of the array, and where the last one ends."""
    offsets = np.frombuffer(texts.buffers()[1], np.int32)
    return offsets[texts.offset : texts.offset + len(texts) + 1]


def bytes_of(texts: pa.Array) -> memoryview:
    """Return the bytes of all texts, one after the other."""
    offsets = offsets_of(texts)
    data = texts.buffers()[2]
    return memoryview(b"") if data is None else memoryview(data)[int(offsets[0]) : int(offsets[-1])]


def numbers_of(values: pa.Array) -> npt.NDArray[Any]:
    """Return the values of an array of fixed width as numpy's, dates as days."""
    dtype = {pa.int64(): np.int64, pa.float64(): np.float64, pa.date32(): np.int32, pa.timestamp("s"): np.int64}
    found = np.frombuffer(values.buffers()[1], dtype[values.type])
    return found[values.offset : values.offset + len(values)]


def mask_of(flags: pa.Array) -> Mask:
    """Return an Arrow array of booleans, none of them null, as a mask of numpy."""
    bits = np.frombuffer(flags.buffers()[1], np.uint8)
    return np.unpackbits(bits, count=flags.offset + len(flags), bitorder="little")[flags.offset :].astype(np.bool_)


def where(mask: Mask) -> Rows:
    """Return the positions at which a mask is set."""
    return np.flatnonzero(mask)


def take(texts: pa.Array, positions: npt.NDArray[Any]) -> pa.Array:
    """Return the texts at the given positions."""
    indices = pa.Array.from_buffers(pa.int64(), len(positions), [None, pa.py_buffer(positions.astype(np.int64))])
    return pc.take(texts, indices)


def matching(texts: pa.Array, pattern: str) -> pa.Array:
    """Return for each text whether a regular expression of RE2 is found in it."""
    return pc.match_substring_regex(texts, pattern)


def all_true(flags: pa.Array) -> bool:
    """Tell whether all flags are set."""
    return bool(flags.true_count == len(flags))


def has_only(texts: pa.Array, allowed: bytes) -> bool:
    """Tell whether all texts consist of the given bytes only.

    Examples
    --------
    >>> from sco_dataset.arrow_tables import text_array
    >>> has_only(text_array(["12", "-3"]), b"0123456789-")
    True
    """
    return not bytes(bytes_of(texts)).translate(None, allowed)
