"""The private server starts, is shared, survives crashes and stays private."""

import contextlib
import logging
import os
import pwd
import signal
import stat
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import psycopg
import pytest

from impl.database import embedded, keeper, migrate, private_server
from impl.database.embedded import running, serving
from impl.database.keeper import Keeper
from impl.database.private_server import EmbeddedPostgresError, PrivateServer
from tests.support.frozen import Frozen

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def state() -> Iterator[Path]:
    # pytest's own folders are closed to the account that root hands over to.
    with tempfile.TemporaryDirectory(prefix="cs") as folder:
        path = Path(folder)
        path.chmod(0o755)
        yield path


def test_lives_as_long_as_its_users(state: Path) -> None:
    with running(state, durable=False) as url:
        with running(state, durable=False) as again:
            assert again == url
        with psycopg.connect(url) as connection:
            row = connection.execute(
                "SELECT current_setting('listen_addresses'), current_setting('fsync'),"
                " current_setting('server_version_num')::int / 10000"
            ).fetchone()
            connection.execute("CREATE TABLE kept ()")
        assert row == ("", "off", 18)
        sockets = Path(str(psycopg.conninfo.conninfo_to_dict(url)["host"]))
        assert stat.S_IMODE(sockets.stat().st_mode) == 0o700
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url)
    with running(state, durable=False) as url, psycopg.connect(url) as connection:
        connection.execute("SELECT FROM kept")


