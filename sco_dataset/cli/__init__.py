"""The command ``sco-dataset``: parses, calls, prints, exits, and does no work of its own."""

from __future__ import annotations

import click

from sco_dataset.cli.ask import members, status
from sco_dataset.cli.build import build, export
from sco_dataset.cli.check import fmt, validate
from sco_dataset.cli.claims import claims
from sco_dataset.cli.completing import completion
from sco_dataset.cli.find import query, search
from sco_dataset.cli.look import describe, show, tables
from sco_dataset.cli.tabulate import annotate, panel
from sco_dataset.cli.trace import cite, provenance
from sco_dataset.errors import InvalidDataError, ScoDatasetError

EXIT_INVALID_DATA = 1
EXIT_COULD_NOT_RUN = 2


class _Commands(click.Group):
    """A group that turns the package's exceptions into messages and exit statuses."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except InvalidDataError as error:
            click.echo(str(error), err=True)
            ctx.exit(EXIT_INVALID_DATA)
        except ScoDatasetError as error:
            click.echo(f"sco-dataset: {error}", err=True)
            ctx.exit(EXIT_COULD_NOT_RUN)
        except OSError as error:
            if isinstance(error, BrokenPipeError):
                raise
            click.echo(f"sco-dataset: {error.filename or ''}: {error.strerror}", err=True)
            ctx.exit(EXIT_COULD_NOT_RUN)


def _print_version(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    if wanted:
        from sco_dataset.packaged_files import shipped_version

        click.echo(f"sco-dataset {shipped_version()}")
        ctx.exit()


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Print the version of data and code, and exit.",
)
def main() -> None:
    """The record of the Shanghai Cooperation Organisation as data.

    Members and other standings, meetings and who took part, exercises, institutions, officials
    and documents, each dated and sourced.

    \b
    Examples:
      sco-dataset tables
      sco-dataset show members --where status=member
      sco-dataset build --out release
    """


for _command in (
    *(tables, show, describe, members, status, search, query),
    *(panel, annotate, provenance, cite, claims),
    *(validate, fmt, build, export, completion),
):
    main.add_command(_command)
