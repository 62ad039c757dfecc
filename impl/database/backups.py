"""The whole database as one file, by PostgreSQL's own programs, and back again.

A backup is what was there at one moment, while the service runs. Nobody has to believe
that it is good: it is restored to a server of its own and compared, row by row. It ends
with a digest of all before, since PostgreSQL's programs notice damage to rows only: a
flipped bit may make another constraint.
"""

import contextlib
import hashlib
import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from impl.database import revisions
from impl.database.embedded import binaries, running
from impl.database.engine import plain_url

# How values are written does not depend on who is connected.
_SETTINGS: Final = "SET TimeZone = 'UTC'; SET extra_float_digits = 3"
_TABLES: Final = """
    SELECT relname FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY relname
"""
_RIGHT: Final = (
    "SELECT current_user, has_schema_privilege(current_schema(), 'CREATE') IS TRUE"
)
# The sum of what rows hash to: the order of them does not matter, every one does.
_CONTENT: Final = """
    SELECT count(*), coalesce(sum(hashtextextended(kept::text, 0)), 0)
    FROM public.{} AS kept
"""
# What follows PostgreSQL's archive, whose programs read no further than that.
_SEAL: Final = b"\ncountersign backup, sha256 "
_SEAL_LENGTH: Final = len(_SEAL) + 2 * hashlib.sha256().digest_size + 1
_PIECE: Final = 1_048_576


class BackupError(Exception):
    """A backup was not made, or not restored; nothing has changed."""


@dataclass(frozen=True, slots=True)
class DatabaseContent:
    """What a database holds.

    Attributes:
        revision: of its schema; None if it has none of ours.
        tables: how many rows each table has, and what they hash to.
        note: what the schema says of older code.
    """

    revision: str | None
    tables: Mapping[str, tuple[int, int]]
    note: str | None = None

    @property
    def rows(self) -> int:
        """How many there are in all tables."""
        return sum(count for count, _ in self.tables.values())


def back_up(url: str, file: Path) -> DatabaseContent:
    """Write the database at `url` to a new file, which only its owner may read.

    Raises:
        BackupError: the file exists or can't be written, PostgreSQL's program failed,
            or what was restored from it differs.
        EmbeddedPostgresError: there is no server to restore it to.
        psycopg.Error: the database can't be reached or read.
    """
    if _looked(file.exists, file):
        msg = f"{file} exists; backups are not overwritten"
        raise BackupError(msg)
    with _made(file) as partial, _connected(url) as link:
        link.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        link.read_only = True
        [snapshot] = link.execute("SELECT pg_export_snapshot()").fetchone() or ("",)
        content = _content_of(link)
        if content.revision is None:
            msg = "the database is none of this service: it has no revision"
            raise BackupError(msg)
        # Their owner is whoever restores them.
        plain = ("--no-owner", "--no-privileges", "--format=custom")
        _run(url, "pg_dump", *plain, f"--snapshot={snapshot}", f"--file={partial}")
        _seal(partial)
        _compare(content, partial)
    return content


def restore(url: str, file: Path) -> DatabaseContent:
    """Fill the empty database at `url` from a backup, altogether or not at all.

    Raises:
        BackupError: the file is no backup or damaged, the database is not empty, or
            PostgreSQL's program failed.
        psycopg.Error: the database can't be reached.
    """
    if not _looked(file.is_file, file):
        msg = f"{file} is no file"
        raise BackupError(msg)
    _check(file)
    with _connected(url) as link:
        if found := _tables_of(link):
            msg = f"the database is not empty: it has the table {found[0]}"
            raise BackupError(msg)
        role, may_create = link.execute(_RIGHT).fetchone() or ("", False)
        if not may_create:
            msg = (
                f'role "{role}" may not create tables there: restore as the owner of '
                "the database, then give the service's role its rights by "
                "scripts/admin migrate --for"
            )
            raise BackupError(msg)
    together = ("--single-transaction", "--exit-on-error")
    plain = ("--no-owner", "--no-privileges")
    name = str(conninfo_to_dict(plain_url(url)).get("dbname") or "")
    _run(url, "pg_restore", *together, *plain, f"--dbname={name}", str(file))
    with _connected(url) as link:
        # Plans are made by what is known of the rows, which is no part of a backup.
        link.execute("ANALYZE")
        return _content_of(link)


