"""Who may do what: what can't be seen is not there (404), the rest is a role (403)."""

from typing import TypeVar
from uuid import UUID

from impl.errors import Forbidden, NotFound
from impl.records import Standing
from impl.security.caller import Caller
from impl.security.permissions import Permission, Role, allowed

T = TypeVar("T")


def found(value: T | None, noun: str) -> T:
    """Return a value that is there.

    Raises:
        NotFound: there is none that the caller can see.
    """
    if value is None:
        raise NotFound(noun)
    return value


def guest_of(caller: Caller, standing: Standing | None) -> UUID | None:
    """Return the person who is here only because everyone is; None for others."""
    return caller.person_id if standing and standing.role == Role.GUEST else None


def require(role: str | None, permission: Permission) -> None:
    """Do nothing for a role that has the permission.

    Raises:
        Forbidden: it has not.
    """
    if allowed(role, permission):
        return
    if role == Role.GUEST:
        raise Forbidden(f"You may not {permission}; this takes a member of the team.")
    who = f"Your role, {role}," if role else "An API key"
    detail = f"{who} may not {permission}; ask an owner of the team."
    raise Forbidden(detail)


def standing_for(
    standing: Standing | None, permission: Permission, noun: str = "team"
) -> Standing:
    """Return a standing that has the permission.

    Raises:
        NotFound: the caller has no standing here.
        Forbidden: their role does not allow it.
    """
    present = found(standing, noun)
    require(present.role, permission)
    return present
