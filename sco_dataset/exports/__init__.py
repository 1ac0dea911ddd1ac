"""Formats of publication: one module each, with a function from a table to the bytes of its file."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from sco_dataset.descriptor import Package, Table
from sco_dataset.errors import DescriptorError, UnknownNameError
from sco_dataset.safe_writing import write_file


@dataclass(frozen=True)
class Format:
    """A format: its name, which is the ending of its files too, and its media type."""

    name: str
    mediatype: str

    def write(self, table: Table) -> bytes:
        """Return the content of the file of a table."""
        module = import_module(f"{__name__}.{self.name}")
        writer: Callable[[Table], bytes] = module.table_bytes
        return writer(table)


FORMATS = {
    format.name: format
    for format in (
        Format("csv", "text/csv"),
        Format("parquet", "application/vnd.apache.parquet"),
        Format("jsonl", "application/jsonl"),
    )
}


def export_format(name: str) -> Format:
    """Return a format by name; raise UnknownNameError where there is none."""
    if name not in FORMATS:
        raise UnknownNameError("format", name, FORMATS)
    return FORMATS[name]


def file_name(table: Table, format_name: str) -> str:
    """Return the name of a table's file; raise DescriptorError where the table's name would lead elsewhere."""
    if not re.fullmatch(r"\w[\w.-]*", table.name):
        raise DescriptorError(
            f"{table.name!r:.100} is no name of a file; name the table with letters, digits, . - and _"
        )
    return f"{table.name}.{format_name}"


def export_tables(package: Package, format_name: str, target: Path, table_names: Sequence[str] = ()) -> list[Path]:
    """Write tables of a package in one format, a file for each.

    Parameters
    ----------
    package : Package
        The data package; its tables must be valid.
    format_name : str
        One of ``FORMATS``.
    target : path
        Folder for the files, made where it is lacking.
    table_names : sequence of str
        The tables; all if empty.

    Returns
    -------
    list of path
        The files written.

    Raises
    ------
    UnknownNameError
        If there is no such format or table.
    OSError
        If a file can't be written.
    """
    format = export_format(format_name)
    tables = [package.table(name) for name in table_names or package.table_names]
    contents = {target / file_name(table, format.name): format.write(table) for table in tables}
    for file in contents:
        if file.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(file))
    for file, content in contents.items():
        write_file(file, content)
    return list(contents)
