"""The command ``sco-dataset``: parses, calls, prints, exits, and does no work of its own."""

from __future__ import annotations

import io
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any, NoReturn

import click

from sco_dataset.errors import InvalidDataError, ScoDatasetError, UnknownNameError

EXIT_INVALID_DATA = 1
EXIT_COULD_NOT_RUN = 2

# Each command and the module of this package that holds it.
COMMANDS = {
    "annotate": "tabulate",
    "build": "build",
    "cite": "trace",
    "claims": "claims",
    "completion": "completing",
    "describe": "look",
    "export": "build",
    "fmt": "check",
    "members": "ask",
    "panel": "tabulate",
    "provenance": "trace",
    "query": "find",
    "search": "find",
    "show": "look",
    "status": "ask",
    "tables": "look",
    "validate": "check",
}


class _Commands(click.Group):
    """A group that loads a command when it is asked for, and turns exceptions into exit statuses."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        # Files and pipes hold UTF-8 everywhere; a terminal knows best what it shows.
        if isinstance(sys.stdout, io.TextIOWrapper) and not sys.stdout.isatty():
            sys.stdout.reconfigure(encoding="utf-8")
        # Python would end at once, and leave unfinished files behind.
        for name in ("SIGTERM", "SIGHUP"):  # Windows has no SIGHUP
            if hasattr(signal, name) and signal.getsignal(getattr(signal, name)) is not signal.SIG_IGN:
                signal.signal(getattr(signal, name), signal.default_int_handler)
        return super().main(*args, **kwargs)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"{__name__}.{COMMANDS[cmd_name]}"), cmd_name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            raise UnknownNameError("command", args[0], COMMANDS)
        return super().resolve_command(ctx, args)

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        with _exit_statuses():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> object:
        with _exit_statuses():
            return super().invoke(ctx)


@contextmanager
def _exit_statuses() -> Iterator[None]:
    """Tell errors in a line, and exit with their status."""
    try:
        yield
    except InvalidDataError as error:
        _leave(str(error), EXIT_INVALID_DATA)
    except KeyboardInterrupt:
        _leave("sco-dataset: interrupted")
    except UnicodeEncodeError as error:
        # Bytes of the command line that are no UTF-8, or a terminal that lacks a character.
        _leave(f"sco-dataset: {error.object[error.start : error.end]!r} can't be written in {error.encoding}")
    except ScoDatasetError as error:
        _leave(f"sco-dataset: {error}")
    except OSError as error:
        if error.filename is None:
            # Python would try once more, at its end, to write what is left of the output.
            sys.stdout = io.StringIO()
        if isinstance(error, BrokenPipeError):
            sys.exit(EXIT_COULD_NOT_RUN)
        _leave(f"sco-dataset: {error.filename or 'the output'}: {error.strerror or error}")


def _leave(message: str, status: int = EXIT_COULD_NOT_RUN) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(status)


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
