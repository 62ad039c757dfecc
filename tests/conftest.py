"""Databases for tests: one server, one migrated template, one clone per process."""

import fcntl
import gc
import hashlib
import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import psycopg
import pytest
import pytest_asyncio
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from psycopg import sql
from pydantic import SecretStr
from sqlalchemy import make_url, text

from impl.database.embedded import running
from impl.database.migrate import upgrade
from impl.database.unit_of_work import Database
from impl.settings import Settings
from impl.tables import metadata
from scripts._bootstrap import test_folder
from tests.support.emptying import emptying
from tests.support.warm_tools import warm_tools

ROOT = Path(__file__).resolve().parent.parent
STATE = test_folder()
# Tables of the library that queues background jobs.
JOBS = ("procrastinate_jobs", "procrastinate_periodic_defers", "procrastinate_workers")
# How long a value takes to be drawn, or to be tried, is the machine's affair.
hypothesis_settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("any machine")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Have cycles looked for rarely, and never in what collecting tests made."""
    gc.disable()
    yield
    gc.freeze()
    gc.enable()
    gc.set_threshold(100_000, 50, 100)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with files that take long: begun last, they would be waited for alone."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


@pytest.fixture(scope="session", autouse=True)
def quick_tools() -> Iterator[None]:
    """Compilations find their tools ready."""
    with warm_tools():
        yield


def with_database(url: str, name: str) -> str:
    return make_url(url).set(database=name).render_as_string(hide_password=False)


def _execute(url: str, statement: sql.Composed) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement)


@pytest.fixture(scope="session")
def server_url() -> Iterator[str]:
    """A PostgreSQL server where databases may be created."""
    if url := os.environ.get("DATABASE_URL"):
        yield url
    else:
        with running(STATE, durable=False) as url:
            yield url


@pytest.fixture(scope="session")
def template(server_url: str) -> str:
    """The name of a migrated database, made once for each state of migrations/."""
    digest = hashlib.sha256()
    for file in sorted((ROOT / "migrations" / "versions").glob("*.*")):
        digest.update(file.read_bytes())
    name = f"countersign_template_{digest.hexdigest()[:16]}"
    partial = sql.Identifier(f"{name}_partial")
    STATE.mkdir(parents=True, exist_ok=True)
    with (STATE / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with psycopg.connect(server_url) as connection:
            query = "SELECT FROM pg_database WHERE datname = %s"
            found = connection.execute(query, (name,)).fetchone()
        if found is None:
            drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(partial)
            _execute(server_url, drop)
            _execute(server_url, sql.SQL("CREATE DATABASE {}").format(partial))
            upgrade(with_database(server_url, f"{name}_partial"))
            rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
            _execute(server_url, rename.format(partial, sql.Identifier(name)))
    return name


@pytest.fixture(scope="session")
def database_url(server_url: str, template: str) -> Iterator[str]:
    """A migrated database of this test process's own."""
    name = f"countersign_test_{os.getpid()}"
    clone = sql.Identifier(name)
    drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(clone)
    create = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
    _execute(server_url, drop)
    _execute(server_url, create.format(clone, sql.Identifier(template)))
    yield with_database(server_url, name)
    _execute(server_url, drop)


@pytest.fixture(scope="module")
def emptied_url(database_url: str) -> Iterator[str]:
    """The same for a whole module; every table is empty again afterwards."""
    yield database_url
    tables = [*(each.name for each in reversed(metadata.sorted_tables)), *JOBS]
    with psycopg.connect(database_url) as connection:
        connection.execute(emptying(tables).encode())


@pytest.fixture
def settings(database_url: str) -> Settings:
    return Settings(
        environment="test",
        secret_key=SecretStr("0123456789abcdefghijklmnopqrstuvwxyz"),
        database_url=SecretStr(database_url),
        # However busy the machine is, no test finds a comparison halfway, or waits in
        # vain for a connection, a lock or a statement of its neighbour.
        comparison_patience=60,
        mock_patience=60,
        database_pool_timeout=60,
        database_connect_timeout=60,
        database_statement_timeout=60,
        database_lock_timeout=60,
        database_idle_timeout=60,
    )


@pytest_asyncio.fixture
async def database(database_url: str, settings: Settings) -> AsyncIterator[Database]:
    """The process's database; every table is empty again afterwards."""
    database = Database.connect(database_url, settings)
    yield database
    tables = [*reversed(metadata.sorted_tables), *JOBS]
    async with database.begin() as work:
        await work.execute(text(emptying(str(each) for each in tables)))
        await work.commit()
    await database.close()
