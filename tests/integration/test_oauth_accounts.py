"""What people allowed ends with their password; pages ask for second factors, too."""

import pytest

from impl.services.administration import Administration
from tests.integration.test_administration import administration
from tests.integration.test_second_factors import Authenticator, ada, clock
from tests.support.client import PASSWORD, Service
from tests.support.oauth import Browser, Client, allowed, bearer

pytestmark = pytest.mark.asyncio
__all__ = ["ada", "administration", "clock"]
NEW = "another one altogether"


async def test_a_page_takes_the_code_of_a_second_factor(
    service: Service, ada: Authenticator
) -> None:
    team = await service.team(ada.actor)
    client = await Client.register(service, ada.actor, team)
    browser = Browser(service)
    page = await browser.open(**client.request())
    typed = {"email": ada.actor.email, "password": PASSWORD}
    for given in ("", "000000", "no code", "²" * 6):
        again = await browser.press(page, "sign_in", **typed, code=given)
        assert (again.status, "code" in again.text) == (422, True)
    done = await browser.press(page, "sign_in", **typed, code=ada.code(1))
    assert done.status == 303, done.text


async def test_what_is_allowed_ends_with_the_password_and_the_account(
    service: Service, administration: Administration
) -> None:
    bob = await service.person()
    team = await service.team(bob)
    client = await Client.register(service, bob, team)
    changes = {"current_password": PASSWORD, "new_password": NEW}
    program = bearer(service, tokens := await allowed(client, bob))
    assert (await program.get(f"{team}/apis")).status_code == 200
    assert (await bob.patch("/v1/people/me", changes, "*")).status_code == 200
    assert (await program.get(f"{team}/apis")).status_code == 401
    renewed = await client.refresh(tokens["refresh_token"])
    assert (renewed.status_code, renewed.json()["error"]) == (400, "invalid_grant")
    back = {"current_password": NEW, "new_password": PASSWORD}
    assert (await bob.patch("/v1/people/me", back, "*")).status_code == 200
    program = bearer(service, await allowed(client, bob))
    await administration.suspend(bob.email)
    assert (await program.get(f"{team}/apis")).status_code == 401
