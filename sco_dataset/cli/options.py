"""Options and arguments that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from sco_dataset.cli.rendering import FORMATS

F = TypeVar("F", bound=Callable[..., Any])


def package_option(command: F) -> F:
    """Add ``--package``, another data package than the shipped one."""
    return click.option(
        "--package",
        type=click.Path(path_type=Path),
        help="Another data package: its folder or its datapackage.json.  [default: the shipped one]",
    )(command)


def comma_separated(text: str) -> list[str]:
    """Return the names in a list that is given as text."""
    return [name.strip() for name in text.split(",")]


def format_option(command: F) -> F:
    """Add ``--format``, the form in which rows are printed."""
    return click.option(
        "--format",
        "format_name",
        type=click.Choice(FORMATS),
        default="table",
        show_default=True,
        help="Form of the output.",
    )(command)