def _looked(look: Callable[[], bool], file: Path) -> bool:
    """Look at a file, whose name or folder may be such that nobody can."""
    try:
        return look()
    except OSError as error:
        msg = f"{file} can't be looked at: {error.strerror}"
        raise BackupError(msg) from error


def _seal(file: Path) -> None:
    seal = _seal_of(file, file.stat().st_size)
    with file.open("ab") as archive:
        archive.write(seal)


def _check(file: Path) -> None:
    length = file.stat().st_size - _SEAL_LENGTH
    try:
        with file.open("rb") as backup:
            backup.seek(max(length, 0))
            seal = backup.read()
        is_whole = length > 0 and seal == _seal_of(file, length)
    except OSError as error:
        msg = f"{file} can't be read: {error.strerror}"
        raise BackupError(msg) from error
    if not seal.startswith(_SEAL):
        msg = f"{file} is no backup that scripts/backup made, or its end is missing"
        raise BackupError(msg)
    if not is_whole:
        msg = f"{file} is damaged: it is not what scripts/backup wrote"
        raise BackupError(msg)


def _seal_of(file: Path, length: int) -> bytes:
    digest = hashlib.sha256()
    with file.open("rb") as archive:
        while length and (piece := archive.read(min(length, _PIECE))):
            digest.update(piece)
            length -= len(piece)
    return _SEAL + digest.hexdigest().encode() + b"\n"


def _compare(content: DatabaseContent, file: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="cs") as folder:
        # The account that root hands a server over to has to get there.
        Path(folder).chmod(0o755)
        with running(Path(folder, "state"), durable=False) as own:
            found = restore(own, file)
    if found != content:
        names = sorted({*found.tables, *content.tables})
        wrong = [n for n in names if found.tables.get(n) != content.tables.get(n)]
        msg = f"what was restored from it differs: {', '.join(wrong) or 'its revision'}"
        raise BackupError(msg)


@contextlib.contextmanager
def _made(file: Path) -> Iterator[Path]:
    """Yield a file beside another one, which it becomes if all goes well."""
    partial = file.with_name(f"{file.name}.partial-{os.getpid()}")
    try:
        os.close(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        yield partial
        with partial.open("rb") as written:
            os.fsync(written.fileno())
        # Unlike a renamed one, a link takes nothing away that came meanwhile.
        file.hardlink_to(partial)
    except OSError as error:
        msg = f"{file} can't be written: {error.strerror}"
        raise BackupError(msg) from error
    finally:
        partial.unlink(missing_ok=True)


@contextlib.contextmanager
def _connected(url: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(plain_url(url), autocommit=True) as link:
        link.execute(_SETTINGS)
        link.autocommit = False
        yield link


def _tables_of(link: psycopg.Connection) -> list[str]:
    return [name for (name,) in link.execute(_TABLES)]


def _content_of(link: psycopg.Connection) -> DatabaseContent:
    tables, revision, note = {}, None, None
    for name in _tables_of(link):
        query = sql.SQL(_CONTENT).format(sql.Identifier(name))
        count, digest = link.execute(query).fetchone() or (0, 0)
        tables[name] = (int(count), int(digest))
    if "alembic_version" in tables:
        found = link.execute(revisions.STATE).fetchone()
        revision, note = found or (None, None)
    return DatabaseContent(revision, tables, note)


def _run(url: str, program: str, *words: str) -> None:
    """Run a program against a database; nothing of its address is for all to see."""
    known = {
        each.keyword.decode(): each.envvar.decode()
        for each in psycopg.pq.Conninfo.get_defaults()
        if each.envvar
    }
    given = conninfo_to_dict(plain_url(url))
    address = {known[name]: str(value) for name, value in given.items()}
    others = {k: v for k, v in os.environ.items() if not k.startswith("PG")}
    done = subprocess.run(  # noqa: S603 - fixed programs, no shell
        [str(binaries() / program), *words],
        env={**others, **address},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        said = (done.stderr.strip() or "it did not say why").splitlines()[0]
        raise BackupError(said)
