"""Commands that check a package and bring its files into order."""

from __future__ import annotations

import json
from pathlib import Path

import click

from sco_dataset.cli.options import package_option

LISTED_BY_DEFAULT = 1000


@click.command()
@click.argument("path", type=click.Path(path_type=Path), required=False)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["text", "json"]),
    default="text",
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
@click.pass_context
def validate(ctx: click.Context, path: Path | None, format_name: str, limit: int) -> None:
    """Check the data package at PATH, or the shipped one.

    Exit status: 0 if it is valid, 1 if problems were found, 2 if it could not be read.

    \b
    Example:
      sco-dataset validate datapackage --format json
    """
    from sco_dataset.checking import validate as check

    report = check(path, limit=limit)
    if format_name == "json":
        click.echo(json.dumps(report.as_dict(), ensure_ascii=False, indent=2))
    else:
        for issue in report.issues:
            click.echo(str(issue))
        rows = sum(table.rows for table in report.tables)
        found = sum(report.counts.values())
        click.echo(f"{len(report.tables)} tables, {rows} rows: {f'{found} problems' if found else 'valid'}")
        if report.truncated:
            click.echo(f"{len(report.issues)} of them are listed; --limit {found} lists all")
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
