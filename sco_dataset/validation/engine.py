"""The columnar engine: check the tables of any package of CSV files against their schemas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from sco_dataset.descriptor import Package, Table
from sco_dataset.errors import nearest_name
from sco_dataset.issue import Issue
from sco_dataset.validation.columns import Column
from sco_dataset.validation.findings import Finding, place
from sco_dataset.validation.fingerprints import Numbers, comparable
from sco_dataset.validation.keys import Key, absent_from, repeated
from sco_dataset.validation.limits import Limits
from sco_dataset.validation.messages import issues_of
from sco_dataset.validation.report import Report, TableStats
from sco_dataset.validation.table_check import KeyRow, TableCheck
from sco_dataset.validation.unchecked import hash_algorithm, is_readable, unchecked
from sco_dataset.validation.workers import in_order

# How many comparisons of keys may be spent on finding the nearest one.
MOST_COMPARISONS = 200_000


def check_package(package: Package, strict: bool | None = None, limits: Limits | None = None) -> Report:
    """Check the tables of a package against their schemas.

    Parameters
    ----------
    package : Package
        The package.
    strict : bool, optional
        Whether to check the text itself too; what the package says of itself if None.
    limits : Limits, optional
        What the check may cost, and how many issues the report keeps.

    Returns
    -------
    Report

    Raises
    ------
    DescriptorError
        If a schema can't be applied.

    Examples
    --------
    >>> from sco_dataset.descriptor import read_package
    >>> check_package(read_package()).valid
    True
    """
    limits = limits or Limits()
    strict = package.strict if strict is None else strict
    issues = list(unchecked(package))
    issues += _file_issues(package)
    counts = Counter(issue.code for issue in issues)
    # All descriptors are read before the first row is.
    checks = {
        table.name: _table_check(table, package, strict, limits) for table in package.tables if is_readable(table)
    }
    for check in checks.values():
        check.first_pass()
    for check in checks.values():
        _check_keys(check, checks)
    for check in checks.values():
        counts.update(check.findings.counts)
        issues += issues_of(check.table, _field_names(check), sorted(check.findings.kept, key=place)[: limits.issues])
    stats = [TableStats(table.name, checks[table.name].rows if table.name in checks else 0) for table in package.tables]
    return Report(tuple(stats), tuple(issues[: limits.issues]), dict(sorted(counts.items())))


def _table_check(table: Table, package: Package, strict: bool, limits: Limits) -> TableCheck:
    null_sequence = table.dialect.null_sequence
    columns = {
        field.name: Column.of(field, null_sequence, strict, f"{package.path.name}: {table.name}.{field.name}.")
        for field in table.fields
    }
    wanted = {key.reference_fields for other in package.tables for key in other.foreign_keys if key.table == table.name}
    return TableCheck(table, columns, sorted(wanted), strict, limits)


def _field_names(check: TableCheck) -> tuple[str, ...]:
    """Return the name of the field in each column; those of the schema where the header was refused."""
    if check.plan is None:
        return check.table.field_names
    return tuple(column.field.name for column in check.plan.columns)


def _check_keys(check: TableCheck, checks: Mapping[str, TableCheck]) -> None:
    """Find the keys of a table that are suspect, and read the rows that have them."""
    if not check.is_readable or check.plan is None:
        return
    keys = check.plan.keys
    found = in_order(partial(_suspects, check, checks), iter(keys))
    suspects = {key: numbers for key, numbers in zip(keys, found, strict=True) if numbers is not None and len(numbers)}
    if not suspects:
        return
    seen: dict[Key, dict[tuple[Any, ...], int]] = {key: {} for key in suspects}
    missing: dict[Key, list[KeyRow]] = {key: [] for key in suspects if key.reference}
    for by_key in check.rows_of_suspects(suspects):
        for key, rows in by_key.items():
            if key.reference:
                check.findings.counts[key.code] += len(rows)
                room = None if check.limits.issues is None else max(0, check.limits.issues - len(missing[key]))
                missing[key] += rows[:room]
            else:
                _add_repeated(check, key, rows, seen[key])
    for key, rows in missing.items():
        _add_missing(check, key, rows, checks)


def _suspects(check: TableCheck, checks: Mapping[str, TableCheck], key: Key) -> Numbers | None:
    """Return the fingerprints of a key that occur twice, or that are missing where it refers to."""
    own = check.numbers.get((key.fields, key.kept), [])
    if key.reference is None:
        return repeated(own)
    target = checks.get(key.reference[0])
    # Of a table that couldn't be read it was said so already.
    if target is None or not target.is_readable:
        return None
    return absent_from(own, target.numbers.get((key.reference[1], "target"), []))


def _add_repeated(check: TableCheck, key: Key, rows: list[KeyRow], seen: dict[tuple[Any, ...], int]) -> None:
    """Add the rows whose key stood in an earlier one."""
    assert check.plan is not None
    position = check.plan.position(key.fields[0])
    room, listed = check.limits.issues, 0
    for row, cells in rows:
        values = tuple(comparable(value) for value in check.values_of(key, cells))
        # A cell that is no value of its type counts as null.
        if all(v is None for v in values) or (key.skip_any_null and any(v is None for v in values)):
            continue
        earlier = seen.get(values)
        seen[values] = row
        if earlier is not None:
            check.findings.counts[key.code] += 1
            listed += 1
            if room is None or listed <= room:
                check.findings.kept.append(Finding(row, position, key.code, str(earlier), _shown(cells), key))


def _add_missing(check: TableCheck, key: Key, rows: list[KeyRow], checks: Mapping[str, TableCheck]) -> None:
    """Add the rows whose key doesn't exist, with the nearest one that does."""
    assert check.plan is not None
    assert key.reference is not None
    table, fields = key.reference
    nearest = _nearest(checks[table], fields[0], {cells[0] for _, cells in rows}) if len(fields) == 1 else {}
    position = check.plan.position(key.fields[0])
    for row, cells in rows:
        meant = nearest.get(cells[0]) or ""
        check.findings.kept.append(Finding(row, position, key.code, meant, _shown(cells), key))


