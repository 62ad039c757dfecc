"""What each role may do in a team (contract: Role)."""

from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """A person's role in a team."""

    OWNER = "owner"
    MAINTAINER = "maintainer"
    MEMBER = "member"
    VIEWER = "viewer"


class Permission(StrEnum):
    """Something that not every role may do; reading is open to all of them."""

    UPDATE_TEAM = "change the team"
    DELETE_TEAM = "delete the team"
    MANAGE_MEMBERS = "manage members"
    MANAGE_OWNERS = "make or unmake an owner"
    MANAGE_API_KEYS = "manage API keys"
    WRITE_APIS = "change APIs"
    DELETE_APIS = "delete APIs"
    SET_POLICIES = "say what an API demands of its new versions"
    WRITE_VERSIONS = "publish or deprecate versions"
    WRITE_PROPOSALS = "propose changes"
    REVIEW = "review changes"
    SIGN = "sign changes"
    ACCEPT_CHANGES = "accept changes that break somebody"
    WRITE_CONSUMERS = "change consumers"
    DELETE_CONSUMERS = "delete consumers or their versions"
    MANAGE_ENVIRONMENTS = "manage environments"
    RECORD_DEPLOYMENTS = "record or end deployments"


_MEMBER: Final = frozenset(
    {
        Permission.WRITE_APIS,
        Permission.WRITE_VERSIONS,
        Permission.WRITE_PROPOSALS,
        Permission.REVIEW,
        Permission.SIGN,
        Permission.WRITE_CONSUMERS,
        Permission.RECORD_DEPLOYMENTS,
    }
)
_MAINTAINER: Final = _MEMBER | {
    Permission.UPDATE_TEAM,
    Permission.MANAGE_MEMBERS,
    Permission.MANAGE_API_KEYS,
    Permission.DELETE_APIS,
    Permission.SET_POLICIES,
    Permission.ACCEPT_CHANGES,
    Permission.DELETE_CONSUMERS,
    Permission.MANAGE_ENVIRONMENTS,
}
_OWNER: Final = _MAINTAINER | {Permission.DELETE_TEAM, Permission.MANAGE_OWNERS}
PERMISSIONS: Final = {
    Role.VIEWER: frozenset[Permission](),
    Role.MEMBER: _MEMBER,
    Role.MAINTAINER: _MAINTAINER,
    Role.OWNER: _OWNER,
}


def allowed(role: str | None, permission: Permission) -> bool:
    """Tell whether a role has a permission; a team's API key (None) is as a member.

    What a key may do is narrowed further by its scopes, before anything is asked here.
    """
    return permission in PERMISSIONS[Role(role) if role else Role.MEMBER]
