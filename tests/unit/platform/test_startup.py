"""What keeps the service from starting, in one sentence each."""

import contextlib
import os
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql
from pydantic import SecretStr
from sqlalchemy import make_url

from impl.database import fitness, migrate, revisions
from impl.database.fitness import Unfit
from impl.settings import Settings
from impl.startup import StartRefused, prepare, shortage

ROOT = Path(__file__).resolve().parents[3]
SECRET = "0123456789abcdefghijklmnopqrstuvwxyz"
OTHER_SECRET = "zyxwvutsrqponmlkjihgfedcba9876543210"


def settings_for(url: str, secret: str = SECRET) -> Settings:
    return Settings(
        environment="test", secret_key=SecretStr(secret), database_url=SecretStr(url)
    )


def refusal(url: str, secret: str = SECRET) -> str:
    """Return the one sentence that the start is refused with."""
    with pytest.raises(StartRefused) as refused:
        prepare(url, settings_for(url, secret))
    said = str(refused.value)
    assert "\n" not in said
    return said


def execute(url: str, *statements: sql.SQL | sql.Composed) -> None:
    with psycopg.connect(url, autocommit=True) as link:
        for statement in statements:
            link.execute(statement)


def with_parts(
    url: str, database: str | None = None, username: str | None = None
) -> str:
    changed = make_url(url).set(database=database, username=username)
    return changed.render_as_string(hide_password=False)


@pytest.fixture
def fresh(server_url: str) -> Iterator[str]:
    """An empty database."""
    label = f"countersign_start_{uuid4().hex[:12]}"
    name = sql.Identifier(label)
    execute(server_url, sql.SQL("CREATE DATABASE {}").format(name))
    yield with_parts(server_url, database=label)
    drop = sql.SQL("DROP DATABASE {} WITH (FORCE)")
    execute(server_url, drop.format(name))


@pytest.fixture
def guest(server_url: str, fresh: str) -> Iterator[str]:
    """A role that may connect and nothing more."""
    label = f"guest_{uuid4().hex[:12]}"
    name = sql.Identifier(label)
    execute(server_url, sql.SQL("CREATE ROLE {} LOGIN").format(name))
    yield label
    execute(fresh, sql.SQL("DROP OWNED BY {}").format(name))
    execute(server_url, sql.SQL("DROP ROLE {}").format(name))


def test_an_empty_database_will_do(fresh: str) -> None:
    prepare(fresh, settings_for(fresh))
    with psycopg.connect(fresh) as link:
        [[revision]] = link.execute("SELECT version_num FROM alembic_version")
    assert revision == revisions.head()
    prepare(fresh, settings_for(fresh))


def test_a_newer_database_is_left_alone(fresh: str) -> None:
    prepare(fresh, settings_for(fresh))
    execute(fresh, sql.SQL("UPDATE alembic_version SET version_num = '9f_later'"))
    assert "9f_later, on which this release does not work" in refusal(fresh)


def ahead(url: str, oldest_code: str) -> None:
    """Let a newer release have migrated, on whose schema some older code works."""
    moved = sql.SQL("UPDATE alembic_version SET version_num = '9f_later'")
    noted = sql.SQL("COMMENT ON TABLE alembic_version IS {}")
    execute(
        url, moved, noted.format(sql.Literal(revisions.note("9f_later", oldest_code)))
    )


def test_the_release_before_starts_on_a_schema_that_it_works_on(fresh: str) -> None:
    prepare(fresh, settings_for(fresh))
    ahead(fresh, revisions.head())
    prepare(fresh, settings_for(fresh))
    ahead(fresh, "9f_later")
    assert "9f_later, on which this release does not work" in refusal(fresh)
    ahead(fresh, revisions.known()[0])
    prepare(fresh, settings_for(fresh))
    with psycopg.connect(fresh) as link:
        [[revision]] = link.execute("SELECT version_num FROM alembic_version")
    assert revision == "9f_later"


def test_tables_of_somebody_else(fresh: str) -> None:
    execute(fresh, sql.SQL("CREATE TABLE people (id int)"))
    assert 'relation "people" already exists' in refusal(fresh)


def test_too_few_connections_are_told(fresh: str) -> None:
    settings = settings_for(fresh)
    assert shortage(fresh, settings) is None
    limit = sql.SQL("ALTER DATABASE {} CONNECTION LIMIT 22")
    with psycopg.connect(fresh) as link:
        execute(fresh, limit.format(sql.Identifier(link.info.dbname)))
    said = shortage(fresh, settings)
    assert said
    assert "room for 22 connections" in said
    assert "are 23:" in said
    assert shortage("postgresql://127.0.0.1:1/none", settings) is None


