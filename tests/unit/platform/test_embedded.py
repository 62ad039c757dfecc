"""The private server starts, is shared, survives crashes and stays private."""

import os
import pwd
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from impl.database import embedded
from impl.database.embedded import EmbeddedPostgresError, running

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


def test_failure_names_the_log(state: Path) -> None:
    with running(state, durable=False):
        pass
    (state / "postgres" / "data" / "postgresql.conf").write_text("nonsense = on")
    with pytest.raises(EmbeddedPostgresError, match="server log: "), running(state):
        pass


def test_somebody_elses_folder_is_refused(state: Path) -> None:
    trap = state / "trap"
    trap.symlink_to(state)
    server = embedded._Server(state, state, None, {})
    with pytest.raises(EmbeddedPostgresError, match="belongs to another user"):
        server.own(trap)


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
