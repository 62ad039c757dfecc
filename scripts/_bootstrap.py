"""Virtual environments on demand, with nothing but the standard library.

Every executable in `scripts/` parses its arguments, calls `ensure("runtime")` or
`ensure("dev")`, and from there on runs inside `.venv` with the hashed requirements
of that group installed. An environment carries a stamp of what it was made from;
while the stamp fits, `ensure` costs a file read and an exec.
"""

from __future__ import annotations

import sys

# Keep this file free of newer syntax: an old Python has to be able to read it
# in order to print this.
if sys.version_info < (3, 11):  # noqa: UP036 - the requirement is being enforced here
    sys.exit(
        f"Countersign needs Python 3.11 or later; {sys.executable} is "
        f"{sys.version_info[0]}.{sys.version_info[1]}. Install a newer Python and run "
        f"it explicitly, for example: python3.11 {sys.argv[0]}"
    )

# What only making an environment needs is imported there: scripts pass here twice.
import contextlib
import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STATE = ROOT / ".countersign"
REQUIREMENTS = ROOT / "scripts" / "requirements"

# Groups that may stand in for a requested one, the best first.
_SATISFIED_BY = {"runtime": ("runtime", "dev"), "dev": ("dev",)}


def ensure(group: str) -> None:
    """Go on inside `.venv` with the requirements of `group` installed.

    Does not return when the running interpreter is another one: the script is
    started again with the same arguments. Makes the repository root importable.

    Args:
        group: `runtime` or `dev`; a `dev` environment serves `runtime` too.

    Raises:
        SystemExit: the environment could not be made; the message says why.
    """
    if not _fits(VENV, _SATISFIED_BY[group]):
        _make(VENV, group, _SATISFIED_BY[group])
    enter(group)
    sys.path.insert(0, str(ROOT))


def enter(group: str) -> None:
    """Go on inside `.venv` if it is there and fits; else, do nothing.

    A script that calls this first of all loads nothing twice.
    """
    python = str(_python(VENV))
    # Without the module site, which sets it, the prefix is that of another Python.
    is_inside = sys.executable == python or Path(sys.prefix).resolve() == VENV.resolve()
    if not is_inside and _fits(VENV, _SATISFIED_BY[group]):
        sys.stdout.flush()
        os.execv(python, [python, *sys.orig_argv[1:]])


def tool_environments(*names: str) -> dict[str, Path]:
    """Return the interpreters of build tools' own environments, made if need be.

    Args:
        names: of `models` and `routers`, after `scripts/requirements/<name>.txt`.

    Raises:
        SystemExit: an environment could not be made; the message says why.
    """
    directories = {name: STATE / "tools" / name for name in names}
    missing = [n for n, folder in directories.items() if not _fits(folder, (n,))]
    if missing:
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(len(missing)) as pool:
            list(pool.map(lambda n: _make(directories[n], n, (n,)), missing))
    return {name: _python(folder) for name, folder in directories.items()}


def _python(directory: Path) -> Path:
    return directory / "bin" / "python"


def _digest(group: str) -> str:
    content = (REQUIREMENTS / f"{group}.txt").read_bytes()
    return hashlib.sha256(sys.version.encode() + content).hexdigest()


def _fits(directory: Path, groups: tuple[str, ...]) -> bool:
    try:
        stamp = (directory / ".stamp").read_text()
    except OSError:
        return False
    return stamp in {f"{group} {_digest(group)}" for group in groups}


def _make(directory: Path, group: str, groups: tuple[str, ...]) -> None:
    import shutil

    with _lock(directory):
        # Another script may have made it while this one waited.
        if _fits(directory, groups):
            return
        # Dev only adds to an up-to-date runtime environment; anything else, such
        # as an interrupted attempt, is thrown away.
        if not _fits(directory, ("runtime",)):
            shutil.rmtree(directory, ignore_errors=True)
        with _progress(f"Installing {group} requirements in {_shown(directory)}"):
            if not directory.exists():
                _run([sys._base_executable, "-m", "venv", str(directory)])  # type: ignore[attr-defined] # noqa: SLF001 - the only name of the interpreter outside .venv
            (directory / ".stamp").unlink(missing_ok=True)
            _install(_python(directory), REQUIREMENTS / f"{group}.txt")
            (directory / ".stamp").write_text(f"{group} {_digest(group)}")


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


def _run(command: list[str]) -> None:
    import subprocess
    import tempfile

    with tempfile.TemporaryFile("w+") as output:
        result = subprocess.run(
            command, stdout=output, stderr=subprocess.STDOUT, check=False
        )
        output.seek(0)
        lines = output.read().splitlines()
    if result.returncode:
        errors = [line for line in lines if line.startswith("ERROR:")] or lines[-3:]
        raise SystemExit(_explain(errors))


def _explain(errors: list[str]) -> str:
    text = "\n".join(errors)
    if "ensurepip" in text:
        hint = "Install Python's venv module (on Debian: apt install python3-venv)."
    elif "THESE PACKAGES DO NOT MATCH THE HASHES" in text:
        hint = "The index serves other files than those pinned; nothing was installed."
    else:
        hint = "Check the network and the index that pip is configured for, then retry."
    return f"The environment could not be made.\n{text}\n{hint}"


def _shown(directory: Path) -> str:
    return str(directory.relative_to(ROOT))


@contextlib.contextmanager
def _lock(directory: Path) -> Iterator[None]:
    import fcntl

    STATE.mkdir(exist_ok=True)
    with (STATE / f"{directory.name.strip('.')}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def _progress(label: str) -> Iterator[None]:
    import threading
    import time

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
