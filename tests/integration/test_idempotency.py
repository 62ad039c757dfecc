"""A repeated call gets the answer of the first one, whatever was deployed since."""

import base64
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import httpx2
import pytest
from pydantic import TypeAdapter
from sqlalchemy import bindparam, select, text, update

from impl import records
from impl.database.unit_of_work import Database
from impl.handlers import wire
from impl.repositories.idempotency_keys import keys
from impl.services.publications import Published
from tests.support.client import PASSWORD, Actor, Service, contract_text

pytestmark = pytest.mark.asyncio
Call = Callable[[], Awaitable[httpx2.Response]]
KEY = "the-key"


async def register(service: Service) -> Call:
    body = {"email": "a@example.com", "password": PASSWORD, "display_name": "A"}
    return lambda: service.anonymous.post("/v1/people", body, key=KEY)


async def create_team(service: Service) -> Call:
    ada = await service.person()
    body = {"name": "one", "title": "Größe", "description": "A team"}
    return lambda: ada.post("/v1/teams", body, key=KEY)


async def add_member(service: Service) -> Call:
    ada, bob = await service.person(), await service.person()
    team = await service.team(ada)
    body = {"email": bob.email, "role": "viewer"}
    return lambda: ada.post(f"{team}/members", body, key=KEY)


async def create_api(service: Service) -> Call:
    ada = await service.person()
    team = await service.team(ada)
    body = {"name": "one", "title": "One"}
    return lambda: ada.post(f"{team}/apis", body, key=KEY)


async def publish(service: Service) -> Call:
    ada = await service.person()
    path = f"{await service.api(ada, await service.team(ada))}/versions"
    header = {"Idempotency-Key": KEY}
    return lambda: ada.upload(path, contract_text(), **header)


CALLS = {
    "person": (register, records.Person),
    "team": (create_team, records.Team),
    "member": (add_member, records.Member),
    "api": (create_api, records.Api),
    "version": (publish, Published),
}
calls = pytest.mark.parametrize(
    ("noun", "prepare", "record"),
    [(noun, *call) for noun, call in CALLS.items()],
    ids=list(CALLS),
)


def told(answer: httpx2.Response) -> tuple[int, bytes, dict[str, str]]:
    """Return an answer without what is so of its request alone."""
    own = {"date", "x-request-id", "ratelimit"}
    fields = {name: text for name, text in answer.headers.items() if name not in own}
    return answer.status_code, answer.content, fields


async def kept(database: Database) -> bytes:
    [[answer]] = await database.read().rows(select(keys.c.answer))
    return bytes(answer)


async def keep(database: Database, answer: bytes) -> None:
    """Have an answer kept as another release would."""
    async with database.begin() as work:
        statement = update(keys).values(answer=bindparam("of_another"))
        await work.execute(statement, {"of_another": answer})
        await work.commit()


@calls
async def test_it_is_the_same_answer(
    service: Service, noun: str, prepare: Any, record: type[Any]
) -> None:
    call: Call = await prepare(service)
    first, again = await call(), await call()
    assert first.status_code == 201
    assert told(again) == told(first)
    assert again.headers["x-request-id"] != first.headers["x-request-id"]
    assert ("ratelimit" in again.headers) == ("ratelimit" in first.headers)


@calls
async def test_what_is_written_otherwise_since_is_answered_as_it_was(
    service: Service,
    monkeypatch: pytest.MonkeyPatch,
    noun: str,
    prepare: Any,
    record: type[Any],
) -> None:
    call: Call = await prepare(service)
    first = await call()

    def written(_: object) -> object:
        raise AssertionError("a member of the model has another name by now")

    monkeypatch.setattr(wire, noun, written)
    assert told(await call()) == told(first)


async def test_a_record_may_gain_a_field(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    @dataclass(frozen=True, slots=True)
    class Grown(records.Team):
        contact: str

    call = await create_team(service)
    first = await call()
    monkeypatch.setattr("impl.services.teams.Team", Grown)
    assert told(await call()) == told(first)


async def test_a_contract_may_forbid_today_what_it_allowed(
    service: Service, database: Database
) -> None:
    ada = await service.person()
    body = {"name": "one", "title": "One"}
    first = await ada.post("/v1/teams", body, key=KEY)
    gone = b'"nickname":"uno",'
    then = first.content.replace(b'"name"', gone + b'"name"')
    found = json.loads(await kept(database))
    found["wire"]["body"] = base64.b64encode(then).decode()
    await keep(database, json.dumps(found).encode())
    # Nobody checks this one, which is no answer of today's contract.
    transport = service.http._transport
    async with httpx2.AsyncClient(transport=transport, base_url="http://x") as http:
        again = await Actor(http, **ada.headers).post("/v1/teams", body, key=KEY)
    assert (again.status_code, again.content) == (201, then)
    assert again.headers["etag"] == first.headers["etag"]


@calls
async def test_releases_may_run_side_by_side(
    service: Service, database: Database, noun: str, prepare: Any, record: type[Any]
) -> None:
    """Those before kept the record alone, and read nothing else."""
    call: Call = await prepare(service)
    first = await call()
    older = TypeAdapter(record)
    known = older.validate_json(await kept(database))
    await keep(database, older.dump_json(known))
    assert told(await call()) == told(first)


async def test_what_nobody_said_is_no_part_of_the_request(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A model may gain a member with a default."""
    from generated import models

    call = await create_team(service)
    first = await call()

    class Grown(models.TeamCreation):
        colour: str = "blue"

    content = wire.content

    def of_today(body: models.TeamCreation) -> bytes:
        return content(Grown.model_validate(body.model_dump(exclude_unset=True)))

    monkeypatch.setattr(wire, "content", of_today)
    assert told(await call()) == told(first)


async def test_a_repeat_has_no_second_effect(
    service: Service, database: Database
) -> None:
    call = await create_team(service)
    await call()
    audit = text("SELECT count(*) FROM audit_events")
    before = await database.read().rows(audit)
    assert (await call()).status_code == 201
    assert await database.read().rows(audit) == before
