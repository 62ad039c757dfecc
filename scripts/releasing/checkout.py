"""A checkout of this project, as a release needs it."""

import subprocess
import sys
from pathlib import Path


class ReleaseRefused(Exception):
    """There is no release; each line says why, or what failed."""


class Checkout:
    """A folder that Git keeps.

    Args:
        root: where it is.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def read(self, file: str) -> str:
        """Return the text of a file.

        Raises:
            ReleaseRefused: there is none.
        """
        try:
            return (self.root / file).read_text("utf-8")
        except OSError as error:
            raise ReleaseRefused(f"{file}: {error.strerror}") from error

    def write(self, file: str, text: str) -> None:
        """Write the text of a file."""
        (self.root / file).write_text(text, encoding="utf-8", newline="\n")

    def git(self, *words: str) -> str:
        """Return what Git says.

        Raises:
            ReleaseRefused: it fails, or is not there.
        """
        command = ["git", *words]
        try:
            done = subprocess.run(
                command, cwd=self.root, capture_output=True, text=True, check=False
            )
        except FileNotFoundError as error:
            raise ReleaseRefused("git is not installed") from error
        if done.returncode:
            raise ReleaseRefused(f"git {words[0]}: {done.stderr.strip()}")
        return done.stdout.strip()

    def run(self, *words: str) -> None:
        """Run a script of the project, whose output people see.

        Raises:
            ReleaseRefused: it fails.
        """
        script = self.root / "scripts" / words[0]
        command = [sys.executable, str(script), *words[1:]]
        if subprocess.run(command, cwd=self.root, check=False).returncode:
            raise ReleaseRefused(f"scripts/{' '.join(words)} failed")

    def changed(self) -> list[str]:
        """Return what is not committed."""
        return self.git("status", "--porcelain").splitlines()

    def edited(self) -> set[str]:
        """Return the files that Git knows and that are not as they were committed."""
        return set(self.git("diff", "--name-only", "HEAD").splitlines())

    def undo(self, files: set[str]) -> None:
        """Have files as they were committed."""
        if files:
            whole = ("--source=HEAD", "--staged", "--worktree")
            self.git("restore", *whole, "--", *sorted(files))

    def tags(self) -> set[str]:
        """Return the names of all tags."""
        return set(self.git("tag", "--list").splitlines())
