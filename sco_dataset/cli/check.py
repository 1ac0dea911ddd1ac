"""Commands that check a package and bring its files into order."""

from __future__ import annotations

from pathlib import Path

import click

from sco_dataset.checking import ENGINES
from sco_dataset.cli.options import package_option
from sco_dataset.reports import FORMATS
from sco_dataset.validation.limits import MEBIBYTE, Limits

LISTED_BY_DEFAULT = 1000


@click.command()
@click.argument("path", type=click.Path(path_type=Path), required=False)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(FORMATS),
    default=FORMATS[0],
    show_default=True,
    help="Form of the report.",
)
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    default=LISTED_BY_DEFAULT,
    show_default=True,
    help="How many problems are listed; all are counted.",
)
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    default=ENGINES[0],
    show_default=True,
    help="What checks the cells; frictionless is a second opinion.",
)
@click.option(
    "--strict/--no-strict",
    default=None,
    help="Check the text itself too: byte order marks, line ends, control and invisible characters, mixed "
    "scripts, padding, formulas, exact lexical forms.  [default: as the package says by its property strict]",
)
@click.option(
    "--max-unpacked",
    type=click.IntRange(min=1),
    default=Limits.unpacked_bytes // MEBIBYTE,
    show_default=True,
    metavar="MIB",
    help="To how many mebibytes a compressed file may unpack.",
)
@click.pass_context
def validate(
    ctx: click.Context,
    path: Path | None,
    format_name: str,
    limit: int,
    engine: str,
    strict: bool | None,
    max_unpacked: int,
) -> None:
    """Check the data package at PATH, or the shipped one.

    PATH is a folder with a datapackage.json, or the file itself, of any package of CSV tables.

    Exit status: 0 if it is valid, 1 if problems were found, 2 if it could not be read.

    \b
    Examples:
      sco-dataset validate datapackage --format json
      sco-dataset validate datapackage --strict --format sarif
    """
    from sco_dataset.checking import validate as check
    from sco_dataset.descriptor import read_package
    from sco_dataset.reports import render

    limits = Limits(unpacked_bytes=max_unpacked * MEBIBYTE)
    report = check(path, engine, limit, strict, limits)
    click.echo(render(report, read_package(path), format_name), nl=False)
    ctx.exit(0 if report.valid else 1)


@click.command()
@click.option("--check", is_flag=True, help="Change nothing; exit with 1 if something would change.")
@package_option
@click.pass_context
def fmt(ctx: click.Context, check: bool, package: Path | None) -> None:
    """Bring CSV files and descriptor into their canonical bytes.

    Rows by primary key, columns in the descriptor's order, no padding, quotes only where needed.

    \b
    Example:
      sco-dataset fmt --check
    """
    from sco_dataset.descriptor import read_package
    from sco_dataset.formatting import format_package, pending_changes

    read = read_package(package)
    files = list(pending_changes(read)) if check else format_package(read)
    for file in files:
        click.echo(f"{'would change' if check else 'changed'}: {file}")
    ctx.exit(1 if check and files else 0)
