"""Virtual environments on demand, with nothing but the standard library.

Every executable in `scripts/` parses its arguments, calls `ensure("runtime")` or
`ensure("dev")`, and from there on runs inside an environment with the hashed
requirements of that group installed: `.venv`, which is of the Python that made it, or
for another Python one beside it, such as `.venv-3.12`. An environment carries a stamp
of what it was made from; while the stamp fits, `ensure` costs a file read and an exec,
and writes nothing. None is replaced while a script runs in it.
"""

from __future__ import annotations

import sys

# Keep this file free of newer syntax: an old Python has to be able to read it
# in order to print this.
if sys.version_info < (3, 11):  # noqa: UP036 - the requirement is being enforced here
    sys.stderr.write(
        f"Countersign needs Python 3.11 or later; {sys.executable} is "
        f"{sys.version_info[0]}.{sys.version_info[1]}. Install a newer Python and run "
        f"it explicitly, for example: python3.11 {sys.argv[0]}\n"
    )
    sys.exit(2)

# What only making an environment needs is imported there: scripts pass here twice.
import contextlib
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "scripts" / "requirements"

# What installed packages may depend on: a patch of Python changes nothing for them.
VERSION = f"{sys.version_info[0]}.{sys.version_info[1]}"
# Groups that may stand in for a requested one, the best first.
_SATISFIED_BY = {"runtime": ("runtime", "dev"), "dev": ("dev",)}


def ensure(group: str) -> None:
    """Go on inside an environment with the requirements of `group` installed.

    Does not return when the running interpreter is another one: the script is
    started again with the same arguments. Makes the repository root importable.

    Args:
        group: `runtime` or `dev`; a `dev` environment serves `runtime` too.

    Raises:
        SystemExit: 2; the environment could not be made, and a message said why.
    """
    sys.path.insert(0, str(ROOT))
    groups = _SATISFIED_BY[group]
    directory = _directory(ROOT / ".venv", groups)
    if not _fits(directory, groups):
        _make(directory, group, groups)
    enter(group)


def enter(group: str) -> None:
    """Go on inside the environment if there is one that fits; else, do nothing.

    A script that calls this first of all loads nothing twice.
    """
    groups = _SATISFIED_BY[group]
    directory = _directory(ROOT / ".venv", groups)
    if not _fits(directory, groups):
        return
    python = str(_python(directory))
    # Without the module site, which sets it, the prefix is that of another Python.
    is_inside = (
        sys.executable == python or Path(sys.prefix).resolve() == directory.resolve()
    )
    if is_inside:
        _hold(directory)
        return
    sys.stdout.flush()
    os.execv(python, [python, *sys.orig_argv[1:]])


def tool_environments(*names: str) -> dict[str, Path]:
    """Return the interpreters of build tools' own environments, made if need be.

    Args:
        names: of `models` and `routers`, after `scripts/requirements/<name>.txt`.

    Raises:
        SystemExit: 2; an environment could not be made, and a message said why.
    """
    tools = ROOT / ".countersign" / "tools"
    directories = {name: _directory(tools / name, (name,)) for name in names}
    missing = [n for n, folder in directories.items() if not _fits(folder, (n,))]
    if missing:
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(len(missing)) as pool:
            list(pool.map(lambda n: _make(directories[n], n, (n,)), missing))
    for folder in directories.values():
        _hold(folder)
    return {name: _python(folder) for name, folder in directories.items()}


def state_folder() -> Path:
    """Return the folder of what is kept between runs, which need not be there yet.

    COUNTERSIGN_STATE_FOLDER names it. Else it is `.countersign` here or, where that
    can't be written, one of the user's own (XDG Base Directory Specification).
    """
    if given := os.environ.get("COUNTERSIGN_STATE_FOLDER"):
        return Path(given)
    own = ROOT / ".countersign"
    if _is_writable(own):
        return own
    named = os.environ.get("XDG_STATE_HOME", "")
    base = Path(named if named.startswith("/") else "~/.local/state")
    with contextlib.suppress(RuntimeError):  # a user without a home
        import hashlib

        checkout = hashlib.sha256(str(ROOT).encode()).hexdigest()[:12]
        return base.expanduser() / "countersign" / f"{ROOT.name}-{checkout}"
    return own


def test_folder() -> Path:
    """Return the folder of the database server that tests share.

    TEST_STATE_FOLDER names it, else it is one of those that are kept.
    """
    given = os.environ.get("TEST_STATE_FOLDER")
    return Path(given) if given else state_folder() / "test"


def _directory(own: Path, groups: tuple[str, ...]) -> Path:
    """Return where an environment is or, if none fits, where to make it."""
    of_version = own.with_name(f"{own.name}-{VERSION}")
    name = of_version.name.removeprefix(".")
    of_user = state_folder() / "environments" / name
    for each in (own, of_version, of_user):
        if _fits(each, groups):
            return each
    if not _is_writable(own.parent):
        return of_user
    return own if _version_of(own) in (None, VERSION) else of_version


def _version_of(directory: Path) -> str | None:
    """Return the version of Python of an environment; None if there is none."""
    try:
        lines = (directory / "pyvenv.cfg").read_text().splitlines()
    except OSError:
        return None
    settings = dict(line.split(" = ", 1) for line in lines if " = " in line)
    version = settings.get("version") or settings.get("version_info") or ""
    return ".".join(version.split(".")[:2])


def _is_writable(folder: Path) -> bool:
    while not folder.exists():
        folder = folder.parent
    return os.access(folder, os.W_OK)


def _python(directory: Path) -> Path:
    return directory / "bin" / "python"


def _stamp(group: str) -> str:
    # No digest of it: every start would wait for OpenSSL to be loaded, twice.
    return f"{group} {VERSION}\n{(REQUIREMENTS / f'{group}.txt').read_text()}"


def _fits(directory: Path, groups: tuple[str, ...]) -> bool:
    try:
        stamp = (directory / ".stamp").read_text()
    except OSError:
        return False
    # An interpreter that was uninstalled leaves a link to nothing.
    return stamp in map(_stamp, groups) and _python(directory).exists()


def _hold(directory: Path) -> None:
    """Keep an environment from being replaced for as long as this process lives."""
    import fcntl

    with contextlib.suppress(OSError):  # a file system without locks
        fcntl.flock(os.open(directory, os.O_RDONLY), fcntl.LOCK_SH | fcntl.LOCK_NB)


def _make(directory: Path, group: str, groups: tuple[str, ...]) -> None:
    from scripts._installing import make

    make(
        directory,
        REQUIREMENTS / f"{group}.txt",
        _stamp(group),
        is_made=lambda: _fits(directory, groups),
        # Dev only adds to an up-to-date runtime environment.
        may_grow=lambda: _fits(directory, ("runtime",)),
    )
