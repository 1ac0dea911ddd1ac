#!/usr/bin/env python3
"""Measure validation against reading alone, frictionless and pandera, on a package it generates.

    python scripts/benchmark.py [--rows 1000000] [--rounds 5] [--frictionless-rows 100000]

The package has an events table of 15 columns (two patterns, two enumerations, dates, bounds, a
field of unique values, a primary key, a foreign key to members), clean and with a tenth of its
rows broken. Each program runs as a process of its own, all in turn, several rounds; printed are
medians of time and peak memory as a Markdown table.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from importlib.metadata import version
from pathlib import Path
from random import Random

KINDS = ["summit", "council_meeting", "exercise", "forum"]
STATUSES = ["held", "scheduled", "cancelled"]
MEMBERS = [a + b + c for a in "ABCDEF" for b in "ABCDEF" for c in "ABCDEF"]
DAYS = [(date(1990, 1, 1) + timedelta(days=n)).isoformat() for n in range(12_000)]

COLUMNS: list[tuple[str, str, dict[str, object]]] = [
    ("event_id", "string", {"required": True, "pattern": "e[0-9]{8}"}),
    ("iso3", "string", {"required": True}),
    ("kind", "string", {"required": True, "enum": KINDS}),
    ("status", "string", {"required": True, "enum": STATUSES}),
    ("start_date", "date", {"required": True, "minimum": "1990-01-01"}),
    ("end_date", "date", {"required": True}),
    ("name", "string", {"required": True, "maxLength": 200}),
    ("code", "string", {"unique": True, "pattern": "c[0-9]{8}"}),
    ("latitude", "number", {"minimum": -90, "maximum": 90}),
    ("longitude", "number", {"minimum": -180, "maximum": 180}),
    ("personnel", "integer", {"minimum": 0, "maximum": 100_000}),
    ("year", "year", {}),
    ("founding", "boolean", {}),
    ("score", "number", {"minimum": 0}),
    ("note", "string", {}),
]
# What is put into which column of a broken row, in turn.
BREAKAGES = [
    (1, "ZZZ"),
    (2, "party"),
    (4, "2021-02-30"),
    (10, "many"),
    (8, "123.5"),
    (7, "c00000000"),
    (0, "E1"),
    (6, ""),
]


def write_package(folder: Path, rows: int, broken: bool) -> Path:
    """Write the package; the same one every time."""
    folder.mkdir(parents=True)
    random = Random(1)
    (folder / "members.csv").write_text("iso3\n" + "\n".join(MEMBERS) + "\n")
    with (folder / "events.csv").open("w") as file:
        file.write(",".join(name for name, _, _ in COLUMNS) + "\n")
        for i in range(rows):
            day = random.randrange(11_990)
            cells = [
                f"e{i:08d}", random.choice(MEMBERS), random.choice(KINDS), random.choice(STATUSES), DAYS[day],
                DAYS[day + 5], f"Meeting number {i} of the council", f"c{i * 7919 % 99_999_989:08d}",
                f"{random.uniform(-90, 90):.4f}", f"{random.uniform(-180, 180):.4f}", str(random.randrange(10_000)),
                DAYS[day][:4], random.choice(["true", "false"]), f"{random.uniform(0, 100):.2f}",
                random.choice(["", "", "a note"]),
            ]  # fmt: skip
            if broken and i % 10 == 9:
                column, text = BREAKAGES[i // 10 % len(BREAKAGES)]
                cells[column] = text
            file.write(",".join(cells) + "\n")
    fields = [{"name": name, "type": type, "constraints": constraints} for name, type, constraints in COLUMNS]
    dialect = {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "header": True, "skipInitialSpace": False}
    common = {"type": "table", "format": "csv", "encoding": "utf-8", "dialect": dialect}
    key = {"fields": ["iso3"], "reference": {"resource": "members", "fields": ["iso3"]}}
    events = {"fields": fields, "primaryKey": ["event_id"], "foreignKeys": [key]}
    members = {"fields": [{"name": "iso3", "type": "string"}], "primaryKey": ["iso3"]}
    descriptor = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "benchmark",
        "resources": [
            {"name": "members", "path": "members.csv", **common, "schema": members},
            {"name": "events", "path": "events.csv", **common, "schema": events},
        ],
    }
    path = folder / "datapackage.json"
    path.write_text(json.dumps(descriptor))
    return path


FLOOR = "import sys; from pyarrow import csv; csv.read_csv(sys.argv[1])"
OURS = (
    "import sys; from sco_dataset.cli import main; main(['validate', sys.argv[1], '--format', 'json', '--limit', '10'])"
)
FRICTIONLESS = """
import sys, json
from collections import Counter
from frictionless import Package
report = Package(sys.argv[1]).validate(limit_errors=10**9)
print(json.dumps({"counts": Counter(e.type for t in report.tasks for e in t.errors)}))
"""
PANDERA = """
import sys, json
import pandas as pd
import pandera.pandas as pa
folder = sys.argv[1]
members = set(pd.read_csv(folder + "/members.csv", keep_default_na=False)["iso3"])
columns = {}
types = {"date": "datetime64[ns]", "integer": "int64", "year": "int64", "number": "float64", "boolean": "bool"}
for field in json.load(open(folder + "/datapackage.json"))["resources"][1]["schema"]["fields"]:
    limits, checks = field["constraints"], []
    if "pattern" in limits: checks.append(pa.Check.str_matches("^" + limits["pattern"] + "$"))
    if "enum" in limits: checks.append(pa.Check.isin(limits["enum"]))
    if "minimum" in limits: checks.append(pa.Check.ge(limits["minimum"]))
    if "maximum" in limits: checks.append(pa.Check.le(limits["maximum"]))
    if "maxLength" in limits: checks.append(pa.Check.str_length(max_value=limits["maxLength"]))
    if field["name"] == "iso3": checks.append(pa.Check.isin(members))
    unique = "unique" in limits or field["name"] == "event_id"
    type, is_date = types.get(field["type"], "str"), field["type"] == "date"
    columns[field["name"]] = pa.Column(type, checks, unique=unique, coerce=is_date)
