"""The port of the tag `invitations`.

People who are asked into a team, until they answer.
"""

from typing import NoReturn, Protocol

from .. import models
from ..responses import invitations as responses
from ..runtime.http.context import Context, not_implemented


class InvitationsPort(Protocol):
    """What an implementation of `invitations` provides."""

    async def list_invitations(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        limit: int,
        cursor: models.Cursor | None,
    ) -> responses.ListInvitationsResult:
        """List the open invitations of a team

        For maintainers and owners. Newest first. Those whose sender may not invite
        any more are listed, too; they are worth nothing until somebody invites
        anew.

        `#/paths/~1v1~1teams~1{team_id}~1invitations/get` in the contract.
        """
        ...

    async def create_invitation(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        idempotency_key: str | None,
        body: models.InvitationCreation,
    ) -> responses.CreateInvitationResult:
        """Invite a person to a team

        For maintainers and owners; only an owner can invite an owner. Whoever has,
        or gets, an account with this address accepts or declines. The answer does
        not tell whether there is one. A message tells of it where the service sends
        mail.

        `#/paths/~1v1~1teams~1{team_id}~1invitations/post` in the contract.
        """
        ...

    async def get_invitation(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        invitation_id: models.InvitationId,
    ) -> responses.GetInvitationResult:
        """Read an open invitation

        For maintainers and owners. One that was answered, taken back or is too old
        is not found.

        `#/paths/~1v1~1teams~1{team_id}~1invitations~1{invitation_id}/get` in the contract.
        """
        ...

    async def revoke_invitation(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        invitation_id: models.InvitationId,
    ) -> responses.RevokeInvitationResult:
        """Take an invitation back

        For maintainers and owners; only an owner can take back the invitation of an
        owner.

        `#/paths/~1v1~1teams~1{team_id}~1invitations~1{invitation_id}/delete` in the contract.
        """
        ...

    async def list_own_invitations(
        self,
        context: Context,
        *,
        limit: int,
        cursor: models.Cursor | None,
    ) -> responses.ListOwnInvitationsResult:
        """Which teams invite the caller?

        Newest first. Where the service sends mail, the caller's address has to be proven: 403
        `email_unverified`. An invitation whose sender may not invite any more is none to whom it
        was sent.

        `#/paths/~1v1~1invitations/get` in the contract.
        """
        ...

    async def decline_invitation(
        self,
        context: Context,
        *,
        invitation_id: models.InvitationId,
    ) -> responses.DeclineInvitationResult:
        """Decline an invitation

        For whom it invites.

        `#/paths/~1v1~1invitations~1{invitation_id}/delete` in the contract.
        """
        ...

    async def accept_invitation(
        self,
        context: Context,
        *,
        invitation_id: models.InvitationId,
    ) -> responses.AcceptInvitationResult:
        """Accept an invitation

        For whom it invites, once; the caller is a member of the team from then on.
        Where the service sends mail, their address has to be proven: 403
        `email_unverified`. It is worth what who sent it may do: nothing if they
        could not send it now.

        `#/paths/~1v1~1invitations~1{invitation_id}~1acceptance/put` in the contract.
        """
        ...


class UnimplementedInvitations:
    """Answers 501 to every operation of `invitations`."""

    async def list_invitations(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def create_invitation(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def get_invitation(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def revoke_invitation(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def list_own_invitations(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def decline_invitation(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def accept_invitation(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)
