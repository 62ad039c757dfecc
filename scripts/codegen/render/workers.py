"""Programs of a compilation that load their libraries while others still work."""

from __future__ import annotations

import json
import os
import subprocess
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from scripts._bootstrap import tool_environments

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOOLS = Path(__file__).parent / "tools"
# The order of sets may not show in what a tool writes; and there are no plugins, for
# which every distribution would be searched.
_SETTINGS = {"PYTHONHASHSEED": "0", "PYDANTIC_DISABLE_PLUGINS": "__all__"}


class WorkerFailed(Exception):
    """A program ended with an error; the message is the end of what it said."""


class Worker:
    """A program that is started before its task is known, and reads it from stdin."""

    def __init__(self, command: list[str]) -> None:
        # Bytecode in our own environments spares a second of compiling at each run.
        hidden = {"PYTHONDONTWRITEBYTECODE"}
        environment = {k: v for k, v in os.environ.items() if k not in hidden}
        self._process = subprocess.Popen(
            command,
            env={**environment, **_SETTINGS},
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def run(self, task: object) -> None:
        """Hand over the task, as JSON, and wait until it is done.

        Raises:
            WorkerFailed: the program ended with an error.
        """
        said = self._process.communicate(json.dumps(task))[1]
        if self._process.returncode:
            raise WorkerFailed(said[-3000:])

    def close(self) -> None:
        """Stop the program, if it still runs."""
        self._process.kill()
        self._process.communicate()


@dataclass(frozen=True)
class Workers:
    """All programs of one compilation."""

    models: Worker
    routers: Worker


@contextmanager
def started() -> Iterator[Workers]:
    """Yield the programs, which load their libraries by now; stop them at the end.

    Raises:
        SystemExit: the environment of a tool could not be made.
    """
    with ExitStack() as stack:
        workers = []
        for name, python in tool_environments("models", "routers").items():
            driver = _TOOLS / f"{name}_driver.py"
            worker = Worker([str(python), "-W", "ignore", str(driver)])
            stack.callback(worker.close)
            workers.append(worker)
        yield Workers(*workers)
