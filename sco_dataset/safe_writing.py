"""Write files and folders whole or not at all.

A target that is a symbolic link stays one: what it leads to is replaced.
"""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def write_file(path: Path, content: bytes) -> None:
    """Replace a file in one step; after an error, which names it, the old one is still there."""
    with naming(path):
        real = _where_links_lead(path)
        real.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{real.name}.", dir=real.parent)
        fresh = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            put_in_place(fresh, real)
        except BaseException:
            fresh.unlink()
            raise


def put_in_place(fresh: Path, target: Path) -> None:
    """Let a finished file take the target's place in one step, with the permissions of the old one."""
    real = _where_links_lead(target)
    real.parent.mkdir(parents=True, exist_ok=True)
    fresh.chmod(_permissions(real))
    fresh.replace(real)


@contextmanager
def new_folder(target: Path) -> Iterator[Path]:
    """Give an empty folder beside the target that takes the target's place at the end.

    After an error, and while the work goes on, the target is as it was.
    """
    real = _where_links_lead(target)
    with scratch_folder(target) as scratch:
        fresh = scratch / "new"
        fresh.mkdir()
        yield fresh
        with naming(target):
            real.parent.mkdir(parents=True, exist_ok=True)
            _exchange(fresh, real, scratch / "old")


@contextmanager
def scratch_folder(target: Path) -> Iterator[Path]:
    """Give a passing folder from which files can be moved to the target in one step.

    It lies beside the target, or beside the first folder that the target lacks: those are made
    last, so that none is left where nothing is written.
    """
    real = _where_links_lead(target)
    existing = next(folder for folder in real.parents if folder.exists())
    with naming(target):
        scratch = tempfile.TemporaryDirectory(prefix=f".{real.name}.", dir=existing)
    with scratch as name, naming(target, Path(name)):
        yield Path(name)


@contextmanager
def naming(target: Path, scratch: Path | None = None) -> Iterator[None]:
    """Let errors name the target, not what was to take its place; of a scratch folder, only its own errors."""
    try:
        yield
    except OSError as error:
        if scratch is not None and error.filename is not None and scratch not in Path(error.filename).parents:
            raise
        # An error from C++ may lack its number, and words it in its own way.
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise OSError(error.errno or errno.EIO, reason, str(target)) from error


def _where_links_lead(path: Path) -> Path:
    return Path(os.path.realpath(path))


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
    # What is old goes with the scratch folder in which it lies now.


def _permissions(path: Path) -> int:
    """Those of the file that is replaced; else those that the user's umask leaves."""
    if path.exists():
        return path.stat().st_mode & 0o777
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask
