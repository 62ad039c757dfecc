"""Mocks of published versions: whose they are, and what they remember."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import text

from impl.app import create
from impl.database.unit_of_work import Database
from impl.repositories import mock_states
from impl.repositories.mock_states import MockSession
from impl.security.caller import Caller
from impl.settings import Settings
from tests.support.client import Actor, Service, running
from tests.support.waiting import meanwhile

pytestmark = pytest.mark.asyncio

KENNEL: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Kennel", "version": "1.0.0"},
    "servers": [{"url": "/api"}],
    "paths": {
        "/dogs": {
            "get": {
                "operationId": "list_dogs",
                "responses": {
                    "200": {
                        "description": "Dogs.",
                        "content": {
                            "application/json": {
                                "schema": {
                                    "type": "array",
                                    "items": {"$ref": "#/components/schemas/Dog"},
                                }
                            }
                        },
                    }
                },
            },
            "post": {
                "operationId": "create_dog",
                "requestBody": {
                    "required": True,
                    "content": {
                        "application/json": {
                            "schema": {"$ref": "#/components/schemas/Dog"}
                        }
                    },
                },
                "responses": {
                    "201": {
                        "description": "A dog.",
                        "content": {
                            "application/json": {
                                "schema": {"$ref": "#/components/schemas/Dog"}
                            }
                        },
                    }
                },
            },
        },
        "/dogs/{id}": {
            "get": {
                "operationId": "get_dog",
                "parameters": [
                    {
                        "name": "id",
                        "in": "path",
                        "required": True,
                        "schema": {"type": "string"},
                    }
                ],
                "responses": {
                    "200": {
                        "description": "A dog.",
                        "content": {
                            "application/json": {
                                "schema": {"$ref": "#/components/schemas/Dog"}
                            }
                        },
                    }
                },
            }
        },
        "/page": {
            "get": {
                "operationId": "get_page",
                "responses": {
                    "200": {
                        "description": "A page.",
                        "headers": {
                            "Content-Security-Policy": {
                                "required": True,
                                "schema": {"const": "script-src *"},
                            },
                            "Set-Cookie": {
                                "required": True,
                                "schema": {"const": "a=b; Path=/; Domain=example.com"},
                            },
                        },
                        "content": {
                            "text/html": {"schema": {"const": "<script>1</script>"}}
                        },
                    }
                },
            }
        },
        "/away": {
            "get": {
                "operationId": "go_away",
                "responses": {
                    "302": {
                        "description": "Elsewhere.",
                        "headers": {
                            "Location": {
                                "required": True,
                                "schema": {"const": "https://example.com/"},
                            }
                        },
                    }
                },
            }
        },
    },
    "components": {
        "schemas": {
            "Dog": {
                "type": "object",
                "required": ["id", "name"],
                "properties": {
                    "id": {"type": "string", "readOnly": True},
                    "name": {"type": "string", "maxLength": 100},
                },
            }
        }
    },
}
SCOPES = ("versions:read", "apis:read")


class Mocked:
    """A version with a mock, and who owns it."""

    def __init__(self, service: Service, owner: Actor, team: str, api: str) -> None:
        self.service, self.owner, self.team, self.api = service, owner, team, api
        self.path = f"{api}/versions/1.0.0/mock"

    async def address(self, actor: Actor) -> str:
        """Return the path of somebody's mock."""
        answer = await actor.get(self.path)
        assert answer.status_code == 200, answer.text
        url: str = answer.json()["url"]
        return url.removeprefix("http://127.0.0.1:8000")


async def publish(service: Service, contract: object = KENNEL) -> Mocked:
    owner = await service.person()
    team = await service.team(owner)
    api = await service.api(owner, team)
    content = json.dumps(contract).encode()
    answer = await owner.upload(f"{api}/versions", content, "application/json")
    assert answer.status_code == 201, answer.text
    return Mocked(service, owner, team, api)


@pytest_asyncio.fixture
async def kennel(service: Service) -> AsyncIterator[Mocked]:
    yield await publish(service)


async def names(service: Service, address: str, **headers: str) -> list[str]:
    answer = await service.anonymous.get(f"{address}/dogs", **headers)
    assert answer.status_code == 200, answer.text
    return [each["name"] for each in answer.json()]


async def test_what_is_created_is_found_again(kennel: Mocked) -> None:
    address = await kennel.address(kennel.owner)
    anybody = kennel.service.anonymous
    created = await anybody.post(f"{address}/dogs", {"name": "Rex"})
    assert created.status_code == 201
    assert created.json()["name"] == "Rex"
    found = await anybody.get(f"{address}/dogs/{created.json()['id']}")
    assert found.json() == created.json()
    assert "Rex" in await names(kennel.service, address)
    below = await anybody.get(f"{address}/api/dogs/{created.json()['id']}")
    assert below.json() == created.json()
    refused = await anybody.post(f"{address}/dogs", {"name": 1})
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["pointer"] == "/name"


