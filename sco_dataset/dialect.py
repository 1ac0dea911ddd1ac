"""How a CSV file is written: the dialect of a table, as its descriptor declares it.

The properties are those of Table Dialect, <https://datapackage.org/standard/table-dialect/>, and
of its predecessor of version 1. Nothing is guessed from the file.
"""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sco_dataset.errors import DescriptorError
from sco_dataset.json_shapes import list_of, optional


@dataclass(frozen=True)
class Dialect:
    """How rows and cells are told apart.

    ``line_terminator`` is None where the descriptor declares none: then any is read.
    """

    delimiter: str = ","
    line_terminator: str | None = None
    quote_char: str = '"'
    double_quote: bool = True
    escape_char: str | None = None
    null_sequence: str | None = None
    skip_initial_space: bool = False
    header: bool = True
    header_rows: tuple[int, ...] = (1,)
    header_join: str = " "
    header_case: bool = True
    comment_char: str | None = None
    comment_rows: tuple[int, ...] = ()
    skip_blank_rows: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether it differs from RFC 4180 in the delimiter at most, and has at most one header row."""
        return (
            len(self.delimiter) == 1
            and self.delimiter.isascii()
            and self.quote_char == '"'
            and self.escape_char is None
            and not self.skip_initial_space
            and self.header_rows == (1,)
            and not self.comment_char
            and not self.comment_rows
            and not self.skip_blank_rows
        )

    @property
    def first_content_row(self) -> int:
        """The first row that may hold data, counted from 1."""
        return self.header_rows[-1] + 1 if self.header and self.header_rows else 1


# Properties of spreadsheets, databases and JSON, which no CSV file has.
OTHER_FORMATS = ("property", "itemType", "itemKeys", "sheetNumber", "sheetName", "table")


def read_dialect(descriptor: Mapping[str, Any], format: str, at: str) -> Dialect:
    """Read a dialect descriptor.

    Raises
    ------
    DescriptorError
        If a property has a value of the wrong shape.

    Examples
    --------
    >>> read_dialect({"delimiter": ";"}, "csv", "dialect.").delimiter
    ';'
    """
    # Frictionless writes the properties of CSV into an object of their own.
    descriptor = {**descriptor, **(optional(dict, descriptor, "csv", at) or {})}
    default = Dialect(delimiter="\t" if format == "tsv" else ",")
    case = _flag(descriptor, "headerCase", True, at) and _flag(descriptor, "caseSensitiveHeader", True, at)
    return Dialect(
        delimiter=_character(descriptor, "delimiter", default.delimiter, at),
        line_terminator=_line_terminator(descriptor, at),
        quote_char=_character(descriptor, "quoteChar", default.quote_char, at, empty=True),
        double_quote=_flag(descriptor, "doubleQuote", True, at),
        escape_char=_character(descriptor, "escapeChar", "", at, empty=True) or None,
        null_sequence=optional(str, descriptor, "nullSequence", at),
        skip_initial_space=_flag(descriptor, "skipInitialSpace", False, at),
        header=_flag(descriptor, "header", True, at),
        header_rows=_rows(descriptor, "headerRows", default.header_rows, at) or default.header_rows,
        header_join=_text(descriptor, "headerJoin", default.header_join, at),
        header_case=case,
        comment_char=optional(str, descriptor, "commentChar", at),
        comment_rows=_rows(descriptor, "commentRows", (), at),
        skip_blank_rows=_flag(descriptor, "skipBlankRows", False, at),
    )


def read_encoding(resource: Mapping[str, Any], at: str) -> str:
    """Return the name of the encoding as Python knows it; UTF-8 unless another is declared."""
    declared = optional(str, resource, "encoding", at) or "utf-8"
    try:
        codec = codecs.lookup(declared)
    except (LookupError, ValueError) as error:
        raise DescriptorError(f"{at}encoding: there is no encoding {declared!r:.60}; write utf-8") from error
    # Python also calls things like "zip" and "rot13" codecs; they make no text of bytes.
    if not codec._is_text_encoding:
        raise DescriptorError(f"{at}encoding: {declared!r:.60} is no encoding of text; write utf-8")
    return "utf-8" if codec.name in ("utf-8", "utf-8-sig") else codec.name


def _character(descriptor: Mapping[str, Any], key: str, default: str, at: str, empty: bool = False) -> str:
    value = _text(descriptor, key, default, at)
    if value in ("\n", "\r", "\0") or not (len(value) == 1 or (empty and not value)):
        raise DescriptorError(f"{at}{key}: one character is needed, not {value!r:.60}")
    return value


def _line_terminator(descriptor: Mapping[str, Any], at: str) -> str | None:
    value = optional(str, descriptor, "lineTerminator", at)
    if value not in (None, "\n", "\r\n", "\r"):
        raise DescriptorError(f"{at}lineTerminator: '\\n' or '\\r\\n' is needed, not {value!r:.60}")
    return value


def _rows(descriptor: Mapping[str, Any], key: str, default: tuple[int, ...], at: str) -> tuple[int, ...]:
    if descriptor.get(key) is None:
        return default
    rows = list_of(int, descriptor, key, at)
    if any(row < 1 or row > 1000 for row in rows) or sorted(set(rows)) != rows:
        raise DescriptorError(f"{at}{key}: ascending rows from 1 to 1000 are needed, not {rows!r:.60}")
    return tuple(rows)


def _flag(descriptor: Mapping[str, Any], key: str, default: bool, at: str) -> bool:
    value = optional(bool, descriptor, key, at)
    return default if value is None else value


def _text(descriptor: Mapping[str, Any], key: str, default: str, at: str) -> str:
    value = optional(str, descriptor, key, at)
    return default if value is None else value
