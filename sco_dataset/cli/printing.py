"""Print rows, and show how far long work has come."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol, TextIO

import click

from sco_dataset.cli.rendering import render

if TYPE_CHECKING:
    import pyarrow as pa

    from sco_dataset.descriptor import Field, Table


class Progress(Protocol):
    """Is told how many steps are done."""

    def __call__(self, done: int) -> None: ...


def print_rows(
    names: Sequence[str], rows: Sequence[Sequence[Any]], format_name: str, fields: Sequence[Field] | None = None
) -> None:
    """Print rows; those of a table, whose columns can be chosen, are cut to the width of the terminal."""
    width = shutil.get_terminal_size().columns if fields is not None and _is_terminal(sys.stdout) else None
    click.echo(render(names, rows, format_name, width, fields), nl=False)


def print_arrow(arrow: pa.Table, format_name: str, table: Table | None = None) -> None:
    """Print the rows of an Arrow table, whose columns may be fields of a described one."""
    if table is not None and arrow.column_names == list(table.field_names) and _is_terminal(sys.stdout):
        # What tells most comes first, as not all columns may fit.
        arrow = arrow.select(list(dict.fromkeys((*table.summary_fields, *table.field_names))))
    # Not through dicts, which lose columns of equal names.
    rows = list(zip(*(column.to_pylist() for column in arrow.columns), strict=True))
    fields = None if table is None else [table.field(name) for name in arrow.column_names]
    print_rows(arrow.column_names, rows, format_name, fields)


@contextmanager
def progress_bar(label: str, steps: int) -> Iterator[Progress]:
    """Show a bar on the terminal, and nothing where the messages go into a file or a pipe."""
    with click.progressbar(length=steps, label=label, file=sys.stderr, hidden=not _is_terminal(sys.stderr)) as bar:
        yield lambda done: bar.update(done - bar.pos)


@contextmanager
def row_counter(label: str) -> Iterator[Progress]:
    """Count rows on the terminal, where it is not known how many there will be."""
    if not _is_terminal(sys.stderr):
        yield lambda done: None
        return
    yield lambda done: click.echo(f"\r{label}: {done:,} rows", nl=False, err=True)
    click.echo(err=True)


def _is_terminal(stream: TextIO | None) -> bool:
    """Tell whether people see what is written; there is no stream at all where the shell has closed it."""
    return stream is not None and stream.isatty()
