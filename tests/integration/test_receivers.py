"""Receivers that are not what they should be: each is told of, and harms nobody."""

import asyncio
import contextlib
import socket
import ssl
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
import pytest_asyncio

from impl.app import create
from impl.database.unit_of_work import Database
from impl.handlers.webhook_messages import WebhookMessages
from impl.settings import Settings
from impl.webhook_records import Receipt
from tests.integration.test_webhooks import (
    OK,
    Receiver,
    deliveries,
    hook,
    near,
    receiver,
    until,
)
from tests.support.authority import issued
from tests.support.client import Actor, Service, running

__all__ = ["near", "receiver"]
pytestmark = pytest.mark.asyncio

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
# Whoever asked is gone, or the test is over.
_ENDS = (
    *(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError),
    ssl.SSLError,
)
HEAD = b"HTTP/1.1 200 OK\r\n"


class Street:
    """Servers on this machine, at ports of their own."""

    def __init__(self) -> None:
        self._servers: list[asyncio.Server] = []
        self._tasks: set[asyncio.Task[None] | None] = set()

    async def open(
        self,
        serve: Serve,
        tls: ssl.SSLContext | None = None,
        begin: bytes = b"\r\n\r\n",
    ) -> str:
        """Return the host and port of a new server, which waits for `begin`."""

        async def attend(
            reader: asyncio.StreamReader, writer: asyncio.StreamWriter
        ) -> None:
            self._tasks.add(asyncio.current_task())
            with contextlib.suppress(*_ENDS):
                await reader.readuntil(begin)
                await serve(reader, writer)
            writer.close()

        server = await asyncio.start_server(attend, "127.0.0.1", 0, ssl=tls)
        self._servers.append(server)
        return f"localhost:{server.sockets[0].getsockname()[1]}"

    async def close(self) -> None:
        for each in self._servers:
            each.close()
        for task in filter(None, self._tasks):
            task.cancel()
            await asyncio.wait([task])


@pytest_asyncio.fixture
async def street() -> AsyncIterator[Street]:
    street = Street()
    yield street
    await street.close()