def test_reused_after_its_user_was_killed(state: Path) -> None:
    program = (
        "import sys, time\nfrom pathlib import Path\n"
        "from impl.database.embedded import running\n"
        "with running(Path(sys.argv[1]), durable=False) as url:\n"
        "    print(url, flush=True)\n    time.sleep(60)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(state)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        process.kill()
    with psycopg.connect(url) as orphan:
        first = orphan.execute("SELECT pg_postmaster_start_time()").fetchone()
    with running(state) as again, psycopg.connect(again) as connection:
        query = "SELECT pg_postmaster_start_time()"
        assert connection.execute(query).fetchone() == first


def test_long_paths_get_a_short_socket(state: Path) -> None:
    with (
        running(state / ("x" * 90), durable=False) as url,
        psycopg.connect(url) as connection,
    ):
        assert connection.execute("SELECT 1").fetchone() == (1,)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has closed folders to fear")
def test_root_in_a_closed_folder(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    state.chmod(0o700)
    monkeypatch.setattr(embedded, "_enterable", lambda _path: False)
    home = embedded._public_home(state.resolve())
    try:
        with running(state, durable=False) as url, psycopg.connect(url) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
        with running(state, durable=False):
            pass
    finally:
        subprocess.run(["rm", "-rf", str(home)], check=True)


def test_a_failure_is_told_in_the_words_of_the_server(state: Path) -> None:
    with running(state, durable=False):
        pass
    (state / "postgres" / "data" / "postgresql.conf").write_text("nonsense = on")
    said = r"pg_ctl failed: FATAL: .*postgresql\.conf.* contains errors \(server log: "
    for _ in range(2):  # what it said before is no news
        with pytest.raises(EmbeddedPostgresError, match=said), running(state):
            pass


def test_a_program_that_says_much_is_told_in_a_line(state: Path) -> None:
    server = embedded._locate(state, {})
    with pytest.raises(EmbeddedPostgresError) as failure:
        # It says what it is about to do before it finds that it can't.
        server.run("initdb", "--pgdata", "/proc/none", "--username", "a")
    said = str(failure.value)
    assert "\n" not in said
    assert 'initdb failed: initdb: error: could not create directory "/proc/' in said


def test_a_server_that_is_frozen_is_killed_at_the_end(
    state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(private_server, "_STOP_PATIENCE", 1)
    with contextlib.ExitStack() as stack:
        with running(state) as url:
            with psycopg.connect(url, autocommit=True) as connection:
                connection.execute("CREATE TABLE kept ()")
            frozen = Frozen(url, state / "postgres" / "data")
            postmaster = psutil.Process(frozen.pids()[0])
            processes = [postmaster, *postmaster.children()]
            stack.enter_context(frozen.freezing())
        assert psutil.wait_procs(processes, timeout=60)[1] == []
    with running(state) as url, psycopg.connect(url) as connection:
        connection.execute("SELECT FROM kept")


def test_somebody_elses_folder_is_refused(state: Path) -> None:
    trap = state / "trap"
    trap.symlink_to(state)
    server = PrivateServer(state, state, None, {})
    with pytest.raises(EmbeddedPostgresError, match="belongs to another user"):
        server.own(trap)


def kill_postmaster(state: Path) -> None:
    pid = (state / "postgres" / "data" / "postmaster.pid").read_text().split()[0]
    os.kill(int(pid), signal.SIGKILL)


def until_there(url: str) -> psycopg.Connection[tuple[Any, ...]]:
    give_up = time.monotonic() + 60
    while True:
        try:
            return psycopg.connect(url, connect_timeout=5)
        except psycopg.OperationalError:
            assert time.monotonic() < give_up
            time.sleep(0.05)


# What is killed has to be durable: the rest forgets what it was told last.
def test_a_killed_server_is_started_again(state: Path) -> None:
    with serving(state) as url:
        with psycopg.connect(url) as connection:
            connection.execute("CREATE TABLE kept ()")
        for _ in range(2):
            kill_postmaster(state)
            with until_there(url) as connection:
                connection.execute("SELECT FROM kept")
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url)


def test_several_users_start_a_killed_server_once(state: Path) -> None:
    with (
        serving(state) as url,
        serving(state) as again,
        serving(state),
    ):
        assert again == url
        kill_postmaster(state)
        started = set()
        for _ in range(20):
            with until_there(url) as connection:
                query = "SELECT pg_postmaster_start_time()"
                started.update(connection.execute(query).fetchall())
            time.sleep(0.05)
        assert len(started) == 1


def test_a_killed_backend_is_none_of_its_business(state: Path) -> None:
    with (
        serving(state, durable=False) as url,
        running(state, durable=False) as superuser,
    ):
        query = "SELECT pg_postmaster_start_time()"
        with psycopg.connect(url) as connection:
            first = connection.execute(query).fetchone()
        with psycopg.connect(superuser, autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
            )
        with until_there(url) as connection:
            assert connection.execute(query).fetchone() == first


def test_a_server_that_never_starts_is_an_error_line(
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(keeper, "pause", lambda failures: failures / 1000)
    enough = threading.Event()
    tries = 0

    def start() -> bool:
        nonlocal tries
        tries += 1
        if tries == 7:
            enough.set()
        raise EmbeddedPostgresError("it is\nbroken")

    watcher = Keeper(f"postgresql://x@/x?host={tmp_path}", start, tmp_path / "log")
    with caplog.at_level(logging.WARNING), watcher.watching():
        assert enough.wait(60)
    levels = [each.levelname for each in caplog.records]
    assert levels[:7] == ["WARNING"] * 4 + ["ERROR"] * 3
    assert "tried 5 times: it is broken" in caplog.records[4].getMessage()


def test_tries_become_rare_but_never_end() -> None:
    pauses = [keeper.pause(failures) for failures in range(1, 1000)]
    assert pauses == sorted(pauses)
    assert pauses[0] == 1
    assert pauses[-1] == 30


def test_the_application_is_no_superuser(state: Path) -> None:
    with (
        serving(state, durable=False) as url,
        psycopg.connect(url, autocommit=True) as connection,
    ):
        row = connection.execute(
            "SELECT rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication"
            " OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
        assert row == (False,)
        for statement in (
            "COPY (SELECT 1) TO PROGRAM 'true'",
            "SET log_min_messages = debug1",
            "SELECT pg_read_file('postgresql.conf')",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)


def test_what_an_earlier_release_left_is_handed_over(state: Path) -> None:
    with running(state, durable=False) as superuser:
        migrate.upgrade(superuser, "0001")
        with psycopg.connect(superuser) as connection:
            connection.execute(
                "CREATE TABLE plain"
                " (id serial, other int GENERATED ALWAYS AS IDENTITY);"
                "CREATE SEQUENCE alone; CREATE VIEW seen AS SELECT FROM plain;"
                "CREATE TYPE mood AS ENUM ('good'); CREATE DOMAIN short AS text;"
                "CREATE TYPE pair AS (a int, b int);"
                "CREATE FUNCTION one(int) RETURNS int LANGUAGE sql AS 'SELECT 1';"
                "CREATE PROCEDURE two() LANGUAGE sql AS 'SELECT 1'"
            )
    log = state / "postgres" / "server.log"
    log.write_text("Key (lower(email))=(ada@example.com) already exists\n")
    for _ in range(2):
        with serving(state, durable=False) as url:
            assert "ada@example.com" not in log.read_text()
            migrate.upgrade(url)
            with psycopg.connect(url) as connection:
                for kind, name in (
                    ("VIEW", "seen"),
                    ("TABLE", "plain"),
                    ("SEQUENCE", "alone"),
                    ("TYPE", "mood"),
                    ("DOMAIN", "short"),
                    ("TYPE", "pair"),
                    ("FUNCTION", "one"),
                    ("PROCEDURE", "two"),
                    ("TABLE", "people CASCADE"),
                ):
                    # Only an owner may.
                    connection.execute(f"DROP {kind} {name}".encode())
                connection.rollback()


def test_the_log_holds_nothing_of_what_is_stored(state: Path) -> None:
    address = "ada@example.com"
    with serving(state) as url:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("CREATE TABLE mail (address text UNIQUE, n int)")
            insert = "INSERT INTO mail VALUES (%s, %s)"
            connection.execute(insert, (address, 1))
            with pytest.raises(psycopg.errors.UniqueViolation, match=address):
                connection.execute(insert, (address, 1))
            for statement in (
                f"SELECT '{address}'::int",
                f"SELECT '{address}",
                f'SELECT "{address}"',
                f"DO $$ BEGIN RAISE WARNING '{address}'; END $$",
            ):
                with contextlib.suppress(psycopg.Error):
                    connection.execute(statement.encode())
            with pytest.raises(psycopg.errors.InvalidTextRepresentation):
                connection.execute("SELECT %s::int", (address,), prepare=True)
        kill_postmaster(state)
        until_there(url).close()
    assert address not in (state / "postgres" / "server.log").read_text()


def test_the_log_does_not_grow_for_ever(tmp_path: Path) -> None:
    log = tmp_path / "server.log"
    with log.open("a") as writer:
        for number in range(100):
            print(number, "x" * 100, file=writer, flush=True)
            keeper.bound(log, most=1000)
            assert log.stat().st_size <= 1000
        print("last", file=writer)
    assert log.read_text().endswith("last\n")
    assert 900 < (tmp_path / "server.log.1").stat().st_size < 1200
    keeper.bound(tmp_path / "none")


def test_missing_wheel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    with pytest.raises(EmbeddedPostgresError, match="DATABASE_URL"):
        embedded._wheel()


def test_no_unprivileged_account(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(name: str) -> pwd.struct_passwd:
        raise KeyError(name)

    monkeypatch.setattr(pwd, "getpwnam", unknown)
    with pytest.raises(EmbeddedPostgresError, match="ordinary user"):
        embedded._unprivileged_account()
