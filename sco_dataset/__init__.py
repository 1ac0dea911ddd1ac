"""The record of the Shanghai Cooperation Organisation as data.

Importing the package reads nothing; each name is resolved when it is first used.
"""

from __future__ import annotations

from importlib import import_module

# As in typing, which is not imported for it: that would take longer than all the rest.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from datetime import date

    from sco_dataset.access import load as load
    from sco_dataset.access import schema as schema
    from sco_dataset.access import tables as tables
    from sco_dataset.annotating.annotate import annotate as annotate
    from sco_dataset.checking import validate as validate
    from sco_dataset.citation import cite as cite
    from sco_dataset.countries.index import country_code as country_code
    from sco_dataset.describing.describe import describe as describe
    from sco_dataset.descriptor import read_package as read_package
    from sco_dataset.errors import AmbiguousNameError as AmbiguousNameError
    from sco_dataset.errors import DescriptorError as DescriptorError
    from sco_dataset.errors import InvalidDataError as InvalidDataError
    from sco_dataset.errors import InvalidValueError as InvalidValueError
    from sco_dataset.errors import MissingExtraError as MissingExtraError
    from sco_dataset.errors import OutsideCoverageError as OutsideCoverageError
    from sco_dataset.errors import ScoDatasetError as ScoDatasetError
    from sco_dataset.errors import UnknownNameError as UnknownNameError
    from sco_dataset.geography import events_geo as events_geo
    from sco_dataset.issue import Issue as Issue
    from sco_dataset.membership import members as members
    from sco_dataset.membership import standings as standings
    from sco_dataset.membership import status as status
    from sco_dataset.panels.panel import panel as panel
    from sco_dataset.querying import connect as connect
    from sco_dataset.querying import query as query
    from sco_dataset.searching import search as search
    from sco_dataset.tracing import provenance as provenance

    version: str
    as_of_date: date

# Each public name and the module that holds it. No module has the name of one of them: importing
# it would put the module in the place of the function.
_PUBLIC = {
    "AmbiguousNameError": "errors",
    "DescriptorError": "errors",
    "InvalidDataError": "errors",
    "InvalidValueError": "errors",
    "Issue": "issue",
    "MissingExtraError": "errors",
    "OutsideCoverageError": "errors",
    "ScoDatasetError": "errors",
    "UnknownNameError": "errors",
    "annotate": "annotating.annotate",
    "as_of_date": "access",
    "cite": "citation",
    "connect": "querying",
    "country_code": "countries.index",
    "describe": "describing.describe",
    "events_geo": "geography",
    "load": "access",
    "members": "membership",
    "panel": "panels.panel",
    "provenance": "tracing",
    "query": "querying",
    "read_package": "descriptor",
    "schema": "access",
    "search": "searching",
    "standings": "membership",
    "status": "membership",
    "tables": "access",
    "validate": "checking",
    "version": "access",
}

__all__ = sorted(_PUBLIC)


def __getattr__(name: str) -> object:
    if name not in _PUBLIC:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_PUBLIC[name]}"), name)
    # Found at once from now on: a million calls of a function would ask a million times.
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
