"""A service that people log in to by an OpenID provider, and that provider."""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import httpx2
from pydantic import SecretStr
from sqlalchemy import text

from impl.app import create
from impl.database.unit_of_work import Database
from impl.settings import Settings
from tests.support.client import Service, running
from tests.support.openid_provider import CLIENT, SECRET, OpenIdProvider, listening
from tests.support.pages import SiteBrowser, SitePage

BACK = "/sign-in/openid/return"
ADA = {
    "sub": "ada-7",
    "email": "ada@example.com",
    "email_verified": True,
    "name": "Ada Lovelace",
}


@dataclass
class House:
    """A service, and the provider that people log in by."""

    service: Service
    provider: OpenIdProvider
    database: Database

    async def prove(self, email: str) -> None:
        """Have somebody's address proven."""
        await self.execute(
            f"UPDATE people SET verified_at = now() WHERE email = '{email}'"
        )

    async def execute(self, statement: str) -> None:
        """Change what only operators can."""
        async with self.database.begin() as work:
            await work.execute(text(statement))
            await work.commit()

    async def provided(
        self, browser: SiteBrowser, path: str = "/sign-in/openid"
    ) -> str:
        """Go to the provider and return the path that it sends back to."""
        gone = await browser.open(path)
        async with httpx2.AsyncClient(trust_env=False) as http:
            sent = await http.get(gone.location)
        assert sent.status_code == 302, sent.text
        back = str(sent.headers["location"])
        assert back.startswith(f"http://127.0.0.1:8000{BACK}?"), back
        return back.removeprefix("http://127.0.0.1:8000")

    async def log_in(
        self,
        browser: SiteBrowser | None = None,
        path: str = "/sign-in/openid",
        **person: Any,
    ) -> tuple[SiteBrowser, SitePage]:
        """Log in as somebody; return the browser and what came of it."""
        browser = browser or SiteBrowser(self.service)
        self.provider.person = {**ADA, **person}
        back = await self.provided(browser, path)
        return browser, await browser.open(back)


@contextlib.asynccontextmanager
async def open_house(
    database: Database, generous: Settings, **more: object
) -> AsyncIterator[House]:
    """Have a service and a provider; `more` are settings."""
    async with listening(OpenIdProvider(f"http://127.0.0.1:8000{BACK}")) as provider:
        settings = generous.model_copy(
            update={
                "openid_issuer": provider.issuer,
                "openid_client_id": CLIENT,
                "openid_client_secret": SecretStr(SECRET),
                "openid_name": "Acme",
                "openid_team_roles": "devs=payments:member, leads=payments:owner",
                **more,
            }
        )
        async with running(create(settings)) as service:
            yield House(service, provider, database)