pa.DataFrameSchema(columns).validate(pd.read_csv(folder + "/events.csv", keep_default_na=False), lazy=True)
"""


def run(code: str, argument: Path) -> tuple[float, float, str]:
    """Run a program; return seconds, peak memory in MB, and what it printed."""
    with tempfile.TemporaryFile("w+") as out:
        begun = time.perf_counter()
        process = subprocess.Popen([sys.executable, "-c", code, str(argument)], stdout=out)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in (0, 1):
            raise SystemExit(f"a program of the benchmark failed with {process.returncode}")
        out.seek(0)
        return seconds, usage.ru_maxrss / 1024, out.read()


class Measurements:
    """Times and memory of programs, in the order in which they were first run."""

    def __init__(self) -> None:
        self.seconds: dict[str, list[float]] = {}
        self.megabytes: dict[str, list[float]] = {}
        self.printed: dict[str, str] = {}

    def take(self, name: str, code: str, argument: Path) -> None:
        """Run a program once."""
        seconds, megabytes, printed = run(code, argument)
        self.seconds.setdefault(name, []).append(seconds)
        self.megabytes.setdefault(name, []).append(megabytes)
        self.printed[name] = printed

    def time(self, name: str) -> float:
        """Return the median of a program's times."""
        return statistics.median(self.seconds[name])

    def table(self, floor: str) -> str:
        """Return a Markdown table."""
        lines = [
            "| program | runs | median s | range s | times the floor | peak MB |",
            "| --- | ---: | ---: | --- | ---: | ---: |",
        ]
        for name, seconds in self.seconds.items():
            span = f"{min(seconds):.2f}-{max(seconds):.2f}"
            memory = statistics.median(self.megabytes[name])
            ratio = self.time(name) / self.time(floor)
            lines.append(f"| {name} | {len(seconds)} | {self.time(name):.2f} | {span} | {ratio:.2f} | {memory:.0f} |")
        return "\n".join(lines)


def machine() -> str:
    """Return processor, memory, system and versions in a sentence."""
    cpu = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [
            line.partition(":")[2].strip() for line in info.read_text().splitlines() if line.startswith("model name")
        ]
        cpu = names[0] if names else cpu
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    libraries = ", ".join(f"{name} {version(name)}" for name in ("pyarrow", "frictionless", "pandera", "pandas"))
    return (
        f"{cpu}, {os.cpu_count()} cores, {memory:.0f} GB, {platform.system()}, "
        f"Python {platform.python_version()}, {libraries}; {date.today().isoformat()}"
    )


def counts(printed: str) -> dict[str, int]:
    """Return the counts of a report."""
    return dict(sorted(json.loads(printed)["counts"].items()))


def main() -> None:
    """Generate, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--frictionless-rows", type=int, default=100_000, help="0 leaves frictionless out")
    parser.add_argument("--no-pandera", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        measure(options, Path(scratch))


def measure(options: argparse.Namespace, scratch: Path) -> None:
    """Measure with the given options and print the tables."""
    rows, few = options.rows, options.frictionless_rows
    clean = write_package(scratch / "clean", rows, broken=False)
    broken = write_package(scratch / "broken", rows, broken=True)
    floor, ours = f"pyarrow.csv, reading only, {rows:,} rows", f"sco-dataset validate, {rows:,} rows"
    programs: list[Callable[[Measurements], None]] = [
        lambda m: m.take(floor, FLOOR, clean.parent / "events.csv"),
        lambda m: m.take(ours, OURS, clean),
        lambda m: m.take(f"{ours}, a tenth broken", OURS, broken),
    ]
    if not options.no_pandera:
        programs.append(lambda m: m.take(f"pandera, {rows:,} rows", PANDERA, clean.parent))
    found = Measurements()
    for _ in range(options.rounds):
        for program in programs:
            program(found)
    theirs = f"frictionless, {few:,} rows"
    if few:
        small = write_package(scratch / "small", few, broken=False)
        small_broken = write_package(scratch / "small-broken", few, broken=True)
        found.take(theirs, FRICTIONLESS, small)
        found.take(f"{theirs}, a tenth broken", FRICTIONLESS, small_broken)
    print(machine() + "\n\n" + found.table(floor) + "\n")
    print(f"- a tenth broken : clean = {found.time(f'{ours}, a tenth broken') / found.time(ours):.2f}")
    if few:
        factor = found.time(theirs) * rows / few / found.time(ours)
        print(f"- frictionless, scaled from {few:,} to {rows:,} rows : ours = {factor:.0f}")
        same = counts(run(OURS, small_broken)[2]) == counts(found.printed[f"{theirs}, a tenth broken"])
        print(f"- counts of the {few:,} rows of which a tenth is broken: {'the same in both' if same else 'DIFFERENT'}")


if __name__ == "__main__":
    main()
