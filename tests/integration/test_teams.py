import asyncio
from collections import Counter

import pytest

from tests.support.client import Service

pytestmark = pytest.mark.asyncio


async def test_a_life_of_a_team(service: Service) -> None:
    ada = await service.person()
    body = {"name": "payments", "title": "Payments", "description": "Money."}
    created = await ada.post("/v1/teams", body)
    path = created.headers["location"]
    read = await ada.get(path)
    assert read.json() == created.json()
    assert read.json()["role"] == "owner"
    known = await ada.get(path, **{"If-None-Match": read.headers["etag"]})
    assert known.status_code == 304
    changed = await ada.patch(path, {"description": None}, read.headers["etag"])
    assert "description" not in changed.json()
    assert changed.json()["title"] == "Payments"
    assert (await ada.delete(path, read.headers["etag"])).status_code == 412
    weak = await ada.delete(path, f"W/{changed.headers['etag']}")
    assert weak.status_code == 412
    assert (await ada.delete(path, changed.headers["etag"])).status_code == 204
    assert (await ada.get(path)).status_code == 404


async def test_names_are_taken(service: Service) -> None:
    ada, bob = await service.person(), await service.person()
    await ada.post("/v1/teams", {"name": "one", "title": "One"})
    other = await ada.post("/v1/teams", {"name": "two", "title": "Two"})
    for response in (
        await bob.post("/v1/teams", {"name": "one", "title": "Mine"}),
        await ada.patch(
            other.headers["location"], {"name": "one"}, other.headers["etag"]
        ),
    ):
        assert (response.status_code, response.json()["code"]) == (409, "name_taken")


async def test_pages_hold_every_team_once(service: Service) -> None:
    ada = await service.person()
    paths = [await service.team(ada) for _ in range(5)]
    seen: list[str] = []
    url: str | None = "/v1/teams?limit=2"
    while url:
        page = await ada.get(url)
        seen += [f"/v1/teams/{each['id']}" for each in page.json()["items"]]
        link = page.headers.get("link")
        assert (link is None) == ("next_cursor" not in page.json())
        url = link.partition(">")[0][1:] if link else None
    assert seen == paths[::-1]


async def test_foreign_cursors_are_unknown(service: Service) -> None:
    ada, bob = await service.person(), await service.person()
    for _ in range(2):
        await service.team(ada)
    cursor = (await ada.get("/v1/teams?limit=1")).json()["next_cursor"]
    for actor, path in (
        (bob, f"/v1/teams?cursor={cursor}"),
        (ada, f"/v1/sessions?cursor={cursor}"),
        (ada, "/v1/teams?cursor=made-up"),
        (ada, "/v1/teams?cursor=A"),
    ):
        response = await actor.get(path)
        assert (response.status_code, response.json()["code"]) == (
            404,
            "unknown_cursor",
        )


async def test_one_of_fifty_creations_wins(service: Service) -> None:
    ada = await service.person()
    body = {"name": "wanted", "title": "Wanted"}
    answers = await asyncio.gather(*(ada.post("/v1/teams", body) for _ in range(50)))
    assert Counter(each.status_code for each in answers) == {201: 1, 409: 49}


async def test_one_of_fifty_writers_wins(service: Service) -> None:
    ada = await service.person()
    path = await service.team(ada)
    tag = (await ada.get(path)).headers["etag"]
    changes = [ada.patch(path, {"title": f"Title {n}"}, tag) for n in range(50)]
    answers = await asyncio.gather(*changes)
    assert Counter(each.status_code for each in answers) == {200: 1, 412: 49}


async def test_one_key_fifty_times_has_one_effect(service: Service) -> None:
    ada = await service.person()
    body = {"name": "once", "title": "Once"}
    answers = await asyncio.gather(
        *(ada.post("/v1/teams", body, key="the-key") for _ in range(50))
    )
    bodies = {each.content for each in answers if each.status_code == 201}
    assert len(bodies) == 1
    others = {each.json()["code"] for each in answers if each.status_code != 201}
    assert others <= {"idempotency_in_progress"}
    repeated = await ada.post("/v1/teams", body, key="the-key")
    assert {repeated.content} == bodies
    assert len((await ada.get("/v1/teams")).json()["items"]) == 1


async def test_a_key_belongs_to_one_request_of_one_caller(service: Service) -> None:
    ada, bob = await service.person(), await service.person()
    one, two = ({"name": name, "title": "Team"} for name in ("one", "two"))
    assert (await ada.post("/v1/teams", one, key="k")).status_code == 201
    reused = await ada.post("/v1/teams", two, key="k")
    assert (reused.status_code, reused.json()["code"]) == (
        422,
        "idempotency_key_reused",
    )
    assert (await bob.post("/v1/teams", two, key="k")).status_code == 201


async def test_a_failed_call_leaves_its_key_free(service: Service) -> None:
    ada, bob = await service.person(), await service.person()
    taken = await bob.post("/v1/teams", {"name": "one", "title": "One"})
    body = {"name": "one", "title": "Mine"}
    assert (await ada.post("/v1/teams", body, key="k")).status_code == 409
    await bob.delete(taken.headers["location"], taken.headers["etag"])
    assert (await ada.post("/v1/teams", body, key="k")).status_code == 201
