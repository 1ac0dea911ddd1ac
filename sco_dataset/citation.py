"""How to cite the data, written from the descriptor."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sco_dataset.descriptor import Package, read_package
from sco_dataset.errors import UnknownNameError


@dataclass(frozen=True)
class Work:
    """What a reference names. ``identifier`` is a DOI or an address, and may be empty."""

    name: str
    title: str
    version: str
    date: str
    authors: tuple[str, ...]
    identifier: str

    @property
    def year(self) -> str:
        """Year of the release."""
        return self.date[:4]

    @property
    def key(self) -> str:
        """Name and version, as the key of a reference."""
        return "-".join(filter(None, (self.name, self.version)))


def cite(style: str = "apa", table: str | None = None, *, path: Path | str | None = None) -> str:
    """Return a reference to the data in the version at hand.

    Parameters
    ----------
    style : str
        ``"apa"`` (plain text), ``"bibtex"``, ``"ris"`` or ``"csl"`` (CSL-JSON).
    table : str, optional
        The table used; the whole if None.
    path : path or str, optional
        Another data package than the shipped one.

    Raises
    ------
    UnknownNameError
        If there is no such style or table.

    Examples
    --------
    >>> print(cite(table="members"))  # doctest: +ELLIPSIS
    The sco-dataset contributors. (2026). Shanghai Cooperation Organisation dataset: Membership spells (Version ...
    """
    if style not in STYLES:
        raise UnknownNameError("style of citation", style, STYLES)
    package = read_package(path)
    return STYLES[style](_work(package, table))


def _work(package: Package, table: str | None) -> Work:
    properties = package.properties
    title = str(properties.get("title", package.name))
    return Work(
        name=package.name if table is None else f"{package.name}-{table}",
        title=title if table is None else f"{title}: {package.table(table).title or table}",
        version=package.version,
        date=_day(properties.get("created")),
        authors=tuple(str(person["title"]) for person in properties.get("contributors") or () if "title" in person),
        identifier=str(properties.get("id") or properties.get("homepage") or ""),
    )


def _day(created: object) -> str:
    """Return the day of a date and time, empty where it is none."""
    try:
        return datetime.fromisoformat(str(created)).date().isoformat()
    except ValueError:
        return ""


def _apa(work: Work) -> str:
    version = f"(Version {work.version}) " if work.version else ""
    parts = [
        f"{' & '.join(work.authors)}." if work.authors else "",
        f"({work.year})." if work.year else "",
        f"{work.title} {version}[Data set].",
        work.identifier,
    ]
    return " ".join(filter(None, parts))


def _bibtex(work: Work) -> str:
    fields = {
        "author": " and ".join(f"{{{author}}}" for author in work.authors),
        "title": f"{{{work.title}}}",
        "version": work.version,
        "year": work.year,
        "url": work.identifier,
    }
    lines = [f"  {name:7} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{work.key},", *lines, "}"])


def _ris(work: Work) -> str:
    fields = [
        ("TY", "DATA"),
        *(("AU", author) for author in work.authors),
        ("TI", work.title),
        ("PY", work.year),
        ("DA", work.date.replace("-", "/")),
        ("ET", work.version),
        ("UR", work.identifier),
    ]
    return "\n".join([*(f"{tag}  - {value}" for tag, value in fields if value), "ER  - "])


def _csl(work: Work) -> str:
    item: dict[str, Any] = {
        "id": work.key,
        "type": "dataset",
        "title": work.title,
        "author": [{"literal": author} for author in work.authors],
        "issued": {"date-parts": [[int(part) for part in work.date.split("-")]]} if work.date else None,
        "version": work.version,
        "URL": work.identifier,
    }
    return json.dumps([{name: value for name, value in item.items() if value}], ensure_ascii=False, indent=2)


STYLES: dict[str, Callable[[Work], str]] = {"apa": _apa, "bibtex": _bibtex, "ris": _ris, "csl": _csl}
