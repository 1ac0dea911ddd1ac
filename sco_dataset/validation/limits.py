"""What a validation may cost at most, however hostile the package."""

from __future__ import annotations

from dataclasses import dataclass

from sco_dataset.errors import InvalidValueError

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Bounds that keep memory and time in hand.

    Parameters
    ----------
    unpacked_bytes : int
        How many bytes a compressed file may unpack to.
    row_bytes : int
        How long one row may be, in bytes.
    issues : int or None
        How many issues are kept in all; the others are counted.
    """

    unpacked_bytes: int = 4096 * MEBIBYTE
    row_bytes: int = 64 * MEBIBYTE
    issues: int | None = None

    def __post_init__(self) -> None:
        if self.issues is not None and self.issues < 0:
            raise InvalidValueError(f"{self.issues} is no number of issues; allowed are 0 and more")
