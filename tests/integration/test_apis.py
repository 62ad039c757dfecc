import pytest

from tests.support.client import Service

pytestmark = pytest.mark.asyncio


async def test_a_life_of_an_api(service: Service) -> None:
    ada = await service.person()
    team = await service.team(ada)
    body = {"name": "refunds", "title": "Refunds", "description": "Money back."}
    created = await ada.post(f"{team}/apis", body, key="k")
    assert (await ada.post(f"{team}/apis", body, key="k")).content == created.content
    path, tag = created.headers["location"], created.headers["etag"]
    assert (await ada.get(path)).json() == created.json()
    assert (await ada.get(path, **{"If-None-Match": "*"})).status_code == 304
    changed = await ada.patch(path, {"title": "Money", "description": None}, tag)
    assert changed.json()["title"] == "Money"
    assert "description" not in changed.json()
    assert (await ada.patch(path, {}, tag)).status_code == 412
    assert (await ada.delete(path, tag)).status_code == 412
    assert (await ada.delete(path, changed.headers["etag"])).status_code == 204
    assert (await ada.get(path)).status_code == 404


async def test_names_are_unique_in_their_team(service: Service) -> None:
    ada = await service.person()
    one, two = await service.team(ada), await service.team(ada)
    body = {"name": "refunds", "title": "Refunds"}
    await ada.post(f"{one}/apis", body)
    assert (await ada.post(f"{two}/apis", body)).status_code == 201
    other = await ada.post(f"{one}/apis", {"name": "other", "title": "Other"})
    for response in (
        await ada.post(f"{one}/apis", body),
        await ada.patch(
            other.headers["location"], {"name": "refunds"}, other.headers["etag"]
        ),
    ):
        assert (response.status_code, response.json()["code"]) == (409, "name_taken")


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("REF", ["refunds"]),
        ("straße", ["maps"]),
        ("100%", ["full"]),
        ("_", []),
        ("S", ["full", "maps", "refunds"]),
    ],
)
async def test_searching(service: Service, query: str, names: list[str]) -> None:
    ada = await service.person()
    team = await service.team(ada)
    for name, title, description in (
        ("refunds", "Money", None),
        ("maps", "STRASSE and Straße", None),
        ("full", "Full", "It is 100% there."),
    ):
        body = {"name": name, "title": title}
        if description:
            body["description"] = description
        await ada.post(f"{team}/apis", body)
    page = await ada.http.get(
        f"{team}/apis", params={"query": query}, headers=ada.headers
    )
    assert [each["name"] for each in page.json()["items"]] == names


async def test_a_cursor_works_with_its_filter_only(service: Service) -> None:
    ada = await service.person()
    team = await service.team(ada)
    for _ in range(3):
        await service.api(ada, team)
    page = await ada.get(f"{team}/apis?limit=2&query=api")
    cursor = page.json()["next_cursor"]
    rest = await ada.get(page.headers["link"].partition(">")[0][1:])
    assert len(rest.json()["items"]) == 1
    for filters in ("", "query=other&"):
        response = await ada.get(f"{team}/apis?{filters}cursor={cursor}")
        assert response.json()["code"] == "unknown_cursor"


async def test_a_key_and_its_life(service: Service) -> None:
    ada = await service.person()
    team = await service.team(ada)
    body = {"name": "pipeline", "scopes": ["apis:read"], "expires_in_days": 1}
    created = await ada.post(f"{team}/api-keys", body)
    assert created.headers["cache-control"] == "no-store"
    path, key = created.headers["location"], created.json()["api_key"]
    assert (await ada.get(path)).json() == key
    assert "secret" not in (await ada.get(f"{team}/api-keys")).text
    taken = await ada.post(f"{team}/api-keys", body)
    assert (taken.status_code, taken.json()["code"]) == (409, "name_taken")
    await service.key(ada, team, "teams:read")
    page = await ada.get(f"{team}/api-keys?limit=1")
    rest = await ada.get(page.headers["link"].partition(">")[0][1:])
    assert [each["name"] for each in rest.json()["items"]] == ["pipeline"]
    secret = {"X-Api-Key": created.json()["secret"]}
    assert (await service.anonymous.get(f"{team}/apis", **secret)).status_code == 200
    assert "last_used_at" in (await ada.get(path)).json()
    scope = await service.anonymous.get(team, **secret)
    assert (scope.status_code, scope.json()["code"]) == (403, "insufficient_scope")
    assert (await ada.delete(path)).status_code == 204
    assert (await ada.delete(path)).status_code == 404
    assert (await service.anonymous.get(f"{team}/apis", **secret)).status_code == 401


async def test_a_key_sees_its_own_team_only(service: Service) -> None:
    ada = await service.person()
    one, two = await service.team(ada), await service.team(ada)
    key = await service.key(ada, one, "teams:read", "apis:read", "apis:write")
    own = await key.get(one)
    assert own.status_code == 200
    assert "role" not in own.json()
    assert (await key.get(two)).status_code == 404
    body = {"name": "made-by-key", "title": "Made"}
    assert (await key.post(f"{one}/apis", body)).status_code == 201
    assert (await key.post(f"{two}/apis", body)).status_code == 404


async def test_finding_by_names(service: Service) -> None:
    ada, stranger = await service.person(), await service.person()
    one, two = await service.team(ada), await service.team(ada)
    for team in (one, two):
        body = {"name": "refunds", "title": "Refunds"}
        assert (await ada.post(f"{team}/apis", body)).status_code == 201
    name = (await ada.get(one)).json()["name"]
    path = f"/v1/apis?team={name}&name=refunds"
    [api] = (await ada.get(path)).json()["items"]
    assert api["team_id"] == one.rpartition("/")[2]
    assert (await ada.get(f"{one}/apis/{api['id']}")).json() == api
    for scope in ("apis:read", "versions:read", "versions:write"):
        key = await service.key(ada, one, scope)
        assert (await key.get(path)).json()["items"] == [api]
    other = await service.key(ada, two, "apis:read")
    for who in (stranger, other):
        assert (await who.get(path)).json() == {"items": []}
    assert (await ada.get(f"/v1/apis?team={name}&name=other")).json()["items"] == []
    lacking = await service.key(ada, one, "teams:read")
    assert (await lacking.get(path)).status_code == 403
    assert (await ada.get(f"/v1/apis?team={name}")).status_code == 422


@pytest.mark.parametrize("secret", ["x", "csk_" + "a" * 42, "csk_é" + "a" * 41])
async def test_made_up_keys(service: Service, secret: str) -> None:
    ada = await service.person()
    team = await service.team(ada)
    response = await service.http.get(
        team, headers=[(b"X-Api-Key", secret.encode("latin-1"))]
    )
    assert response.status_code == 401
