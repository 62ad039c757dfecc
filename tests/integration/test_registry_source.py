"""What the command line reads from a registry, by names and without ids."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import httpx2
import pytest
import pytest_asyncio
import uvicorn

from impl import app as composition
from impl.database.unit_of_work import Database
from impl.server import configuration
from impl.settings import Settings
from scripts.comparing.command import main, parse
from tests.integration.test_policies import contract, publish
from tests.support.client import Service

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture
async def url(database: Database, generous: Settings) -> AsyncIterator[str]:
    """Where a service listens."""
    config = configuration(generous)
    config.app = partial(composition.create, generous)
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        task = asyncio.create_task(server.serve(sockets=[listener]))
        while not server.started:  # noqa: ASYNC110 - it has no event
            await asyncio.sleep(0.01)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        await task


async def test_versions_by_names(
    url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    async def compare(*arguments: str) -> tuple[int, str, str]:
        with contextlib.chdir(tmp_path):
            status = await asyncio.to_thread(main, parse(arguments))
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    async def refused(argument: str) -> str:
        status, out, err = await compare(argument, "new.yaml")
        assert (status, out, len(err.splitlines())) == (2, "", 1), err
        return err

    monkeypatch.setenv("COUNTERSIGN_URL", f"{url}/")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    (tmp_path / "new.yaml").write_bytes(contract("1.2.0", 10))
    async with httpx2.AsyncClient(base_url=url, timeout=60) as opened:
        service = Service(opened)
        ada, eve = await service.person(), await service.person()
        team = await service.team(ada)
        api = await service.api(ada, team)
        for version, limit in (("1.2.0", 30), ("1.1.0", 9), ("2.0.0-rc.1", 99)):
            assert (await publish(ada, api, version, limit)).status_code == 201
        key = await service.key(ada, team, "versions:read")
        lacking = await service.key(ada, team, "teams:read")
        names = [(await ada.get(each)).json()["name"] for each in (team, api)]
    place = f"registry:{'/'.join(names)}"

    assert "set COUNTERSIGN_URL" in await refused(f"{place}@1.1.0")
    secret = key.headers["X-Api-Key"]
    monkeypatch.setenv("COUNTERSIGN_API_KEY", secret)
    assert (await compare(f"{place}@1.1.0", "new.yaml"))[0] == 0
    status, out, _ = await compare(f"{place}@latest", "new.yaml")
    assert status == 1
    assert f"{place}@1.2.0 → new.yaml: 1 breaking\n" in out
    assert "no such version" in await refused(f"{place}@7.0.0")
    assert "shows no API" in await refused("registry:no/such@latest")
    assert f"at {url}/t/no/apis" in await refused("registry:no/such@latest")
    for form in ("registry:a", "registry:a/b", "registry:a/b@", "registry:a/b/c@1"):
        assert "is not of the form" in await refused(form)
    monkeypatch.setenv("COUNTERSIGN_API_KEY", lacking.headers["X-Api-Key"])
    assert "scope" in await refused(f"{place}@latest")
    monkeypatch.delenv("COUNTERSIGN_API_KEY")
    for who, status in ((ada, 1), (eve, 2)):
        monkeypatch.setenv("COUNTERSIGN_TOKEN", who.tokens["access_token"])
        assert (await compare(f"{place}@latest", "new.yaml"))[0] == status
    # A secret is not sent where others can read it.
    monkeypatch.setenv("COUNTERSIGN_URL", "http://registry.example")
    assert "has to be of https" in await refused(f"{place}@latest")
    monkeypatch.setenv("COUNTERSIGN_URL", "http://127.0.0.1:1")
    assert "Connection refused" in await refused(f"{place}@latest")
