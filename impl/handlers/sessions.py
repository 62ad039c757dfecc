"""Sessions."""

from generated import Context, models
from generated.responses import sessions as responses
from impl.handlers import wire
from impl.http.callers import address_of, caller_of
from impl.http.paging import Pager
from impl.security import ids
from impl.services.sessions import Sessions


class SessionsHandler:
    """Implements `SessionsPort`."""

    def __init__(self, sessions: Sessions, pager: Pager) -> None:
        self._sessions = sessions
        self._pager = pager

    async def create_session(
        self, context: Context, *, body: models.Login
    ) -> responses.CreateSession201:
        """Log in."""
        tokens = await self._sessions.log_in(
            *(body.email, body.password, context.user_agent, address_of(context)),
            wire.given(body.code),
        )
        session_id = ids.encode(ids.SESSION, tokens.session_id)
        return responses.CreateSession201(
            body=wire.tokens(tokens),
            location=f"/v1/sessions/{session_id}",
            cache_control="no-store",
        )

    async def list_sessions(
        self, context: Context, *, limit: int, cursor: models.Cursor | None
    ) -> responses.ListSessions200:
        """List the caller's open sessions."""
        caller = caller_of(context)
        paging = self._pager.page(context, limit, cursor)
        page = await self._sessions.list_open(caller, limit, paging.after)
        following = paging.next(page)
        return responses.ListSessions200(
            body=models.SessionPage(
                items=[
                    wire.session(each, current=each.id == caller.session_id)
                    for each in page.items
                ],
                next_cursor=following.cursor,
            ),
            link=following.link,
        )

    async def refresh_session(
        self,
        context: Context,  # noqa: ARG002 - the generated port
        *,
        body: models.Refresh,
    ) -> responses.RefreshSession200:
        """Exchange a refresh token."""
        tokens = await self._sessions.refresh(body.refresh_token)
        return responses.RefreshSession200(
            body=wire.tokens(tokens), cache_control="no-store"
        )

    async def revoke_session(
        self, context: Context, *, session_id: models.SessionId
    ) -> responses.RevokeSession204:
        """End one of the caller's sessions."""
        wanted = ids.decode(ids.SESSION, session_id)
        await self._sessions.revoke(caller_of(context), wanted)
        return responses.RevokeSession204()
