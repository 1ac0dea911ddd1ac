"""Commands that write files of publication."""

from __future__ import annotations

from pathlib import Path

import click

from sco_dataset.cli.completing import complete_table
from sco_dataset.cli.options import package_option
from sco_dataset.exports import FORMATS
from sco_dataset.issue import counted

DEFAULT_RELEASE = Path("release")


@click.command()
@click.option(
    "--out",
    "target",
    type=click.Path(path_type=Path),
    default=DEFAULT_RELEASE,
    show_default=True,
    help="Folder of the release.",
)
@package_option
def build(target: Path, package: Path | None) -> None:
    """Validate everything and write the release folder.

    It holds each table as CSV and as Parquet, a datapackage.json with size and hash of each
    file, and SHA256SUMS. A folder that holds a release already is replaced as a whole or not at
    all; with an invalid table nothing is written.

    \b
    Example:
      sco-dataset build --out release
    """
    from sco_dataset.release import build_release

    files = build_release(target, package)
    click.echo(f"{click.format_filename(target)}: {counted(len(files), 'file')} written")


@click.command()
@click.option("--format", "format_name", type=click.Choice(tuple(FORMATS)), required=True, help="Format of the files.")
@click.option(
    "--out", "target", type=click.Path(path_type=Path, file_okay=False), required=True, help="Folder for the files."
)
@click.option(
    "--table",
    "table_names",
    multiple=True,
    metavar="TABLE",
    shell_complete=complete_table,
    help="Only this table; may be given more than once.",
)
@package_option
def export(format_name: str, target: Path, table_names: tuple[str, ...], package: Path | None) -> None:
    """Write the tables in one format, a file for each.

    \b
    Example:
      sco-dataset export --format parquet --out tables --table members
    """
    from sco_dataset.descriptor import read_package
    from sco_dataset.exports import export_tables

    for file in export_tables(read_package(package), format_name, target, table_names):
        click.echo(click.format_filename(file))
