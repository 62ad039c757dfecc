"""Changes that may pass although they break somebody."""

from generated import Context, models
from generated.responses import acceptances as responses
from impl.handlers import wire
from impl.http.callers import caller_of
from impl.http.idempotency import IdempotencyKeys
from impl.http.paging import Pager
from impl.proposal_records import AcceptedChange, NewAcceptance
from impl.security import ids
from impl.services.acceptances import Acceptances


class AcceptancesHandler:
    """Implements `AcceptancesPort`."""

    def __init__(
        self, acceptances: Acceptances, pager: Pager, idempotency: IdempotencyKeys
    ) -> None:
        self._acceptances = acceptances
        self._pager = pager
        self._idempotency = idempotency

    async def accept_change(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        idempotency_key: str | None,
        body: models.AcceptanceCreation,
    ) -> responses.AcceptChange201:
        """Accept a change."""

        def accepted(record: AcceptedChange) -> responses.AcceptChange201:
            return responses.AcceptChange201(body=_written(record))

        call = self._idempotency.call(
            context, idempotency_key, accepted, wire.content(body)
        )
        new = NewAcceptance(
            fingerprint=body.fingerprint,
            reason=body.reason,
            until=wire.given(body.until),
        )
        api = ids.decode(ids.TEAM, team_id), ids.decode(ids.API, api_id)
        record = await self._acceptances.accept(caller_of(context), api, new, call)
        return accepted(record)

    async def list_acceptances(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        limit: int,
        cursor: models.Cursor | None,
    ) -> responses.ListAcceptances200:
        """List an API's acceptances."""
        paging = self._pager.page(context, limit, cursor)
        page = await self._acceptances.list_of_api(
            caller_of(context),
            (ids.decode(ids.TEAM, team_id), ids.decode(ids.API, api_id)),
            limit,
            paging.after,
        )
        following = paging.next(page)
        return responses.ListAcceptances200(
            body=models.AcceptancePage(
                items=[_written(each) for each in page.items],
                next_cursor=following.cursor,
            ),
            link=following.link,
        )

    async def revoke_acceptance(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        acceptance_id: models.AcceptanceId,
    ) -> responses.RevokeAcceptance204:
        """Take an acceptance back."""
        await self._acceptances.revoke(
            caller_of(context),
            (ids.decode(ids.TEAM, team_id), ids.decode(ids.API, api_id)),
            ids.decode(ids.ACCEPTANCE, acceptance_id),
        )
        return responses.RevokeAcceptance204()


def _written(record: AcceptedChange) -> models.Acceptance:
    by = record.accepted_by
    return models.Acceptance(
        id=ids.encode(ids.ACCEPTANCE, record.id),
        api_id=ids.encode(ids.API, record.api_id),
        fingerprint=record.fingerprint,
        reason=record.reason,
        until=wire.optional(record.until),
        accepted_by=wire.optional(ids.encode(ids.PERSON, by) if by else None),
        accepted_at=record.accepted_at,
    )
