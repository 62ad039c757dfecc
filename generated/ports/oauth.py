"""The port of the tag `oauth`.

Tokens for programs, as OAuth 2.0 has them.
"""

from typing import NoReturn, Protocol

from .. import models
from ..responses import oauth as responses
from ..runtime.http.context import Context, not_implemented


class OauthPort(Protocol):
    """What an implementation of `oauth` provides."""

    async def get_authorization_server(
        self,
        context: Context,
    ) -> responses.GetAuthorizationServerResult:
        """What clients of OAuth need to know

        The authorization server's metadata ([RFC
        8414](https://www.rfc-editor.org/rfc/rfc8414)).

        `#/paths/~1.well-known~1oauth-authorization-server/get` in the contract.
        """
        ...

    async def get_signing_keys(
        self,
        context: Context,
    ) -> responses.GetSigningKeysResult:
        """The keys that access tokens are signed with

        A set of public keys ([RFC 7517](https://www.rfc-editor.org/rfc/rfc7517)):
        those that sign or have signed what may still be valid, and the one that
        comes next.

        `#/paths/~1.well-known~1jwks.json/get` in the contract.
        """
        ...

    async def create_token(
        self,
        context: Context,
        *,
        body: models.TokenRequest,
    ) -> responses.CreateTokenResult:
        """Get an access token

        The token endpoint of [RFC 6749 §3.2](https://www.rfc-editor.org/rfc/rfc6749#section-3.2), with
        the grants `client_credentials`, `authorization_code` (with PKCE, RFC 7636),
        `refresh_token` and `urn:ietf:params:oauth:grant-type:device_code` (RFC 8628). Confidential
        clients authenticate by HTTP Basic or by `client_id` and `client_secret` in the form; public
        ones say their `client_id`. A token of client credentials acts as an API key of the client's
        team with its scopes; the others act as the person who allowed it, with the
        scopes that they allowed and never more than the person's own role. A refresh token works
        once: used again it ends what was allowed, but for some seconds after its first use, when it
        gets the same successor again. Parameters that are not known are ignored.

        `#/paths/~1oauth~1token/post` in the contract.
        """
        ...

    async def revoke_token(
        self,
        context: Context,
        *,
        body: models.TokenReference,
    ) -> responses.RevokeTokenResult:
        """Revoke a token

        As [RFC 7009](https://www.rfc-editor.org/rfc/rfc7009) says. A refresh token
        takes all that it was given with along, an access token goes alone; both
        stop working at once. A token that is not known is none already: that is a
        success.

        `#/paths/~1oauth~1revoke/post` in the contract.
        """
        ...

    async def introspect_token(
        self,
        context: Context,
        *,
        body: models.TokenReference,
    ) -> responses.IntrospectTokenResult:
        """Is a token good, and what is it for?

        As [RFC 7662](https://www.rfc-editor.org/rfc/rfc7662) says, for confidential
        clients. Of tokens that were given to clients of other teams nothing is
        told.

        `#/paths/~1oauth~1introspect/post` in the contract.
        """
        ...

    async def authorize_device(
        self,
        context: Context,
        *,
        body: models.DeviceRequest,
    ) -> responses.AuthorizeDeviceResult:
        """Ask for a code that a person types in elsewhere

        For terminals and others without a browser ([RFC 8628](https://www.rfc-editor.org/rfc/rfc8628)):
        show the person `user_code` and `verification_uri`, and ask the token endpoint with
        `device_code` every `interval` seconds.

        `#/paths/~1oauth~1device_authorization/post` in the contract.
        """
        ...


class UnimplementedOauth:
    """Answers 501 to every operation of `oauth`."""

    async def get_authorization_server(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def get_signing_keys(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def create_token(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def revoke_token(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def introspect_token(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def authorize_device(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)
