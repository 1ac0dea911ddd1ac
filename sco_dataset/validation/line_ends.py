"""Which line ends a file uses between its rows."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np


class LineEnds:
    """Counts the line ends outside quotes of the pieces that pass.

    Parameters
    ----------
    quote : str, optional
        The character that quotes; none does if None.

    Examples
    --------
    >>> ends = LineEnds()
    >>> list(ends.watch(iter([b"a\\r", b"\\nb\\n"])))
    [b'a\\r', b'\\nb\\n']
    >>> ends.used
    ('\\n', '\\r\\n')
    """

    def __init__(self, quote: str | None = '"') -> None:
        self._quote = (quote or "").encode()
        self.counts = {"\n": 0, "\r\n": 0, "\r": 0}
        self._within_quotes = False

    @property
    def used(self) -> tuple[str, ...]:
        """The kinds that occur."""
        return tuple(kind for kind, count in self.counts.items() if count)

    def problem(self, declared: str | None) -> str:
        """Tell in words what is wrong; empty if nothing is."""
        wrong = [kind for kind in self.used if kind != declared] if declared else []
        if declared and wrong:
            return f"lines end in {_names(wrong)}; the dialect says {_names([declared])}"
        if len(self.used) > 1:
            return f"lines end in {_names(self.used)}"
        return "lines end in CR alone" if not declared and self.used == ("\r",) else ""

    def watch(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        """Yield the pieces as they are, and count."""
        held = b""
        for piece in pieces:
            yield piece
            data = held + piece
            # What a CR at the end is, the next piece tells.
            held = b"\r" if data.endswith(b"\r") else b""
            self._count(data[: len(data) - len(held)])
        self._count(held)

    def _count(self, data: bytes) -> None:
        if len(self._quote) == 1 and (self._quote in data or self._within_quotes):
            data = self._outside_quotes(data)
        crlf = data.count(b"\r\n") if b"\r" in data else 0
        self.counts["\r\n"] += crlf
        self.counts["\n"] += data.count(b"\n") - crlf
        self.counts["\r"] += data.count(b"\r") - crlf

    def _outside_quotes(self, data: bytes) -> bytes:
        bytes_ = np.frombuffer(data, np.uint8)
        before = np.cumsum(bytes_ == self._quote[0], dtype=np.uint32) + self._within_quotes
        self._within_quotes = bool(len(before)) and bool(before[-1] % 2)
        outside: bytes = bytes_[before % 2 == 0].tobytes()
        return outside


def _names(kinds: list[str] | tuple[str, ...]) -> str:
    names = {"\n": "LF", "\r\n": "CR LF", "\r": "CR"}
    return " and ".join(names[kind] for kind in kinds)
