"""Measure what access costs, side by side with the plainest way, and print a table in Markdown.

Both sides run in turn, several times, so that a busy machine troubles both alike; the ratio is
the median of the ratios of each turn.

    python scripts/benchmark_access.py [--turns 7] [--rows 10000000]
"""

from __future__ import annotations

import argparse
import compileall
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EVENTS = ROOT / "datapackage/data/events.csv"
PANEL = """
from pathlib import Path
from sco_dataset.panels.panel import make_panel, write_panel
made = make_panel("day", "dyad", start="2001-06-15", end={end!r}, directed=True)
print(write_panel(made, Path({target!r})))
"""


@dataclass(frozen=True)
class Result:
    """A line of the table."""

    what: str
    ours: str
    beside: str
    ratio: str
    target: str
    kept: bool

    def row(self) -> str:
        """Return it in Markdown."""
        cells = (self.what, self.ours, self.beside, self.ratio, self.target, "yes" if self.kept else "**no**")
        return f"| {' | '.join(cells)} |"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=7, help="how often each pair is measured")
    parser.add_argument("--rows", type=int, default=10_000_000, help="rows of the frame that is annotated")
    parser.add_argument("--end", default="2025-12-31", help="last day of the panel of dyads")
    options = parser.parse_args()
    # An installer leaves bytecode behind, as it did for the libraries beside it.
    compileall.compile_dir(ROOT / "sco_dataset", quiet=1)
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}.\n")
    print("| what | sco-dataset | beside it | ratio | target | kept |")
    print("|---|---|---|---|---|---|")
    for result in (
        *processes(options.turns),
        *many_statuses(),
        # Before the frames below: a child process counts what its parent holds as its own peak.
        *dyad_panel(options.end),
        *annotated_frames(options.rows, options.turns),
    ):
        print(result.row(), flush=True)


def processes(turns: int) -> list[Result]:
    """Measure whole processes."""
    load = "import sco_dataset as sco; sco.load('events', backend='{}')"
    bare, imported = in_turn(turns, process("pass"), process("import sco_dataset"))
    extra = statistics.median(b - a for a, b in zip(bare, imported, strict=True))
    results = [
        Result(
            "`import sco_dataset`, process",
            *(milliseconds(imported), f"bare Python {milliseconds(bare)}", f"+{extra * 1000:.0f} ms"),
            *("+15 ms", extra < 0.015),
        )
    ]
    for backend, reader, limit in (
        ("arrow", f"from pyarrow import csv; csv.read_csv({str(EVENTS)!r})", 1.2),
        ("pandas", f"import pandas; pandas.read_csv({str(EVENTS)!r})", 1.1),
    ):
        beside, ours = in_turn(turns, process(reader), process(load.format(backend)))
        name = "pyarrow.csv.read_csv" if backend == "arrow" else "pandas.read_csv"
        results.append(compared(f'`load("events", "{backend}")`, process', ours, f"`{name}`", beside, limit))
    _, status = in_turn(turns, process("pass"), process("import sco_dataset as sco; sco.status('IND', '2016-01-01')"))
    whole = statistics.median(status)
    results.append(
        Result('`status("IND", "2016-01-01")`, process', milliseconds(status), "", "", "60 ms", whole < 0.06)
    )
    return results


def many_statuses() -> list[Result]:
    """Measure a million calls, of one state and day, and of many."""
    from datetime import date, timedelta
    from itertools import cycle, islice

    import sco_dataset as sco

    days = [str(date(2001, 6, 15) + timedelta(days=n)) for n in range(0, 8000, 7)]
    results = []
    for what, arguments in (
        ("a million calls of `status`, the same", [("IND", "2016-01-01")] * 1_000_000),
        (
            "a million calls of `status`, varied",
            list(islice(zip(cycle(["IND", "RUS", "BLR", "MNG", "TUR"]), cycle(days), strict=False), 1_000_000)),
        ),
    ):
        started = time.perf_counter()
        for country, day in arguments:
            sco.status(country, day)
        taken = time.perf_counter() - started
        results.append(Result(what, f"{taken:.2f} s", "", "", "2 s", taken < 2))
    return results


def annotated_frames(rows: int, turns: int) -> list[Result]:
    """Measure annotating in polars beside a filter on one country."""
    import numpy as np
    import polars as pl

    import sco_dataset as sco
    from sco_dataset.countries.index import country_index

    chance = np.random.default_rng(1)
    states = pl.Series(country_index().un_members)
    days = pl.Series(chance.integers(10_000, 20_400, rows).astype(np.int32)).cast(pl.Date)
    frame = pl.DataFrame({"iso3": states.gather(chance.integers(0, len(states), rows)), "date": days})
    del states, days
    beside, ours = in_turn(
        turns,
        timed(lambda: frame.filter(pl.col("iso3") == "IND")),
        timed(lambda: sco.annotate(frame, country="iso3", date="date")),
    )
    what = f"`annotate`, {rows / 1e6:g} million rows of polars"
    seconds = statistics.median(ours)
    return [
        Result(what, milliseconds(ours), "", "", "5 s", seconds < 5),
        compared(what, ours, "filter on one country", beside, 3),
    ]


def dyad_panel(end: str) -> list[Result]:
    """Measure a panel of directed dyads by day, written as Parquet, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        target = str(Path(folder, "dyads.parquet"))
        started = time.perf_counter()
        code = PANEL.format(end=end, target=target)
        done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
        taken = time.perf_counter() - started
        size = Path(target).stat().st_size
    # In kilobytes on Linux; the largest of all children, of which this one is by far.
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6
    what = f"panel of dyads by day to Parquet, {int(done.stdout):,} rows, {size / 1e6:.0f} MB"
    return [Result(what, f"{taken:.1f} s, {memory:.2f} GB", "", "", "15 s, 1.5 GB", taken < 15 and memory < 1.5)]


def process(code: str) -> Callable[[], float]:
    """Return what measures a process that runs some code."""
    return timed(lambda: subprocess.run([sys.executable, "-c", code], check=True))


def timed(work: Callable[[], object]) -> Callable[[], float]:
    """Return what measures some work in seconds."""

    def measure() -> float:
        started = time.perf_counter()
        work()
        return time.perf_counter() - started

    return measure


def in_turn(turns: int, *measures: Callable[[], float]) -> list[list[float]]:
    """Measure in turn, after one turn that does not count."""
    for measure in measures:
        measure()
    taken = [[measure() for measure in measures] for _ in range(turns)]
    return [list(column) for column in zip(*taken, strict=True)]


def compared(what: str, ours: list[float], name: str, beside: list[float], limit: float) -> Result:
    """Return a line that compares two ways by the median of the ratios."""
    ratio = statistics.median(a / b for a, b in zip(ours, beside, strict=True))
    told = f"{name} {milliseconds(beside)}"
    return Result(what, milliseconds(ours), told, f"{ratio:.2f}", f"{limit:g} times", ratio <= limit)


def milliseconds(seconds: list[float]) -> str:
    """Return the median in milliseconds."""
    return f"{statistics.median(seconds) * 1000:.0f} ms"


if __name__ == "__main__":
    main()
