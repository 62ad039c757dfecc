"""Tokens for programs, as OAuth has them."""

import base64
import binascii
from typing import Final
from urllib.parse import unquote_plus

from generated import Context, models
from generated.responses import oauth as responses
from impl.handlers import wire
from impl.http.callers import address_of
from impl.oauth_records import GRANT_TYPES, KnownClient
from impl.security import ids
from impl.services.client_authentication import (
    ClientAuthentication,
    ClientCredentials,
)
from impl.services.device_authorizations import INTERVAL, DeviceAuthorizations
from impl.services.oauth_tokens import OAuthTokens, TokenWish
from impl.services.signing import SigningKeys
from impl.services.token_inspection import TokenFacts, TokenInspection

_Form = models.TokenRequest | models.TokenReference | models.DeviceRequest
_KINDS: Final = [*models.ClientAuthentication]


class OAuthHandler:
    """Implements `OauthPort`; `url` is where clients reach the service."""

    def __init__(
        self,
        clients: ClientAuthentication,
        tokens: OAuthTokens,
        inspection: TokenInspection,
        devices: DeviceAuthorizations,
        signing: SigningKeys,
        url: str,
    ) -> None:
        self._clients = clients
        self._tokens = tokens
        self._inspection = inspection
        self._devices = devices
        self._signing = signing
        self._issuer = url
        self._at = url.rstrip("/")

    async def get_authorization_server(
        self,
        context: Context,  # noqa: ARG002 - the generated port
    ) -> responses.GetAuthorizationServer200:
        """Answer with the metadata."""
        at = f"{self._at}/oauth"
        confidential = [each for each in _KINDS if each.value != "none"]
        return responses.GetAuthorizationServer200(
            body=models.AuthorizationServer(
                issuer=self._issuer,
                authorization_endpoint=f"{at}/authorize",
                token_endpoint=f"{at}/token",
                jwks_uri=f"{self._at}/.well-known/jwks.json",
                revocation_endpoint=f"{at}/revoke",
                introspection_endpoint=f"{at}/introspect",
                device_authorization_endpoint=f"{at}/device_authorization",
                scopes_supported=[*models.ApiKeyScope],
                response_types_supported=["code"],
                response_modes_supported=["query"],
                grant_types_supported=list(map(models.OAuthGrantType, GRANT_TYPES)),
                token_endpoint_auth_methods_supported=_KINDS,
                revocation_endpoint_auth_methods_supported=_KINDS,
                introspection_endpoint_auth_methods_supported=confidential,
                code_challenge_methods_supported=["S256"],
                authorization_response_iss_parameter_supported=True,
                service_documentation=f"{self._at}/docs",
            ),
            cache_control="public, max-age=300",
        )

    async def get_signing_keys(
        self,
        context: Context,  # noqa: ARG002 - the generated port
    ) -> responses.GetSigningKeys200:
        """Answer with the public keys."""
        keys = [
            models.SigningKey.model_validate(each)
            for each in await self._signing.public()
        ]
        return responses.GetSigningKeys200(
            body=models.SigningKeySet(keys=keys), cache_control="public, max-age=300"
        )

    async def create_token(
        self, context: Context, *, body: models.TokenRequest
    ) -> responses.CreateToken200:
        """Give a client tokens."""
        client = await self._client(context, body)
        wish = TokenWish(
            body.grant_type,
            scope=wire.given(body.scope),
            code=wire.given(body.code),
            redirect_uri=wire.given(body.redirect_uri),
            code_verifier=wire.given(body.code_verifier),
            refresh_token=wire.given(body.refresh_token),
            device_code=wire.given(body.device_code),
        )
        given = await self._tokens.give(client, wish)
        return responses.CreateToken200(
            body=models.OAuthTokens(
                access_token=given.access_token,
                token_type="Bearer",  # noqa: S106 - a scheme's name
                expires_in=given.expires_in,
                refresh_token=wire.optional(given.refresh_token),
                scope=" ".join(given.scopes),
            ),
            cache_control="no-store",
        )

    async def revoke_token(
        self, context: Context, *, body: models.TokenReference
    ) -> responses.RevokeToken200:
        """Have a token work no longer."""
        client = await self._client(context, body)
        await self._inspection.revoke(client, body.token)
        return responses.RevokeToken200(cache_control="no-store")

    async def introspect_token(
        self, context: Context, *, body: models.TokenReference
    ) -> responses.IntrospectToken200:
        """Say what a token is."""
        client = await self._client(context, body)
        facts = await self._inspection.inspect(client, body.token)
        told = self._told(facts) if facts else models.Introspection(active=False)
        return responses.IntrospectToken200(body=told, cache_control="no-store")

    async def authorize_device(
        self, context: Context, *, body: models.DeviceRequest
    ) -> responses.AuthorizeDevice200:
        """Give a device its codes."""
        client = await self._client(context, body)
        codes = await self._devices.begin(client, wire.given(body.scope))
        page = f"{self._at}/oauth/device"
        return responses.AuthorizeDevice200(
            body=models.DeviceAuthorization(
                device_code=codes.device_code,
                user_code=codes.user_code,
                verification_uri=page,
                verification_uri_complete=f"{page}?user_code={codes.user_code}",
                expires_in=codes.expires_in,
                interval=INTERVAL,
            ),
            cache_control="no-store",
        )

    async def _client(self, context: Context, form: _Form) -> KnownClient:
        given = ClientCredentials(
            _basic(context.header("authorization")),
            wire.given(form.client_id),
            wire.given(form.client_secret),
        )
        return await self._clients.authenticate(given, address_of(context))

    def _told(self, facts: TokenFacts) -> models.Introspection:
        said = models.Introspection(
            active=True,
            scope=" ".join(facts.scopes),
            client_id=ids.encode(ids.OAUTH_CLIENT, facts.client_id),
            sub=facts.subject,
            iss=self._issuer,
            exp=facts.expires_at,
        )
        if (claims := facts.claims) is not None:
            said.token_type = "Bearer"  # noqa: S105 - a scheme's name
            said.aud = self._issuer
            said.jti = str(claims.token_id)
            said.iat = claims.issued_at
        return said


def _basic(field: str | None) -> tuple[str, str] | None:
    """Return the id and the secret of a field of HTTP Basic (RFC 6749 §2.3.1)."""
    kind, _, rest = (field or "").partition(" ")
    if kind.lower() != "basic":
        return None
    try:
        plain = base64.b64decode(rest.strip(), validate=True).decode()
    except (binascii.Error, ValueError):
        plain = ""
    name, _, secret = plain.partition(":")
    return unquote_plus(name), unquote_plus(secret)