async def test_each_caller_and_each_session_has_a_state(kennel: Mocked) -> None:
    service, owner = kennel.service, kennel.owner
    key = await service.key(owner, kennel.team, *SCOPES)
    viewer = await service.join(owner, kennel.team, "viewer")
    addresses = [await kennel.address(each) for each in (owner, key, viewer)]
    assert len(set(addresses)) == 3
    assert await kennel.address(owner) == addresses[0]
    for number, address in enumerate(addresses):
        dog = {"name": f"dog {number}"}
        await service.anonymous.post(f"{address}/dogs", dog)
    test = {"Mock-Session": "test"}
    await service.anonymous.call("POST", f"{addresses[0]}/dogs", {"name": "T"}, **test)
    for number, address in enumerate(addresses):
        found = await names(service, address)
        assert [each for each in found if each.startswith("dog ")] == [f"dog {number}"]
        assert "T" not in found
    assert "T" in await names(service, addresses[0], **test)

    assert (await owner.post(f"{kennel.path}/reset")).status_code == 204
    assert "dog 0" not in await names(service, addresses[0])
    assert "T" not in await names(service, addresses[0], **test)
    assert "dog 2" in await names(service, addresses[2])


async def test_faults_and_clocks_are_of_one_state(kennel: Mocked) -> None:
    service = kennel.service
    key = await service.key(kennel.owner, kennel.team, *SCOPES)
    mine, theirs = await kennel.address(kennel.owner), await kennel.address(key)
    rules = [{"operation": "list_dogs", "status": 503}]
    changed = await service.anonymous.call("PUT", f"{mine}/_mock/faults", rules)
    assert changed.status_code == 200
    clock = {"now": "2030-01-01T00:00:00Z"}
    await service.anonymous.call("PUT", f"{mine}/_mock/clock", clock)
    assert (await service.anonymous.get(f"{mine}/dogs")).status_code == 503
    assert (await service.anonymous.get(f"{theirs}/dogs")).status_code == 200
    told = (await service.anonymous.get(f"{mine}/_mock/clock")).json()
    assert told["now"].startswith("2030-01-01")
    told = (await service.anonymous.get(f"{theirs}/_mock/clock")).json()
    assert told["steered"] is False


async def test_an_address_is_as_good_as_its_holder(kennel: Mocked) -> None:
    service, owner = kennel.service, kennel.owner
    viewer = await service.join(owner, kennel.team, "viewer")
    key = await service.key(owner, kennel.team, *SCOPES)
    theirs, keys = await kennel.address(viewer), await kennel.address(key)
    await owner.delete(f"{kennel.team}/members/{viewer.id}", match="*")
    await owner.delete(f"{kennel.team}/api-keys/{key.id}")
    made_up = theirs[:-1] + ("A" if theirs[-1] != "A" else "B")
    for address in (theirs, keys, made_up, "/mocks/x", "/mocks", "/mocks/"):
        answer = await service.anonymous.get(f"{address}/dogs")
        assert answer.status_code == 404, address
        assert answer.json()["code"] == "not_found"
    stranger = await service.person()
    assert (await stranger.get(kennel.path)).status_code == 404


async def test_workers_have_one_state(
    kennel: Mocked, generous: Settings, database: Database
) -> None:
    address = await kennel.address(kennel.owner)
    async with running(create(generous)) as other:
        one, two = kennel.service.anonymous, other.anonymous
        await asyncio.gather(
            *(
                actor.post(f"{address}/dogs", {"name": f"dog {number}"})
                for number, actor in enumerate((one, two) * 2)
            )
        )
        for service in (kennel.service, other):
            found = await names(service, address)
            kept = sorted(each for each in found if each.startswith("dog "))
            assert kept == ["dog 0", "dog 1", "dog 2", "dog 3"]
    rows = await database.read().rows(text("SELECT count(*) FROM mock_states"))
    assert rows[0][0] == 1


async def test_states_are_bounded(
    database: Database, generous: Settings, service: Service
) -> None:
    few = generous.model_copy(update={"mock_states": 2})
    async with running(create(few)) as bounded:
        kennel = await publish(bounded)
        address = await kennel.address(kennel.owner)
        for name in "abc":
            await bounded.anonymous.call(
                "POST", f"{address}/dogs", {"name": name}, **{"Mock-Session": name}
            )
        # Whoever looks has a state, too: those that are left come first.
        found = [
            name in await names(bounded, address, **{"Mock-Session": name})
            for name in "cba"
        ]
    assert found == [True, True, False]


async def test_two_states_at_once_leave_not_one_too_many(
    database: Database, generous: Settings
) -> None:
    few = generous.model_copy(update={"mock_states": 1})
    another = text(
        """
        INSERT INTO mock_states
        SELECT another.* FROM mock_states AS one, jsonb_populate_record(
            one, jsonb_build_object('id', uuidv7(), 'session', sha256('b'))
        ) AS another
        RETURNING version_id, person_id
        """
    )
    async with running(create(few)) as bounded:
        kennel = await publish(bounded)
        dogs = f"{await kennel.address(kennel.owner)}/dogs"

        async def add(name: str) -> None:
            field = {"Mock-Session": name}
            await bounded.anonymous.call("POST", dogs, {"name": name}, **field)

        await add("a")
        async with database.begin() as work:
            [[version_id, person_id]] = await work.rows(another)
            session = MockSession(version_id, Caller(person_id), b"")
            await mock_states.trim(work, session, 1)
            async with meanwhile(database, work, add("c")):
                await work.commit()
    left = await database.read().rows(text("SELECT count(*) FROM mock_states"))
    assert left[0][0] == 1


