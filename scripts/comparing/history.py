"""The Git repository around a folder: where a branch began, and what was there then."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Final

from scripts.comparing.refusals import Unusable
from scripts.comparing.sources import ContractSource, git_source, source_of

# What a default branch is called where nobody says so.
_USUAL: Final = ("main", "master", "trunk")
_NAME_A_BASE: Final = "set `base` in .countersign.yaml, or name BASE and REVISION"
_SHALLOW: Final = (
    "this clone is shallow, and doesn't reach back to where it parted from {base}: "
    "fetch the rest (`git fetch --unshallow`; for actions/checkout, `fetch-depth: 0`)"
)


class GitHistory:
    """What a repository knows of a folder in it.

    Args:
        folder: in its working tree.
        base: a branch, tag or commit to compare with; the default branch by default.

    Attributes:
        start: the commit that the working tree is compared with.
        base: what it parted from there.

    Raises:
        Unusable: it is no repository, or nobody can tell where this one began.
    """

    def __init__(self, folder: Path, base: str | None = None) -> None:
        self._folder = folder
        if self._ask("rev-parse", "--is-inside-work-tree") != "true":
            raise Unusable(
                f"{folder} is in no Git repository; name BASE and REVISION instead"
            )
        self.base = base or self._default_branch()
        if self._ask("rev-parse", "--verify", "HEAD^{commit}") is None:
            raise Unusable("nothing is committed yet, so there is no base")
        if self._ask("rev-parse", "--verify", f"{self.base}^{{commit}}") is None:
            raise Unusable(self._missing())
        start = self._ask("merge-base", "HEAD", self.base)
        if start is None:
            raise Unusable(
                _SHALLOW.format(base=self.base)
                if self._is_shallow
                else f"HEAD and {self.base} have no commit in common; {_NAME_A_BASE}"
            )
        self.start = start

    def contracts(self, pattern: str) -> set[str]:
        """Return the paths, from the folder, that fit a pattern now or did then.

        What is ignored by Git does not count.
        """
        fitting = ("-z", "--", f":(glob){pattern}")
        there = ("ls-files", "--cached", "--others", "--exclude-standard")
        found = self._ask(*there, *fitting) or ""
        found += self._ask("ls-files", f"--with-tree={self.start}", *fitting) or ""
        return set(filter(None, found.split("\0")))

    def now(self, path: str) -> ContractSource | None:
        """Return a contract as it is in the working tree, None if it is not there."""
        file = self._folder / path
        return source_of(os.path.relpath(file)) if file.is_file() else None

    def then(self, path: str) -> ContractSource | None:
        """Return a contract as it was at the start, None if it was not there."""
        if self._ask("cat-file", "-e", f"{self.start}:./{path}") is None:
            return None
        argument = f"git:{self.start[:9]}:{path}"
        return git_source(argument, self.start, path, self._folder)

    @property
    def _is_shallow(self) -> bool:
        return self._ask("rev-parse", "--is-shallow-repository") == "true"

    def _default_branch(self) -> str:
        # Of a pull request, the runner knows more than the clone.
        if target := os.environ.get("GITHUB_BASE_REF"):
            return f"origin/{target}"
        if head := self._ask("rev-parse", "--abbrev-ref", "origin/HEAD"):
            return head
        named = (self._ask("config", "init.defaultBranch"), *_USUAL)
        places = [
            f"{place}{name}" for name in named if name for place in ("origin/", "")
        ]
        for place in places:
            if self._ask("rev-parse", "--verify", f"{place}^{{commit}}") is not None:
                return place
        raise Unusable(f"nothing says which branch is the default one; {_NAME_A_BASE}")

    def _missing(self) -> str:
        advice = (
            "; this clone is shallow: fetch the rest (`fetch-depth: 0`)"
            if self._is_shallow
            else f"; fetch it, or {_NAME_A_BASE}"
        )
        return f"there is no {self.base} to compare with{advice}"

    def _ask(self, *arguments: str) -> str | None:
        """Return what Git answers, None if it refuses."""
        found = self._run(*arguments)
        if found.returncode:
            return None
        return found.stdout.decode(errors="surrogateescape").strip("\n")

    def _run(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        try:
            return subprocess.run(
                ["git", *arguments],  # noqa: S607 - whichever is in use
                cwd=self._folder,
                capture_output=True,
                check=False,
            )
        except FileNotFoundError:
            raise Unusable("git is not installed") from None
