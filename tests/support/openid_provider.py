"""An OpenID provider of another house: a library's, on a port of its own."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import time
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qsl

import uvicorn
from authlib.oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import (
    AuthorizationCodeMixin,
    ClientMixin,
    OAuth2Error,
    OAuth2Request,
)
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant
from authlib.oauth2.rfc6749.requests import BasicOAuth2Payload
from authlib.oauth2.rfc6750 import BearerTokenGenerator
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import UserInfo
from authlib.oidc.core.grants import OpenIDCode
from joserfc.jwk import KeySet, RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

CLIENT, SECRET = "countersign", "s3cret:with/signs"


class _Client(ClientMixin):  # type: ignore[misc] # the library has no types
    def __init__(self, redirect_uri: str) -> None:
        self.redirect_uri = redirect_uri

    def get_client_id(self) -> str:
        return CLIENT

    def get_default_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_allowed_scope(self, scope: str) -> str:
        return scope

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri == self.redirect_uri

    def check_client_secret(self, client_secret: str) -> bool:
        return client_secret == SECRET

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return method == "client_secret_basic" and endpoint == "token"

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"


class _Code(AuthorizationCodeMixin):  # type: ignore[misc] # as above
    def __init__(self, request: OAuth2Request, user: dict[str, Any]) -> None:
        said = request.payload.data
        self.redirect_uri, self.scope = said["redirect_uri"], said["scope"]
        self.nonce, self.user = said.get("nonce"), user
        self.code_challenge = said.get("code_challenge")
        self.code_challenge_method = said.get("code_challenge_method")

    def get_redirect_uri(self) -> str:
        return str(self.redirect_uri)

    def get_scope(self) -> str:
        return str(self.scope)

    def get_nonce(self) -> str | None:
        return None if self.nonce is None else str(self.nonce)

    def get_auth_time(self) -> int:
        return int(time.time())

    def get_acr(self) -> None:
        return None

    def get_amr(self) -> None:
        return None


class _Request(OAuth2Request):  # type: ignore[misc] # as above
    def __init__(self, method: str, url: str, said: Any, headers: Any) -> None:
        super().__init__(method, url, headers=headers)
        self.payload = BasicOAuth2Payload(said)

    @property
    def form(self) -> Any:
        return self.payload.data

    @property
    def args(self) -> Any:
        return self.payload.data


class _Grant(AuthorizationCodeGrant):  # type: ignore[misc] # as above
    TOKEN_ENDPOINT_AUTH_METHODS = ("client_secret_basic",)

    def save_authorization_code(self, code: str, request: OAuth2Request) -> None:
        self.server.codes[code] = _Code(request, request.user)

    def query_authorization_code(self, code: str, _client: Any) -> Any:
        return self.server.codes.get(code)

    def delete_authorization_code(self, authorization_code: Any) -> None:
        codes = self.server.codes
        for name in [n for n, it in codes.items() if it is authorization_code]:
            del codes[name]

    def authenticate_user(self, authorization_code: Any) -> Any:
        return authorization_code.user


class _IdToken(OpenIDCode):  # type: ignore[misc] # as above
    def __init__(self, provider: OpenIdProvider) -> None:
        super().__init__(require_nonce=True)
        self._provider = provider

    def resolve_client_private_key(self, _client: Any) -> Any:
        return self._provider.key

    def get_client_algorithm(self, _client: Any) -> str:
        return "RS256"

    def get_encode_header(self, _client: Any) -> dict[str, Any]:
        return {"alg": "RS256", "kid": self._provider.key.kid}

    def get_compatible_claims(self, _request: Any) -> dict[str, Any]:
        now = int(time.time())
        who = {"iss": self._provider.issuer, "aud": CLIENT}
        return {**who, "iat": now, "exp": now + 60}

    def exists_nonce(self, _nonce: str, _request: Any) -> bool:
        return False

    def generate_user_info(self, user: Any, _scope: str) -> UserInfo:
        return UserInfo({**user, **self._provider.lies})


class OpenIdProvider(AuthorizationServer):  # type: ignore[misc] # as above
    """Says of whoever comes that they are `person`, or lets nobody in without one.

    Attributes:
        issuer: where it is.
        person: the claims of who is logged in there.
        key: what it signs with; another one is published when it is asked next.
        lies: claims that are said instead of the true ones.
    """

    def __init__(self, redirect_uri: str) -> None:
        super().__init__()
        self.issuer = ""
        self.person: dict[str, Any] | None = None
        self.lies: dict[str, Any] = {}
        self.key = RSAKey.generate_key(2048, auto_kid=True)
        self.published = [self.key]
        self.asked: list[str] = []
        self._client = _Client(redirect_uri)
        self.codes: dict[str, _Code] = {}
        self.register_grant(_Grant, [_IdToken(self), CodeChallenge(required=True)])
        self.register_token_generator("default", BearerTokenGenerator(_token))

    def query_client(self, client_id: str) -> _Client | None:
        return self._client if client_id == CLIENT else None

    def save_token(self, token: Any, request: Any) -> None:
        """Keep none: nobody shows it."""

    def send_signal(self, name: str, *args: Any, **kwargs: Any) -> None:
        """Tell nobody."""

    def create_oauth2_request(self, request: Any) -> OAuth2Request:
        if isinstance(request, OAuth2Request):
            return request
        return _Request(*request)

    def handle_response(self, status: int, body: Any, headers: Any) -> Response:
        if isinstance(body, dict):
            return JSONResponse(body, status, dict(headers))
        return Response(body or "", status, dict(headers))

    async def authorize(self, request: Request) -> Response:
        """Send whoever comes back at once."""
        asked = self.create_oauth2_request(
            ("GET", str(request.url), dict(request.query_params), request.headers)
        )
        try:
            grant = self.get_consent_grant(asked, self.person)
        except OAuth2Error as error:
            return JSONResponse(dict(error.get_body()), 400)
        answer: Response = self.create_authorization_response(asked, self.person, grant)
        return answer

    async def redeem(self, request: Request) -> Response:
        """Give an ID token for a code."""
        form = dict(parse_qsl((await request.body()).decode()))
        answer: Response = self.create_token_response(
            ("POST", str(request.url), form, request.headers)
        )
        return answer

    async def metadata(self, _request: Request) -> Response:
        """Say where all is."""
        self.asked.append("metadata")
        ends = {"authorization_endpoint": "authorize", "token_endpoint": "token"}
        return JSONResponse(
            {
                "issuer": self.issuer,
                "jwks_uri": f"{self.issuer}/keys",
                **{name: f"{self.issuer}/{it}" for name, it in ends.items()},
                "token_endpoint_auth_methods_supported": ["client_secret_basic"],
            }
        )

    async def keys(self, _request: Request) -> Response:
        """Publish its keys."""
        self.asked.append("keys")
        return JSONResponse(KeySet([*self.published]).as_dict(private=False))

    def app(self) -> Starlette:
        """Return it as an application."""
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self.metadata),
                Route("/keys", self.keys),
                Route("/authorize", self.authorize),
                Route("/token", self.redeem, methods=["POST"]),
            ]
        )


def _token(*_: Any, **__: Any) -> str:
    return "never-shown"


@contextlib.asynccontextmanager
async def listening(provider: OpenIdProvider) -> AsyncIterator[OpenIdProvider]:
    """Have a provider listen on a port of this machine."""
    config = uvicorn.Config(provider.app(), log_config=None, lifespan="off")
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        provider.issuer = f"http://127.0.0.1:{listener.getsockname()[1]}"
        task = asyncio.create_task(server.serve(sockets=[listener]))
        try:
            while not server.started:  # noqa: ASYNC110 - it has no event
                await asyncio.sleep(0.01)
            yield provider
        finally:
            server.should_exit = True
            await task
