"""What each role may do in a team (contract: Role)."""

from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """A person's role in a team."""

    OWNER = "owner"
    MAINTAINER = "maintainer"
    MEMBER = "member"
    VIEWER = "viewer"
    # Nobody of the team: who sees an API only because everyone does.
    GUEST = "guest"


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
    SET_VISIBILITY = "say who sees an API"
    WRITE_VERSIONS = "publish or deprecate versions"
    COMPARE_DOCUMENTS = "compare documents, or list comparisons"
    READ_ACCEPTANCES = "read which changes are accepted"
    WRITE_PROPOSALS = "propose changes"
    REVIEW = "review changes"
    SIGN = "sign changes"
    ACCEPT_CHANGES = "accept changes that break somebody"
    WRITE_CONSUMERS = "change consumers"
    DELETE_CONSUMERS = "delete consumers or their versions"
    MANAGE_ENVIRONMENTS = "manage environments"
    RECORD_DEPLOYMENTS = "record or end deployments"
    RECORD_VERIFICATIONS = "record verifications"
    READ_VERIFICATIONS = "read verifications"
    MANAGE_WEBHOOKS = "manage webhooks"
    READ_AUDIT = "read the audit records"


_VIEWER: Final = frozenset(
    {
        Permission.COMPARE_DOCUMENTS,
        Permission.READ_ACCEPTANCES,
        Permission.READ_VERIFICATIONS,
    }
)
_MEMBER: Final = _VIEWER | frozenset(
    {
        Permission.WRITE_APIS,
        Permission.WRITE_VERSIONS,
        Permission.WRITE_PROPOSALS,
        Permission.REVIEW,
        Permission.SIGN,
        Permission.WRITE_CONSUMERS,
        Permission.RECORD_DEPLOYMENTS,
        Permission.RECORD_VERIFICATIONS,
    }
)
_MAINTAINER: Final = _MEMBER | {
    Permission.UPDATE_TEAM,
    Permission.MANAGE_MEMBERS,
    Permission.MANAGE_API_KEYS,
    Permission.DELETE_APIS,
    Permission.SET_POLICIES,
    Permission.SET_VISIBILITY,
    Permission.ACCEPT_CHANGES,
    Permission.DELETE_CONSUMERS,
    Permission.MANAGE_ENVIRONMENTS,
    Permission.MANAGE_WEBHOOKS,
}
_OWNER: Final = _MAINTAINER | {
    Permission.DELETE_TEAM,
    Permission.MANAGE_OWNERS,
    Permission.READ_AUDIT,
}
PERMISSIONS: Final = {
    Role.GUEST: frozenset[Permission](),
    Role.VIEWER: _VIEWER,
    Role.MEMBER: _MEMBER,
    Role.MAINTAINER: _MAINTAINER,
    Role.OWNER: _OWNER,
}


def allowed(role: str | None, permission: Permission) -> bool:
    """Tell whether a role has a permission; a team's API key (None) is as a member.

    What a key may do is narrowed further by its scopes, before anything is asked here.
    """
    return permission in PERMISSIONS[Role(role) if role else Role.MEMBER]


def holders(permission: Permission) -> list[str]:
    """Return the roles that have a permission."""
    return [role.value for role, held in PERMISSIONS.items() if permission in held]
