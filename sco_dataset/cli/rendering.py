"""Rows as text for people and for other programs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from sco_dataset.errors import InvalidValueError

if TYPE_CHECKING:
    from sco_dataset.descriptor import Field

FORMATS = ("table", "csv", "json", "jsonl", "markdown")
WIDEST_CELL = 44


def render(
    names: Sequence[str],
    rows: Sequence[Sequence[Any]],
    format_name: str,
    width: int | None = None,
    fields: Sequence[Field] | None = None,
) -> str:
    """Return rows in one of the formats.

    Parameters
    ----------
    names : sequence of str
        The columns.
    rows : sequence of sequences
        Typed values; None for an empty cell.
    format_name : str
        One of ``FORMATS``.
    width : int, optional
        Columns of the terminal, which a table does not exceed; unlimited if None.
    fields : sequence of Field, optional
        What the columns are where they come from a table, whose file has the same texts.

    Raises
    ------
    InvalidValueError
        If two columns have the same name and the format is one of JSON.

    Examples
    --------
    >>> print(render(["a", "b"], [[1, "上海"], [None, "x"]], "table"), end="")
    a  b
    1  上海
       x
    """
    if format_name in ("json", "jsonl"):
        return _json(names, rows, format_name)
    texts = _texts(rows, fields)
    if format_name == "csv":
        from sco_dataset.canonical import csv_bytes

        return csv_bytes(names, texts).decode()
    return _markdown(names, texts) if format_name == "markdown" else _table(names, texts, width)


def _json(names: Sequence[str], rows: Sequence[Sequence[Any]], format_name: str) -> str:
    from sco_dataset.exports.jsonl import json_lines, json_text

    for name in names:
        if names.count(name) > 1:
            raise InvalidValueError(f"{names.count(name)} columns are named {name}, which JSON can't hold; rename one")
    objects = [dict(zip(names, row, strict=True)) for row in rows]
    return json_lines(objects) if format_name == "jsonl" else json_text(objects, indent=2) + "\n"


def _table(names: Sequence[str], rows: Sequence[Sequence[str]], width: int | None) -> str:
    from sco_dataset.reports.text import visible

    labels = [visible(name) for name in names]
    cells = [labels, *[[_shortened(visible(cell), width) for cell in row] for row in rows]]
    widths = [max(_display_width(row[i]) for row in cells) for i in range(len(names))]
    shown = _columns_that_fit(widths, width)
    lines = [_line(row[:shown], widths) for row in cells]
    if not rows:
        lines.append("(no rows)")
    if shown < len(names):
        lines.append(f"(not shown: {', '.join(labels[shown:])}; choose with --columns)")
    return "".join(f"{line}\n" for line in lines)


def _line(cells: Iterable[str], widths: Sequence[int]) -> str:
    padded = [cell + " " * (w - _display_width(cell)) for cell, w in zip(cells, widths, strict=False)]
    return "  ".join(padded).rstrip()


def _columns_that_fit(widths: Sequence[int], width: int | None) -> int:
    if width is None:
        return len(widths)
    used, shown = 0, 0
    for column in widths:
        used += column + 2
        if shown and used - 2 > width:
            break
        shown += 1
    return shown


def _markdown(names: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    header, *escaped = [[_markdown_cell(cell) for cell in line] for line in (names, *rows)]
    lines = [header, ["---"] * len(names), *escaped]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _markdown_cell(text: str) -> str:
    from sco_dataset.reports.text import visible

    escaped = text.replace("\\", "\\\\").replace("|", "\\|")
    return visible(re.sub("\r\n|\r|\n", "<br>", escaped))


def _texts(rows: Sequence[Sequence[Any]], fields: Sequence[Field] | None) -> list[list[str]]:
    if fields is None:
        return [[_text(value) for value in row] for row in rows]
    from sco_dataset.arrow_tables import cell_text

    return [[cell_text(value, field) for value, field in zip(row, fields, strict=True)] for row in rows]


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "|".join(map(str, value))
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _display_width(text: str) -> int:
    """Count terminal columns: Chinese characters take two, combining marks none."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _shortened(text: str, width: int | None) -> str:
    """Cut a long text where a terminal has an end, but no key and no address: they are of use only whole."""
    whole = width is None or len(text) <= WIDEST_CELL or (text.isascii() and " " not in text)
    return text if whole else text[: WIDEST_CELL - 1] + "…"
