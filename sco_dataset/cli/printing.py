"""Print rows, and show how far long work has come."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol

import click

from sco_dataset.cli.rendering import render

if TYPE_CHECKING:
    import pyarrow as pa


class Progress(Protocol):
    """Is told how many steps are done."""

    def __call__(self, done: int) -> None: ...


def print_rows(names: Sequence[str], rows: Sequence[Sequence[Any]], format_name: str) -> None:
    """Print rows; a table is cut to the width of the terminal, where there is one."""
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    click.echo(render(names, rows, format_name, width), nl=False)


def print_arrow(arrow: pa.Table, format_name: str) -> None:
    """Print the rows of an Arrow table."""
    print_rows(arrow.column_names, [list(row.values()) for row in arrow.to_pylist()], format_name)


@contextmanager
def progress_bar(label: str, steps: int) -> Iterator[Progress]:
    """Show a bar on the terminal, and nothing where the messages go into a file or a pipe."""
    with click.progressbar(length=steps, label=label, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        yield lambda done: bar.update(done - bar.pos)


@contextmanager
def row_counter(label: str) -> Iterator[Progress]:
    """Count rows on the terminal, where it is not known how many there will be."""
    if not sys.stderr.isatty():
        yield lambda done: None
        return
    yield lambda done: click.echo(f"\r{label}: {done:,} rows", nl=False, err=True)
    click.echo(err=True)
