"""Interpreters that have read their libraries, whose programs begin at once.

To read the libraries of a tool takes longer than most of what tests have it do. Here an
interpreter reads them once; it then forks for each program. Each has the arguments,
the environment, the folder and the files that it would have as a process of its own.

Nothing but the standard library is imported, for other environments run this too.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

Files = tuple[IO[Any], IO[Any], IO[Any]]


class Program:
    """A program that runs."""

    def __init__(self, connection: socket.socket) -> None:
        self._reader = connection.makefile("rb", buffering=0)
        self._pid = int(self._reader.readline())
        self._status: int | None = None

    @property
    def is_over(self) -> bool:
        """Whether it has ended."""
        if self._status is None and select.select([self._reader], [], [], 0)[0]:
            self.wait()
        return self._status is not None

    def wait(self) -> int:
        """Return its exit status once it has ended; minus the signal that ended it."""
        if self._status is None:
            with self._reader:
                self._status = int(self._reader.readline())
        return self._status

    def kill(self) -> None:
        """End it at once, if it still runs."""
        if not self.is_over:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGKILL)
            self.wait()


class WarmPython:
    """An interpreter that has read its libraries."""

    def __init__(self, address: Path) -> None:
        self._address = address

    def start(
        self,
        *words: str,
        files: Files | None = None,
        cwd: Path | None = None,
        env: Mapping[str, str] | None = None,
    ) -> Program:
        """Start what `python` would with these words: `-m` and a module, or a file.

        Args:
            words: the program and its arguments.
            files: its standard input, output and error, if not those of here.
            cwd: the folder where it runs, if not the one of here.
            env: its environment, if not the one of here.
        """
        task = {
            "words": words,
            "folder": str(cwd or Path.cwd()),
            "environment": dict(os.environ if env is None else env),
        }
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(str(self._address))
            numbers = [file.fileno() for file in files] if files else [0, 1, 2]
            socket.send_fds(connection, [b"\n"], numbers)
            connection.sendall(json.dumps(task).encode() + b"\n")
            return Program(connection)

    def run(
        self,
        *words: str,
        text: str = "",
        cwd: Path | None = None,
        env: Mapping[str, str] | None = None,
    ) -> subprocess.CompletedProcess[str]:
        """Run it to its end; return its exit status and what it wrote.

        Args:
            words: the program and its arguments.
            text: its standard input.
            cwd: the folder where it runs, if not the one of here.
            env: its environment, if not the one of here.
        """
        with contextlib.ExitStack() as stack:
            given, out, error = (
                stack.enter_context(tempfile.TemporaryFile("w+", encoding="utf-8"))
                for _ in range(3)
            )
            given.write(text)
            given.seek(0)
            program = self.start(*words, files=(given, out, error), cwd=cwd, env=env)
            status = program.wait()
            out.seek(0)
            error.seek(0)
            return subprocess.CompletedProcess(words, status, out.read(), error.read())


@contextlib.contextmanager
def warm_python(
    *modules: str, python: str = sys.executable, env: Mapping[str, str] | None = None
) -> Iterator[WarmPython]:
    """Keep an interpreter ready that has read some modules.

    Args:
        modules: their names, or files of programs that do nothing unless they are run.
        python: the interpreter.
        env: the environment in which it reads them, if not the one of here.
    """
    with tempfile.TemporaryDirectory() as folder:
        address = Path(folder, "socket")
        with subprocess.Popen(
            [python, "-P", __file__, str(address), *modules],
            env=env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        ) as process:
            assert process.stdout
            assert process.stdout.readline() == b"ready\n"
            yield WarmPython(address)
            process.kill()


def _serve(address: str, modules: list[str]) -> Any:
    """Fork for each program; return what is to be done, in the fork."""
    for module in modules:
        if module.endswith(".py"):
            sys.path.insert(0, str(Path(module).parent))
            runpy.run_path(module)
            del sys.path[0]
        else:
            importlib.import_module(module)
    gc.freeze()
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(address)
        listener.listen()
        os.write(1, b"ready\n")
        # Standard input ends when who started this has gone.
        either: list[Any] = [listener, 0]
        while select.select(either, [], [])[0] == [listener]:
            connection, _ = listener.accept()
            _reap()
            with connection:
                if not os.fork():
                    listener.close()
                    return _fork(connection)
    raise SystemExit


def _reap() -> None:
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _fork(connection: socket.socket) -> Any:
    _, files, _, _ = socket.recv_fds(connection, 1, 3)
    with connection.makefile("rb") as reader:
        task = json.loads(reader.readline())
    pid = os.fork()
    if pid:
        connection.sendall(f"{pid}\n".encode())
        _, status = os.waitpid(pid, 0)
        connection.sendall(f"{os.waitstatus_to_exitcode(status)}\n".encode())
        os._exit(0)
    connection.close()
    for number, file in enumerate(files):
        os.dup2(file, number)
        os.close(file)
    return task


def _run(task: Any) -> None:
    os.chdir(task["folder"])
    os.environ.clear()
    os.environ.update(task["environment"])
    words = task["words"]
    is_module = words[0] == "-m"
    sys.argv = words[is_module:]
    first = task["folder"] if is_module else str(Path(words[0]).parent)
    more = filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))
    sys.path[:0] = [first, *more]
    if is_module:
        runpy.run_module(words[1], run_name="__main__", alter_sys=True)
    else:
        runpy.run_path(words[0], run_name="__main__")


if __name__ == "__main__":
    _run(_serve(sys.argv[1], sys.argv[2:]))
