"""Members of teams."""

from generated import Context, models
from generated.responses import members as responses
from generated.responses import shared
from impl.handlers import wire
from impl.http.callers import caller_of
from impl.http.etags import etag, is_known, strong_tags
from impl.http.idempotency import IdempotencyKeys
from impl.http.paging import Pager
from impl.records import Member
from impl.security import ids
from impl.services.members import Members


class MembersHandler:
    """Implements `MembersPort`."""

    def __init__(
        self, members: Members, pager: Pager, idempotency: IdempotencyKeys
    ) -> None:
        self._members = members
        self._pager = pager
        self._idempotency = idempotency

    async def add_member(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        idempotency_key: str | None,
        body: models.MemberAddition,
    ) -> responses.AddMember201:
        """Add a person to a team."""

        def added(member: Member) -> responses.AddMember201:
            person_id = ids.encode(ids.PERSON, member.person_id)
            return responses.AddMember201(
                body=wire.member(member),
                etag=etag(member.tag),
                location=f"/v1/teams/{team_id}/members/{person_id}",
            )

        call = self._idempotency.call(
            context, idempotency_key, added, wire.content(body)
        )
        member = await self._members.add(
            caller_of(context),
            ids.decode(ids.TEAM, team_id),
            body.email,
            body.role,
            call,
        )
        return added(member)

    async def list_members(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        limit: int,
        cursor: models.Cursor | None,
    ) -> responses.ListMembers200:
        """List a team's members."""
        paging = self._pager.page(context, limit, cursor)
        page = await self._members.list_of_team(
            caller_of(context), ids.decode(ids.TEAM, team_id), limit, paging.after
        )
        following = paging.next(page)
        return responses.ListMembers200(
            body=models.MemberPage(
                items=[wire.member(each) for each in page.items],
                next_cursor=following.cursor,
            ),
            link=following.link,
        )

    async def get_member(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        person_id: models.PersonId,
        if_none_match: str | None,
    ) -> responses.GetMember200 | shared.NotModified:
        """Answer with a membership."""
        member = await self._members.get(
            caller_of(context),
            ids.decode(ids.TEAM, team_id),
            ids.decode(ids.PERSON, person_id),
        )
        if is_known(member.tag, if_none_match):
            return shared.NotModified(etag=etag(member.tag))
        return responses.GetMember200(body=wire.member(member), etag=etag(member.tag))

    async def update_member(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        person_id: models.PersonId,
        if_match: str,
        body: models.MemberPatch,
    ) -> responses.UpdateMember200:
        """Give a member another role."""
        member = await self._members.update(
            caller_of(context),
            ids.decode(ids.TEAM, team_id),
            ids.decode(ids.PERSON, person_id),
            wire.given(body.role),
            strong_tags(if_match),
        )
        return responses.UpdateMember200(
            body=wire.member(member), etag=etag(member.tag)
        )

    async def remove_member(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        person_id: models.PersonId,
        if_match: str,
    ) -> responses.RemoveMember204:
        """Remove a member."""
        await self._members.remove(
            caller_of(context),
            ids.decode(ids.TEAM, team_id),
            ids.decode(ids.PERSON, person_id),
            strong_tags(if_match),
        )
        return responses.RemoveMember204()
