"""A stock client does all that OAuth has, told the address of the service alone."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import AsyncOAuth2Client
from joserfc import jwt
from joserfc.jwk import KeySet

from tests.support.client import Service
from tests.support.oauth import CALLBACK, DEVICE, VERIFIER, Browser, Client, Page

pytestmark = pytest.mark.asyncio
TYPES = ["authorization_code", "refresh_token", "client_credentials", DEVICE]


@asynccontextmanager
async def stock(client: Client, **others: str) -> AsyncIterator[tuple[Any, Any]]:
    """Yield a stock client, and where the metadata says that things are."""
    told = await client.service.http.get("/.well-known/oauth-authorization-server")
    at = {
        name: it.replace("http://127.0.0.1:8000", "http://service")
        for name, it in told.json().items()
        if isinstance(it, str)
    }
    async with AsyncOAuth2Client(
        client.id,
        client.secret,
        redirect_uri=CALLBACK,
        code_challenge_method="S256",
        token_endpoint=at["token_endpoint"],
        transport=client.service.http._transport,
        **others,
    ) as http:
        yield http, at


@pytest.mark.parametrize("method", ["client_secret_basic", "client_secret_post"])
async def test_code_refresh_introspection_and_revocation(
    service: Service, method: str
) -> None:
    ada = await service.person()
    team = await service.team(ada)
    client = await Client.register(service, ada, team, grant_types=TYPES)
    async with stock(client, token_endpoint_auth_method=method, scope="teams:read") as (
        http,
        at,
    ):
        url, state = http.create_authorization_url(
            at["authorization_endpoint"], code_verifier=VERIFIER
        )
        browser = Browser(service)
        page = Page(await browser.http.get(url))
        page = await browser.log_in(page, ada.email)
        gone = await browser.press(page, "allow")
        tokens = await http.fetch_token(
            authorization_response=gone.location, code_verifier=VERIFIER, state=state
        )
        # Any resource server can check it by what the service publishes.
        keys = KeySet.import_key_set((await http.get(at["jwks_uri"])).json())
        claims = jwt.decode(tokens["access_token"], keys, algorithms=["ES256"]).claims
        assert (claims["sub"], claims["iss"]) == (ada.id, "http://127.0.0.1:8000")
        assert (await http.get("http://service/v1/teams")).status_code == 200
        tokens = await http.refresh_token()
        told = await http.introspect_token(
            at["introspection_endpoint"], token=tokens["access_token"]
        )
        assert told.json()["active"] is True
        revoked = await http.revoke_token(
            at["revocation_endpoint"], token=tokens["refresh_token"]
        )
        assert revoked.status_code == 200
        assert (await http.get("http://service/v1/teams")).status_code == 401
        with pytest.raises(OAuthError, match="invalid_grant"):
            await http.refresh_token()


async def test_client_credentials_and_a_device(service: Service) -> None:
    ada = await service.person()
    team = await service.team(ada)
    client = await Client.register(service, ada, team, grant_types=TYPES)
    async with stock(client) as (http, at):
        await http.fetch_token(grant_type="client_credentials", scope="apis:read")
        assert (await http.get(f"http://service{team}/apis")).status_code == 200
        with pytest.raises(OAuthError, match="invalid_scope"):
            await http.fetch_token(grant_type="client_credentials", scope="none")
        own = {"client_id": client.id, "client_secret": str(client.secret)}
        asked = await http.request(
            "POST",
            at["device_authorization_endpoint"],
            data=own,
            withhold_token=True,
        )
        codes = asked.json()
        with pytest.raises(OAuthError, match="authorization_pending"):
            await http.fetch_token(grant_type=DEVICE, device_code=codes["device_code"])
        browser = Browser(service, "/oauth/device")
        page = await browser.open(user_code=codes["user_code"])
        await browser.press(await browser.log_in(page, ada.email), "allow")
        await http.fetch_token(grant_type=DEVICE, device_code=codes["device_code"])
        assert (await http.get("http://service/v1/teams")).status_code == 200