def test_a_role_that_may_not_create(fresh: str, guest: str) -> None:
    url = with_parts(fresh, username=guest)
    said = refusal(url)
    assert f'role "{guest}" may not create tables in schema "public"' in said
    assert "scripts/admin migrate --for" in said
    execute(fresh, sql.SQL("DROP SCHEMA public"))
    assert "any schema of its search_path" in refusal(url)


def test_a_role_that_may_not_read(fresh: str, guest: str) -> None:
    prepare(fresh, settings_for(fresh))
    url = with_parts(fresh, username=guest)
    assert "permission denied for table alembic_version" in refusal(url)
    grant = sql.SQL("GRANT SELECT ON alembic_version TO {}").format(
        sql.Identifier(guest)
    )
    execute(fresh, grant)
    assert f'role "{guest}" may not read and write table' in refusal(url)
    everything = sql.SQL(
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}"
    )
    execute(fresh, everything.format(sql.Identifier(guest)))
    # Migrated by its owner, served by somebody with fewer rights.
    prepare(url, settings_for(url))


def test_a_role_that_may_only_read(fresh: str, guest: str) -> None:
    execute(
        fresh,
        sql.SQL("ALTER ROLE {} SET default_transaction_read_only = on").format(
            sql.Identifier(guest)
        ),
    )
    url = with_parts(fresh, username=guest)
    assert f'transactions of role "{guest}" are read-only' in refusal(url)


def test_a_role_that_may_not_log_in(fresh: str, guest: str) -> None:
    execute(fresh, sql.SQL("ALTER ROLE {} NOLOGIN").format(sql.Identifier(guest)))
    assert "is not permitted to log in" in refusal(with_parts(fresh, username=guest))


def test_names_that_do_not_exist(server_url: str) -> None:
    said = refusal(with_parts(server_url, database="nobody-there"))
    assert 'database "nobody-there" does not exist' in said
    said = refusal(with_parts(server_url, username="nobody-there"))
    assert 'role "nobody-there" does not exist' in said


def test_a_lost_table(fresh: str) -> None:
    prepare(fresh, settings_for(fresh))
    execute(fresh, sql.SQL("DROP TABLE signing_keys"))
    assert "signing_keys" in refusal(fresh)


@pytest.mark.parametrize(
    ("version", "said"), [(170_009, "17.9"), (90_624, "9.624"), (0, "0.0")]
)
def test_old_servers(version: int, said: str) -> None:
    with pytest.raises(Unfit, match=f"is PostgreSQL {said}; Countersign needs"):
        fitness.refuse_old(version)
    fitness.refuse_old(180_000)
    fitness.refuse_old(190_001)


Talk = Callable[[socket.socket], None]


def message(kind: bytes, body: bytes) -> bytes:
    return kind + struct.pack(">i", len(body) + 4) + body


def admit(version: bytes) -> Talk:
    """Be a PostgreSQL of this version that admits everybody and then says nothing."""

    def talk(client: socket.socket) -> None:
        while (head := client.recv(8))[4:] in {
            b"\x04\xd2\x16\x2f",
            b"\x04\xd2\x16\x30",
        }:
            client.sendall(b"N")
        client.recv(struct.unpack(">i", head[:4])[0] - 8)
        client.sendall(
            message(b"R", struct.pack(">i", 0))
            + message(b"S", b"server_version\0" + version + b"\0")
            + message(b"S", b"client_encoding\0UTF8\0")
            + message(b"K", struct.pack(">ii", 1, 1))
            + message(b"Z", b"I")
        )
        while client.recv(65_536):
            pass

    return talk


def http(client: socket.socket) -> None:
    client.recv(65_536)
    client.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")


def silence(client: socket.socket) -> None:
    while client.recv(65_536):
        pass


def hang_up(client: socket.socket) -> None:
    client.close()


