"""Commands that tell who had which standing."""

from __future__ import annotations

from pathlib import Path

import click

from sco_dataset.cli.completing import complete_value_of
from sco_dataset.cli.options import format_option, package_option
from sco_dataset.cli.printing import print_rows


@click.command()
@click.option(
    "--on", "on_date", metavar="DATE", help="Day, YYYY-MM-DD.  [default: the last one that the record covers]"
)
@click.option(
    "--status",
    "statuses",
    multiple=True,
    metavar="STATUS",
    shell_complete=complete_value_of("members", "status"),
    help="Only states of this standing; may be given more than once.  [default: all]",
)
@format_option
@package_option
def members(on_date: str | None, statuses: tuple[str, ...], format_name: str, package: Path | None) -> None:
    """List the states that had a standing on a day, and since when.

    \b
    Examples:
      sco-dataset members --status member
      sco-dataset members --on 2017-06-09 --format csv
    """
    from sco_dataset.membership import Standing, standings

    found = standings(on_date, statuses or None, path=package)
    print_rows(Standing._fields, found, format_name)
    _tell_the_day(on_date, package)


@click.command()
@click.argument("country")
@click.argument("date", required=False)
@click.option("--code", metavar="FIELD", help="What COUNTRY is, such as cow_code, where a number has several meanings.")
@package_option
def status(country: str, date: str | None, code: str | None, package: Path | None) -> None:
    """Print the standing of COUNTRY on DATE, or "none".

    COUNTRY is any code (ISO, M49, COW, GW, V-Dem, Wikidata) or name in English, Russian or
    Chinese; DATE is the last day that the record covers, unless it is given.

    \b
    Examples:
      sco-dataset status IND 2016-01-01
      sco-dataset status Белоруссия 2024-07-04
      sco-dataset status 704 2017-06-09 --code cow_code
    """
    from sco_dataset.membership import status as status_of

    click.echo(status_of(country, date, code=code, path=package) or "none")
    _tell_the_day(date, package)


def _tell_the_day(given: str | None, package: Path | None) -> None:
    """Say to people of which day an answer is, where they gave none."""
    from sco_dataset.descriptor import read_package
    from sco_dataset.membership import standings_of

    if given is None:
        last = standings_of(None if package is None else read_package(package)).coverage.last
        click.echo(f"on {last}, the last day of which standings are known", err=True)
