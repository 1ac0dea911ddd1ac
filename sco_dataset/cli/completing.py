"""What the shell offers when the user presses tab: tables, fields, enumerations, keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from sco_dataset.descriptor import Field, Package

Completer = Callable[[click.Context, click.Parameter, str], list[str]]

SHELLS = ("bash", "zsh", "fish")
PROGRAM = "sco-dataset"
COMPLETE_VARIABLE = "_SCO_DATASET_COMPLETE"
MOST_KEYS = 200
# Added to what click writes for bash, which breaks words at an equals sign and ends each with a space.
BASH_CONDITIONS = """
COMP_WORDBREAKS=${COMP_WORDBREAKS//=}
_sco_dataset_words() {
    _sco_dataset_completion "$@"
    if [[ ${COMPREPLY[0]} == *= ]]; then compopt -o nospace; fi
}
complete -o nosort -F _sco_dataset_words sco-dataset
"""


@click.command(short_help="Print the script that makes a shell complete names.")
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the script that makes SHELL complete names of tables, fields and values.

    Add the output to ~/.bashrc or ~/.zshrc, or write it to
    ~/.config/fish/completions/sco-dataset.fish.

    \b
    Example:
      sco-dataset completion bash
    """
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    assert kind is not None  # click knows all of SHELLS
    script = kind(ctx.find_root().command, {}, PROGRAM, COMPLETE_VARIABLE).source()
    click.echo(script + (BASH_CONDITIONS if shell == "bash" else ""))


def complete_table(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    """Offer the names of the tables."""
    return _beginning_with(incomplete, _package().table_names)


def complete_table_or_field(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Offer the names of tables, and of the fields of one once it is written with a point."""
    table, point, _ = incomplete.partition(".")
    if not point or table not in _package().table_names:
        return complete_table(ctx, param, incomplete)
    return _beginning_with(incomplete, (f"{table}.{name}" for name in _package().table(table).field_names))


def complete_field(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    """Offer the fields of the table, also after commas."""
    done, comma, _ = incomplete.rpartition(",")
    return _beginning_with(incomplete, (done + comma + name for name in _fields(ctx)))


def complete_condition(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    """Offer the fields of the table, and after ``=`` the values of an enumeration."""
    name, equals, _ = incomplete.partition("=")
    if not equals or name not in _fields(ctx):
        return _beginning_with(incomplete, (f"{field}=" for field in _fields(ctx)))
    values = _field(ctx, name).allowed_values or ()
    return _beginning_with(incomplete, (f"{name}={value}" for value in values))


def complete_value(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Offer the values of the enumeration that has the option's name."""
    if param.name is None or param.name not in _fields(ctx):
        return []
    return _beginning_with(incomplete, map(str, _field(ctx, param.name).allowed_values or ()))


def complete_value_of(table: str, field: str) -> Completer:
    """Return what offers the values of an enumeration."""

    def complete(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
        return _beginning_with(incomplete, _package().table(table).field(field).allowed_values or ())

    return complete


def complete_code(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    """Offer the codes and names of states, also after commas."""
    from sco_dataset.countries.index import country_index

    done, comma, _ = incomplete.rpartition(",")
    return _beginning_with(incomplete, (done + comma + name for name in country_index().fields))


def complete_key(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    """Offer the keys of the rows of the table."""
    from sco_dataset.text_rows import key_of, text_rows

    if ctx.params.get("table") not in _package().table_names:
        return []
    table = _package().table(ctx.params["table"])
    return _beginning_with(incomplete, (key_of(row, table) for row in text_rows(table)))[:MOST_KEYS]


def _package() -> Package:
    from sco_dataset.descriptor import read_package

    return read_package()


def _table_name(ctx: click.Context) -> str | None:
    """Return the table that the line names; click leaves it among the rest while an option lacks its value."""
    words = [ctx.params.get("table_name"), *ctx.args]
    return next((word for word in words if word in _package().table_names), None)


def _fields(ctx: click.Context) -> tuple[str, ...]:
    name = _table_name(ctx)
    return () if name is None else _package().table(name).field_names


def _field(ctx: click.Context, name: str) -> Field:
    return _package().table(str(_table_name(ctx))).field(name)


def _beginning_with(incomplete: str, names: Iterable[str]) -> list[str]:
    return [name for name in names if name.startswith(incomplete)]
