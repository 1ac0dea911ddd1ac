"""The bytes of a table's files, as UTF-8 and piece by piece."""

from __future__ import annotations

import codecs
import zlib
from collections.abc import Iterator
from pathlib import Path

from sco_dataset.validation.limits import Limits

PIECE = 4 * 1024 * 1024
BYTE_ORDER_MARK = codecs.BOM_UTF8
GZIP = 31  # what zlib calls a window of 32 KiB with the header of gzip


class UnreadableError(Exception):
    """A file that can't be read on.

    Parameters
    ----------
    code : str
        Why.
    detail : str
        More words on it.
    offset : int, optional
        Where, in bytes of the content as UTF-8, for the line to be looked up.
    """

    def __init__(self, code: str, detail: str, offset: int | None = None) -> None:
        self.code, self.detail, self.offset = code, detail, offset
        super().__init__(code, detail, offset)


class ByteSource:
    """One file of a table.

    Iterating yields its content as valid UTF-8, without a byte order mark, in pieces of a few
    megabytes that never end within a character.

    Parameters
    ----------
    path : path
        The file.
    encoding : str
        Name of the encoding, as Python spells it.
    compression : str
        ``""`` or ``"gz"``.
    limits : Limits
        What it may cost.
    """

    def __init__(self, path: Path, encoding: str, compression: str, limits: Limits) -> None:
        self.path, self.encoding, self.compression, self.limits = path, encoding, compression, limits
        self.has_byte_order_mark = False

    def __iter__(self) -> Iterator[bytes]:
        pieces = self._raw() if self.encoding == "utf-8" else self._transcoded()
        first = True
        for piece in pieces:
            if first and piece.startswith(BYTE_ORDER_MARK):
                self.has_byte_order_mark = True
                piece = piece[len(BYTE_ORDER_MARK) :]
            first = False
            if piece:
                yield piece

    def _raw(self) -> Iterator[bytes]:
        """Yield UTF-8 that was checked, cut between characters."""
        left, offset = b"", 0
        for piece in self._unpacked():
            piece = left + piece if left else piece
            end = len(piece) - _unfinished(piece)
            piece, left = piece[:end], piece[end:]
            if not piece.isascii():
                _require_utf8(piece, offset)
            yield piece
            offset += len(piece)
        if left:
            _require_utf8(left, offset)

    def line_at(self, offset: int) -> int:
        """Return the line of an offset in the content; the bytes before it are read again."""
        line, before = 1, 0
        pieces = self._unpacked() if self.encoding == "utf-8" else self._transcoded()
        while before < offset:
            piece = next(pieces)
            line += piece.count(b"\n", 0, offset - before)
            before += len(piece)
        return line

    def _transcoded(self) -> Iterator[bytes]:
        decoder = codecs.getincrementaldecoder(self.encoding)()
        offset = 0
        for piece, last in _with_last(self._unpacked()):
            try:
                text = decoder.decode(piece, last)
            except (UnicodeError, ValueError) as error:
                raise UnreadableError("encoding-error", str(error), offset) from error
            # Half of a surrogate pair may come out of UTF-16, but can't go into UTF-8.
            content = text.encode("utf-8", "replace")
            yield content
            offset += len(content)

    def _unpacked(self) -> Iterator[bytes]:
        if self.compression != "gz":
            yield from self._file()
            return
        total = 0
        unpacker, within_member = zlib.decompressobj(wbits=GZIP), False
        for packed in self._file():
            while packed:
                try:
                    piece = unpacker.decompress(packed, PIECE)
                except zlib.error as error:
                    raise UnreadableError("compression-error", str(error)) from error
                total += len(piece)
                if total > self.limits.unpacked_bytes:
                    raise UnreadableError("unpacked-size", f"{self.limits.unpacked_bytes} bytes")
                if piece:
                    yield piece
                packed, within_member = unpacker.unconsumed_tail, True
                if unpacker.eof:
                    # A gzip file may consist of several members, and end in zeros.
                    packed = unpacker.unused_data.lstrip(b"\0")
                    unpacker, within_member = zlib.decompressobj(wbits=GZIP), False
        # What zlib still holds of the last bytes it was given.
        while within_member and (piece := unpacker.decompress(b"", PIECE)):
            yield piece
        if within_member and not unpacker.eof:
            raise UnreadableError("compression-error", "the file ends too early")

    def _file(self) -> Iterator[bytes]:
        try:
            with self.path.open("rb") as file:
                while piece := file.read(PIECE):
                    yield piece
        except OSError as error:
            raise UnreadableError("scheme-error", str(error.strerror)) from error


def _with_last(pieces: Iterator[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Yield each piece, and an empty one at the end for what a decoder still holds."""
    for piece in pieces:
        yield piece, False
    yield b"", True


def _unfinished(piece: bytes) -> int:
    """Return how many bytes at the end belong to a character that goes on.

    Examples
    --------
    >>> _unfinished("上".encode()[:2]), _unfinished("上".encode())
    (2, 0)
    """
    for back in range(1, min(4, len(piece)) + 1):
        byte = piece[-back]
        if byte >= 0xC0:
            length = 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
            return back if length > back else 0
        if byte < 0x80:
            return 0
    return 0


def _require_utf8(piece: bytes, offset: int) -> None:
    try:
        piece.decode("utf-8")
    except UnicodeDecodeError as error:
        at = offset + error.start
        raise UnreadableError("encoding-error", f"byte 0x{piece[error.start]:02x} at offset {at}", at) from error
