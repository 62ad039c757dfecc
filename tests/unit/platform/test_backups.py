"""What a backup holds, and that nothing is half done."""

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url

from impl.database import backups, revisions
from impl.database.backups import BackupError, DatabaseContent, back_up, restore
from scripts.backups import command
from tests.conftest import with_database

ROOT = Path(__file__).resolve().parents[3]


@contextmanager
def fresh(server_url: str, name: str, template: str = "template0") -> Iterator[str]:
    name = f"countersign_{name}_{os.getpid()}"
    known = sql.Identifier(name)
    with psycopg.connect(server_url, autocommit=True) as link:
        make = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        link.execute(make.format(known, sql.Identifier(template)))
        yield with_database(server_url, name)
        link.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(known))


@pytest.fixture(scope="module")
def source(server_url: str, template: str) -> Iterator[str]:
    with fresh(server_url, "source", template) as url:
        with psycopg.connect(url) as link:
            link.execute(
                "INSERT INTO audit_events (action, subject, details)"
                " SELECT 'team.created', 'größe ' || n, '{\"é\": [null]}'"
                " FROM generate_series(1, 50) AS n"
            )
        yield url


@pytest.fixture(scope="module")
def backup(source: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("backups") / "monday.backup"
    back_up(source, file)
    return file


@pytest.fixture
def empty(server_url: str) -> Iterator[str]:
    with fresh(server_url, "empty") as url:
        yield url


def test_all_that_is_there_comes_back(
    source: str,
    empty: str,
    backup: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert [*backup.parent.iterdir()] == [backup]
    monkeypatch.setenv("DATABASE_URL", empty)
    assert command.restore(backup) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"Restored revision {revisions.head()}, ")
    query = "SELECT subject, details, id, occurred_at FROM audit_events ORDER BY id"
    with psycopg.connect(source) as one, psycopg.connect(empty) as other:
        assert one.execute(query).fetchall() == other.execute(query).fetchall()
        note = other.execute(revisions.STATE).fetchone()
    assert note is not None
    assert revisions.serves(*note)
    with pytest.raises(BackupError, match="is not empty: it has the table"):
        restore(empty, backup)


@pytest.mark.parametrize(
    ("revision", "oldest", "told"),
    [
        (revisions.head(), "0001", []),
        ("0002", "0001", ["brings it up to date"]),
        ("9999", revisions.head(), ["A newer release made it", "this one works on it"]),
        ("9999", "9999", ["start that one"]),
    ],
)
def test_it_is_said_which_release_can_be_started(
    revision: str, oldest: str, told: list[str]
) -> None:
    content = DatabaseContent(revision, {}, revisions.note(revision, oldest))
    said = command.advice(content)
    assert all(each in said for each in told)
    assert bool(said) == bool(told)


def test_what_can_not_be_made_leaves_nothing(
    source: str, empty: str, backup: Path, tmp_path: Path
) -> None:
    with pytest.raises(BackupError, match="exists; backups are not overwritten"):
        back_up(source, backup)
    with pytest.raises(BackupError, match="can't be written"):
        back_up(source, tmp_path / "none" / "file")
    with pytest.raises(BackupError, match="none of this service"):
        back_up(empty, tmp_path / "file")
    assert not any(tmp_path.iterdir())


def test_what_is_restored_is_compared(
    source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = backups._run

    def lossy(url: str, program: str, *words: str) -> None:
        more = ("--exclude-table-data=audit_events",) if program == "pg_dump" else ()
        kept(url, program, *words, *more)

    monkeypatch.setattr(backups, "_run", lossy)
    with pytest.raises(BackupError, match=r"differs: audit_events$"):
        back_up(source, tmp_path / "file")
    assert not any(tmp_path.iterdir())


@pytest.mark.parametrize("content", [None, b"", b"PGDMP, or so"])
def test_what_is_no_backup_is_refused(
    content: bytes | None,
    empty: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "file"
    if content is not None:
        file.write_bytes(content)
    monkeypatch.setenv("DATABASE_URL", empty)
    assert command.restore(file) == 1
    assert capsys.readouterr().err.startswith("scripts/restore: ")
    with psycopg.connect(empty) as link:
        assert link.execute("SELECT count(*) FROM pg_tables").fetchone() != (0,)
        query = "SELECT FROM pg_tables WHERE schemaname = 'public'"
        assert link.execute(query).fetchall() == []


def test_a_role_that_may_create_nothing_is_told_who_may(
    empty: str, backup: Path
) -> None:
    name = f"guest_{os.getpid()}"
    role = sql.Identifier(name)
    with psycopg.connect(empty, autocommit=True) as link:
        link.execute(sql.SQL("CREATE ROLE {} LOGIN").format(role))
        try:
            guest = make_url(empty).set(username=name)
            with pytest.raises(BackupError, match=f'"{name}" may not create .* owner'):
                restore(guest.render_as_string(hide_password=False), backup)
        finally:
            link.execute(sql.SQL("DROP ROLE {}").format(role))


@pytest.mark.parametrize("is_sealed", [False, True])
def test_a_torn_backup_restores_nothing(
    empty: str, backup: Path, tmp_path: Path, is_sealed: bool
) -> None:
    torn = tmp_path / "torn"
    torn.write_bytes(backup.read_bytes()[:-2000])
    if is_sealed:
        # Even if that were not seen.
        backups._seal(torn)
    with pytest.raises(BackupError):
        restore(empty, torn)
    with psycopg.connect(empty) as link:
        query = "SELECT FROM pg_tables WHERE schemaname = 'public'"
        assert link.execute(query).fetchall() == []


@pytest.mark.parametrize("place", [0, 0.1, 0.3, 0.5, 0.7, 0.9, 1])
def test_a_flipped_bit_is_found(
    place: float,
    backup: Path,
    empty: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    content = bytearray(backup.read_bytes())
    content[int(place * (len(content) - 1))] ^= 1
    damaged = tmp_path / "damaged"
    damaged.write_bytes(content)
    monkeypatch.setenv("DATABASE_URL", empty)
    assert command.restore(damaged) == 1
    said = f"scripts/restore: {damaged} is damaged: it is not what scripts/backup wrote"
    assert capsys.readouterr().err == said + "\n"
    with psycopg.connect(empty) as link:
        query = "SELECT FROM pg_tables WHERE schemaname = 'public'"
        assert link.execute(query).fetchall() == []


def test_an_unusable_database_is_told(tmp_path: Path) -> None:
    variables = {"DATABASE_URL": "postgresql://x:hunter2@127.0.0.1:1/x"}
    done = subprocess.run(
        [sys.executable, "scripts/backup", str(tmp_path / "file")],
        cwd=ROOT,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("scripts/backup: connection failed")
    assert "hunter2" not in done.stderr
    assert "Traceback" not in done.stderr


def test_what_can_not_be_looked_at_is_refused(source: str, tmp_path: Path) -> None:
    for work in (back_up, restore):
        with pytest.raises(BackupError, match="can't be looked at: File name too long"):
            work(source, tmp_path / ("x" * 300))


def test_what_is_interrupted_leaves_nothing(source: str, tmp_path: Path) -> None:
    """CI, timers and service managers end programs by SIGTERM."""
    others, file = tmp_path / "others", tmp_path / "monday.backup"
    others.mkdir()
    with subprocess.Popen(
        [sys.executable, "scripts/backup", str(file)],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": source, "TMPDIR": str(others)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as script:
        # It is restored to a server of its own by now.
        while not [*others.glob("cs*/state/postgres.users")]:
            assert script.poll() is None
            time.sleep(0.01)
        script.send_signal(signal.SIGTERM)
        _, said = script.communicate()
    assert (script.returncode, said) == (130, "scripts/backup: interrupted\n")
    assert [*tmp_path.iterdir(), *others.iterdir()] == [others]
