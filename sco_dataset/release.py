"""Write a release: a folder with all tables in each format of publication, and its manifest."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from sco_dataset.canonical import json_bytes
from sco_dataset.checking import require_valid
from sco_dataset.descriptor import Package, Table, read_package
from sco_dataset.errors import UnsafeTargetError
from sco_dataset.exports import export_format, file_name
from sco_dataset.packaged_files import DESCRIPTOR_NAME, path_inside
from sco_dataset.safe_writing import new_folder

CHECKSUMS_NAME = "SHA256SUMS"
RELEASE_FORMATS = ("csv", "parquet")
RELEASE_FOLDERS = tuple(f"{name}/" for name in RELEASE_FORMATS)
# Files of the data package that go along unchanged.
COMPANIONS = ("LICENSE", "CODEBOOK.md", "COVERAGE.csv")


def build_release(target: Path, path: Path | str | None = None) -> tuple[str, ...]:
    """Validate a package and write its release folder.

    Parameters
    ----------
    target : path
        Folder to write. One that holds a release is replaced as a whole or not at all.
    path : path or str, optional
        The package; the shipped one if None.

    Returns
    -------
    tuple of str
        The files written, relative to the folder.

    Raises
    ------
    InvalidDataError
        If the package is not valid; nothing is written.
    UnsafeTargetError
        If the folder holds files that no release put there.
    """
    package = read_package(path)
    _refuse_foreign_files(target)
    require_valid(package)
    files = release_files(package)
    with new_folder(target) as folder:
        for name, content in files.items():
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
    return tuple(files)


def release_files(package: Package) -> dict[str, bytes]:
    """Return the files of a release by name: a pure function of the package."""
    files: dict[str, bytes] = {}
    resources = []
    for table in package.tables:
        for name in RELEASE_FORMATS:
            file = f"{name}/{file_name(table, name)}"
            files[file] = export_format(name).write(table)
            resources.append(_resource(table, name, file, files[file]))
    for name in COMPANIONS:
        companion = path_inside(package.path.parent, name, name)
        if companion.is_file():
            files[name] = companion.read_bytes()
    descriptor = {**package.properties, "resources": resources}
    files[DESCRIPTOR_NAME] = json_bytes(descriptor)
    files[CHECKSUMS_NAME] = _checksums(files)
    return dict(sorted(files.items()))


def _resource(table: Table, format_name: str, file: str, content: bytes) -> dict[str, Any]:
    """Describe a file; the CSV carries the name of the table, other formats add their own."""
    about = {"path": file, "bytes": len(content), "hash": f"sha256:{_sha256(content)}"}
    if format_name == "csv":
        return {**table.properties, **about}
    return {
        "name": f"{table.name}-{format_name}",
        "title": table.title,
        "description": table.description,
        # Not the ending: frictionless would infer a schema and fail on lists.
        "format": f"apache-{format_name}",
        "mediatype": export_format(format_name).mediatype,
        **about,
    }


def _checksums(files: dict[str, bytes]) -> bytes:
    """Write the manifest in the format that ``sha256sum --check`` reads."""
    return "".join(f"{_sha256(files[name])}  {name}\n" for name in sorted(files)).encode()


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _refuse_foreign_files(target: Path) -> None:
    if not target.exists():
        return
    if not target.is_dir() or target.is_symlink():
        raise UnsafeTargetError(f"{target} is no folder; name another one")
    present = {file.relative_to(target).as_posix() for file in target.rglob("*") if not file.is_dir()}
    if foreign := sorted(present - _files_of_release(target / CHECKSUMS_NAME)):
        raise UnsafeTargetError(
            f"{target} holds files that no release put there, such as {foreign[0]}; "
            "they would be lost: move them away or name another folder"
        )


def _files_of_release(manifest: Path) -> set[str]:
    """Return what an earlier release put there; manifests of this name are common, and need not be ours."""
    if not manifest.is_file():
        return set()
    lines = manifest.read_text(encoding="utf-8", errors="replace").splitlines()
    listed = {line.partition("  ")[2] for line in lines}
    if DESCRIPTOR_NAME not in listed:
        return set()
    others = {DESCRIPTOR_NAME, *COMPANIONS}
    return {CHECKSUMS_NAME} | {name for name in listed if name in others or name.startswith(RELEASE_FOLDERS)}
