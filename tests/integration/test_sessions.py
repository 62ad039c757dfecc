import asyncio
from collections import Counter
from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import text

from impl.account_records import Lasting
from impl.app import create
from impl.database.unit_of_work import Database
from impl.repositories import people
from impl.security import ids, passwords
from impl.services.session_openings import open_session
from impl.settings import Settings
from tests.support.client import PASSWORD, Service, running
from tests.support.waiting import meanwhile

pytestmark = pytest.mark.asyncio


async def refresh(service: Service, token: str) -> tuple[int, str]:
    body = {"refresh_token": token}
    response = await service.anonymous.post("/v1/sessions/refresh", body)
    value = response.json()
    return response.status_code, value.get("refresh_token") or value["code"]


@pytest.mark.parametrize(
    ("email", "password"),
    [("nobody@example.com", PASSWORD), ("ada@example.com", "not the right one")],
)
async def test_wrong_credentials_all_look_alike(
    service: Service, email: str, password: str
) -> None:
    await service.person("ada@example.com")
    body = {"email": email, "password": password}
    response = await service.anonymous.post("/v1/sessions", body)
    assert (response.status_code, response.json()["code"]) == (
        401,
        "invalid_credentials",
    )
    assert response.json()["detail"] == (
        "No account has this email address and password."
    )


