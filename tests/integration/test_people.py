import pytest

from tests.support.client import PASSWORD, Service

pytestmark = pytest.mark.asyncio

ADA = {"email": "ada@example.com", "password": PASSWORD, "display_name": "Ada"}


async def test_registering_reading_and_renaming(service: Service) -> None:
    ada = await service.person("Ada@Example.com")
    me = await ada.get("/v1/people/me")
    assert me.json()["email"] == "Ada@Example.com"
    same = await ada.get(
        "/v1/people/me", **{"If-None-Match": f"W/{me.headers['etag']}"}
    )
    assert same.status_code == 304
    renamed = await ada.patch(
        "/v1/people/me", {"display_name": "Countess"}, me.headers["etag"]
    )
    assert renamed.json()["display_name"] == "Countess"
    assert renamed.headers["etag"] != me.headers["etag"]
    stale = await ada.patch("/v1/people/me", {}, me.headers["etag"])
    assert stale.json()["code"] == "precondition_failed"


async def test_an_address_is_taken_in_any_case(service: Service) -> None:
    assert (await service.anonymous.post("/v1/people", ADA)).status_code == 201
    again = await service.anonymous.post(
        "/v1/people", {**ADA, "email": "ADA@example.com"}
    )
    assert (again.status_code, again.json()["code"]) == (409, "email_taken")


@pytest.mark.parametrize(
    "password", ["passwordpassword", "xx-ada@example.com-xx", "1234567890qwertyuiop"]
)
async def test_guessable_passwords_are_refused(service: Service, password: str) -> None:
    response = await service.anonymous.post("/v1/people", {**ADA, "password": password})
    assert (response.status_code, response.json()["code"]) == (422, "weak_password")
    assert response.json()["errors"][0]["pointer"] == "/password"
    assert password not in response.text


async def test_a_new_password_ends_other_sessions(service: Service) -> None:
    ada = await service.person()
    old = dict(ada.headers)
    await service.log_in(ada)
    tag = (await ada.get("/v1/people/me")).headers["etag"]
    change = {"current_password": PASSWORD, "new_password": "an entirely new one"}
    wrong = {**change, "current_password": "not the right one"}
    refused = await ada.patch("/v1/people/me", wrong, tag)
    assert (refused.status_code, refused.json()["code"]) == (401, "invalid_credentials")
    assert (await ada.patch("/v1/people/me", change, tag)).status_code == 200
    assert (await ada.get("/v1/people/me")).status_code == 200
    ada.headers = old
    assert (await ada.get("/v1/people/me")).status_code == 401
    login = {"email": ada.email, "password": PASSWORD}
    assert (await service.anonymous.post("/v1/sessions", login)).status_code == 401
    login["password"] = change["new_password"]
    assert (await service.anonymous.post("/v1/sessions", login)).status_code == 201


async def test_a_new_address_must_be_free(service: Service) -> None:
    ada, bob = await service.person(), await service.person()
    tag = (await ada.get("/v1/people/me")).headers["etag"]
    change = {"email": bob.email.upper(), "current_password": PASSWORD}
    taken = await ada.patch("/v1/people/me", change, tag)
    assert (taken.status_code, taken.json()["code"]) == (409, "email_taken")
    change["email"] = "new@example.com"
    assert (await ada.patch("/v1/people/me", change, tag)).status_code == 200


async def test_leaving(service: Service) -> None:
    ada = await service.person()
    team = await service.team(ada)
    bob = await service.join(ada, team, "member")
    tag = (await ada.get("/v1/people/me")).headers["etag"]
    assert (await ada.delete("/v1/people/me", '"0"')).status_code == 412
    kept = await ada.delete("/v1/people/me", tag)
    assert (kept.status_code, kept.json()["code"]) == (409, "last_owner")
    member = await ada.get(f"{team}/members/{bob.id}")
    await ada.patch(member.url.path, {"role": "owner"}, member.headers["etag"])
    assert (await ada.delete("/v1/people/me", tag)).status_code == 204
    assert (await ada.get("/v1/people/me")).status_code == 401
    page = await bob.get(f"{team}/members")
    assert [each["person_id"] for each in page.json()["items"]] == [bob.id]


async def test_conditions_are_demanded(service: Service) -> None:
    ada = await service.person()
    for response in (
        await ada.call("PATCH", "/v1/people/me", {}),
        await ada.delete("/v1/people/me"),
    ):
        assert (response.status_code, response.json()["code"]) == (
            428,
            "precondition_required",
        )
