"""Fifty callers who want the same thing at the same moment."""

import secrets
from collections.abc import Iterator

import httpx2
import psycopg
import pytest

from scripts.proving.people import PersonClient
from scripts.proving.service import Service, serving
from tests.faults.load import at_once

pytestmark = pytest.mark.long

_CALLERS = 50


@pytest.fixture(scope="module")
def service(
    database: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Service]:
    """One service for all: nothing here breaks it."""
    log = tmp_path_factory.mktemp("races") / "service.log"
    with serving(database, log) as service:
        yield service


def rows(url: str, name: str) -> int:
    with psycopg.connect(url) as link:
        query = "SELECT count(*) FROM teams WHERE name = %s"
        row = link.execute(query, [name]).fetchone()
        assert row
        return int(row[0])


@pytest.mark.asyncio
async def test_one_name_is_given_once(
    service: Service, ada: PersonClient, database: str
) -> None:
    name = f"race-{secrets.token_hex(6)}"

    async def create(opened: httpx2.AsyncClient) -> httpx2.Response:
        return await opened.post("/v1/teams", json={"name": name, "title": "Race"})

    answers = await at_once(service.url, ada, [create] * _CALLERS)

    statuses = sorted(answer.status_code for answer in answers)
    assert statuses == [201] + [409] * (_CALLERS - 1)
    codes = {one.json()["code"] for one in answers if one.status_code == 409}
    assert codes == {"name_taken"}
    assert rows(database, name) == 1


@pytest.mark.asyncio
async def test_one_idempotency_key_has_one_effect(
    service: Service, ada: PersonClient, database: str
) -> None:
    name = f"race-{secrets.token_hex(6)}"
    headers = {"Idempotency-Key": secrets.token_hex(8)}
    body = {"name": name, "title": "Race"}

    async def create(opened: httpx2.AsyncClient) -> httpx2.Response:
        return await opened.post("/v1/teams", json=body, headers=headers)

    answers = await at_once(service.url, ada, [create] * _CALLERS)
    [again] = await at_once(service.url, ada, [create])

    created = [one for one in answers if one.status_code == 201]
    waiting = [one for one in answers if one.status_code != 201]
    assert created
    assert {(one.content, one.headers["ETag"]) for one in created} == {
        (again.content, again.headers["ETag"])
    }
    assert again.status_code == 201
    assert {one.status_code for one in waiting} <= {409}
    assert {one.json()["code"] for one in waiting} <= {"idempotency_in_progress"}
    assert rows(database, name) == 1


@pytest.mark.asyncio
async def test_one_of_many_writers_of_one_state_wins(
    service: Service, ada: PersonClient
) -> None:
    path = f"/v1/teams/{ada.create_team()}"
    headers = {
        "If-Match": ada.etag(path),
        "Content-Type": "application/merge-patch+json",
    }

    async def rename(opened: httpx2.AsyncClient) -> httpx2.Response:
        content = f'{{"title": "{secrets.token_hex(4)}"}}'
        return await opened.patch(path, content=content, headers=headers)

    answers = await at_once(service.url, ada, [rename] * _CALLERS)

    statuses = sorted(answer.status_code for answer in answers)
    assert statuses == [200] + [412] * (_CALLERS - 1)
