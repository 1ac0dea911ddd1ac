"""The record of the Shanghai Cooperation Organisation as data.

Importing the package reads nothing; each name is resolved when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sco_dataset.checking import validate as validate
    from sco_dataset.describing import describe as describe
    from sco_dataset.descriptor import read_package as read_package
    from sco_dataset.errors import ScoDatasetError as ScoDatasetError
    from sco_dataset.issue import Issue as Issue

# Each public name and the module that holds it.
_PUBLIC = {
    "Issue": "issue",
    "ScoDatasetError": "errors",
    "describe": "describing",
    "read_package": "descriptor",
    "validate": "checking",
}

__all__ = sorted(_PUBLIC)


def __getattr__(name: str) -> object:
    if name not in _PUBLIC:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_PUBLIC[name]}"), name)


def __dir__() -> list[str]:
    return __all__
