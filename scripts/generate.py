"""Write the files that follow from the data, or check that they are fresh.

python scripts/generate.py           writes what has changed
python scripts/generate.py --check   changes nothing; exits with 1 if something is stale
"""

from __future__ import annotations

import sys
from pathlib import Path

from sco_dataset.coverage import coverage_csv
from sco_dataset.descriptor import Package, read_package
from sco_dataset.metadata.codebook import codebook_text
from sco_dataset.metadata.readme import evidence_figures, table_of_tables
from sco_dataset.safe_writing import write_file

ROOT = Path(__file__).resolve().parent.parent


def generated_files(package: Package) -> dict[Path, bytes]:
    """Return each generated file with its content."""
    readme = ROOT / "README.md"
    codebook = package.path.parent / "CODEBOOK.md"
    readme_text = readme.read_text(encoding="utf-8")
    for name, content in {"tables": table_of_tables(package), "evidence": evidence_figures(package)}.items():
        readme_text = with_part(readme_text, name, content)
    codebook_parts = with_part(codebook.read_text(encoding="utf-8"), "codebook", codebook_text(package))
    return {
        readme: readme_text.encode(),
        codebook: codebook_parts.encode(),
        package.path.parent / "COVERAGE.csv": coverage_csv(package),
    }


def with_part(text: str, name: str, content: str) -> str:
    """Replace what stands between the two markers of a generated part."""
    start, end = f"<!-- generated: {name} -->\n", "<!-- end -->"
    before, marker, rest = text.partition(start)
    if not marker:
        raise SystemExit(f"the marker {start.strip()} is missing")
    _, marker, after = rest.partition(end)
    return f"{before}{start}\n{content}\n{end}{after}"


def main() -> None:
    """Write or check."""
    check = "--check" in sys.argv[1:]
    files = generated_files(read_package(ROOT / "datapackage"))
    stale = [path for path, content in files.items() if not path.exists() or path.read_bytes() != content]
    for path in stale:
        if not check:
            write_file(path, files[path])
        print(f"{'stale' if check else 'written'}: {path.relative_to(ROOT)}")
    if check and stale:
        sys.exit("run: python scripts/generate.py")


if __name__ == "__main__":
    main()
