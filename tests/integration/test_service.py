"""Health, the contract itself, its documentation and the edge."""

import pytest
from sqlalchemy import text

from impl.app import create
from impl.database import revisions
from impl.database.unit_of_work import Database
from impl.lifecycle import Drain
from impl.settings import Settings
from tests.support.client import Service, running

pytestmark = pytest.mark.asyncio


async def test_health(service: Service) -> None:
    assert (await service.anonymous.get("/livez")).json() == {"status": "pass"}
    ready = await service.anonymous.get("/readyz")
    assert ready.json()["checks"] == dict.fromkeys(
        ("database", "migrations", "signing_keys", "serving"), "pass"
    )


async def test_draining(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    drain = Drain()
    drain.start()
    monkeypatch.setattr("impl.app.drain", drain)
    response = await service.anonymous.get("/readyz")
    assert response.status_code == 503
    assert response.json()["checks"]["serving"] == "fail"
    assert (await service.anonymous.get("/livez")).status_code == 200


async def be_at(database: Database, revision: str, note: str) -> None:
    async with database.begin() as work:
        moved = text("UPDATE alembic_version SET version_num = :revision")
        await work.execute(moved, {"revision": revision})
        await work.execute(text(f"COMMENT ON TABLE alembic_version IS '{note}'"))
        await work.commit()


@pytest.mark.parametrize("is_served", [True, False])
async def test_replicas_of_the_release_before_stay_ready_if_they_can(
    database: Database, service: Service, *, is_served: bool
) -> None:
    note = revisions.note("9f_later", revisions.head() if is_served else "9f_later")
    await be_at(database, "9f_later", note)
    try:
        response = await service.anonymous.get("/readyz")
    finally:
        await be_at(database, revisions.head(), "")
    assert response.status_code == (200 if is_served else 503)
    checks = response.json()["checks"]
    assert checks["migrations"] == ("pass" if is_served else "fail")


async def test_without_a_database(settings: Settings) -> None:
    url = type(settings.secret_key)("postgresql://nobody@127.0.0.1:1/none")
    lost = settings.model_copy(update={"database_url": url})
    async with running(create(lost)) as service:
        response = await service.anonymous.get("/readyz")
        assert response.status_code == 503
        assert response.json()["checks"]["database"] == "fail"
        body = {"email": "a@example.com", "password": "correct horse battery"}
        response = await service.anonymous.post("/v1/sessions", body)
        assert (response.status_code, response.json()["code"]) == (503, "unavailable")
        assert int(response.headers["retry-after"]) >= 1


async def test_a_database_url_is_needed(settings: Settings) -> None:
    with pytest.raises(ValueError, match="DATABASE_URL"):
        create(settings.model_copy(update={"database_url": None}))


async def test_security_headers(database: Database, settings: Settings) -> None:
    plain = {"x-content-type-options", "content-security-policy", "cache-control"}
    for url, has_hsts in (("http://x", False), ("https://x", True)):
        changed = settings.model_copy(update={"public_url": url})
        async with running(create(changed)) as service:
            headers = (await service.anonymous.get("/livez")).headers
            assert plain <= headers.keys()
            assert ("strict-transport-security" in headers) == has_hsts


async def test_pages_of_other_origins(database: Database, settings: Settings) -> None:
    page = "https://app.example.com"
    changed = settings.model_copy(
        update={"allowed_origins": f"https://b.example, {page}", "max_concurrency": 0}
    )
    asked = {"Origin": page, "Access-Control-Request-Method": "PATCH"}
    async with running(create(changed)) as service:
        for origin in (page, "https://example.com"):
            refused = await service.anonymous.get("/v1/people/me", Origin=origin)
            # What is refused for load is read as well.
            assert refused.status_code == 503
            found = refused.headers.get("access-control-allow-origin")
            assert found == (page if origin == page else None)
    async with running(
        create(changed.model_copy(update={"max_concurrency": 10}))
    ) as service:
        answer = await service.anonymous.call("OPTIONS", "/v1/people/me", **asked)
        assert answer.status_code == 204
        allowed = answer.headers["access-control-allow-methods"]
        assert {"DELETE", "GET", "PATCH"} <= {*allowed.split(", ")}


async def test_too_many_requests_at_once(
    database: Database, settings: Settings
) -> None:
    none = settings.model_copy(update={"max_concurrency": 0})
    async with running(create(none)) as service:
        response = await service.anonymous.get("/v1/people/me")
        assert (response.status_code, response.json()["code"]) == (503, "unavailable")
        assert (await service.anonymous.get("/livez")).status_code == 200
