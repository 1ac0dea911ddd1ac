"""The parts of the README that follow from the data."""

from __future__ import annotations

from sco_dataset.descriptor import Package
from sco_dataset.records import Dataset


def table_of_tables(package: Package) -> str:
    """Return the tables with their size as Markdown."""
    dataset = Dataset(package)
    lines = ["| table | rows | what it holds |", "| --- | ---: | --- |"]
    lines += [f"| `{t.name}` | {len(dataset.records(t.name))} | {t.description} |" for t in package.tables]
    return "\n".join(lines) + "\n"


def evidence_figures(package: Package) -> str:
    """Return how well the rows are evidenced, by table, as Markdown."""
    dataset = Dataset(package)
    certainties = package.table("events").field("certainty").allowed_values or ()
    lines = [f"| table | {' | '.join(certainties)} | resting on an official source or two publishers |"]
    lines.append("| --- |" + " ---: |" * (len(certainties) + 1))
    totals = dict.fromkeys((*certainties, "well"), 0)
    for table in package.tables:
        if "certainty" not in table.field_names:
            continue
        records = dataset.records(table.name)
        counts = {c: sum(r["certainty"] == c for r in records) for c in certainties}
        counts["well"] = sum(dataset.is_well_evidenced(r) for r in records)
        totals = {name: totals[name] + counts[name] for name in totals}
        lines.append(_figures(f"`{table.name}`", counts))
    lines.append(_figures("all", totals))
    return "\n".join(lines) + "\n"


def _figures(name: str, counts: dict[str, int]) -> str:
    well = counts["well"]
    rows = sum(counts.values()) - well
    cells = [str(count) for key, count in counts.items() if key != "well"]
    return f"| {name} | {' | '.join(cells)} | {well} of {rows} ({100 * well / max(rows, 1):.0f} %) |"
