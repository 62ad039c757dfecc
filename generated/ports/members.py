"""The port of the tag `members`.

People in a team, each with a role.
"""

from typing import NoReturn, Protocol

from .. import models
from ..responses import members as responses
from ..runtime.http.context import Context, not_implemented


class MembersPort(Protocol):
    """What an implementation of `members` provides."""

    async def list_members(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        limit: int,
        cursor: models.Cursor | None,
    ) -> responses.ListMembersResult:
        """List the members of a team

        Newest first.

        `#/paths/~1v1~1teams~1{team_id}~1members/get` in the contract.
        """
        ...

    async def add_member(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        idempotency_key: str | None,
        body: models.MemberAddition,
    ) -> responses.AddMemberResult:
        """Add a person to a team

        For maintainers and owners; only an owner can add an owner. Nobody has an
        account with this email address: 409 `unknown_person`. Where the service
        sends mail, nobody becomes a member unasked: 409 `invitation_required`.

        `#/paths/~1v1~1teams~1{team_id}~1members/post` in the contract.
        """
        ...

    async def get_member(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        person_id: models.PersonId,
        if_none_match: str | None,
    ) -> responses.GetMemberResult:
        """Read a membership

        A person's role in a team.

        `#/paths/~1v1~1teams~1{team_id}~1members~1{person_id}/get` in the contract.
        """
        ...

    async def remove_member(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        person_id: models.PersonId,
        if_match: str,
    ) -> responses.RemoveMemberResult:
        """Remove a member, or leave a team

        For maintainers and owners, and for oneself. The last owner can't leave
        (409).

        `#/paths/~1v1~1teams~1{team_id}~1members~1{person_id}/delete` in the contract.
        """
        ...

    async def update_member(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        person_id: models.PersonId,
        if_match: str,
        body: models.MemberPatch,
    ) -> responses.UpdateMemberResult:
        """Change a member's role

        For maintainers and owners; only an owner can make or unmake an owner. The
        last owner stays one: 409.

        `#/paths/~1v1~1teams~1{team_id}~1members~1{person_id}/patch` in the contract.
        """
        ...


class UnimplementedMembers:
    """Answers 501 to every operation of `members`."""

    async def list_members(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def add_member(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def get_member(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def remove_member(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def update_member(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)
