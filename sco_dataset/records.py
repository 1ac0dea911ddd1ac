"""The tables of a package as records, the way rules and generated documents like to read them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sco_dataset.arrow_tables import cell_text, read_arrow
from sco_dataset.descriptor import Package, Table
from sco_dataset.errors import UnknownNameError

# What names a row for people, the first that it has.
LABEL_FIELDS = ("name_en", "title_en", "title", "person_en", "person")
LABEL_DATES = ("start_date", "signed_date", "founded_date", "published_date")

# The standing of members, the status of events that took place, and the kinds of those at which a body meets.
MEMBER = "member"
HELD = "held"
MEETING_KINDS = ("summit", "council_meeting", "ministerial_meeting", "body_meeting")


@dataclass(frozen=True)
class Record:
    """A row of a table: ``record["field"]`` is the typed value, None where the cell is empty.

    A field that the table doesn't have raises UnknownNameError.
    """

    table: Table
    row: int
    values: dict[str, Any]

    def __getitem__(self, name: str) -> Any:
        try:
            return self.values[name]
        except KeyError:
            raise UnknownNameError(f"field of {self.table.name}", name, self.values) from None

    def get(self, name: str) -> Any:
        """Return the value of a field, or None where the table has no such field."""
        return self.values.get(name)

    @property
    def key(self) -> str:
        """Primary key as text."""
        return "/".join(str(self.values[name]) for name in self.table.primary_key)

    @property
    def sources(self) -> list[str]:
        """The sources that the row names."""
        return self.values.get("sources") or []

    @property
    def label(self) -> str:
        """The row in a few words: its name or title, or its key, and its first date."""
        words = next((self.values[name] for name in LABEL_FIELDS if self.values.get(name)), self.key)
        day = next((self.values[name] for name in LABEL_DATES if self.values.get(name)), None)
        return str(words) if day is None else f"{words} ({day})"

    def text(self, name: str) -> str | None:
        """Return the cell as it stands in the file, or None where it is empty."""
        value = self.values.get(name)
        return None if value is None else cell_text(value, self.table.field(name))


class Dataset:
    """The tables of a valid package, each read once, when it is needed."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self._records: dict[str, list[Record]] = {}
        self._by_key: dict[str, dict[str, Record]] = {}

    def records(self, table_name: str) -> list[Record]:
        """Return the rows of a table in order; none where the package lacks the table."""
        if table_name not in self._records:
            self._records[table_name] = list(self._read(table_name))
        return self._records[table_name]

    def by_key(self, table_name: str) -> dict[str, Record]:
        """Return the rows of a table by primary key."""
        if table_name not in self._by_key:
            self._by_key[table_name] = {record.key: record for record in self.records(table_name)}
        return self._by_key[table_name]

    def all_records(self) -> Iterator[Record]:
        """Yield the rows of all tables."""
        for table in self.package.tables:
            yield from self.records(table.name)

    @cached_property
    def contested(self) -> set[tuple[str, str]]:
        """Table and key of each row about which sources disagree."""
        return {(d["table"], d["row_id"]) for d in self.records("discrepancies")}

    def excepted(self, table_name: str, field: str) -> set[str]:
        """Return the keys of rows about one of whose fields sources disagree."""
        named = self.records("discrepancies")
        return {d["row_id"] for d in named if d["table"] == table_name and d["field"] == field}

    def is_well_evidenced(self, record: Record) -> bool:
        """Tell whether a row rests on an official source, or on two publishers other than encyclopedias."""
        known = self.by_key("sources")
        cited = [known[source_id] for source_id in record.sources if source_id in known]
        publishers = {source["publisher"] for source in cited if source["kind"] != "reference"}
        return len(publishers) > 1 or any(source["kind"] == "official" for source in cited)

    def _read(self, table_name: str) -> Iterator[Record]:
        if table_name not in self.package.table_names:
            return
        table = self.package.table(table_name)
        for row, values in enumerate(read_arrow(table).to_pylist(), start=2):
            yield Record(table, row, values)
