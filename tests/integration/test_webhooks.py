"""Events reach webhooks signed, once they are there at all, whatever receivers do."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import text
from standardwebhooks import Webhook, WebhookVerificationError

from impl.app import create
from impl.database.unit_of_work import Database
from impl.jobs import webhook_queue
from impl.jobs.webhook_queue import pause_after
from impl.settings import Settings
from tests.support.client import Actor, Service, running

pytestmark = pytest.mark.asyncio

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


class Receiver:
    """A server that answers what it is told, and keeps what it got."""

    def __init__(self) -> None:
        self.url = ""
        self.answer = OK
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.silent = False
        self.news = asyncio.Event()

    async def serve(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            fields = [line.split(": ", 1) for line in head.splitlines()[1:] if line]
            headers = {name.lower(): value for name, value in fields}
            body = await reader.readexactly(int(headers["content-length"]))
            self.got.append((headers, body))
            self.news.set()
            if self.silent:
                await reader.read()
            writer.write(self.answer)
            await writer.drain()
        writer.close()

    async def heard(self, number: int) -> list[tuple[dict[str, str], bytes]]:
        while len(self.got) < number:
            self.news.clear()
            async with asyncio.timeout(60):
                await self.news.wait()
        return self.got


@pytest_asyncio.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    server = await asyncio.start_server(receiver.serve, "127.0.0.1", 0)
    receiver.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/hook"
    yield receiver
    server.close()


@pytest.fixture
def near(generous: Settings) -> Settings:
    # However busy the machine is, no answer that is given comes too late.
    return generous.model_copy(
        update={"webhooks_to_private_addresses": True, "webhook_timeout": 60.0}
    )


@pytest_asyncio.fixture
async def service(database: Database, near: Settings) -> AsyncIterator[Service]:
    async with running(create(near)) as service:
        yield service


async def hook(
    actor: Actor, team: str, url: str, *types: str
) -> tuple[str, dict[str, Any]]:
    body: dict[str, object] = {"url": url, "title": "Receiver"}
    if types:
        body["event_types"] = types
    made = await actor.post(f"{team}/webhooks", body)
    assert made.status_code == 201, made.text
    return made.headers["location"], made.json()


async def deliveries(actor: Actor, webhook: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = (await actor.get(f"{webhook}/deliveries")).json()[
        "items"
    ]
    return items


async def until(seen: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(60):
        while not await seen():  # noqa: ASYNC110 - what happens elsewhere is asked for
            await asyncio.sleep(0.05)


async def write(database: Database, statement: str) -> None:
    async with database.begin() as work:
        await work.execute(text(statement))
        await work.commit()


DUE = "UPDATE webhook_deliveries SET next_attempt_at = now() WHERE state = 'pending'"


async def test_an_event_arrives_signed(service: Service, receiver: Receiver) -> None:
    ada = await service.person()
    team = await service.team(ada)
    webhook, made = await hook(ada, team, receiver.url, "api.created")
    await service.api(ada, team)
    await ada.patch(team, {"title": "Not wanted"}, "*")
    [(headers, body)] = await receiver.heard(1)
    message = Webhook(made["secret"]).verify(body, headers)
    event = (await ada.get(f"{team}/events?type=api.created")).json()["items"][0]
    assert message["data"] == event
    assert headers["webhook-id"] == event["id"]
    with pytest.raises(WebhookVerificationError):
        Webhook(made["secret"]).verify(body + b" ", headers)

    async def is_over() -> bool:
        return bool((await deliveries(ada, webhook))[0]["state"] == "delivered")

    await until(is_over)
    [sent] = await deliveries(ada, webhook)
    assert (sent["attempts"], sent["status"]) == (1, 200)
    assert sent["event_id"] == event["id"]
    again = await ada.post(f"{webhook}/deliveries/{sent['id']}/redeliveries")
    assert again.status_code == 202
    assert (await receiver.heard(2))[1][0]["webhook-id"] == event["id"]
    shown = (await ada.get(webhook)).json()
    assert "secret" not in json.dumps(shown)
    assert (await ada.delete(webhook, "*")).status_code == 204


async def test_two_secrets_while_rotating(
    service: Service, receiver: Receiver, database: Database
) -> None:
    ada = await service.person()
    team = await service.team(ada)
    webhook, made = await hook(ada, team, receiver.url, "team.deleted")
    rotated = await ada.post(f"{webhook}/secrets")
    assert rotated.status_code == 200
    old, new = made["secret"], rotated.json()["secret"]
    assert (await ada.post(f"{webhook}/pings")).status_code == 202
    [(headers, body)] = await receiver.heard(1)
    assert Webhook(old).verify(body, headers)["type"] == "webhook.pinged"
    Webhook(new).verify(body, headers)
    await write(database, "UPDATE webhooks SET before_until = now()")
    await ada.post(f"{webhook}/pings")
    headers, body = (await receiver.heard(2))[1]
    Webhook(new).verify(body, headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(old).verify(body, headers)
    kept = await database.read().rows(
        text("SELECT sealed, sealed_before FROM webhooks")
    )
    assert "whsec_" not in str(kept)
    types = [each["type"] for each in (await ada.get(f"{team}/events")).json()["items"]]
    assert types.count("webhook.secret_rotated") == 1
    assert types.count("webhook.pinged") == 2


async def test_what_fails_is_sent_again(
    service: Service,
    receiver: Receiver,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # No attempt is due before it is said to be.
    monkeypatch.setattr(webhook_queue, "_LEAST_PAUSE", 3600.0)
    ada = await service.person()
    team = await service.team(ada)
    webhook, _ = await hook(ada, team, receiver.url, "api.created")
    elsewhere = f"HTTP/1.1 302 Found\r\nLocation: {receiver.url}\r\n\r\n".encode()
    long = b"HTTP/1.1 200 OK\r\n" + b"X: " + b"x" * 200_000
    answers = {
        b"HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n": "It answered 500.",
        elsewhere: "It answered 302; redirects are not followed.",
        b"what?\r\n\r\n": "The answer is no HTTP/1.1.",
        long: "The head of its answer is too long.",
        b"": "The answer is no HTTP/1.1.",
    }
    receiver.answer = next(iter(answers))
    await service.api(ada, team)
    sent: dict[str, Any] = {}
    for number, error in enumerate(answers.values(), 1):
        await receiver.heard(number)

        async def is_told(error: str = error) -> bool:
            sent.update((await deliveries(ada, webhook))[0])
            return sent.get("error") == error

        await until(is_told)
        assert (sent["state"], sent["attempts"]) == ("pending", number)
        rest = list(answers)[number:]
        receiver.answer = rest[0] if rest else OK
        if rest:
            await write(database, DUE)
    assert "failing_since" in (await ada.get(webhook)).json()
    # Endless: its head is enough.
    receiver.answer = b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n" + bytes(
        1_000_000
    )
    await write(database, DUE)

    async def is_well() -> bool:
        return bool((await deliveries(ada, webhook))[0]["state"] == "delivered")

    await until(is_well)
    assert "failing_since" not in (await ada.get(webhook)).json()
    assert len(receiver.got) == len(answers) + 1


async def test_addresses_that_are_not_public_are_refused(
    database: Database, generous: Settings, receiver: Receiver
) -> None:
    async with running(create(generous)) as service:
        ada = await service.person()
        team = await service.team(ada)
        webhook, _ = await hook(ada, team, receiver.url, "team.updated")
        await ada.post(f"{webhook}/pings")

        async def is_refused() -> bool:
            [sent] = await deliveries(ada, webhook)
            return "not public" in sent.get("error", "")

        await until(is_refused)
        assert receiver.got == []


async def test_what_is_dead_is_switched_off_and_told(
    service: Service, receiver: Receiver, database: Database
) -> None:
    ada = await service.person()
    team = await service.team(ada)
    webhook, _ = await hook(ada, team, receiver.url, "api.created")
    receiver.answer = b"HTTP/1.1 503 Down\r\nContent-Length: 0\r\n\r\n"
    since = "UPDATE webhooks SET failing_since = now() - interval '23 hours'"
    await write(database, since)

    async def is_off() -> bool:
        return not (await ada.get(webhook)).json()["is_enabled"]

    await service.api(ada, team)
    await until(is_off)
    [told] = (await ada.get(f"{team}/events?type=webhook.disabled")).json()["items"]
    assert told["subject"] == webhook.rpartition("/")[2]
    assert "actor" not in told
    assert told["details"] == {"reason": "It answered 503."}
    assert (await deliveries(ada, webhook))[0]["state"] == "failed"
    refused = await ada.post(f"{webhook}/pings")
    assert (refused.status_code, refused.json()["code"]) == (409, "webhook_disabled")
    await service.api(ada, team)
    assert len(await deliveries(ada, webhook)) == 1
    # It goes on with what comes next, until it wants nothing.
    on = await ada.patch(webhook, {"is_enabled": True, "event_types": None}, "*")
    assert "failing_since" not in on.json()
    assert "event_types" not in on.json()
    receiver.answer = b"HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n"
    await until(is_off)


async def test_nothing_is_lost_with_a_process(
    database: Database, near: Settings, receiver: Receiver
) -> None:
    receiver.silent = True
    async with running(create(near)) as it:
        ada = await it.person()
        team = await it.team(ada)
        await hook(ada, team, receiver.url, "api.created")
        await it.api(ada, team)
        await receiver.heard(1)
    receiver.silent = False
    # Its lease is over.
    await write(database, DUE)
    async with running(create(near)):
        first, second = await receiver.heard(2)
    assert first[1] == second[1]
    assert first[0]["webhook-id"] == second[0]["webhook-id"]


async def test_slow_receivers_delay_no_other_team(
    database: Database, near: Settings, receiver: Receiver
) -> None:
    slow = Receiver()
    slow.silent = True
    server = await asyncio.start_server(slow.serve, "127.0.0.1", 0)
    slow.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    patient = near.model_copy(update={"webhooks_at_once": 6})
    async with server, running(create(patient)) as service:
        ada, bob = await service.person(), await service.person()
        slow_team, team = await service.team(ada), await service.team(bob)
        for _ in range(6):
            await hook(ada, slow_team, slow.url, "api.created")
        await hook(bob, team, receiver.url, "api.created")
        await service.api(ada, slow_team)
        await slow.heard(4)
        await service.api(bob, team)
        await receiver.heard(1)
        assert len(slow.got) == 4


async def test_pauses_grow_until_a_day_is_over() -> None:
    age, number = 0.0, 0
    while pause := pause_after(age):
        age += pause.total_seconds()
        number += 1
    assert 10 < number < 40
    assert 86_400 <= age < 90_000
