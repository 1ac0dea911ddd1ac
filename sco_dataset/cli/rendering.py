"""Rows as text for people and for other programs."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

FORMATS = ("table", "csv", "json", "jsonl", "markdown")
WIDEST_CELL = 44


def render(names: Sequence[str], rows: Sequence[Sequence[Any]], format_name: str, width: int | None = None) -> str:
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

    Examples
    --------
    >>> print(render(["a", "b"], [[1, "上海"], [None, "x"]], "table"), end="")
    a  b
    1  上海
       x
    """
    if format_name == "csv":
        from sco_dataset.canonical import csv_bytes

        return csv_bytes(names, [[_text(v) for v in row] for row in rows]).decode()
    if format_name in ("json", "jsonl"):
        objects = [dict(zip(names, row, strict=True)) for row in rows]
        if format_name == "json":
            return json.dumps(objects, ensure_ascii=False, indent=2, default=str) + "\n"
        return "".join(json.dumps(o, ensure_ascii=False, default=str) + "\n" for o in objects)
    texts = [[_text(v) for v in row] for row in rows]
    if format_name == "markdown":
        return _markdown(names, texts)
    return _table(names, texts, width)


def _table(names: Sequence[str], rows: list[list[str]], width: int | None) -> str:
    cells = [list(names), *[[_shortened(cell) for cell in row] for row in rows]]
    widths = [max(_display_width(row[i]) for row in cells) for i in range(len(names))]
    shown = _columns_that_fit(widths, width)
    lines = [_line([row[i] for i in range(shown)], widths) for row in cells]
    if not rows:
        lines.append("(no rows)")
    if shown < len(names):
        lines.append(f"(not shown: {', '.join(names[shown:])}; choose with --columns)")
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


def _markdown(names: Sequence[str], rows: list[list[str]]) -> str:
    escaped = [[cell.replace("|", "\\|") for cell in row] for row in rows]
    lines = [list(names), ["---"] * len(names), *escaped]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


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


def _shortened(text: str) -> str:
    return text if len(text) <= WIDEST_CELL else text[: WIDEST_CELL - 1] + "…"
