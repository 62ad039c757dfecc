"""What can go wrong between clients of OAuth and this service.

DomainError
├── OAuthRefused     a request that OAuth has a name for (contract: OAuthErrorCode)
└── ClientRefused    a client that is unknown, or does not prove who it is
AuthorizationMistaken    a person was sent here with something that is no request
AuthorizationRefused     with a request whose client is told what is wrong
"""

from typing import Literal
from uuid import UUID

from impl.errors import DomainError

OAuthCode = Literal[
    "invalid_request",
    "invalid_grant",
    "unauthorized_client",
    "unsupported_grant_type",
    "invalid_scope",
    "authorization_pending",
    "slow_down",
    "access_denied",
    "expired_token",
]
AuthorizationCode = Literal[
    "invalid_request",
    "unauthorized_client",
    "access_denied",
    "unsupported_response_type",
    "invalid_scope",
    "login_required",
    "consent_required",
]


class OAuthRefused(DomainError):
    """A request that OAuth has a name for what is wrong with (RFC 6749 §5.2).

    Attributes:
        reused_of: whose code or refresh token it is that was used before; None if it
            is something else.
    """

    def __init__(
        self, code: OAuthCode, detail: str, reused_of: UUID | None = None
    ) -> None:
        super().__init__(code, detail)
        self.reused_of = reused_of


class ClientRefused(DomainError):
    """Nobody says which client it is, or the client does not prove it."""

    def __init__(self) -> None:
        detail = "The client is unknown, or its secret is wrong or missing."
        super().__init__("invalid_client", detail)


class AuthorizationMistaken(Exception):
    """A person was sent here with something of which no client may be told.

    `str()` is for the person: who sent them is to be told, or is not to be trusted.
    """


class AuthorizationRefused(Exception):
    """A request for authorization that its client is told about (RFC 6749 §4.1.2.1).

    Attributes:
        code: what is wrong.
        redirect_uri: where the client is, which is registered for it.
        state: what the client gave to know its request by.
    """

    def __init__(
        self,
        code: AuthorizationCode,
        detail: str,
        redirect_uri: str,
        state: str | None,
    ) -> None:
        super().__init__(detail)
        self.code = code
        self.redirect_uri = redirect_uri
        self.state = state