async def test_a_closed_session_is_told_nothing(
    service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever is asked, and however wrongly, as to somebody who was never there."""
    ada, bob = await service.person(), await service.person()
    team = await service.team(ada)
    api = await service.api(ada, team)
    elsewhere = await service.team(bob)
    tag = (await ada.get(team)).headers["etag"]
    await ada.delete(f"/v1/sessions/{ada.tokens['session_id']}")
    asked = [
        ("GET", team, {}),
        ("GET", api, {}),
        ("GET", elsewhere, {}),
        ("GET", f"{team}/apis", {}),
        ("GET", f"{team}/apis?limit=none", {}),
        ("GET", f"{team}/apis?cursor=made-up", {}),
        ("GET", f"{team}/apis/not-an-id", {}),
        ("GET", f"{team}/members", {}),
        ("GET", f"{team}/api-keys", {}),
        ("GET", f"{api}/versions", {}),
        ("GET", f"{api}/versions/1.0.0", {}),
        ("GET", "/v1/people/me", {}),
        ("GET", "/v1/sessions", {}),
        ("GET", "/v1/teams", {}),
        ("GET", team, {"If-None-Match": tag}),
        ("GET", team, {"If-None-Match": "nonsense"}),
        ("GET", team, {"Accept": "text/csv"}),
        ("POST", "/v1/teams", {}),
        ("POST", "/v1/teams", {"Content-Type": "text/csv"}),
        ("PATCH", team, {"If-Match": tag}),
        ("DELETE", team, {"If-Match": tag}),
        ("DELETE", f"/v1/sessions/{ada.tokens['session_id']}", {}),
    ]
    for method, path, headers in asked:
        what = f"{method} {path} {headers}"
        answer = await ada.call(method, path, **headers)
        assert answer.status_code == 401, what
        assert "etag" not in answer.headers, what
        challenge = answer.headers["www-authenticate"]
        assert 'error="invalid_token"' in challenge, what
        assert answer.json()["code"] == "unauthenticated", what
        assert answer.json()["detail"] == "The credentials are not valid.", what
    assert not [each for each in caplog.records if each.levelname == "ERROR"]


async def test_another_credential_is_as_good(service: Service) -> None:
    ada = await service.person()
    team = await service.team(ada)
    api = await service.api(ada, team)
    key = await service.key(ada, team, "apis:read")
    await ada.delete(f"/v1/sessions/{ada.tokens['session_id']}")
    assert (await ada.get(api)).status_code == 401
    assert (await ada.get(api, **key.headers)).status_code == 200


async def test_who_is_logged_out_changes_nothing(service: Service) -> None:
    ada = await service.person()
    team = await service.team(ada)
    api = await service.api(ada, team)
    key = await service.key(ada, team, "apis:read", "apis:write")
    before = (await ada.get(api)).json()
    await ada.delete(f"/v1/sessions/{ada.tokens['session_id']}")
    for body in ({"title": "Theirs"}, {"title": 7}, {"title": "x" * 70_000}):
        answer = await ada.patch(api, body, "*")
        assert (answer.status_code, answer.json()["code"]) == (401, "unauthenticated")
    assert (await ada.get(api, **key.headers)).json() == before
    # A key beside it still may.
    answer = await ada.call("PATCH", api, {"title": "Ours"}, match="*", **key.headers)
    assert (answer.status_code, answer.json()["title"]) == (200, "Ours")


async def test_listing_and_revoking(service: Service) -> None:
    ada, bob = await service.person(), await service.person()
    first = ada.tokens
    await service.log_in(ada)
    sessions = (await ada.get("/v1/sessions")).json()["items"]
    assert [each["current"] for each in sessions] == [True, False]
    page = await ada.get("/v1/sessions?limit=1")
    after = await ada.get(page.headers["link"].partition(">")[0][1:])
    assert [each["id"] for each in after.json()["items"]] == [first["session_id"]]
    path = f"/v1/sessions/{first['session_id']}"
    assert (await bob.delete(path)).status_code == 404
    assert (await ada.delete(path)).status_code == 204
    assert (await ada.delete(path)).status_code == 404
    ada.headers = {"Authorization": f"Bearer {first['access_token']}"}
    assert (await ada.get("/v1/people/me")).status_code == 401
    assert await refresh(service, first["refresh_token"]) == (
        401,
        "invalid_refresh_token",
    )


async def test_the_least_recently_used_of_too_many_ends(
    database: Database, generous: Settings
) -> None:
    few = generous.model_copy(update={"sessions_person": 3})
    async with running(create(few)) as service:
        ada, bob = await service.person(), await service.person()
        opened = [ada.tokens]
        for _ in range(2):
            await service.log_in(ada)
            opened.append(ada.tokens)
        # It is the oldest, and in use.
        status, successor = await refresh(service, opened[0]["refresh_token"])
        assert status == 200
        await service.log_in(ada)
        listed = (await ada.get("/v1/sessions")).json()["items"]
        left = {opened[0]["session_id"], opened[2]["session_id"]}
        assert {each["id"] for each in listed} == left | {ada.tokens["session_id"]}
        ended = opened[1]
        ada.headers = {"Authorization": f"Bearer {ended['access_token']}"}
        assert (await ada.get("/v1/people/me")).status_code == 401
        assert (await refresh(service, ended["refresh_token"]))[0] == 401
        assert (await refresh(service, successor))[0] == 200
        # Others have as many.
        assert (await bob.get("/v1/people/me")).status_code == 200
    because = text("SELECT subject FROM audit_events WHERE details = CAST(:d AS jsonb)")
    told = await database.read().rows(because, {"d": '{"because": "too_many"}'})
    assert [subject for [subject] in told] == [ended["session_id"]]


async def test_two_log_ins_at_once_leave_no_session_too_many(
    database: Database, generous: Settings
) -> None:
    settings = generous.model_copy(update={"sessions_person": 1})
    few = Lasting(timedelta(hours=1), timedelta(hours=1), 1)
    async with running(create(settings)) as service:
        ada = await service.person()
        old = ada.tokens["session_id"]
        async with database.begin() as work:
            person_id = ids.decode(ids.PERSON, ada.id)
            assert await people.may_log_in(work, person_id)
            first, _ = await open_session(work, person_id, None, few, {})
            async with meanwhile(database, work, service.log_in(ada)):
                await work.commit()
        listed = (await ada.get("/v1/sessions")).json()["items"]
        assert [each["id"] for each in listed] == [ada.tokens["session_id"]]
    ended = text("SELECT subject FROM audit_events WHERE action = 'session.revoked'")
    told = {subject for [subject] in await database.read().rows(ended)}
    assert told == {old, ids.encode(ids.SESSION, first.id)}


async def test_a_lost_answer_can_be_asked_for_again(service: Service) -> None:
    ada = await service.person()
    token = ada.tokens["refresh_token"]
    answers = await asyncio.gather(*(refresh(service, token) for _ in range(5)))
    assert len(set(answers)) == 1
    status, successor = answers[0]
    assert (status, successor != token) == (200, True)
    assert (await refresh(service, successor))[0] == 200


async def test_reuse_ends_the_session(database: Database, generous: Settings) -> None:
    strict = generous.model_copy(update={"refresh_grace": 0.0})
    async with running(create(strict)) as service:
        ada = await service.person()
        token = ada.tokens["refresh_token"]
        answers = await asyncio.gather(*(refresh(service, token) for _ in range(5)))
        assert Counter(status for status, _ in answers)[200] == 1
        assert "refresh_token_reused" in {code for _, code in answers}
        assert (await ada.get("/v1/people/me")).status_code == 401
        successor = next(code for status, code in answers if status == 200)
        assert await refresh(service, successor) == (401, "invalid_refresh_token")


@pytest.mark.parametrize("token", ["csr_" + "a" * 70, "csr_" + "_" * 41])
async def test_made_up_refresh_tokens(service: Service, token: str) -> None:
    assert await refresh(service, token) == (401, "invalid_refresh_token")


@pytest.mark.parametrize("text", ["Bearer x", "Bearer a.b.c", "Bearer e30.e30.e30"])
async def test_made_up_access_tokens(service: Service, text: str) -> None:
    response = await service.anonymous.get("/v1/people/me", Authorization=text)
    assert (response.status_code, response.json()["code"]) == (401, "unauthenticated")


async def test_rates(database: Database, settings: Settings) -> None:
    tight = settings.model_copy(
        update={"login_rate_account": 2, "registration_rate_address": 1}
    )
    async with running(create(tight)) as service:
        ada = await service.person()
        body = {"email": ada.email, "password": PASSWORD}
        answers = [await service.anonymous.post("/v1/sessions", body) for _ in range(3)]
        assert [each.status_code for each in answers] == [201, 429, 429]
        assert 1 <= int(answers[-1].headers["retry-after"]) <= 60
        body = {**body, "display_name": "Again"}
        assert (await service.anonymous.post("/v1/people", body)).status_code == 429


async def test_a_password_is_hashed_as_all_are_now(
    service: Service, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def kept() -> str:
        async with database.begin() as work:
            found = await work.execute(text("SELECT password_hash FROM people"))
            return str(found.scalar_one())

    ada = await service.person()
    old = await kept()
    await service.log_in(ada)
    assert await kept() == old
    dearer = PasswordHasher(time_cost=2, memory_cost=64, parallelism=1)
    monkeypatch.setattr(passwords, "_HASHER", dearer)
    tag = (await ada.get("/v1/people/me")).headers["etag"]
    await asyncio.gather(*(service.log_in(ada) for _ in range(3)))
    assert "t=2" in await kept() != old
    await service.log_in(ada)
    same = (await ada.get("/v1/people/me")).headers["etag"]
    assert same == tag, "nothing has changed for anybody"
