"""Where contracts come from: files, Git, standard input, a URL, a registry."""

from __future__ import annotations

import os
import posixpath
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from scripts._contract_files import reader_of
from scripts.comparing.refusals import Unusable

Read = Callable[[str], bytes]
_STANDARD_INPUT: Final = "stdin"


@dataclass(frozen=True)
class ContractSource:
    """Where a contract is.

    Attributes:
        argument: what named it.
        folder: what the names of its files are relative to, as people would write it.
        name: the root file's.
        read: returns the bytes of a file; raises OSError or LookupError.
    """

    argument: str
    folder: str
    name: str
    read: Read


def source_of(argument: str, *, may_fetch: bool = False) -> ContractSource:
    """Say where a contract is.

    Args:
        argument: a path, `-`, `git:REVISION:PATH`, `registry:TEAM/API@VERSION` or URL.
        may_fetch: whether a URL may be fetched.

    Raises:
        Unusable: there is none.
    """
    if argument == "-":
        return _standard_input()
    if argument.startswith("git:"):
        return _git(argument)
    if argument.startswith("registry:"):
        # Most comparisons need no network, and none of what it takes.
        from scripts.comparing.registry import registry_source

        return registry_source(argument)
    if "://" in argument:
        from scripts.comparing.fetching import url_source

        if not may_fetch:
            raise Unusable("a URL is fetched with --allow-fetch alone")
        return url_source(argument)
    return _file(argument)


def git_source(
    argument: str,
    revision: str,
    path: str,
    around: Path | None = None,
    *,
    is_from_top: bool = False,
) -> ContractSource:
    """Say where a contract is in a revision of the repository around a folder.

    Args:
        argument: what people call it.
        revision: anything that Git takes for one.
        path: from the folder, or from the top of the repository.
        around: the folder; by default the current one.
        is_from_top: whether it is from the top.
    """
    folder, name = posixpath.split(path)
    prefix = f"{folder}/" if folder else ""

    # Most contracts are files, and need not load this.
    import subprocess

    def read(relative: str) -> bytes:
        there = posixpath.normpath(posixpath.join(folder, relative))
        if not (is_from_top or there.startswith("/")):
            there = f"./{there}"
        found = subprocess.run(
            ["git", "show", f"{revision}:{there}"],  # noqa: S607 - whichever is in use
            cwd=around,
            capture_output=True,
            check=False,
        )
        if found.returncode:
            raise LookupError(found.stderr.decode(errors="replace").strip())
        return found.stdout

    shown = argument.removesuffix(path)
    return ContractSource(argument, f"{shown}{prefix}", name, read)


def _git(argument: str) -> ContractSource:
    _, revision, path = ([*argument.split(":", 2), "", ""])[:3]
    if not revision or not path or revision.startswith("-"):
        raise Unusable(f"{argument} is not of the form git:REVISION:PATH")
    # As Git itself has it.
    is_from_top = not path.startswith(("./", "../"))
    source = git_source(argument, revision, path, is_from_top=is_from_top)
    try:
        source.read(source.name)
    except FileNotFoundError:
        raise Unusable("git is not installed") from None
    except LookupError as error:
        raise Unusable(f"{argument} can't be read: {error.args[0]}") from None
    return source


def _file(argument: str) -> ContractSource:
    path = Path(argument)
    if not path.is_file():
        what = "is a folder" if path.is_dir() else "is not there"
        raise Unusable(f"there is no contract at {argument}: it {what}")
    folder = os.path.dirname(argument)  # noqa: PTH120 - keeps what was typed
    prefix = f"{folder}/" if folder else ""
    return ContractSource(argument, prefix, path.name, reader_of(path))


def _standard_input() -> ContractSource:
    """Say that a contract comes in; others that it refers to are files here."""
    data, near = sys.stdin.buffer.read(), reader_of(Path(_STANDARD_INPUT))

    def read(name: str) -> bytes:
        return data if name == _STANDARD_INPUT else near(name)

    return ContractSource("-", "", _STANDARD_INPUT, read)
