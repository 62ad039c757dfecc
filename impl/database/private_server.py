"""One private PostgreSQL server: its folder, its account, its settings, its life."""

import contextlib
import hashlib
import os
import pwd
import re
import shlex
import shutil
import signal
import socket
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from impl.database.keeper import bound
from impl.database.private_role import ensure_role, hand_over

NAME = "countersign"
# The longest path that fits sockaddr_un on every supported system (macOS: 104).
_SOCKET_PATH_LIMIT = 103
_FATAL = re.compile(r"\b((?:FATAL|PANIC): .*)")
_ERROR = re.compile(r"\b\w+: error: .*")
_SOCKET_FILE = ".s.PGSQL.5432"
# Seconds until a server that is told to stop is killed: it may be frozen.
_STOP_PATIENCE = 10
# What a failed statement says may be personal data: its values, and the rows that it
# met. Whoever sent it is told; the log keeps what concerns the server.
_DISCREET = {
    "log_min_messages": "log",
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_parameter_max_length_on_error": "0",
    "log_statement": "none",
    "log_min_duration_statement": "-1",
}


class EmbeddedPostgresError(Exception):
    """The private server could not be started; the message names its log."""


@dataclass(frozen=True)
class PrivateServer:
    """Where one private server lives and which account runs it."""

    home: Path
    binaries: Path
    account: pwd.struct_passwd | None
    options: dict[str, str]

    @property
    def data(self) -> Path:
        """The data directory."""
        return self.home / "data"

    @property
    def log(self) -> Path:
        """The file that gets what the server says."""
        return self.home / "server.log"

    @property
    def sockets(self) -> Path:
        """The folder of its socket."""
        inside = self.home / "run"
        if len(str(inside / _SOCKET_FILE)) <= _SOCKET_PATH_LIMIT:
            return inside
        return Path(tempfile.gettempdir()) / f"{NAME}-{digest_of(self.home)}"

    def url(self, database: str, role: str = NAME) -> str:
        """Return the address of a database; the default role is the superuser."""
        host = quote(str(self.sockets), safe="")
        return f"postgresql://{role}@/{database}?host={host}&port=5432"

    def run(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs as the server's account.

        Raises:
            EmbeddedPostgresError: it failed; the message says why, in its words.
        """
        begin = self.log.stat().st_size if self.log.exists() else 0
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
                said = _last_words(self.log, begin) or _fault_in(output.read())
                msg = f"PostgreSQL's {program} failed: {said} (server log: {self.log})"
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

    def listens(self) -> bool:
        """Whether there is a server, be it one that does not answer yet."""
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(5)
            try:
                client.connect(str(self.sockets / _SOCKET_FILE))
            except (ConnectionRefusedError, FileNotFoundError):
                return False
            except OSError:
                # It has more to do than it can.
                return True
        return True

    def start(self) -> None:
        """Initialise the data directory the first time, then start the server."""
        self.own(self.home)
        self.own(self.sockets)
        bound(self.log)
        if not self.data.exists():
            self._initialise()
        options = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.sockets),
            "unix_socket_permissions": "0700",
            "max_connections": "200",
            **_DISCREET,
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
            *("--pgdata", str(partial), "--username", NAME),
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
                "SELECT FROM pg_database WHERE datname = %s", (NAME,)
            )
            if found.fetchone() is None:
                name = sql.Identifier(NAME)
                connection.execute(sql.SQL("CREATE DATABASE {}").format(name))

    def hand_over(self) -> None:
        """Make the application's role the owner of its database and all in it."""
        for database in ("postgres", NAME):
            with psycopg.connect(self.url(database), autocommit=True) as connection:
                if database == NAME:
                    hand_over(connection)
                elif ensure_role(connection, NAME) and self.log.exists():
                    # Whoever ran this server before kept a more talkative log.
                    os.truncate(self.log, 0)

    def stop(self) -> None:
        """End all connections and stop; what does not stop in time is killed."""
        try:
            self.run(
                "pg_ctl",
                *("stop", "--wait", "--timeout", str(_STOP_PATIENCE)),
                *("--mode", "fast", "--silent"),
                *("--pgdata", str(self.data)),
            )
        except EmbeddedPostgresError:
            self._kill()

    def _kill(self) -> None:
        # Processes that outlive their postmaster keep its memory, and so the next one
        # from starting.
        try:
            postmaster = int((self.data / "postmaster.pid").read_text().split()[0])
        except FileNotFoundError:
            return
        for pid in [postmaster, *_children(postmaster)]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


def _children(parent: int) -> list[int]:
    found = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid="],  # noqa: S607 - wherever the system has it
        capture_output=True,
        text=True,
        check=False,
    )
    pairs = [line.split() for line in found.stdout.splitlines()]
    return [int(pid) for pid, of in pairs if int(of) == parent]


def _last_words(log: Path, begin: int) -> str:
    """Return why a server ended, if it has said so in its log since a place there."""
    with contextlib.suppress(OSError), log.open("rb") as file:
        file.seek(begin)
        found = _FATAL.findall(file.read().decode(errors="replace"))
        return str(found[-1]).strip() if found else ""
    return ""


def _fault_in(said: str) -> str:
    """Return the line that says why a program ended, of all that it said."""
    found = _FATAL.findall(said) or _ERROR.findall(said) or said.strip().splitlines()
    return str(found[-1]).strip() if found else "it did not say why"


def digest_of(path: Path) -> str:
    """Return a short name for a path that is too long, or not for everybody."""
    return hashlib.sha256(str(path).encode()).hexdigest()[:12]
