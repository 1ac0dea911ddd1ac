"""Commands that make tables of users: panels, and files with standings added."""

from __future__ import annotations

from pathlib import Path

import click

from sco_dataset.cli.completing import complete_code
from sco_dataset.cli.options import comma_separated, package_option
from sco_dataset.cli.printing import progress_bar, row_counter
from sco_dataset.issue import counted
from sco_dataset.panels.panel import COUNTRY_LISTS, UNITS
from sco_dataset.panels.periods import FREQUENCIES, RULES

OUT = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.option("--freq", type=click.Choice(FREQUENCIES), default="year", show_default=True, help="Length of a period.")
@click.option("--unit", type=click.Choice(UNITS), default="country", show_default=True, help="What has a row.")
@click.option("--start", metavar="DATE", help="First day or year.  [default: the record's first]")
@click.option("--end", metavar="DATE", help="Last day or year.  [default: the record's last]")
@click.option("--rule", type=click.Choice(RULES), default="any", show_default=True, help="What decides a period.")
@click.option(
    "--codes",
    default="iso3",
    show_default=True,
    metavar="FIELDS",
    shell_complete=complete_code,
    help="Codes and names of states, separated by commas.",
)
@click.option(
    "--countries",
    default="standing",
    show_default=True,
    metavar="LIST",
    help=f"{', '.join(COUNTRY_LISTS)}, or codes and names separated by commas.",
)
@click.option("--directed", is_flag=True, help="Of dyads: both orders of two states.")
@click.option("--out", "target", type=OUT, required=True, help="File that ends in .csv or .parquet.")
@package_option
def panel(
    freq: str,
    unit: str,
    start: str | None,
    end: str | None,
    rule: str,
    codes: str,
    countries: str,
    directed: bool,
    target: Path,
    package: Path | None,
) -> None:
    """Write a panel of states, or of dyads of states.

    The rule decides about a period in which a standing changes: member on any day, the standing
    on the first or the last day, or that of most days. What the record doesn't cover is empty.

    \b
    Examples:
      sco-dataset panel --out country-years.csv --codes iso3,cow_code,name_en
      sco-dataset panel --unit dyad --freq month --start 2001 --out dyads.parquet
    """
    from sco_dataset.frame_files import require_ending
    from sco_dataset.panels.panel import make_panel, write_panel

    require_ending(target)
    listed = countries if countries in COUNTRY_LISTS else comma_separated(countries)
    made = make_panel(freq, unit, start, end, rule, comma_separated(codes), listed, directed, package)
    with progress_bar("panel", len(made)) as progress:
        rows = write_panel(made, target, progress)
    click.echo(f"{target}: {counted(rows, 'row')} written")


@click.command(short_help="Add standings to the rows of a CSV or Parquet file.")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--country", default="iso3", show_default=True, metavar="COLUMN", help="Column of countries.")
@click.option("--date", default="date", show_default=True, metavar="COLUMN", help="Column of days.")
@click.option(
    "--code",
    metavar="FIELD",
    shell_complete=complete_code,
    help="What stands in the column of countries.  [default: as it is named, or iso3]",
)
@click.option("--prefix", default="sco_", show_default=True, help="Begins the names of the new columns.")
@click.option("--out", "target", type=OUT, required=True, help="File that ends in .csv or .parquet.")
@package_option
def annotate(
    file: Path, country: str, date: str, code: str | None, prefix: str, target: Path, package: Path | None
) -> None:
    """Add the standing of each row's country on each row's day to FILE, a CSV or Parquet file.

    Four columns are added: sco_status, sco_member, sco_chair and sco_host. The file may be
    larger than memory; all other columns keep their values. In CSV, text is quoted.

    \b
    Example:
      sco-dataset annotate datapackage/data/members.csv --country iso3 --date start_date --out annotated.csv
    """
    from sco_dataset.annotating.annotate import annotate_file

    with row_counter("annotate") as progress:
        rows, known = annotate_file(
            file, target, progress, country=country, date=date, code=code, prefix=prefix, path=package
        )
    click.echo(f"{target}: {counted(rows, 'row')} written")
    if known < rows:
        click.echo(
            f"{rows - known} of {counted(rows, 'row')} got no values: {country!r} holds no code or name that is "
            f"looked for there, or {date!r} no day that the record covers; --code says what {country!r} holds",
            err=True,
        )