async def test_rates_are_their_own(generous: Settings, database: Database) -> None:
    slow = generous.model_copy(update={"mock_rate": 2})
    async with running(create(slow)) as limited:
        kennel = await publish(limited)
        address = await kennel.address(kennel.owner)
        answers = [
            await limited.anonymous.get(f"{address}/_mock", Origin="http://localhost")
            for _ in range(3)
        ]
        assert [each.status_code for each in answers] == [200, 200, 429]
        assert int(answers[2].headers["retry-after"]) >= 1
        allowed = "access-control-allow-origin"
        assert answers[2].headers[allowed] == "http://localhost"
        assert (await kennel.owner.get(kennel.path)).status_code == 200


async def test_nothing_of_a_contract_is_said_of_the_origin(kennel: Mocked) -> None:
    address = await kennel.address(kennel.owner)
    anybody = kennel.service.anonymous
    page = await anybody.get(f"{address}/page")
    assert page.status_code == 200
    assert page.headers.get_list("content-security-policy") == [
        "sandbox; default-src 'none'"
    ]
    assert page.headers["set-cookie"] == f"a=b; Path={address}/"
    assert page.headers["x-content-type-options"] == "nosniff"
    away = await anybody.get(f"{address}/away")
    assert away.headers["location"] == "https://example.com/"
    visit = await anybody.get(f"{address}/away", **{"Sec-Fetch-Mode": "navigate"})
    assert "location" not in visit.headers
    for withheld in ("docs", "log", "messages"):
        answer = await anybody.get(f"{address}/_mock/{withheld}")
        assert answer.status_code == 404


async def test_pages_of_any_origin_may_ask(kennel: Mocked) -> None:
    address = await kennel.address(kennel.owner)
    asked = {
        "Origin": "http://localhost:3000",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    answer = await kennel.service.anonymous.call("OPTIONS", f"{address}/dogs", **asked)
    assert answer.status_code == 204
    assert answer.headers["access-control-allow-methods"] == "POST"
    assert answer.headers["access-control-allow-origin"] == asked["Origin"]


async def test_head_says_what_get_would(kennel: Mocked) -> None:
    address = await kennel.address(kennel.owner)
    got = await kennel.service.anonymous.get(f"{address}/dogs")
    head = await kennel.service.anonymous.call("HEAD", f"{address}/dogs")
    assert head.status_code == 200
    assert head.content == b""
    assert head.headers["content-length"] == got.headers["content-length"]


async def test_bodies_are_limited(kennel: Mocked) -> None:
    address = await kennel.address(kennel.owner)
    large = b'{"name": "' + b"x" * 1_100_000 + b'"}'
    answer = await kennel.service.anonymous.upload(
        f"{address}/dogs", large, "application/json"
    )
    assert answer.status_code == 413


async def test_the_report_says_what_is_remembered(kennel: Mocked) -> None:
    answer = await kennel.owner.get(f"{kennel.path}/report")
    assert answer.status_code == 200
    said = {
        f"{each['method']} {each['path']}": each["is_remembered"]
        for each in answer.json()["operations"]
    }
    assert said["POST /dogs"]
    assert said["GET /dogs/{id}"]
    assert not said["GET /page"]


async def test_it_is_known_by_its_tag(kennel: Mocked) -> None:
    tag = (await kennel.owner.get(kennel.path)).headers["etag"]
    answer = await kennel.owner.get(kennel.path, **{"If-None-Match": tag})
    assert answer.status_code == 304


HOSTILE = "^(a+)+$"


async def test_a_hostile_contract_holds_nobody_up(
    generous: Settings, database: Database
) -> None:
    hostile = json.loads(json.dumps(KENNEL))
    hostile["components"]["schemas"]["Dog"]["properties"]["name"] = {
        "type": "string",
        "allOf": [{"pattern": f"^(?=(a+)+{'(a|a)*' * 20}$)"}, {"pattern": HOSTILE}],
    }
    quick = generous.model_copy(update={"mock_timeout": 1.0})
    async with running(create(quick)) as service:
        bad, good = await publish(service, hostile), await publish(service)
        address = await bad.address(bad.owner)
        other = await good.address(good.owner)
        attempt = service.anonymous.post(f"{address}/dogs", {"name": "a" * 5000 + "!"})
        answers = await asyncio.gather(attempt, names(service, other))
        assert answers[0].status_code in {409, 422, 503}
        assert answers[1]
        # It goes on with whatever is harmless.
        again = await service.anonymous.get(f"{address}/_mock")
        assert again.status_code in {200, 409}
