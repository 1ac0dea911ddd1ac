"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


def package_option(command: F) -> F:
    """Add ``--package``, another data package than the shipped one."""
    return click.option(
        "--package",
        type=click.Path(path_type=Path),
        help="Another data package: its folder or its datapackage.json.  [default: the shipped one]",
    )(command)