async def well(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(OK)
    await writer.drain()


def forever(first: bytes, then: bytes, pause: float = 0) -> Serve:
    """Return a server that never comes to an end."""

    async def serve(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(first)
        while True:
            writer.write(then)
            await writer.drain()
            await asyncio.sleep(pause)

    return serve


async def reset(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    raw: socket.socket = writer.get_extra_info("socket")
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


async def scrambled(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer without the TLS that was agreed on."""
    raw: socket.socket = writer.get_extra_info("socket")
    with raw.dup() as beneath:
        beneath.send(b"\x17\x03\x03\x00\x20" + bytes(32))
        await asyncio.sleep(0.2)


async def told(actor: Actor, webhooks: dict[str, str]) -> dict[str, str]:
    """Ping webhooks, and return what the log of each says once it was tried."""
    for path in webhooks.values():
        assert (await actor.post(f"{path}/pings")).status_code == 202
    found: dict[str, str] = {}

    async def are_tried() -> bool:
        for name, path in webhooks.items():
            [sent] = await deliveries(actor, path)
            if sent["state"] == "delivered":
                found[name] = f"It answered {sent['status']}."
            elif "error" in sent:
                assert sent["state"] == "pending"
                found[name] = sent["error"]
        return len(found) == len(webhooks)

    await until(are_tried)
    return found


async def test_certificates(
    database: Database,
    near: Settings,
    street: Street,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    private, unknown = (issued(name, is_ca=True) for name in ("Ours", "Theirs"))
    monkeypatch.setenv("SSL_CERT_FILE", str(private.saved(tmp_path)))
    certificates = {
        "trusted": issued("localhost", private),
        "elsewhere": issued("hooks.example", private),
        "expired": issued("localhost", private, days=-1),
        "own": issued("localhost"),
        "unknown": issued("localhost", unknown),
    }
    async with running(create(near)) as service:
        ada = await service.person()
        team = await service.team(ada)
        webhooks = {}
        for name, each in certificates.items():
            address = await street.open(well, each.server(tmp_path))
            webhooks[name], _ = await hook(
                ada, team, f"https://{address}/", "api.created"
            )
        plain = await street.open(well, begin=b"\x16\x03")
        webhooks["plain"], _ = await hook(ada, team, f"https://{plain}/", "api.created")
        found = await told(ada, webhooks)
    refused = "Its certificate is refused: "
    assert found == {
        "trusted": "It answered 200.",
        "elsewhere": f"{refused}it is for another host name.",
        "expired": f"{refused}it has expired.",
        "own": f"{refused}it is self-signed.",
        "unknown": f"{refused}no authority that is trusted here has issued it.",
        "plain": "It speaks no TLS that is safe, or none at all.",
    }


async def test_hostile_receivers(
    database: Database,
    near: Settings,
    street: Street,
    receiver: Receiver,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    private = issued("Ours", is_ca=True)
    monkeypatch.setenv("SSL_CERT_FILE", str(private.saved(tmp_path)))
    inner = Receiver()
    away = (
        f"HTTP/1.1 307 Away\r\nLocation: http://{await street.open(inner.serve)}/\r\n"
    )
    tls = issued("localhost", private).server(tmp_path)
    long = "The head of its answer is too long."
    broken = "The connection broke."
    hostile = {
        "greets": (forever(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 9999), long),
        "names": (forever(HEAD, b"X: y\r\n" * 9999), long),
        "tells": (forever(HEAD + b"\r\n", bytes(9999)), "It answered 200."),
        "chunks": (
            forever(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
            "It answered 200.",
        ),
        "switches": (
            forever(b"HTTP/1.1 101 Other\r\nUpgrade: x\r\n\r\n", b"x"),
            "The answer is no HTTP/1.1.",
        ),
        "redirects": (
            forever(away.encode() + b"\r\n", b"x"),
            "It answered 307; redirects are not followed.",
        ),
        "resets": (reset, broken),
        "scrambles": (scrambled, broken),
        "mumbles": (
            forever(b"220 ready\r\n\r\n", b"\0"),
            "The answer is no HTTP/1.1.",
        ),
    }
    async with running(create(near)) as service:
        mallory, bob = await service.person(), await service.person()
        team = await service.team(mallory)
        webhooks = {}
        for name, (serve, _) in hostile.items():
            is_tls = name == "scrambles"
            address = await street.open(serve, tls if is_tls else None)
            url = f"http{'s' * is_tls}://{address}/"
            webhooks[name], _ = await hook(mallory, team, url, "api.created")
        # They are waited for meanwhile.
        for serve in LATE.values():
            await hook(mallory, team, f"http://{await street.open(serve)}/")
        other = await service.team(bob)
        await hook(bob, other, receiver.url, "api.created")
        found, _ = await asyncio.gather(
            told(mallory, webhooks), created_and_heard(service, bob, other, receiver)
        )
    assert found == {name: error for name, (_, error) in hostile.items()}
    assert inner.got == []


async def silent(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
    await reader.read()


LATE = {"drips": forever(b"", b"H", 0.05), "is silent": silent}


async def test_late_receivers(
    database: Database, near: Settings, street: Street
) -> None:
    hasty = near.model_copy(update={"webhook_timeout": 0.5})
    async with running(create(hasty)) as service:
        ada = await service.person()
        team = await service.team(ada)
        webhooks = {}
        for name, serve in LATE.items():
            url = f"http://{await street.open(serve)}/"
            webhooks[name], _ = await hook(ada, team, url, "api.created")
        found = await told(ada, webhooks)
    assert found == dict.fromkeys(LATE, "There was no answer in time.")


async def created_and_heard(
    service: Service, actor: Actor, team: str, receiver: Receiver
) -> None:
    for number in range(1, 4):
        await service.api(actor, team)
        await receiver.heard(number)


async def test_what_cannot_be_sent_at_all_is_told_too(
    database: Database, near: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def send(*_: object) -> Receipt:
        raise RuntimeError("Nobody thought of this.")

    monkeypatch.setattr(WebhookMessages, "send", send)
    async with running(create(near)) as service:
        ada = await service.person()
        team = await service.team(ada)
        made, _ = await hook(ada, team, "http://192.0.2.1/", "api.created")
        assert await told(ada, {"it": made}) == {"it": "It could not be sent."}
