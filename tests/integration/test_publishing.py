"""Publishing and declaring usages from a terminal or CI, by names and without ids."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx2
import pytest

from scripts.deploying import can_i_deploy
from scripts.publishing import declare_usage, propose, publish
from tests.integration.test_deployments import Place, place
from tests.integration.test_policies import contract
from tests.integration.test_registry_source import url
from tests.support.client import Service

__all__ = ["url"]
pytestmark = pytest.mark.asyncio
Run = Callable[..., Awaitable[tuple[int, str, str]]]
_MODULES: dict[str, Any] = {
    "publish": publish,
    "propose": propose,
    "declare": declare_usage,
    "ask": can_i_deploy,
}
FAULTY = """\
openapi: 3.1.0
info: {title: T, version: 1.0.0}
paths: {/a: {$ref: '#/b'}}
"""
USAGE = """\
usage: countersign.usage/1
consumer: anybody
operations:
  GET /refunds:
    sends:
      parameters: {'query q': {values: [all]}}
"""


@pytest.fixture
def run(
    url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    """Run one of the commands in a folder; return its status, and what it printed."""
    monkeypatch.setenv("COUNTERSIGN_URL", url)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.delenv("COUNTERSIGN_TOKEN", raising=False)
    monkeypatch.chdir(tmp_path)

    async def run(command: str, *arguments: str) -> tuple[int, str, str]:
        module = _MODULES[command]
        status = await asyncio.to_thread(module.main, module.parse(arguments))
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return run


async def names(there: Place) -> tuple[str, str]:
    paths = there.team, there.api
    team, api = [(await there.owner.get(each)).json()["name"] for each in paths]
    return team, api


async def test_publishing_and_declaring(
    url: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for version, limit in (("1.0.0", 20), ("1.1.0", 10)):
        (tmp_path / f"{version}.yaml").write_bytes(contract(version, limit))
    (tmp_path / "faulty.yaml").write_text(FAULTY)
    (tmp_path / "shop.yaml").write_text(USAGE)
    (tmp_path / "wrong.yaml").write_text(USAGE.replace("/refunds", "/refund"))
    async with httpx2.AsyncClient(base_url=url, timeout=60) as opened:
        service = Service(opened)
        there = await place(service)
        team, api = await names(there)
        api_name, shop = f"{team}/{api}", f"{team}/shop"
        scopes = ("apis:read", "versions:read", "versions:write")
        more = ("consumers:read", "consumers:write", "deployments:read")
        key = await service.key(there.owner, there.team, *scopes, *more)
        monkeypatch.setenv("COUNTERSIGN_API_KEY", key.headers["X-Api-Key"])

        status, out, _ = await run("publish", "1.0.0.yaml", api_name)
        assert (status, out.partition(": ")[0]) == (0, f"{api} 1.0.0 is published")
        status, out, _ = await run("publish", "1.0.0.yaml", f"{api_name}@1.0.0")
        assert (status, "was published before" in out) == (0, True)
        status, out, _ = await run("publish", "1.1.0.yaml", api_name)
        assert (status, out[:16]) == (1, "✗ GET /refunds: ")
        assert "Publish it as 2.0.0 or later." in " ".join(out.split())
        markdown = ("--format", "markdown")
        status, out, _ = await run("publish", "1.1.0.yaml", api_name, *markdown)
        assert (status, out.splitlines()[0]) == (1, f"## Publish `{api}`: no")
        assert "| ❌ breaking | " in out
        status, out, _ = await run("publish", "1.1.0.yaml", f"{api_name}@2.0.0")
        assert status == 0
        status, out, err = await run("publish", "faulty.yaml", api_name)
        assert (status, out) == (2, "")
        assert "faulty.yaml:3:" in err
        told = await run(
            "publish", "1.1.0.yaml", f"{api_name}@1.0.0", "--format", "json"
        )
        assert (told[0], json.loads(told[1])["code"]) == (2, "version_taken")

        using = ("--of", f"{api_name}@1.0.0")
        status, out, err = await run("declare", f"{shop}@4.2", *using, "shop.yaml")
        assert (status, err) == (0, "")
        assert out.startswith(f"shop 4.2 uses 1 of 1 operations of {api} 1.0.0: cov_")
        again = await run("declare", f"{shop}@4.2", *using, "shop.yaml", *markdown)
        assert (again[0], again[1].startswith("`shop 4.2` uses ")) == (0, True)
        other = await run("declare", f"{shop}@4.2", *using)
        assert other[0] == 2
        assert "registered, built against other contracts or using" in other[2]
        wrong = await run("declare", f"{shop}@5", *using, "wrong.yaml")
        assert (wrong[0], wrong[1]) == (2, "")
        assert wrong[2].startswith("wrong.yaml:4:3: CS1702 ")
        latest = ("--of", f"{api_name}@latest", "shop.yaml", "--create")
        status, out, err = await run("declare", f"{team}/new@1", *latest)
        assert (status, f"of {api} 2.0.0: " in out) == (0, True), err
        whole = await run("declare", f"{team}/new@2", "--of", f"{api_name}@1.0.0")
        assert f"new 2 uses all of {api} 1.0.0" in whole[1]

        await there.release("4.2")
        # Who sends no more than it says it does is not hurt.
        to = ("--to", "production", "--wait", "120")
        status, out, _ = await run("ask", f"{api_name}@2.0.0", *to)
        assert (status, out[:2]) == (0, "✓ ")
        assert "that may hurt others is none of its concern." in " ".join(out.split())


async def test_proposing(
    url: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for version, limit in (("1.0.0", 20), ("1.1.0", 30), ("2.0.0", 10)):
        (tmp_path / f"{version}.yaml").write_bytes(contract(version, limit))
    (tmp_path / "faulty.yaml").write_text(FAULTY)
    async with httpx2.AsyncClient(base_url=url, timeout=60) as opened:
        there = await place(Service(opened))
        api = "/".join(await names(there))
        scopes = ("apis:read", "versions:read", "proposals:read", "proposals:write")
        key = await Service(opened).key(there.owner, there.team, *scopes)
        monkeypatch.setenv("COUNTERSIGN_API_KEY", key.headers["X-Api-Key"])
        name = api.partition("/")[2]
        first = f"{name} proposal 1, revision 1: compatible, in review, to be 1.0.0."
        status, out, err = await run("propose", "1.0.0.yaml", api, "--title", "First")
        assert (status, err) == (0, "")
        assert out.splitlines() == [
            first,
            "  - 0 of 1 approvals count for the latest revision.",
        ]
        again = await run("propose", "1.0.0.yaml", api, "--number", "1")
        assert (again[0], again[1].splitlines()[0]) == (0, first)
        sent = await there.owner.upload(f"{there.api}/versions", contract("1.0.0", 20))
        assert sent.status_code == 201
        # Of another team, whose key knows its own team and what everyone sees.
        opening = {"visibility": "everyone"}
        assert (await there.owner.patch(there.api, opening, "*")).status_code == 200
        lea = await Service(opened).person()
        other = await Service(opened).team(lea)
        builds = ("apis:read", "versions:read", "consumers:read", "consumers:write")
        theirs = await Service(opened).key(lea, other, *builds)
        monkeypatch.setenv("COUNTERSIGN_API_KEY", theirs.headers["X-Api-Key"])
        [lobby] = (await theirs.get("/v1/teams")).json()["items"]
        kiosk = f"{lobby['name']}/kiosk"
        using = ("--create", "--of", f"{api}@1.0.0")
        status, _, err = await run("declare", f"{kiosk}@2", *using)
        assert (status, err) == (0, "")
        monkeypatch.setenv("COUNTERSIGN_API_KEY", key.headers["X-Api-Key"])
        status, out, _ = await run("propose", "2.0.0.yaml", api)
        assert (status, out[:16]) == (1, "✗ GET /refunds: ")
        assert f"\n✗ {kiosk} 2: breaking\n" in out
        assert "proposal 2, revision 1: breaking, in review, to be 2.0.0." in out
        second = ("--number", "2", "--format", "markdown")
        status, out, _ = await run("propose", "2.0.0.yaml", api, *second)
        told = f"`{name}` proposal 2, revision 1: breaking, in review, to be 2.0.0."
        assert (status, out.splitlines()[0]) == (1, f"## {told}")
        assert "| ❌ breaking | " in out
        assert f"| ❌ breaking | `{kiosk} 2` |" in out
        assert "\n- 0 of 1 approvals" in out
        wider = ("--number", "2", "--format", "json")
        status, out, _ = await run("propose", "1.1.0.yaml", f"{api}@1.0.0", *wider)
        assert (status, json.loads(out)["revision"]["number"]) == (0, 2)
        status, out, err = await run("propose", "faulty.yaml", api)
        assert (status, out) == (2, "")
        assert "Proposal 3 has no document yet; try --number." in err
        assert "faulty.yaml:3:" in err
        status, _, err = await run("propose", "1.1.0.yaml", api, "--number", "9")
        assert (status, len(err.splitlines())) == (2, 1)


async def test_what_can_not_be_told(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refused(*arguments: str) -> str:
        status, out, err = await run(*arguments)
        assert (status, out, len(err.splitlines())) == (2, "", 1), err
        return err

    (tmp_path / "a.yaml").write_bytes(contract("1.0.0", 20))
    assert "can't be read" in await refused("publish", "none.yaml", "a/b")
    assert "set COUNTERSIGN_URL" in await refused("publish", "a.yaml", "a/b")
    assert "set COUNTERSIGN_URL" in await refused("declare", "a/b@1")
    monkeypatch.setenv("COUNTERSIGN_URL", "http://127.0.0.1:1")
    assert "set so far: COUNTERSIGN_URL\n" in await refused("declare", "a/b@1")
    monkeypatch.setenv("COUNTERSIGN_API_KEY", "csk_1")
    assert "is not of the form" in await refused("publish", "a.yaml", "a/b/c")
    assert "is not of the form" in await refused("propose", "a.yaml", "a")
    assert "is not of the form" in await refused("declare", "a/b")
    assert "is not of the form" in await refused("declare", "a/b@1", "--of", "a/b")
