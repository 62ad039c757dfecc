"""Settings of an outside provider by which people log in."""

import re
from typing import Annotated, Final
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import BaseSettings

_ROLES: Final = ("owner", "maintainer", "member", "viewer")
_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})
_ROLE: Final = re.compile(r"(?P<group>[^=,]+)=(?P<team>[a-z0-9-]+):(?P<role>[a-z]+)")


class OpenIdSettings(BaseSettings):
    """OpenID Connect: who the provider is, and what its groups mean here."""

    openid_issuer: str = Field(
        "",
        description="OpenID provider by which people may log in, too: the URL above "
        "its `/.well-known/openid-configuration`; unset for none",
    )
    openid_client_id: str = Field(
        "",
        validate_default=True,
        description="what the provider calls this service",
    )
    openid_client_secret: SecretStr | None = Field(
        None, description="what it proves itself with there"
    )
    openid_name: str = Field(
        "your organisation",
        min_length=1,
        max_length=60,
        description="what people call the provider: “Log in with …”",
    )
    openid_scopes: str = Field(
        "openid email profile",
        description="what the provider is asked for; some want one more for groups",
    )
    openid_groups_claim: str = Field(
        "groups", description="claim of the ID token that lists a person's groups"
    )
    openid_team_roles: str = Field(
        "",
        description="what groups are in which teams, by comma, such as "
        "`developers=payments:member`; whose groups are none of a team's leaves it at "
        "the next log-in",
    )
    openid_timeout: Annotated[float, Field(gt=0, le=3600)] = Field(
        10, description="from the first step towards the provider to its answer"
    )

    @field_validator("openid_issuer")
    @classmethod
    def _refuse_plain_http(cls, issuer: str) -> str:
        parts = urlsplit(issuer)
        is_safe = parts.scheme == "https" or (
            parts.scheme == "http" and parts.hostname in _LOOPBACK
        )
        if issuer and not (is_safe and parts.hostname):
            msg = "must start with https://, unless the provider is on this machine"
            raise ValueError(msg)
        return issuer

    @field_validator("openid_client_id")
    @classmethod
    def _refuse_nobody(cls, client_id: str, info: ValidationInfo) -> str:
        issuer = info.data.get("openid_issuer")
        if issuer and not client_id:
            msg = "must be set: the provider gave it out when it was told of this"
            raise ValueError(msg)
        if issuer == "" and client_id:
            msg = "is of no use without COUNTERSIGN_OPENID_ISSUER, which is not set"
            raise ValueError(msg)
        return client_id

    @field_validator("openid_scopes")
    @classmethod
    def _refuse_other_protocols(cls, scopes: str) -> str:
        if "openid" not in scopes.split():
            msg = "has no scope openid, without which there is no ID token"
            raise ValueError(msg)
        return scopes

    @field_validator("openid_team_roles")
    @classmethod
    def _refuse_odd_roles(cls, text: str) -> str:
        roles_of(text)
        return text


def roles_of(text: str) -> dict[str, dict[str, str]]:
    """Return the role that each group has in each team: team → group → role.

    Raises:
        ValueError: the text has another form, or there is no such role.
    """
    found: dict[str, dict[str, str]] = {}
    for each in filter(None, (part.strip() for part in text.split(","))):
        match = _ROLE.fullmatch(each)
        if match is None or match["role"] not in _ROLES:
            roles = ", ".join(_ROLES)
            msg = f"has {each!r}: it is GROUP=TEAM:ROLE, with a role of {roles}"
            raise ValueError(msg)
        found.setdefault(match["team"], {})[match["group"].strip()] = match["role"]
    return found
