"""Write files and folders whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def write_file(path: Path, content: bytes) -> None:
    """Replace a file in one step; after an error, which names it, the old one is still there."""
    with naming(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        fresh = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            fresh.chmod(_permissions(path))
            fresh.replace(path)
        except BaseException:
            fresh.unlink()
            raise


@contextmanager
def new_folder(target: Path) -> Iterator[Path]:
    """Give an empty folder beside the target that takes the target's place at the end.

    After an error, and while the work goes on, the target is as it was.
    """
    with scratch_folder(target) as scratch:
        fresh = scratch / "new"
        fresh.mkdir()
        yield fresh
        with naming(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            _exchange(fresh, target, scratch / "old")


@contextmanager
def scratch_folder(target: Path) -> Iterator[Path]:
    """Give a passing folder from which files can be moved to the target in one step.

    It lies beside the target, or beside the first folder that the target lacks: those are made
    last, so that none is left where nothing is written.
    """
    existing = next(folder for folder in target.absolute().parents if folder.exists())
    with naming(target):
        scratch = tempfile.TemporaryDirectory(prefix=f".{target.name}.", dir=existing)
    with scratch as name:
        yield Path(name)


@contextmanager
def naming(target: Path) -> Iterator[None]:
    """Let errors name the target, not what was to take its place."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(target)) from error


def _exchange(fresh: Path, target: Path, old: Path) -> None:
    if not target.exists():
        fresh.rename(target)
        return
    target.rename(old)
    try:
        fresh.rename(target)
    except BaseException:
        old.rename(target)
        raise
    shutil.rmtree(old)


def _permissions(path: Path) -> int:
    """Those of the file that is replaced; else those that the user's umask leaves."""
    if path.exists():
        return path.stat().st_mode & 0o777
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask
