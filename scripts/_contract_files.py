"""The files of a contract that somebody else may have written: which of them are read.

A reference such as `../../../etc/passwd` is as easily written as any. What is in the
folder of the contract is read, and of what is around it only what people do put there:
YAML and JSON by their names, in the folder beside or below the top of the same project,
and nothing that is hidden. What is not read is not quoted, either.
"""

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path

_SUFFIXES = frozenset({".yaml", ".yml", ".json"})
_OUTSIDE = "it is outside the folder of the contract"


def reader_of(contract: Path) -> Callable[[str], bytes]:
    """Return what reads files by their names relative to the folder of a contract.

    It raises OSError for a file that is not there, or that no contract may have.
    """

    def read(name: str) -> bytes:
        file = contract.parent / name
        if name != contract.name:
            _demand_near(contract, file)
        return file.read_bytes()

    return read


def _demand_near(contract: Path, file: Path) -> None:
    there = file.resolve()
    if there.exists() and not there.is_file():
        raise OSError(errno.EINVAL, "it is no file")
    folders = {contract.parent.resolve(), contract.resolve().parent}
    if any(there.is_relative_to(each) for each in folders):
        return
    is_near = any(
        there.is_relative_to(top) and not _is_hidden(there, each)
        for each in folders
        for top in _tops(each)
    )
    if not is_near or there.suffix.lower() not in _SUFFIXES:
        raise PermissionError(errno.EACCES, _OUTSIDE)


def _tops(folder: Path) -> Iterator[Path]:
    """Yield the folders whose files belong to the same project."""
    too_high = {Path(folder.anchor), Path.home().resolve()}
    here = Path.cwd().resolve()
    found = [folder.parent, *([here] if folder.is_relative_to(here) else [])]
    found += [each for each in folder.parents if (each / ".git").exists()][:1]
    yield from (each for each in found if each not in too_high)


def _is_hidden(file: Path, folder: Path) -> bool:
    steps = Path(os.path.relpath(file, folder)).parts
    return any(each.startswith(".") and each != ".." for each in steps)
