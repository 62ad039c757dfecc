"""The tools of the compiler, ready at once for every compilation of a run of tests.

A compilation starts both while it reads the contract, and for a small one that is
nearly all of its work. Here each reads its libraries once, when it is first needed.
"""

import contextlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast
from unittest import mock

from scripts._bootstrap import tool_environments
from scripts.codegen.render import workers
from scripts.codegen.render.workers import Worker, WorkerFailed
from tests.support.warm_python import WarmPython, warm_python


class _WarmWorker:
    """What a compilation sees of a program that is not its own child."""

    def __init__(self, python: WarmPython, driver: str) -> None:
        self._python = python
        self._driver = driver

    def run(self, task: object) -> None:
        done = self._python.run(self._driver, text=json.dumps(task))
        if done.returncode:
            raise WorkerFailed(done.stderr[-3000:])

    def close(self) -> None:
        pass


@contextlib.contextmanager
def warm_tools() -> Iterator[None]:
    """Have the compilations of this process use them meanwhile."""
    with contextlib.ExitStack() as stack:
        ready: dict[str, WarmPython] = {}

        def worker(command: list[str]) -> Worker:
            python, driver = command[0], command[-1]
            name = Path(driver).stem.removesuffix("_driver")
            if tool_environments(name)[name] != Path(python):
                return Worker(command)
            if name not in ready:
                settings = {**workers._SETTINGS, "PYTHONWARNINGS": "ignore"}
                environment = {**os.environ, **settings}
                started = warm_python(driver, python=python, env=environment)
                ready[name] = stack.enter_context(started)
            return cast(Worker, cast(Any, _WarmWorker(ready[name], driver)))

        stack.enter_context(mock.patch.object(workers, "Worker", worker))
        yield
