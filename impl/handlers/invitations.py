"""Invitations to teams."""

from generated import Context, models
from generated.responses import invitations as responses
from impl.account_records import Invitation
from impl.handlers import wire
from impl.http.callers import caller_of
from impl.http.etags import etag
from impl.http.idempotency import IdempotencyKeys
from impl.http.paging import Pager
from impl.security import ids
from impl.services.invitations import Invitations


class InvitationsHandler:
    """Implements `InvitationsPort`."""

    def __init__(
        self, invitations: Invitations, pager: Pager, idempotency: IdempotencyKeys
    ) -> None:
        self._invitations = invitations
        self._pager = pager
        self._idempotency = idempotency

    async def create_invitation(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        idempotency_key: str | None,
        body: models.InvitationCreation,
    ) -> responses.CreateInvitation201:
        """Invite a person to a team."""

        def created(invitation: Invitation) -> responses.CreateInvitation201:
            number = ids.encode(ids.INVITATION, invitation.id)
            return responses.CreateInvitation201(
                body=_invitation(invitation),
                location=f"/v1/teams/{team_id}/invitations/{number}",
            )

        call = self._idempotency.call(
            context, idempotency_key, created, wire.content(body)
        )
        invitation = await self._invitations.create(
            caller_of(context),
            ids.decode(ids.TEAM, team_id),
            body.email,
            body.role,
            call,
        )
        return created(invitation)

    async def list_invitations(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        limit: int,
        cursor: models.Cursor | None,
    ) -> responses.ListInvitations200:
        """List a team's open invitations."""
        paging = self._pager.page(context, limit, cursor)
        page = await self._invitations.list_of_team(
            caller_of(context), ids.decode(ids.TEAM, team_id), limit, paging.after
        )
        following = paging.next(page)
        return responses.ListInvitations200(
            body=models.InvitationPage(
                items=[_invitation(each) for each in page.items],
                next_cursor=following.cursor,
            ),
            link=following.link,
        )

    async def get_invitation(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        invitation_id: models.InvitationId,
    ) -> responses.GetInvitation200:
        """Answer with an open invitation."""
        invitation = await self._invitations.get(
            caller_of(context),
            ids.decode(ids.TEAM, team_id),
            ids.decode(ids.INVITATION, invitation_id),
        )
        return responses.GetInvitation200(body=_invitation(invitation))

    async def revoke_invitation(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        invitation_id: models.InvitationId,
    ) -> responses.RevokeInvitation204:
        """Take an invitation back."""
        await self._invitations.revoke(
            caller_of(context),
            ids.decode(ids.TEAM, team_id),
            ids.decode(ids.INVITATION, invitation_id),
        )
        return responses.RevokeInvitation204()

    async def list_own_invitations(
        self, context: Context, *, limit: int, cursor: models.Cursor | None
    ) -> responses.ListOwnInvitations200:
        """List what invites the caller."""
        paging = self._pager.page(context, limit, cursor)
        page = await self._invitations.list_of_caller(
            caller_of(context), limit, paging.after
        )
        following = paging.next(page)
        return responses.ListOwnInvitations200(
            body=models.InvitationPage(
                items=[_invitation(each) for each in page.items],
                next_cursor=following.cursor,
            ),
            link=following.link,
        )

    async def decline_invitation(
        self, context: Context, *, invitation_id: models.InvitationId
    ) -> responses.DeclineInvitation204:
        """Let an invitation be gone."""
        await self._invitations.decline(
            caller_of(context), ids.decode(ids.INVITATION, invitation_id)
        )
        return responses.DeclineInvitation204()

    async def accept_invitation(
        self, context: Context, *, invitation_id: models.InvitationId
    ) -> responses.AcceptInvitation200:
        """Make the caller a member."""
        member = await self._invitations.accept(
            caller_of(context), ids.decode(ids.INVITATION, invitation_id)
        )
        return responses.AcceptInvitation200(
            body=wire.member(member), etag=etag(member.tag)
        )


def _invitation(record: Invitation) -> models.Invitation:
    inviter = record.invited_by
    return models.Invitation(
        id=ids.encode(ids.INVITATION, record.id),
        team_id=ids.encode(ids.TEAM, record.team_id),
        team_title=record.team_title,
        email=record.email,
        role=models.Role(record.role),
        invited_by=wire.optional(ids.encode(ids.PERSON, inviter) if inviter else None),
        created_at=record.created_at,
        expires_at=record.expires_at,
    )
