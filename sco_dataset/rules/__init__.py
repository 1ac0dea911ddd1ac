"""Rules across rows and tables: each module registers those of its subject."""

from __future__ import annotations

from collections.abc import Iterator

from sco_dataset.descriptor import Package
from sco_dataset.errors import ScoDatasetError
from sco_dataset.issue import Issue
from sco_dataset.records import Dataset

# Imported for the rules that they register.
from sco_dataset.rules import (  # noqa: F401
    documents,
    events,
    files,
    intervals,
    members,
    participants,
    references,
    sources,
)
from sco_dataset.rules.registry import RULES, Rule


def registered_rules() -> dict[str, Rule]:
    """Return all rules by id."""
    return dict(RULES)


def check_rules(package: Package) -> Iterator[Issue]:
    """Yield the breaches of the rules that the package's descriptor lists under ``rules``.

    The tables must have passed the checks against their schemas. A rule that can't be checked
    yields an issue ``not-checked``.
    """
    dataset = Dataset(package)
    for rule_id in package.rule_ids:
        rule = RULES.get(rule_id)
        if rule is None:
            yield _not_checked(rule_id, f"there is no such rule; allowed are {', '.join(sorted(RULES))}")
        elif missing := [name for name in rule.tables if name not in package.table_names]:
            yield _not_checked(rule_id, f"it needs the table {', '.join(missing)}, which the package doesn't have")
        else:
            try:
                yield from rule.issues(dataset)
            # With a looser schema than ours a cell may be empty where the rule needs one.
            except (ScoDatasetError, TypeError, AttributeError, ValueError, LookupError) as error:
                yield _not_checked(rule_id, f"it could not be checked: {error}")


def _not_checked(rule_id: str, why: str) -> Issue:
    return Issue(None, None, None, "not-checked", f"rules: {why}", rule_id)
