"""Commands that tell where a row comes from, and how to cite the data."""

from __future__ import annotations

import json
from pathlib import Path

import click

from sco_dataset.citation import STYLES
from sco_dataset.cli.completing import complete_key, complete_table
from sco_dataset.cli.options import package_option


@click.command(short_help="Print a row with its sources and discrepancies.")
@click.argument("table", shell_complete=complete_table)
@click.argument("key", shell_complete=complete_key)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Form of the output.",
)
@package_option
def provenance(table: str, key: str, format_name: str, package: Path | None) -> None:
    """Print the row of TABLE with this KEY, its sources, its discrepancies and the claims that use it.

    \b
    Example:
      sco-dataset provenance members ind-member-2017
    """
    from sco_dataset.tracing import provenance as find

    found = find(table, key, path=package)
    click.echo(json.dumps(found.as_dict(), ensure_ascii=False, indent=2) if format_name == "json" else str(found))


@click.command()
@click.option("--style", type=click.Choice(tuple(STYLES)), default="apa", show_default=True, help="Its form.")
@click.option("--table", metavar="TABLE", shell_complete=complete_table, help="The table used.  [default: the whole]")
@package_option
def cite(style: str, table: str | None, package: Path | None) -> None:
    """Print a reference to the data in this version.

    \b
    Example:
      sco-dataset cite --style bibtex --table members
    """
    from sco_dataset.citation import cite as reference

    click.echo(reference(style, table, path=package))
