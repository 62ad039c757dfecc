"""Clients that leave: what was for them alone ends, what is being written does not."""

import asyncio
import contextlib
import json
import socket
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import httpx2
import psycopg
import pytest
import pytest_asyncio
import uvicorn

from impl import app as composition
from impl import contract_parts
from impl.database.unit_of_work import Database
from impl.jobs.processes import ProcessPool
from impl.server import configuration
from impl.settings import Settings
from tests.integration.test_processes import (
    is_there,
    open_gate,
    until_gone,
    until_waits,
)
from tests.support.client import Actor, Service, contract_text

pytestmark = pytest.mark.asyncio


@pytest.fixture
def gate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Hold every document until this file is gone."""
    file = tmp_path / "gate"
    monkeypatch.setenv("GATE", str(file))
    odd = partial(ProcessPool, "tests.support.odd_jobs")
    monkeypatch.setattr(contract_parts, "ProcessPool", odd)
    return file


def shut(gate: Path) -> None:
    gate.touch()


@pytest_asyncio.fixture
async def port(
    gate: Path,
    database: Database,
    generous: Settings,
) -> AsyncIterator[int]:
    # Locks are held here for as long as a busy machine needs.
    odd = {
        "database_lock_timeout": 60.0,
        "database_statement_timeout": 60.0,
        # So that a place that is not given back is missed.
        "examination_processes": 1,
    }
    settings = generous.model_copy(update=odd)
    config = configuration(settings)
    config.app = partial(composition.create, settings)
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        task = asyncio.create_task(server.serve(sockets=[listener]))
        while not server.started:  # noqa: ASYNC110 - it has no event
            await asyncio.sleep(0.01)
        yield listener.getsockname()[1]
        server.should_exit = True
        await task


@contextlib.asynccontextmanager
async def calling(port: int) -> AsyncIterator[Service]:
    url = f"http://127.0.0.1:{port}"
    async with httpx2.AsyncClient(base_url=url, timeout=60) as opened:
        yield Service(opened)


async def asked(
    port: int, actor: Actor, path: str, content: bytes, media_type: str
) -> asyncio.StreamWriter:
    """Send a request, whole, and don't wait for the answer."""
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    lines = [
        f"POST {path} HTTP/1.1",
        "Host: localhost",
        f"Authorization: {actor.headers['Authorization']}",
        f"Content-Type: {media_type}",
        f"Content-Length: {len(content)}",
    ]
    writer.write("\r\n".join([*lines, "", ""]).encode() + content)
    await writer.drain()
    return writer


@pytest.mark.parametrize("operation", ["publish", "compare", "verify"])
async def test_the_document_of_who_has_left_is_let_go(
    port: int, gate: Path, operation: str
) -> None:
    async with calling(port) as service:
        ada = await service.person()
        team = await service.team(ada)
        api = await service.api(ada, team)
        made = await ada.upload(f"{api}/versions", contract_text())
        assert made.status_code == 201
        shut(gate)
        text = contract_text("2.0.0")
        certificate = {"certificate": {}, "base": text.decode()}
        path, content, media_type = {
            "publish": (f"{api}/versions", text, "application/yaml"),
            "compare": (
                f"{api}/versions/1.0.0/comparisons",
                text,
                "application/yaml",
            ),
            "verify": (
                "/v1/certificates/verifications",
                json.dumps(certificate).encode(),
                "application/json",
            ),
        }[operation]
        writer = await asked(port, ada, path, content, media_type)
        pid = await until_waits(gate)
        assert is_there(pid)
        writer.close()
        await until_gone(pid)
        # Its place is free, and nothing came of it.
        open_gate(gate)
        made = await ada.upload(f"{api}/versions", text)
        assert made.status_code == 201


async def test_who_waits_is_answered(port: int, gate: Path) -> None:
    async with calling(port) as service:
        ada = await service.person()
        api = await service.api(ada, await service.team(ada))
        shut(gate)
        upload = asyncio.create_task(ada.upload(f"{api}/versions", contract_text()))
        await until_waits(gate)
        open_gate(gate)
        assert (await upload).status_code == 201


async def test_what_is_being_written_is_not_cut_off(
    port: int, database_url: str
) -> None:
    async with calling(port) as service:
        ada = await service.person()
        api = await service.api(ada, await service.team(ada))
        async with await psycopg.AsyncConnection.connect(database_url) as link:
            await link.execute("LOCK TABLE versions IN SHARE MODE")
            writer = await asked(
                port, ada, f"{api}/versions", contract_text(), "application/yaml"
            )
            await until_blocked(link)
            writer.close()
            await writer.wait_closed()
            # It is answered after the service has seen the other connection close.
            assert (await ada.get("/livez")).status_code == 200
            await link.rollback()
        async with asyncio.timeout(60):
            while (await ada.get(f"{api}/versions/1.0.0")).status_code != 200:  # noqa: ASYNC110 - nobody says so
                await asyncio.sleep(0.01)


async def until_blocked(link: psycopg.AsyncConnection) -> None:
    """Wait until somebody waits for a lock that this connection has."""
    query = """
        SELECT FROM pg_stat_activity
        WHERE pg_backend_pid() = ANY (pg_blocking_pids(pid))
    """
    async with asyncio.timeout(60):
        while await (await link.execute(query)).fetchone() is None:  # noqa: ASYNC110 - it is another process
            await asyncio.sleep(0.01)
