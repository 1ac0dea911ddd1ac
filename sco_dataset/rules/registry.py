"""The registry of rules: what a schema can't say about rows and tables.

A rule is a generator of breaches over a dataset. A package names in its descriptor, under
``rules``, those that apply to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sco_dataset.issue import Issue
from sco_dataset.records import Dataset, Record


@dataclass(frozen=True)
class Breach:
    """A breach of a rule: the record, the field in which to look, what is wrong and what is allowed."""

    record: Record
    field: str | None
    message: str


Check = Callable[[Dataset], Iterator[Breach]]


@dataclass(frozen=True)
class Rule:
    """A check with what people need to know of it.

    ``tables`` are those without which it can't be checked.
    """

    id: str
    title: str
    reason: str
    repair: str
    tables: tuple[str, ...]
    check: Check

    @property
    def code(self) -> str:
        """Code of its issues."""
        return f"rule/{self.id}"

    def issues(self, dataset: Dataset) -> Iterator[Issue]:
        """Yield an issue for each breach."""
        for breach in self.check(dataset):
            record = breach.record
            value = None if breach.field is None else record.text(breach.field)
            message = f"{breach.message}. {self.repair}"
            yield Issue(record.table.name, record.row, breach.field, self.code, message, value)


RULES: dict[str, Rule] = {}


def rule(id: str, title: str, reason: str, repair: str, tables: tuple[str, ...] = ()) -> Callable[[Check], Check]:
    """Register a function as the check of a rule."""

    def register(check: Check) -> Check:
        if id in RULES:
            raise ValueError(f"the rule {id} is registered twice")
        RULES[id] = Rule(id, title, reason, repair, tables, check)
        return check

    return register