@contextlib.contextmanager
def listening(talk: Talk) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            with contextlib.suppress(OSError):
                while True:
                    client, _ = server.accept()
                    with client:
                        talk(client)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        port = server.getsockname()[1]
        yield f"postgresql://u:hunter2@127.0.0.1:{port}/x"
        server.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize(
    ("talk", "said"),
    [
        (admit(b"17.6"), "the server is PostgreSQL 17.6; Countersign needs"),
        (admit(b"9.6.24"), "the server is PostgreSQL 9."),
        (admit(b"18.1"), "accepts connections but does not answer"),
        (http, "invalid response to"),
        (silence, "timeout expired"),
        (hang_up, "closed"),
    ],
    ids=["17", "9", "mute", "http", "silent", "hang-up"],
)
def test_servers_that_are_none_for_us(
    talk: Talk, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fitness, "_PATIENCE", 0.3)
    with listening(talk) as url:
        answer = refusal(url)
    assert answer.startswith("DATABASE_URL: ")
    assert said in answer
    assert "hunter2" not in answer


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql://u:hunter2@127.0.0.1:1/x", "Connection refused"),
        ("postgresql://u:hunter2@no-such-host.invalid/x", "no-such-host.invalid"),
        ("postgresql://u:hunter2@h:hunter2/x", "must look like"),
        ("postgresql://u:hunter2@h/x?colour=red", "colour"),
        ("mysql://u:hunter2@h/x", "must look like"),
    ],
)
def test_addresses_that_lead_nowhere(url: str, said: str) -> None:
    answer = refusal(url)
    assert said in answer
    assert "hunter2" not in answer


def test_a_table_that_somebody_holds(
    fresh: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrate.upgrade(fresh, "0036")
    monkeypatch.setitem(migrate._TIMEOUTS, "lock_timeout", "50ms")
    with psycopg.connect(fresh) as link:
        link.execute("LOCK TABLE people IN ACCESS SHARE MODE")
        assert "held by somebody for longer than a migration waits" in refusal(fresh)
    prepare(fresh, settings_for(fresh))


def test_of_several_servers_the_primary_is_used(fresh: str) -> None:
    url = make_url(fresh)
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        query = {
            "host": f"127.0.0.1,{url.query.get('host', url.host)}",
            "port": f"{nobody.getsockname()[1]},{url.query.get('port', url.port)}",
            "target_session_attrs": "read-write",
        }
        both = url.set(host=None, port=None, query=query)
        shown = both.render_as_string(hide_password=False)
        prepare(shown, settings_for(shown))
    execute(fresh, sql.SQL("SELECT FROM people"))


def test_a_standby(fresh: str, monkeypatch: pytest.MonkeyPatch) -> None:
    query = fitness._FACTS.replace("pg_is_in_recovery()", "true")
    monkeypatch.setattr(fitness, "_FACTS", query)
    assert "the server is a read-only standby" in refusal(fresh)


def test_another_secret(fresh: str) -> None:
    """The whole way, as an operator does it."""
    prepare(fresh, settings_for(fresh))
    environment = {**os.environ, "DATABASE_URL": fresh, "PYTHONPATH": str(ROOT)}
    program = (
        "import asyncio, sys\n"
        "from impl.database.unit_of_work import Database\n"
        "from impl.services.signing import SigningKeys\n"
        "from impl.settings import Settings\n"
        "settings = Settings()\n"
        "url = settings.database_url.get_secret_value()\n"
        "secret = settings.secret_key.get_secret_value()\n"
        "async def main():\n"
        "    database = Database.connect(url, settings)\n"
        "    await SigningKeys(database, secret, 600).current()\n"
        "    await database.close()\n"
        "asyncio.run(main())\n"
    )
    environment["COUNTERSIGN_SECRET_KEY"] = SECRET
    subprocess.run([sys.executable, "-c", program], env=environment, check=True)
    prepare(fresh, settings_for(fresh))
    assert "another COUNTERSIGN_SECRET_KEY" in refusal(fresh, OTHER_SECRET)
    environment["COUNTERSIGN_SECRET_KEY"] = OTHER_SECRET
    result = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "serve"), "--port", "0"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert result.returncode == 2
    [said] = result.stderr.splitlines()
    assert said.startswith("scripts/serve: A signing key in the database was stored")


def test_who_is_told_to_stop_before_it_serves_ends_well() -> None:
    """Of the first process of a container, a signal is lost that nobody handles."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"postgresql://a@127.0.0.1:{silent.getsockname()[1]}/a"
        process = subprocess.Popen(
            [sys.executable, str(ROOT / "scripts" / "serve"), "--port", "0"],
            env={**os.environ, "DATABASE_URL": url, "COUNTERSIGN_SECRET_KEY": SECRET},
        )
        with silent.accept()[0]:
            process.terminate()
            assert process.wait(60) == 0


def test_a_server_that_is_silent_for_too_long(
    fresh: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare(fresh, settings_for(fresh))
    with psycopg.connect(fresh) as link:
        link.execute("LOCK alembic_version")
        monkeypatch.setattr(fitness, "_PATIENCE", 0.2)
        assert "does not answer" in refusal(fresh)
        monkeypatch.setattr(fitness, "check", lambda _url: None)
        monkeypatch.setattr(migrate, "patience_for", lambda _seconds: 0.2)
        assert "does not answer" in refusal(fresh)
