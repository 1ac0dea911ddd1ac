"""Commands that look through all tables."""

from __future__ import annotations

from pathlib import Path

import click

from sco_dataset.cli.completing import complete_table
from sco_dataset.cli.options import format_option, package_option
from sco_dataset.cli.printing import print_arrow, print_rows


@click.command(short_help="Find the rows in which all WORDS stand.")
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--table",
    "tables",
    multiple=True,
    metavar="TABLE",
    shell_complete=complete_table,
    help="Only this table; may be given more than once.",
)
@click.option("--limit", type=click.IntRange(min=0), help="Print at most so many rows.")
@format_option
@package_option
def search(
    words: tuple[str, ...], tables: tuple[str, ...], limit: int | None, format_name: str, package: Path | None
) -> None:
    """Find the rows in which all WORDS stand, in English, Russian or Chinese.

    \b
    Examples:
      sco-dataset search Astana summit --table events
      sco-dataset search антитеррор --limit 5
    """
    from sco_dataset.searching import Hit, excerpt
    from sco_dataset.searching import search as find

    hits = find(" ".join(words), tables or None, limit, path=package)
    if format_name == "table":
        hits = [hit._replace(text=excerpt(hit.text, words)) for hit in hits]
    print_rows(Hit._fields, hits, format_name)


@click.command()
@click.argument("sql")
@format_option
@package_option
def query(sql: str, format_name: str, package: Path | None) -> None:
    """Run a query in SQL, in which each table is a view of DuckDB.

    Needs the extra sql: pip install "sco-dataset[sql]"

    \b
    Example:
      sco-dataset query "SELECT status, count(*) AS n FROM members GROUP BY status ORDER BY status"
    """
    from sco_dataset.querying import printable
    from sco_dataset.querying import query as run

    print_arrow(printable(run(sql, "duckdb", path=package)), format_name)
