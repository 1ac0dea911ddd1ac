"""Statements of published texts, with the rows that answer them spelled out."""

from __future__ import annotations

import textwrap
from pathlib import Path

from sco_dataset.descriptor import read_package
from sco_dataset.records import Dataset, Record
from sco_dataset.selection import parse_value

WIDTH = 88


def claims_text(verdict: str | None = None, path: Path | str | None = None) -> str:
    """Return the checked claims as text for people.

    Parameters
    ----------
    verdict : str, optional
        Only claims with this verdict.
    path : path or str, optional
        The package; the shipped one if None.

    Raises
    ------
    UnknownNameError
        If there is no such verdict.

    Examples
    --------
    >>> print(claims_text("unverified").splitlines()[0])
    C21: No member state has been spared terrorist attacks.
    """
    package = read_package(path)
    if verdict is not None:
        parse_value(verdict, package.table("claims").field("verdict"))
    dataset = Dataset(package)
    chosen = [claim for claim in dataset.records("claims") if verdict in (None, claim["verdict"])]
    return "\n".join(_claim_text(claim, dataset) for claim in chosen)


def _claim_text(claim: Record, dataset: Dataset) -> str:
    label = claim.table.field("verdict").labels[claim["verdict"]]
    lines = [
        *textwrap.wrap(f"{claim.key}: {claim['claim']}", WIDTH),
        f"  {claim['verdict'].replace('_', ' ')}: {label}",
        *textwrap.wrap(claim["explanation"], WIDTH, initial_indent="  ", subsequent_indent="  "),
    ]
    for item in claim["evidence"] or ():
        table, _, key = item.partition("/")
        row = dataset.by_key(table).get(key)
        lines.append(f"  - {item}: {row.label if row else 'there is no such row'}")
    return "".join(f"{line}\n" for line in lines)
