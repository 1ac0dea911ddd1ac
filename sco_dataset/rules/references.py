"""Rules about rows that refer to rows of any table."""

from __future__ import annotations

from collections.abc import Iterator

from sco_dataset.records import Dataset, Record
from sco_dataset.rules.registry import Breach, rule


@rule(
    "discrepancy-target",
    "A discrepancy names a cell that exists and the value that stands there",
    "When the cell is corrected, its discrepancy is looked at again.",
    "Correct the reference; where the cell was corrected, write its value here or remove the row.",
    ("discrepancies",),
)
def discrepancy_target(dataset: Dataset) -> Iterator[Breach]:
    for discrepancy in dataset.records("discrepancies"):
        target = _row(dataset, discrepancy["table"], discrepancy["row_id"])
        if target is None:
            yield Breach(discrepancy, "row_id", f"there is no such row in the table {discrepancy['table']}")
        elif discrepancy["field"] not in target.table.field_names:
            yield Breach(
                discrepancy,
                "field",
                f"there is no such field; {target.table.name} has {', '.join(target.table.field_names)}",
            )
        elif (stands := target.text(discrepancy["field"]) or "(empty)") != discrepancy["adopted_value"]:
            yield Breach(discrepancy, "adopted_value", f"differs from the cell, which holds {stands!r}")


@rule(
    "adopted-value-source",
    "The value taken has a source of its own",
    "A row can't rest only on those who report the other value.",
    "Add a source of the value taken.",
    ("discrepancies",),
)
def adopted_value_source(dataset: Dataset) -> Iterator[Breach]:
    for discrepancy in dataset.records("discrepancies"):
        target = _row(dataset, discrepancy["table"], discrepancy["row_id"])
        if target is not None and target.sources and set(target.sources) <= set(discrepancy.sources):
            yield Breach(
                target,
                "sources",
                f"all report the other value of {discrepancy['field']} ({discrepancy.key})",
            )


@rule(
    "claim-evidence",
    "A verdict has evidence that exists",
    "Supported and contradicted are said of rows that one can look at.",
    "Name rows as table/primary key, or set the verdict to unverified.",
    ("claims",),
)
def claim_evidence(dataset: Dataset) -> Iterator[Breach]:
    for claim in dataset.records("claims"):
        evidence = claim["evidence"] or []
        if claim["verdict"] in ("supported", "partly_supported", "contradicted") and not evidence:
            yield Breach(claim, "verdict", "needs evidence")
        for item in evidence:
            table, _, key = item.partition("/")
            if _row(dataset, table, key) is None:
                yield Breach(claim, "evidence", f"there is no row {item!r}")


@rule(
    "parent-tree",
    "Parents form a tree",
    "A body doesn't answer to itself, not even by way of others.",
    "Name the body to which it answers, or empty the cell.",
    ("institutions",),
)
def parent_tree(dataset: Dataset) -> Iterator[Breach]:
    institutions = dataset.by_key("institutions")
    for institution in institutions.values():
        seen, at = {institution.key}, institution["parent_id"]
        while at is not None and at in institutions and at not in seen:
            seen.add(at)
            at = institutions[at]["parent_id"]
        if at == institution.key:
            yield Breach(institution, "parent_id", "leads back to the institution itself")


def _row(dataset: Dataset, table: str, key: str) -> Record | None:
    return dataset.by_key(table).get(key) if table in dataset.package.table_names else None
