"""Deployments from a terminal or CI, by names and without ids."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx2
import pytest

from scripts.deploying import can_i_deploy, record_deployment
from scripts.verifying import record_verification
from tests.integration.test_deployments import place
from tests.integration.test_policies import publish
from tests.integration.test_registry_source import url
from tests.support.client import Service

__all__ = ["url"]
pytestmark = pytest.mark.asyncio
Run = Callable[..., Awaitable[tuple[int, str, str]]]
COMMANDS: dict[str, Any] = {
    "ask": can_i_deploy,
    "record": record_deployment,
    "verify": record_verification,
}
JUNIT = """<testsuite><testcase name="GET /refunds"><failure message="No.">
curl -H 'Authorization: Bearer s3cr3t' http://h</failure></testcase></testsuite>"""


@pytest.fixture
def run(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """Run one of the commands; return its status, and what it printed where."""
    monkeypatch.setenv("COUNTERSIGN_URL", url)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.delenv("COUNTERSIGN_TOKEN", raising=False)

    async def run(command: str, *arguments: str) -> tuple[int, str, str]:
        module = COMMANDS[command]
        status = await asyncio.to_thread(module.main, module.parse(arguments))
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return run


async def test_asking_and_recording(
    url: str, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    async with httpx2.AsyncClient(base_url=url, timeout=60) as opened:
        service = Service(opened)
        there = await place(service)
        for version, limit in (("1.0.0", 20), ("1.1.0", 30), ("2.0.0", 10)):
            await publish(there.owner, there.api, version, limit)
        await there.register("4.2\x1b[31m|", "1.0.0")
        scopes = ("deployments:read", "deployments:write", "versions:read")
        key = await service.key(there.owner, there.team, *scopes)
        lacking = await service.key(there.owner, there.team, "deployments:write")
        paths = there.team, there.api
        team, api = [(await there.owner.get(each)).json()["name"] for each in paths]
        deployed, shop = f"{team}/{api}", f"consumer:{team}/shop@4.2\x1b[31m|"
        to = ("--to", "production")

        async def refused(command: str, *arguments: str) -> str:
            status, out, err = await run(command, *arguments, *to)
            assert (status, out, len(err.splitlines())) == (2, "", 1), err
            return err

        assert "set COUNTERSIGN_URL" in await refused("ask", f"{deployed}@1.0.0")
        monkeypatch.setenv("COUNTERSIGN_API_KEY", key.headers["X-Api-Key"])
        missing = await run("ask", shop, *to)
        assert missing[0] == 1
        assert f"No version of {api} is there." in missing[1]

        build = ("--build", "1", "--commit", "0123456789", "--branch", "main")
        status, out, _ = await run("record", f"{deployed}@1.0.0", *to, *build)
        assert (status, out.split(": ")[0]) == (0, f"{api} 1.0.0 is in production")
        status, out, _ = await run("record", shop, *to, "--format", "json")
        assert json.loads(out)["version"] == "4.2\x1b[31m|"

        status, out, _ = await run("ask", f"{deployed}@1.1.0", *to)
        assert (status, out[:2]) == (0, "✓ ")
        assert "\x1b" not in out
        assert f"{api} 1.1.0 breaks nothing that is built against {api} 1.0.0" in out
        assert f"yes: {api} 1.1.0 to production." in out
        status, out, _ = await run("ask", f"{deployed}@latest", *to, "--wait", "120")
        assert (status, out[:2]) == (1, "✗ ")
        assert f"no: {api} 2.0.0 to production. 1 of 1 pairs would not" in out
        markdown = ("--format", "markdown")
        status, out, _ = await run("ask", f"{deployed}@2.0.0", *to, *markdown)
        head, _, _, _, _, _, row = out.splitlines()
        assert (status, head) == (1, f"## Deploy `{api} 2.0.0` to `production`: no")
        assert row.startswith("| ❌ | ")
        status, out, _ = await run("ask", f"{deployed}@2.0.0", *to, "--format", "json")
        told = json.loads(out)
        assert (told["answer"], told["items"][0]["code"]) == ("no", "breaking")

        gone = await run("record", shop, *to, "--gone", *markdown)
        assert (gone[0], gone[1].split(": ")[0].endswith("in `production`")) == (
            0,
            True,
        )
        assert "is not in production" in await refused("record", shop, "--gone")
        alone = await run("ask", f"{deployed}@2.0.0", *to, *markdown)
        assert alone[0] == 0
        assert "No consumer in production" in alone[1]

        wanted = {"policy": {"verification": {"required": True}}}
        await there.owner.patch(there.api, wanted, "*")
        unverified = await run("ask", f"{deployed}@1.0.0", *to)
        assert (unverified[0], unverified[1][:2]) == (3, "? ")
        assert f"No verification of {api} 1.0.0 is recorded" in unverified[1]
        file = tmp_path / "junit.xml"
        what = (str(file), f"{deployed}@1.0.0", "--build", "4711")
        for text, expected in ((JUNIT, 1), ("<testsuite/>", 3), ("nonsense", 2)):
            file.write_text(text)
            status, out, err = await run("verify", *what)
            assert (status, bool(err)) == (expected, expected == 2), (out, err)
            assert "s3cr3t" not in out
        file.write_text('{"Initialize": {}}\n')
        incomplete = await run("verify", *what, *markdown)
        assert (incomplete[0], incomplete[1][:3]) == (3, "## ")
        file.write_text(JUNIT.replace("failure", "system-out"))
        status, out, _ = await run("verify", *what)
        assert (status, out.split(": ")[0]) == (
            *(0, f"{api} 1.0.0 (build 4711) is verified"),
        )
        verified = await run("ask", f"{deployed}@1.0.0", *to, "--build", "4711")
        assert (verified[0], "passed its verification" in verified[1]) == (0, True)

        for wrong in ("a", "a/b", "a/b@", "consumer:a@1", "a/b/c@1"):
            assert "is not of the form" in await refused("ask", wrong)
        assert "shows no API" in await refused("ask", f"{team}/other@1.0.0")
        assert "no such version" in await refused("ask", f"{deployed}@7.0.0")
        elsewhere = await run("ask", f"{deployed}@1.0.0", "--to", "elsewhere")
        assert "shows no environment" in elsewhere[2]
        assert "no name of an env" in (await run("ask", shop, "--to", "A B"))[2]
        monkeypatch.setenv("COUNTERSIGN_API_KEY", lacking.headers["X-Api-Key"])
        assert "scope" in await refused("ask", f"{deployed}@1.0.0")


async def test_nobody_waits_longer_than_they_like(
    url: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def ask(self: object, method: str, path: str) -> tuple[object, object]:
        asked.append(path)
        body = {
            "answer": "unknown",
            "reason": "Nobody can say yet.",
            "counts": {"yes": 0, "no": 0, "unknown": 0},
            "items": [],
        }
        return can_i_deploy_answer(202, 0.01), body

    def can_i_deploy_answer(status: int, retry_after: float) -> object:
        from scripts.comparing.fetching import FetchedAnswer

        return FetchedAnswer(status, retry_after, b"")

    def named(self: object, plural: str, noun: str, team: str, name: str) -> object:
        return {"id": "x", "team_id": "tm_1"}

    monkeypatch.setenv("COUNTERSIGN_API_KEY", "csk_1")
    monkeypatch.setattr("scripts.comparing.registry.RegistryClient.ask", ask)
    monkeypatch.setattr("scripts.comparing.registry.RegistryClient.named", named)
    status, out, _ = await run("ask", "a/b@1.0.0", "--to", "live", "--wait", "0")
    assert (status, len(asked)) == (3, 1)
    assert out == "unknown: b 1.0.0 to live. Nobody can say yet.\n"
    status, _, _ = await run("ask", "a/b@1.0.0", "--to", "live", "--wait", "1")
    assert status == 3
    assert len(asked) > 2


@pytest.mark.parametrize(
    "arguments",
    [["a/b@1"], ["a/b@1", "--to", "x"], ["a/b@1", "--to", "x", "--replaces", "y"]],
)
async def test_a_command_line_that_says_too_little(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        record_deployment.parse(arguments)
    assert ended.value.code == 2
    assert "usage" in capsys.readouterr().err
