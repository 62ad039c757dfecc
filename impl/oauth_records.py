"""Clients of OAuth and what people allow them, as repositories take and return it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

CODE: Final = "authorization_code"
CLIENT: Final = "client_credentials"
REFRESH: Final = "refresh_token"
DEVICE: Final = "urn:ietf:params:oauth:grant-type:device_code"
# Ways to get tokens (contract: OAuthGrantType).
GRANT_TYPES: Final = (CODE, CLIENT, REFRESH, DEVICE)


@dataclass(frozen=True, slots=True)
class OAuthClientFields:
    """What people say of a client."""

    title: str
    grant_types: tuple[str, ...]
    redirect_uris: tuple[str, ...]
    scopes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OAuthClient:
    """A client without its secret; `team_title` is for people who are asked."""

    id: UUID
    team_id: UUID
    title: str
    is_confidential: bool
    grant_types: tuple[str, ...]
    redirect_uris: tuple[str, ...]
    scopes: tuple[str, ...]
    revision: int
    created_at: datetime
    updated_at: datetime

    @property
    def tag(self) -> str:
        """The name of this state."""
        return str(self.revision)


@dataclass(frozen=True, slots=True)
class KnownClient:
    """A client as requests of OAuth find it, and the digest of its secret.

    `may_act` for itself: not while who made it is suspended.
    """

    id: UUID
    team_id: UUID
    may_act: bool
    title: str
    team_title: str
    is_confidential: bool
    secret_digest: bytes | None
    grant_types: tuple[str, ...]
    redirect_uris: tuple[str, ...]
    scopes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AllowedGrant:
    """What a person has allowed a client."""

    id: UUID
    client_id: UUID
    client_title: str
    team_title: str
    scopes: tuple[str, ...]
    created_at: datetime
    last_used_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class GrantState:
    """What codes and refresh tokens are checked against.

    Attributes:
        age: seconds since tokens were given last.
        open: neither revoked nor expired.
    """

    id: UUID
    client_id: UUID
    person_id: UUID
    scopes: tuple[str, ...]
    code_challenge: str | None
    redirect_uri: str | None
    counter: int
    age: float
    open: bool
    redeemed: bool
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class NewCode:
    """The code that a grant is redeemed with, as far as it is kept."""

    digest: bytes
    challenge: str
    redirect_uri: str


@dataclass(frozen=True, slots=True)
class DeviceCode:
    """What a device waits for; `pause` is seconds since it asked last, if it did."""

    id: UUID
    client_id: UUID
    scopes: tuple[str, ...]
    state: str
    grant_id: UUID | None
    poll_interval: int
    pause: float | None
    expired: bool
