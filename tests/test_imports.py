"""How the package hangs together: imports point one way, and importing costs nothing."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from importlib.metadata import packages_distributions, requires
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "sco_dataset"

# Each module or subpackage may import those before it.
ORDER = [
    "errors",
    "issue",
    "packaged_files",
    "safe_writing",
    "json_shapes",
    "dialect",
    "descriptor_parts",
    "descriptor",
    "coverage_period",
    "plain_files",
    "canonical",
    "arrow_schema",
    "arrow_tables",
    "records",
    "selection",
    "rules",
    "validation",
    "reports",
    "coverage",
    "claims",
    "describing",
    "checking",
    "formatting",
    "text_rows",
    "countries",
    "membership",
    "citation",
    "backends",
    "frame_files",
    "access",
    "searching",
    "tracing",
    "querying",
    "geography",
    "timeline",
    "panels",
    "annotating",
    "exports",
    "metadata",
    "release",
    "cli",
    "__init__",
    "__main__",
]
HEAVY = ("pandas", "pyarrow", "frictionless", "numpy", "polars", "duckdb", "click")


def room_of(module: str) -> str:
    return module.split(".")[1] if "." in module else "__init__"


def imports_of(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            whole = node.module == "sco_dataset"
            names |= {f"sco_dataset.{alias.name}" for alias in node.names} if whole else {str(node.module)}
    return names


def test_imports_point_one_way() -> None:
    wrong = []
    for path in sorted(PACKAGE.rglob("*.py")):
        room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        for name in imports_of(path):
            if name.split(".")[0] != "sco_dataset":
                continue
            if room_of(name) != room and ORDER.index(room_of(name)) > ORDER.index(room):
                wrong.append(f"{path.relative_to(PACKAGE)} imports {name}")
    assert wrong == []


def loaded_by(code: str) -> set[str]:
    program = f"import sys; {code}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_importing_loads_no_heavy_library() -> None:
    assert loaded_by("import sco_dataset") & set(HEAVY) == set()


def test_the_command_line_loads_only_click_for_its_help() -> None:
    assert loaded_by("import sco_dataset.cli") & set(HEAVY) == {"click"}


def test_every_public_name_resolves() -> None:
    import sco_dataset

    for name in sco_dataset.__all__:
        assert getattr(sco_dataset, name) is not None


def test_what_is_imported_is_declared() -> None:
    imported = {name.split(".")[0] for path in PACKAGE.rglob("*.py") for name in imports_of(path)}
    declared = {re.split(r"[^\w-]", text)[0] for text in requires("sco-dataset") or ()}
    distributions = packages_distributions()
    foreign = imported - {"sco_dataset", *sys.stdlib_module_names}
    assert {name for name in foreign if declared.isdisjoint(distributions[name])} == set()
