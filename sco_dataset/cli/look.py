"""Commands that print tables and what they mean."""

from __future__ import annotations

from pathlib import Path

import click

from sco_dataset.cli.completing import (
    complete_condition,
    complete_field,
    complete_table,
    complete_table_or_field,
    complete_value,
)
from sco_dataset.cli.options import comma_separated, format_option, package_option
from sco_dataset.cli.printing import print_arrow, print_rows

# Shorthands of `show` for the fields by which people look most.
SHORTHANDS = {
    "body": "institution_id",
    "event": "event_id",
    "country": "iso3",
    "kind": "kind",
    "status": "status",
    "area": "area",
    "role": "role",
    "certainty": "certainty",
}


@click.command(short_help="List the tables, their size and completeness.")
@format_option
@package_option
def tables(format_name: str, package: Path | None) -> None:
    """List the tables with their size and the day to which each is complete.

    \b
    Example:
      sco-dataset tables --format markdown
    """
    from sco_dataset.arrow_tables import read_arrow
    from sco_dataset.descriptor import read_package

    rows = [
        [table.name, read_arrow(table).num_rows, table.properties.get("completeUntil"), table.title]
        for table in read_package(package).tables
    ]
    print_rows(["table", "rows", "complete_until", "title"], rows, format_name)


@click.command()
@click.argument("table_name", metavar="TABLE", shell_complete=complete_table)
@click.option(
    "--where",
    multiple=True,
    metavar="CONDITION",
    shell_complete=complete_condition,
    help="FIELD=VALUE, also with != < <= > >= and ~ (contains, in capitals or not); may be given more than once.",
)
@click.option("--body", metavar="ID", help="Rows of this institution (institution_id).")
@click.option("--event", metavar="ID", help="Rows of this event (event_id).")
@click.option(
    "--country",
    metavar="COUNTRY",
    help="Rows of this state, by any code or name (iso3, or country where there is no iso3).",
)
@click.option("--kind", metavar="KIND", shell_complete=complete_value, help="Rows of this kind.")
@click.option("--status", metavar="STATUS", shell_complete=complete_value, help="Rows of this status.")
@click.option("--area", metavar="AREA", shell_complete=complete_value, help="Rows of this field of cooperation.")
@click.option("--role", metavar="ROLE", shell_complete=complete_value, help="Rows of this role.")
@click.option("--certainty", metavar="CERTAINTY", shell_complete=complete_value, help="Rows of this certainty.")
@click.option(
    "--year", type=click.IntRange(1900, 2200), help="Rows that hold or take place in this year, of every status."
)
@click.option(
    "--on", "on_date", metavar="DATE", help="Rows that hold on this day, or may as far as is known, YYYY-MM-DD."
)
@click.option(
    "--columns", metavar="FIELDS", shell_complete=complete_field, help="Fields to print, separated by commas."
)
@click.option(
    "--sort", metavar="FIELD", shell_complete=complete_field, help="Field to sort by; -FIELD for descending order."
)
@click.option("--limit", type=click.IntRange(min=0), help="Print at most so many rows.")
@format_option
@package_option
def show(
    table_name: str,
    where: tuple[str, ...],
    year: int | None,
    on_date: str | None,
    columns: str | None,
    sort: str | None,
    limit: int | None,
    format_name: str,
    package: Path | None,
    **shorthands: str | None,
) -> None:
    """Print the rows of TABLE that fulfil all conditions.

    \b
    Examples:
      sco-dataset show members --where status=member --on 2017-06-09
      sco-dataset show events --body foreign-ministers-council --year 2019
      sco-dataset show events --where "name_ru~саммит" --columns event_id,start_date
    """
    from sco_dataset.arrow_tables import read_arrow
    from sco_dataset.countries.index import country_index
    from sco_dataset.descriptor import read_package
    from sco_dataset.selection import parse_date, require_known_keys, select

    read = read_package(package)
    table = read.table(table_name)
    if shorthands["country"] is not None and "countries" in read.table_names:
        shorthands["country"] = country_index(None if package is None else read).resolve(shorthands["country"])
    conditions = [
        *where,
        *(f"{_field_of(name, table.field_names)}={value}" for name, value in shorthands.items() if value is not None),
    ]
    require_known_keys(read, table, conditions)
    rows = select(
        read_arrow(table),
        table,
        conditions,
        year=year,
        on=None if on_date is None else parse_date(on_date),
        columns=comma_separated(columns) if columns else (),
        sort=sort,
        limit=limit,
    )
    print_arrow(rows, format_name, table)


@click.command()
@click.argument("name", metavar="TABLE[.FIELD]", shell_complete=complete_table_or_field)
@package_option
def describe(name: str, package: Path | None) -> None:
    """Tell what a table or a field means and what it may hold.

    \b
    Examples:
      sco-dataset describe events
      sco-dataset describe members.status
    """
    from sco_dataset.describing.describe import describe as text_of

    click.echo(text_of(name, package), nl=False)


def _field_of(shorthand: str, field_names: tuple[str, ...]) -> str:
    field = SHORTHANDS[shorthand]
    return "country" if field == "iso3" and "iso3" not in field_names else field
