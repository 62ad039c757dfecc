"""Makes virtual environments; what `_bootstrap` needs only when there is none."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parent.parent
_OWN = ("generated", "impl", "migrations", "scripts")


def make(
    directory: Path,
    requirements: Path,
    stamp: str,
    *,
    is_made: Callable[[], bool],
    may_grow: Callable[[], bool],
) -> None:
    """Make an environment, one process at a time.

    Args:
        directory: of the environment.
        requirements: hashed and complete.
        stamp: says what it was made from, once it is.
        is_made: tells whether that is done; another script may have done it.
        may_grow: tells whether what is there is fit, and lacks only something. All
            else, such as an interrupted attempt, is thrown away.

    Raises:
        SystemExit: 2; it could not be made, and a message said why.
    """
    try:
        with _lock(directory):
            if is_made():
                return
            if directory.exists() and not may_grow():
                _remove(directory)
            with _progress(
                f"Installing {stamp.partition(' ')[0]} requirements in {directory}"
            ):
                if not directory.exists():
                    _run([sys._base_executable, "-m", "venv", str(directory)])  # type: ignore[attr-defined] # noqa: SLF001 - the only name of the interpreter outside .venv
                (directory / ".stamp").unlink(missing_ok=True)
                _install(directory / "bin" / "python", requirements)
                _compile_own(directory / "bin" / "python")
                (directory / ".stamp").write_text(stamp)
    except OSError as error:
        _refuse(
            f"{directory} can't be made: {error.strerror}: {error.filename}. Let "
            "somebody make it who may write there, or set COUNTERSIGN_STATE_FOLDER to "
            "a folder of yours."
        )


def _remove(directory: Path) -> None:
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        _refuse(
            f"{directory} has to be made anew, for other requirements, and a script "
            "runs in it. Stop that (it may be scripts/serve), then retry."
        )
    finally:
        os.close(descriptor)
    shutil.rmtree(directory)


def _install(python: Path, requirements: Path) -> None:
    # The files are complete and hashed, so resolving again would only cost time. pip
    # compiles the modules: where PYTHONDONTWRITEBYTECODE is set, as in many container
    # images, every start would compile them anew, which is most of its time.
    _run(
        [
            *(str(python), "-m", "pip", "install", "--quiet", "--no-deps"),
            *("--require-hashes", "--retries", "2"),
            *("--disable-pip-version-check", "--no-input", "-r", str(requirements)),
        ]
    )


def _compile_own(python: Path) -> None:
    # For the same reason. What is edited later is compiled when it is loaded.
    subprocess.run(
        [str(python), "-m", "compileall", "-q", "-j", "0", *_OWN],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,  # the checkout may be somebody's who alone may write there
    )


def _run(command: list[str]) -> None:
    with tempfile.TemporaryFile("w+") as output:
        result = subprocess.run(
            command, stdout=output, stderr=subprocess.STDOUT, check=False
        )
        output.seek(0)
        lines = output.read().splitlines()
    if result.returncode:
        errors = [line for line in lines if line.startswith("ERROR:")] or lines[-3:]
        _refuse(_explain(errors))


def _refuse(message: str) -> NoReturn:
    # Of comparing and compiling, 1 would be an answer.
    _status(f"{message}\n")
    raise SystemExit(2)


def _explain(errors: list[str]) -> str:
    text = "\n".join(errors)
    if "ensurepip" in text:
        hint = "Install Python's venv module (on Debian: apt install python3-venv)."
    elif "THESE PACKAGES DO NOT MATCH THE HASHES" in text:
        hint = "The index serves other files than those pinned; nothing was installed."
    else:
        hint = "Check the network and the index that pip is configured for, then retry."
    return f"The environment could not be made.\n{text}\n{hint}"


@contextlib.contextmanager
def _lock(directory: Path) -> Iterator[None]:
    is_here = directory.is_relative_to(ROOT)
    folder = ROOT / ".countersign" if is_here else directory.parent
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{directory.name.strip('.')}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def _progress(label: str) -> Iterator[None]:
    start = time.monotonic()
    done = threading.Event()

    def tick() -> None:
        while not done.wait(1):
            _status(f"\r{label} … {time.monotonic() - start:.0f} s")

    terminal = sys.stderr.isatty()
    _status(f"{label} …" if terminal else f"{label} …\n")
    if terminal:
        threading.Thread(target=tick, daemon=True).start()
    try:
        yield
    except BaseException:
        _status("\n" if terminal else "")
        raise
    finally:
        done.set()
    _status(
        f"{chr(13) if terminal else ''}{label} … done in "
        f"{time.monotonic() - start:.0f} s\n"
    )


def _status(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()
