"""Of somebody who has left nothing is left."""

from typing import Any

import pytest
from sqlalchemy import text

from impl.database.unit_of_work import Database
from tests.support.client import PASSWORD, Actor, Service, contract_text

pytestmark = pytest.mark.asyncio

EMAIL = "Zephyrine-Quillfeather@distinctive-domain.example"
NAME = "Zephyrine Quillfeather-Örtengren"
RENAMED = "Zephyrine von Quillfeather"
TRACES = ("quillfeather", "zephyrine", "distinctive-domain", "örtengren")
REGISTRATION = {"email": EMAIL, "password": PASSWORD, "display_name": NAME}


async def traces(database: Database) -> list[str]:
    """Return where a name or an address stands, in any table and any form."""
    reader = database.read()
    columns = text(
        "SELECT table_schema, table_name, column_name, data_type"
        " FROM information_schema.columns JOIN information_schema.tables"
        " USING (table_catalog, table_schema, table_name)"
        " WHERE table_type = 'BASE TABLE'"
        " AND table_schema NOT IN ('pg_catalog', 'information_schema')"
    )
    found = []
    rows = await reader.rows(columns)
    assert {"people", "procrastinate_jobs"} <= {row[1] for row in rows}
    for schema, table, column, kind in rows:
        name = f'"{column}"'
        shown = f"encode({name}, 'escape')" if kind == "bytea" else f"{name}::text"
        query = text(
            f'SELECT {shown} FROM "{schema}"."{table}" WHERE {name} IS NOT NULL'
        )
        for (value,) in await reader.rows(query):
            plain = unescaped(value) if kind == "bytea" else value
            if any(trace in plain.casefold() for trace in TRACES):
                found.append(f"{table}.{column}: {value}")
    return found


def unescaped(value: str) -> str:
    return value.encode().decode("unicode_escape", "replace") + value


async def register(service: Service, key: str | None = None) -> Any:
    return await service.anonymous.post("/v1/people", REGISTRATION, key=key)


async def using_everything(service: Service) -> tuple[Actor, Actor]:
    """Return somebody who has done all that one can do, and the one they work with."""
    registered = await register(service, key="registering")
    assert registered.status_code == 201
    person, other = Actor(service.http), await service.person()
    person.email, person.id = EMAIL, registered.json()["id"]
    await service.log_in(person)
    for body in ({"email": EMAIL, "password": "not the right one"}, REGISTRATION):
        path = "/v1/people" if body is REGISTRATION else "/v1/sessions"
        assert not (await service.anonymous.post(path, body)).is_success
    tag = (await person.get("/v1/people/me")).headers["etag"]
    await person.patch("/v1/people/me", {"display_name": RENAMED}, tag)
    refreshed = {"refresh_token": person.tokens["refresh_token"]}
    await service.anonymous.post("/v1/sessions/refresh", refreshed)
    team = await service.team(other)
    addition = {"email": EMAIL, "role": "maintainer"}
    added = await other.post(f"{team}/members", addition, key="adding")
    assert added.status_code == 201
    made = {"name": "their-team", "title": "T"}
    own = str((await person.post("/v1/teams", made, key="team")).headers["location"])
    for place in (own, team):
        api = await service.api(person, place)
        versions = [contract_text("1.0.0"), contract_text("2.0.0", "Two")]
        for each in versions:
            assert (await person.upload(f"{api}/versions", each)).is_success
        question = {"base": "1.0.0", "revision": "2.0.0"}
        assert (await person.post(f"{api}/comparisons", question)).is_success
        await service.key(person, place, "apis:read")
    addition = {"email": other.email, "role": "owner"}
    assert (await person.post(f"{own}/members", addition)).is_success
    return person, other


async def leave(person: Actor) -> None:
    tag = (await person.get("/v1/people/me")).headers["etag"]
    assert (await person.delete("/v1/people/me", tag)).status_code == 204


async def test_nothing_tells_of_them(service: Service, database: Database) -> None:
    person, _ = await using_everything(service)
    before = await traces(database)
    assert {each.partition(":")[0] for each in before} >= {
        "people.email",
        "people.display_name",
        "idempotency_keys.answer",
    }
    await leave(person)
    assert await traces(database) == []


async def test_repeating_a_registration_brings_nobody_back(
    service: Service, database: Database
) -> None:
    person, other = await using_everything(service)
    assert (await register(service, key="registering")).json()["id"] == person.id
    await leave(person)
    again = await register(service, key="registering")
    assert (again.status_code, again.json()["code"]) == (422, "idempotency_key_reused")
    teams = (await other.get("/v1/teams")).json()["items"]
    assert len(teams) == 2
    addition = {"email": EMAIL, "role": "maintainer"}
    path = f"/v1/teams/{teams[-1]['id']}/members"
    repeated = await other.post(path, addition, key="adding")
    assert (repeated.status_code, await traces(database)) == (422, [])
    # With another key it is another account.
    anew = await register(service, key="registering-anew")
    assert anew.status_code == 201
    assert anew.json()["id"] != person.id
