"""Webhooks and callbacks are sent: signed, to this machine, when and as is asked."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from standardwebhooks import Webhook

from impl.mocks.mock import Mock
from impl.mocks.plan import MockPlan
from impl.mocks.settings import MockOptions
from scripts.mocking.command import parse
from scripts.mocking.mounting import Mounts
from scripts.mocking.outbox import MockOutbox, NoSecret, key_of, secret_by
from tests.unit.mocks.driving import Browser, plan

CONTRACT = Path(__file__).parent / "hooks.yaml"
SECRET = secret_by(1)


class Receiver(HTTPServer):
    """Takes all that is posted to it."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.got: list[tuple[str, dict[str, str], bytes]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        assert isinstance(self.server, Receiver)
        body = self.rfile.read(int(self.headers["content-length"]))
        fields = {name.lower(): value for name, value in self.headers.items()}
        self.server.got.append((self.path, fields, body))
        self.send_response(307 if self.path == "/moved" else 204)
        self.send_header("Location", "/elsewhere")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Print nothing."""


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def hooks() -> MockPlan:
    return plan(CONTRACT)


def mocked(hooks: MockPlan, *receivers: str, hosts: tuple[str, ...] = ()) -> Browser:
    outbox = MockOutbox(receivers, hosts, SECRET, lambda _: None)
    return Browser(Mock(hooks, MockOptions(), outbox=outbox))


async def sent(browser: Browser, count: int) -> list[dict[str, Any]]:
    """Return what became of messages, once there are so many."""
    while True:
        got = await browser.send("GET", "/_mock/messages")
        told: list[dict[str, Any]] = got.json["sent"]
        if len(told) >= count:
            return told
        await asyncio.sleep(0.005)


@pytest.mark.asyncio
async def test_a_webhook_is_sent_and_signed(
    hooks: MockPlan, receiver: Receiver
) -> None:
    browser = mocked(hooks, f"{receiver.url}/hooks?of=me")
    made = (await browser.send("POST", "/dogs", {"name": "Rex"})).json
    [told] = await sent(browser, 1)
    assert (told["name"], told["status"]) == ("newDog", 204)
    [(target, fields, body)] = receiver.got
    assert (target, json.loads(body)) == ("/hooks?of=me", made)
    assert Webhook(SECRET).verify(body, fields) == made
    [logged] = (await browser.send("GET", "/_mock/log")).json
    assert [each["body"] for each in logged["messages"]] == [made]


@pytest.mark.asyncio
async def test_nothing_is_made_for_nobody(hooks: MockPlan) -> None:
    browser = mocked(hooks)
    await browser.send("POST", "/dogs", {"name": "Rex"})
    [logged] = (await browser.send("GET", "/_mock/log")).json
    assert logged["messages"] == []


@pytest.mark.asyncio
async def test_callbacks_go_where_requests_say(
    hooks: MockPlan, receiver: Receiver
) -> None:
    browser = mocked(hooks)
    dog = {"name": "Rex", "tell": f"{receiver.url}/walks"}
    made = (await browser.send("POST", "/dogs", dog)).json
    wind = (await browser.send("POST", f"/weather?to={receiver.url}/wind")).json
    assert {each["status"] for each in await sent(browser, 2)} == {204}
    got = {target: json.loads(body) for target, _, body in receiver.got}
    assert got == {"/walks": made, "/wind": wind}
    assert not any("webhook-signature" in fields for _, fields, _ in receiver.got)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://192.0.2.1/", "is not this machine"),
        ("http://localhost.example/", "is not this machine"),
        ("http://127.0.0.1.example/", "is not this machine"),
        ("http://[2001:db8::1]/", "is not this machine"),
        ("ftp://127.0.0.1/", "no address of http"),
        ("http://127.0.0.1:99999/", "no address"),
        ("http://127.0.0.1:1/", "refused"),
        ("here", "no address of http"),
    ],
)
@pytest.mark.asyncio
async def test_nothing_leaves_for_elsewhere(
    hooks: MockPlan, url: str, why: str
) -> None:
    browser = mocked(hooks)
    asked = {"name": "walked", "url": url}
    assert (await browser.send("POST", "/_mock/messages", asked)).status == 200
    [told] = await sent(browser, 1)
    assert why in told["problem"].lower()


@pytest.mark.asyncio
async def test_a_host_that_is_named_is_sent_to(
    hooks: MockPlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def send(method: str, url: str, *_: object) -> int:
        asked.append(url)
        return 200

    monkeypatch.setattr("scripts.mocking.outbox._send", send)
    browser = mocked(hooks, "http://one.example/a", hosts=("two.example",))
    await browser.send("POST", "/_mock/messages", {"name": "newDog"})
    there = {"name": "walked", "url": "http://two.example/b"}
    await browser.send("POST", "/_mock/messages", there)
    await sent(browser, 2)
    assert asked == ["http://one.example/a", "http://two.example/b"]


@pytest.mark.asyncio
async def test_no_redirect_is_followed(hooks: MockPlan, receiver: Receiver) -> None:
    browser = mocked(hooks, f"{receiver.url}/moved")
    await browser.send("POST", "/_mock/messages", {"name": "newDog"})
    assert (await sent(browser, 1))[0]["status"] == 307
    assert [target for target, _, _ in receiver.got] == ["/moved"]


@pytest.mark.asyncio
async def test_one_is_sent_on_demand_and_later(
    hooks: MockPlan, receiver: Receiver
) -> None:
    browser = mocked(hooks, receiver.url)
    mine = {"id": 7, "name": "Mine"}
    later = {"name": "newDog", "body": mine, "delay": 0.05}
    assert (await browser.send("POST", "/_mock/messages", later)).json["body"] == mine
    assert (await browser.send("GET", "/_mock/messages")).json["sent"] == []
    assert (await sent(browser, 1))[0]["body"] == mine
    known = (await browser.send("GET", "/_mock/messages")).json["messages"]
    assert [each["name"] for each in known] == ["newDog", "walked", "stormy"]
    assert known[0]["for"] == ["created /dogs/{}"]


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"name": "oldDog"}, 404),
        ({"name": "newDog", "body": {"id": "one"}}, 422),
        ({"name": "newDog", "delay": -1}, 422),
        ({"name": "newDog", "delay": True}, 422),
        ({"name": "newDog", "url": 1}, 422),
        ({"name": "newDog", "when": 1}, 422),
        ({"name": "walked"}, 422),
        ([], 422),
    ],
)
@pytest.mark.asyncio
async def test_what_can_t_be_sent_is_refused(
    hooks: MockPlan, asked: Any, status: int
) -> None:
    got = await mocked(hooks).send("POST", "/_mock/messages", asked)
    assert got.status == status


@pytest.mark.asyncio
async def test_who_remembers_or_sends_nothing_says_so(hooks: MockPlan) -> None:
    asked = {"name": "newDog"}
    for mock in (Mock(hooks), Mock(hooks, MockOptions(remembers=False))):
        got = await Browser(mock).send("POST", "/_mock/messages", asked)
        assert got.status == 409


@pytest.mark.asyncio
async def test_the_command_says_where_webhooks_go(
    receiver: Receiver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COUNTERSIGN_STATE_FOLDER", str(tmp_path))
    options = ["--webhooks", receiver.url, "--webhook-secret", SECRET, "--quiet"]
    browser = Browser(Mounts(parse([str(CONTRACT), *options])))
    await browser.send("POST", "/dogs", {"name": "Rex"})
    assert (await sent(browser, 1))[0]["status"] == 204
    [(_, fields, body)] = receiver.got
    assert Webhook(SECRET).verify(body, fields)


def test_no_secret_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(NoSecret):
        key_of("whsec_")
    with pytest.raises(SystemExit):
        parse([str(CONTRACT), "--webhook-secret", "secret"])
    assert "is not whsec_" in capsys.readouterr().err