def _nearest(target: TableCheck, field: str, wanted: set[str | None]) -> dict[str | None, str | None]:
    # The schema may tolerate that a field has no column.
    if field not in _field_names(target):
        return {}
    known: set[str] = set()
    for texts in target.column(field):
        known.update(texts)
        if len(known) > MOST_COMPARISONS:
            return {}
    names = sorted(known)
    affordable = MOST_COMPARISONS // max(1, len(names))
    return {text: nearest_name(text, names) for text in sorted(w for w in wanted if w)[:affordable]}


def _shown(cells: Iterable[str | None]) -> str:
    return ", ".join(cell or "" for cell in cells)


def _file_issues(package: Package) -> Iterator[Issue]:
    """Compare the files with what is declared of their size and hash."""
    for table in package.tables:
        yield from _of_files(table.name, table.paths, table.properties, must_exist=False)
    for other in package.other_files:
        yield from _of_files(other.name, other.paths, other.properties, must_exist=True)


def _of_files(name: str, paths: tuple[Path, ...], declared: Mapping[str, Any], must_exist: bool) -> Iterator[Issue]:
    lost = [path for path in paths if not path.is_file()]
    if lost:
        if must_exist:
            yield Issue(name, None, None, "scheme-error", f"there is no file {lost[0].name}")
        return
    size, hash_ = declared.get("bytes"), declared.get("hash")
    actual = sum(path.stat().st_size for path in paths)
    if isinstance(size, int) and size and paths and size != actual:
        yield Issue(name, None, None, "byte-count", f"the file has {actual} bytes, declared are {size}", str(actual))
    algorithm = hash_algorithm(hash_)
    if algorithm and len(paths) == 1:
        from hashlib import file_digest

        with paths[0].open("rb") as file:
            digest = file_digest(file, algorithm).hexdigest()
        if digest != str(hash_).rpartition(":")[2].lower():
            yield Issue(
                name, None, None, "hash-count", f"the file has the {algorithm} {digest}, declared is {hash_}", digest
            )
