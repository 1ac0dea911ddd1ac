"""Where the data package lies: inside the installed package, or beside it in a checkout."""

from __future__ import annotations

import json
from pathlib import Path

from sco_dataset.errors import DescriptorError

DESCRIPTOR_NAME = "datapackage.json"


def package_folder() -> Path:
    """Return the folder of the shipped data package."""
    here = Path(__file__).resolve().parent
    for folder in (here / "datapackage", here.parent / "datapackage"):
        if (folder / DESCRIPTOR_NAME).is_file():
            return folder
    raise DescriptorError(f"the data package is missing from {here}; install sco-dataset again")


def shipped_version() -> str:
    """Return the version of the shipped data package, without reading more of it than its JSON.

    Raises
    ------
    DescriptorError
        If the descriptor can't be read, or has no version.
    """
    try:
        return str(json.loads(descriptor_path().read_text(encoding="utf-8"))["version"])
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise DescriptorError(f"{DESCRIPTOR_NAME} has no version; install sco-dataset again") from error


def descriptor_path(path: Path | str | None = None) -> Path:
    """Return the descriptor meant by a path.

    Parameters
    ----------
    path : path or str, optional
        A descriptor or a folder that holds ``datapackage.json``; the shipped package if None.

    Raises
    ------
    DescriptorError
        If there is no such file.
    """
    if path is None:
        return package_folder() / DESCRIPTOR_NAME
    given = Path(path)
    found = given / DESCRIPTOR_NAME if given.is_dir() else given
    if not found.is_file():
        raise DescriptorError(
            f"there is no descriptor at {found}; give a folder with {DESCRIPTOR_NAME}, or the file itself"
        )
    return found


def path_inside(folder: Path, relative: str, at: str) -> Path:
    """Return a path that a descriptor names, once it is sure to stay inside the package.

    Follows the security section of the standard: a path is relative, with ``/``, and leads
    neither upwards nor elsewhere, also not by a symbolic link or a variable.

    Parameters
    ----------
    folder : path
        Folder of the descriptor.
    relative : str
        Path as it stands in the descriptor.
    at : str
        Place in the descriptor, for the message.

    Raises
    ------
    DescriptorError
        If the path could leave the folder.
    """
    parts = relative.split("/")
    if (
        not relative.strip()
        or relative.startswith(("/", "~"))
        or ".." in parts
        or any(c in relative for c in "\\:$%\0")
    ):
        raise DescriptorError(
            f"{at}: {relative!r:.100} could lead out of the package; "
            "give a plain relative path below the descriptor, such as 'data/events.csv'"
        )
    found = folder / relative
    try:
        inside = found.resolve().is_relative_to(folder.resolve())
        found.exists()
    except (OSError, RuntimeError) as error:
        raise DescriptorError(f"{at}: {relative!r:.100} is no path that this system can follow") from error
    if not inside:
        raise DescriptorError(
            f"{at}: {relative!r:.100} is a link that leads out of the package; put the file there itself"
        )
    return found
