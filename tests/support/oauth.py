"""Clients of OAuth, and people in a browser that runs no script."""

import base64
import hashlib
import re
from collections.abc import Mapping
from html import unescape
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

import httpx2

from tests.support import contract
from tests.support.client import PASSWORD, Actor, Service

VERIFIER = "a-verifier-of-43-characters-or-a-few-more-then"
CALLBACK = "https://dashboard.example.com/callback"
DEVICE = "urn:ietf:params:oauth:grant-type:device_code"
ALL = ("authorization_code", "refresh_token", DEVICE)
SCOPES = ("teams:read", "apis:read", "apis:write")


def challenge(verifier: str = VERIFIER) -> str:
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


class Client:
    """A registered client, and how it talks to the service."""

    def __init__(self, service: Service, made: Mapping[str, Any]) -> None:
        self.service = service
        self.id = str(made["client"]["id"])
        self.secret: str | None = made.get("secret")
        self.team = f"/v1/teams/{made['client']['team_id']}"
        self.path = f"{self.team}/oauth-clients/{self.id}"

    @classmethod
    async def register(
        cls, service: Service, owner: Actor, team: str, **fields: object
    ) -> Self:
        body: dict[str, object] = {
            "title": "Dashboard",
            "type": "confidential",
            "grant_types": list(ALL),
            "redirect_uris": [CALLBACK],
            "scopes": list(SCOPES),
        }
        made = await owner.post(f"{team}/oauth-clients", {**body, **fields})
        assert made.status_code == 201, made.text
        return cls(service, made.json())

    async def ask(self, path: str, **form: str) -> httpx2.Response:
        """Send a form as this client, with its secret in the form."""
        own = {"client_id": self.id}
        if self.secret:
            own["client_secret"] = self.secret
        return await self.service.http.post(f"/oauth/{path}", data={**own, **form})

    async def token(self, grant_type: str, **form: str) -> httpx2.Response:
        return await self.ask("token", grant_type=grant_type, **form)

    async def redeem(self, code: str, **form: str) -> httpx2.Response:
        known = {"code": code, "redirect_uri": CALLBACK, "code_verifier": VERIFIER}
        return await self.token("authorization_code", **{**known, **form})

    async def refresh(self, refresh_token: str, **form: str) -> httpx2.Response:
        return await self.token("refresh_token", refresh_token=refresh_token, **form)

    def request(self, **others: str) -> dict[str, str]:
        """Return what it sends a person with."""
        own = {
            "response_type": "code",
            "client_id": self.id,
            "redirect_uri": CALLBACK,
            "state": "a state",
            "code_challenge": challenge(),
            "code_challenge_method": "S256",
        }
        return {name: it for name, it in {**own, **others}.items() if it != ""}


class Page:
    """A page as a browser without scripts has it."""

    def __init__(self, response: httpx2.Response) -> None:
        self.response = response
        self.status = response.status_code
        self.text = unescape(response.text)
        self.fields = {
            unescape(name): unescape(value)
            for name, value in re.findall(
                r'<input type="hidden" name="([^"]*)" value="([^"]*)">', response.text
            )
        }
        self.buttons = re.findall(r'name="action" value="(\w+)"', response.text)

    @property
    def location(self) -> str:
        return str(self.response.headers["location"])

    @property
    def answer(self) -> dict[str, str]:
        """What a redirection tells the client."""
        query = parse_qs(urlsplit(self.location).query, keep_blank_values=True)
        return {name: value for name, [value] in query.items()}


class Browser:
    """Somebody's browser: keeps cookies, follows nothing by itself."""

    def __init__(self, service: Service, path: str = "/oauth/authorize") -> None:
        self.path = path

        async def check(response: httpx2.Response) -> None:
            await response.aread()
            contract.check(response)

        self.http = httpx2.AsyncClient(
            transport=service.http._transport,
            base_url="http://service",
            event_hooks={"response": [check]},
            headers={"Accept": "text/html,*/*;q=0.8"},
        )

    async def open(self, **query: str) -> Page:
        return Page(await self.http.get(self.path, params=query))

    async def press(self, page: Page, action: str, **typed: str) -> Page:
        assert action in page.buttons, page.text
        return await self.send(page.fields, action=action, **typed)

    async def send(self, fields: Mapping[str, str], **typed: str) -> Page:
        return Page(await self.http.post(self.path, data={**fields, **typed}))

    async def log_in(self, page: Page, email: str, password: str = PASSWORD) -> Page:
        """Log in; return the page that follows."""
        done = await self.press(page, "sign_in", email=email, password=password)
        assert done.status == 303, done.text
        return Page(await self.http.get(done.location))


async def allowed(
    client: Client, actor: Actor, browser: Browser | None = None, **request: str
) -> dict[str, Any]:
    """Have somebody allow a client something; return the tokens that it gets."""
    browser = browser or Browser(client.service)
    page = await browser.open(**client.request(**request))
    if "sign_in" in page.buttons:
        page = await browser.log_in(page, actor.email)
    gone = await browser.press(page, "allow")
    assert gone.status == 303, gone.text
    given = await client.redeem(gone.answer["code"])
    assert given.status_code == 200, given.text
    tokens: dict[str, Any] = given.json()
    return tokens


def bearer(service: Service, tokens: Mapping[str, Any]) -> Actor:
    """Return who calls with an access token."""
    field = {"Authorization": f"Bearer {tokens['access_token']}"}
    return Actor(service.http, **field)
