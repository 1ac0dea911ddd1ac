#!/usr/bin/env python3
"""Measure validation against reading alone, frictionless and pandera, on a package it generates.

    python scripts/benchmark.py [--rows 1000000] [--rounds 5] [--frictionless-rows 100000]

The package has an events table of 15 columns (two patterns, two enumerations, dates, bounds, a
field of unique values, a primary key, a foreign key to members), clean and with a tenth of its
rows broken. Each program runs as a process of its own, all in turn, several rounds; printed are
medians of time and peak memory as a Markdown table. Ratios are medians of the ratios of each
round, so that a busy machine troubles both sides alike.
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
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Run:
    """What one run of a program took, and what it printed."""

    seconds: float
    cpu_seconds: float
    megabytes: float
    printed: str


def run(code: str, argument: Path) -> Run:
    """Run a program in a process of its own."""
    with tempfile.TemporaryFile("w+") as out:
        begun = time.perf_counter()
        process = subprocess.Popen([sys.executable, "-c", code, str(argument)], stdout=out)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in (0, 1):
            raise SystemExit(f"a program of the benchmark failed with {process.returncode}")
        out.seek(0)
        return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, out.read())


class Measurements:
    """The runs of programs, in the order in which these were first run."""

    def __init__(self) -> None:
        self.runs: dict[str, list[Run]] = {}

    def take(self, name: str, code: str, argument: Path) -> None:
        """Run a program once."""
        self.runs.setdefault(name, []).append(run(code, argument))

    def median(self, name: str, what: str = "seconds") -> float:
        """Return the median of what a program's runs took."""
        return float(statistics.median(getattr(one, what) for one in self.runs[name]))

    def ratio(self, name: str, to: str) -> float:
        """Return the median of the ratios of a program's time to another's, round by round."""
        rounds = zip(self.runs[name], self.runs[to], strict=True)
        return float(statistics.median(one.seconds / other.seconds for one, other in rounds))

    def counts(self, name: str) -> dict[str, int]:
        """Return the counts of problems that a program printed."""
        return dict(sorted(json.loads(self.runs[name][-1].printed)["counts"].items()))

    def table(self, floor: str) -> str:
        """Return a Markdown table."""
        lines = ["| program | runs | median s | range s | CPU s | times the floor | peak MB |"]
        lines.append("| --- | ---: | ---: | --- | ---: | ---: | ---: |")
        for name, runs in self.runs.items():
            span = f"{min(one.seconds for one in runs):.2f} to {max(one.seconds for one in runs):.2f}"
            seconds, cpu, memory = (self.median(name, what) for what in ("seconds", "cpu_seconds", "megabytes"))
            ratio = self.ratio(name, floor)
            lines.append(f"| {name} | {len(runs)} | {seconds:.2f} | {span} | {cpu:.2f} | {ratio:.2f} | {memory:.0f} |")
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


def main() -> None:
    """Generate, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--frictionless-rows", type=int, default=100_000, help="0 leaves it out")
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
    theirs = f"frictionless, {few:,} rows"
    programs = [
        (floor, FLOOR, clean.parent / "events.csv"),
        (ours, OURS, clean),
        (f"{ours}, a tenth broken", OURS, broken),
    ]
    if not options.no_pandera:
        programs.append((f"pandera, {rows:,} rows", PANDERA, clean.parent))
    if few:
        small = write_package(scratch / "small", few, broken=False)
        small_broken = write_package(scratch / "small-broken", few, broken=True)
        programs += [(theirs, FRICTIONLESS, small), (f"{theirs}, a tenth broken", FRICTIONLESS, small_broken)]
    found = Measurements()
    for _ in range(options.rounds):
        for program in programs:
            found.take(*program)
    print(machine() + "\n\n" + found.table(floor) + "\n")
    print(f"- a tenth broken : clean = {found.ratio(f'{ours}, a tenth broken', ours):.2f}")
    if few:
        scaled = "" if few == rows else f", scaled from {few:,} rows"
        print(f"- frictionless{scaled} : ours = {found.ratio(theirs, ours) * rows / few:.0f}")
        found.take("ours", OURS, small_broken)
        same = found.counts("ours") == found.counts(f"{theirs}, a tenth broken")
        print(f"- counts of problems in {few:,} rows, a tenth broken: {'the same in both' if same else 'DIFFERENT'}")


if __name__ == "__main__":
    main()
