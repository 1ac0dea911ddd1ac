"""Cut the bytes of a CSV file into chunks of whole rows.

Rows end at line ends outside quotes. Quotes are paired by counting, which is right as long as
each one that opens a cell stands at its beginning; where one does not, the file is no CSV of
RFC 4180, and its chunk says so by ``sound``: then Python's reader is asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sco_dataset.validation.byte_source import UnreadableError

LF, CR, QUOTE = 10, 13, 34

# About how many lines a chunk holds at most: rows that don't fit the header become Python objects.
MOST_LINES = 100_000
# From so many bytes it is told how many lines a piece holds.
SAMPLE = 64 * 1024


@dataclass(frozen=True)
class Chunk:
    """Some whole rows, as bytes.

    Parameters
    ----------
    data : bytes or memoryview
        The rows.
    quoted : bool
        Whether there are quotes in them.
    sound : bool
        Whether the quotes stand where RFC 4180 has them. If not, the chunk may end within a row,
        and so may all that follow.
    """

    data: bytes | memoryview
    quoted: bool
    sound: bool


def chunks_of(pieces: Iterator[bytes], delimiter: str, longest_row: int) -> Iterator[Chunk]:
    """Yield chunks of whole rows.

    Raises
    ------
    UnreadableError
        If a row is longer than ``longest_row``, or a quote is never closed.
    """
    left, offset = b"", 0
    portions = _portions(pieces)
    for portion in portions:
        data = left + portion if left else portion
        quotes = _quotes(data)
        if not _are_sound(data, quotes, delimiter):
            yield Chunk(data, quoted=True, sound=False)
            yield from (Chunk(later, quoted=True, sound=False) for later in portions)
            return
        end = _last_row_end(data, quotes)
        if len(data) - end > longest_row:
            raise UnreadableError("row-size", f"more than {longest_row} bytes", offset + end)
        if end:
            yield Chunk(memoryview(data)[:end], quoted=bool(len(quotes)) and int(quotes[0]) < end, sound=True)
        left = data[end:]
        offset += end
    if left:
        # The last row has no line end: the quotes were found sound with the portion before.
        quotes = _quotes(left)
        if len(quotes) % 2:
            raise UnreadableError("unclosed-quote", "", offset + int(quotes[-1]))
        yield Chunk(left, quoted=bool(len(quotes)), sound=True)


def _portions(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the pieces, in several portions where they hold many lines."""
    for piece in pieces:
        sample = piece[:SAMPLE]
        lines = sample.count(b"\n") * len(piece) // len(sample)
        size = len(piece) if lines <= MOST_LINES else len(piece) * MOST_LINES // lines
        yield from (piece[at : at + size] for at in range(0, len(piece), size))


def _quotes(data: bytes) -> npt.NDArray[np.int64]:
    if b'"' not in data:
        return np.zeros(0, np.int64)
    return np.flatnonzero(np.frombuffer(data, np.uint8) == QUOTE)


def _are_sound(data: bytes, quotes: npt.NDArray[np.int64], delimiter: str) -> bool:
    """Tell whether each quote that opens stands at the beginning of a cell, or doubles another."""
    if not len(quotes):
        return True
    opening = quotes[::2]
    opening = opening[1:] if opening[0] == 0 else opening
    before = np.frombuffer(data, np.uint8)[opening - 1]
    return bool(np.isin(before, (ord(delimiter), LF, CR, QUOTE)).all())


def _last_row_end(data: bytes, quotes: npt.NDArray[np.int64]) -> int:
    """Return where the last row that is complete ends; 0 if none is."""
    mark = b"\n" if b"\n" in data else b"\r"
    end = len(data)
    while True:
        # A CR at the very end may be the first half of CR LF.
        found = data.rfind(mark, 0, end if mark == b"\n" else min(end, len(data) - 1))
        if found < 0:
            return 0
        pairs = int(np.searchsorted(quotes, found))
        if pairs % 2 == 0:
            return found + 1
        # Within quotes: go on before the quote that opened them.
        end = int(quotes[pairs - 1])
