"""The command that prints the checked claims."""

from __future__ import annotations

from pathlib import Path

import click

from sco_dataset.cli.completing import complete_value_of
from sco_dataset.cli.options import package_option


@click.command(short_help="Print published statements, checked against the tables.")
@click.option(
    "--verdict",
    metavar="VERDICT",
    shell_complete=complete_value_of("claims", "verdict"),
    help="Only claims with this verdict, such as supported or opinion.",
)
@package_option
def claims(verdict: str | None, package: Path | None) -> None:
    """Print statements of published texts, checked against the tables.

    \b
    Example:
      sco-dataset claims --verdict partly_supported
    """
    from sco_dataset.claims import claims_text

    click.echo(claims_text(verdict, package) or "(no claims)\n", nl=False)
