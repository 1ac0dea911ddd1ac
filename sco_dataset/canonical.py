"""The one byte form of each file that is edited by hand: CSV tables and the descriptor.

Reading a canonical file and writing it again gives the same bytes, so that a diff shows what
was changed and nothing else.
"""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from math import isfinite

from sco_dataset.descriptor import Field, Table
from sco_dataset.errors import DescriptorError, InvalidDataError
from sco_dataset.json_shapes import parse_json
from sco_dataset.plain_files import BOOLEAN_WORDS, csv_reader, has_plain_numbers, plain_file, require_columns

BYTE_ORDER_MARK = "\ufeff"
PLAIN_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Write CSV: UTF-8, LF, comma, quotes (RFC 4180) only where needed.

    Examples
    --------
    >>> csv_bytes(["a", "b"], [["1", "x,y"], ["", ""]])
    b'a,b\\n1,"x,y"\\n,\\n'
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")


def canonical_csv(content: bytes, table: Table) -> bytes:
    """Bring a CSV file of a table into its canonical bytes.

    Strips padding, also of items of lists, composes characters (NFC), writes numbers in their
    shortest form and booleans as declared, orders the columns as the descriptor does and the rows
    by primary key. Cells that are wrong stay as they are: finding them is validation's work.

    Raises
    ------
    DescriptorError
        If the descriptor says that the table is written in another way.
    InvalidDataError
        If something would be lost: text that is no UTF-8, rows longer or shorter than the
        header, columns that the descriptor doesn't know or that are missing.
    """
    _require_canonical_form(table)
    header, rows = _read_rows(content, table)
    order = [header.index(name) for name in table.field_names]
    canonical_rows = [[row[i].strip() for i in order] for row in rows]
    for column, field in enumerate(table.fields):
        if canonical_cell := _canonical_form(field):
            for row in canonical_rows:
                row[column] = canonical_cell(row[column])
    key = [table.field_names.index(name) for name in table.primary_key]
    canonical_rows.sort(key=lambda row: [row[i] for i in key])
    return csv_bytes(table.field_names, canonical_rows)


def canonical_json(content: bytes) -> bytes:
    """Bring a JSON file into its canonical bytes: two spaces of indent, the order of keys kept.

    Raises
    ------
    InvalidDataError
        If it is no JSON in UTF-8, a key stands twice in an object, or a number would lose digits.

    Examples
    --------
    >>> canonical_json(b'{"b":1, "a":[]}')
    b'{\\n  "b": 1,\\n  "a": []\\n}\\n'
    """
    try:
        value = parse_json(content, _exact_float)
    except ValueError as error:
        raise InvalidDataError(f"is no JSON in UTF-8: {error}") from error
    return json_bytes(value)


def json_bytes(value: object) -> bytes:
    """Write JSON in the canonical form."""
    return (json.dumps(value, indent=2, ensure_ascii=False) + "\n").encode("utf-8")


def number_text(value: float) -> str:
    """Write a number in its shortest plain decimal form.

    Examples
    --------
    >>> number_text(37.0), number_text(69.2401)
    ('37', '69.2401')
    >>> number_text(0.00001), number_text(1e22)
    ('0.00001', '10000000000000000000000')
    """
    return _shortest(Decimal(repr(value))) if isfinite(value) else repr(value)


def _exact_float(text: str) -> float:
    value = float(text)
    if not isfinite(value) or Decimal(text) != Decimal(repr(value)):
        raise InvalidDataError(f"the number {text} of the descriptor would lose digits; shorten it, or make it text")
    return value


def _require_canonical_form(table: Table) -> None:
    plain_file(table)
    if table.dialect.line_terminator not in (None, "\n"):
        raise DescriptorError(
            f"{table.name}: the canonical line end is LF; declare it as the lineTerminator, or leave that out"
        )


def _read_rows(content: bytes, table: Table) -> tuple[list[str], list[list[str]]]:
    try:
        text = unicodedata.normalize("NFC", content.decode("utf-8").removeprefix(BYTE_ORDER_MARK))
    except UnicodeDecodeError as error:
        raise InvalidDataError(f"{table.path.name}: byte {error.start} is no UTF-8; save the file as UTF-8") from error
    try:
        numbered = [
            (number, row) for number, row in enumerate(csv_reader(io.StringIO(text, newline="")), start=1) if row
        ]
    except csv.Error as error:
        raise InvalidDataError(f"{table.path.name}: is no well-formed CSV: {error}") from error
    if not numbered:
        raise InvalidDataError(f"{table.path.name}: is empty; its header would be {','.join(table.field_names)}")
    header = [label.strip() for label in numbered[0][1]]
    require_columns(header, table)
    if unknown := [label for label in header if label not in table.field_names]:
        raise InvalidDataError(
            f"{table.path.name}: the header has {', '.join(unknown)} too much; describe or remove the column"
        )
    for number, row in numbered[1:]:
        if len(row) != len(header):
            raise InvalidDataError(
                f"{table.path.name}: row {number} has {len(row)} cells, the header has {len(header)}"
            )
    return header, [row for _, row in numbered[1:]]


def _canonical_form(field: Field) -> Callable[[str], str] | None:
    """Return what brings cells of a field into the form in which they are written, None where any form is right."""
    if field.type == "number" and has_plain_numbers(field):
        return _canonical_number
    if field.type == "boolean":
        # Spreadsheets save TRUE and FALSE.
        words = {word.casefold(): word for key in BOOLEAN_WORDS for word in field.properties.get(key, ())}
        return lambda text: words.get(text.casefold(), text)
    if field.type == "list":
        return lambda text: field.delimiter.join(item.strip() for item in text.split(field.delimiter))
    return None


def _canonical_number(text: str) -> str:
    return _shortest(Decimal(text)) if PLAIN_NUMBER.fullmatch(text) else text


def _shortest(number: Decimal) -> str:
    """Write all digits of a number, but no zeros that end a fraction."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
