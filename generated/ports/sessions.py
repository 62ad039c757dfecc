"""The port of the tag `sessions`.

Logging in, staying logged in and logging out.
"""

from typing import NoReturn, Protocol

from .. import models
from ..responses import sessions as responses
from ..runtime.http.context import Context, not_implemented


class SessionsPort(Protocol):
    """What an implementation of `sessions` provides."""

    async def list_sessions(
        self,
        context: Context,
        *,
        limit: int,
        cursor: models.Cursor | None,
    ) -> responses.ListSessionsResult:
        """List one's own open sessions

        Newest first.

        `#/paths/~1v1~1sessions/get` in the contract.
        """
        ...

    async def create_session(
        self,
        context: Context,
        *,
        body: models.Login,
    ) -> responses.CreateSessionResult:
        """Log in

        Opens a session and answers with a short-lived access token (send it as
        `Authorization: Bearer …`) and a refresh token that works once. Who uses codes gets 401
        `second_factor_required` without one, once the password is right, and `invalid_code` for
        one that is wrong or was used; who is suspended gets 401 `account_suspended` then. Of a
        hundred open sessions, or how many the service allows, the one that was not used for the
        longest time ends.

        `#/paths/~1v1~1sessions/post` in the contract.
        """
        ...

    async def refresh_session(
        self,
        context: Context,
        *,
        body: models.Refresh,
    ) -> responses.RefreshSessionResult:
        """Exchange a refresh token for new tokens

        A refresh token works once; the answer carries its successor. Presenting a
        used token again is taken as theft and ends the session ([RFC 9700
        §4.14](https://www.rfc-editor.org/rfc/rfc9700#section-4.14)), with one
        exception: for some seconds the token just used gets the same successor
        again, so that a client that lost the answer can repeat the call.

        `#/paths/~1v1~1sessions~1refresh/post` in the contract.
        """
        ...

    async def revoke_session(
        self,
        context: Context,
        *,
        session_id: models.SessionId,
    ) -> responses.RevokeSessionResult:
        """Revoke a session

        Its access and refresh tokens stop working at once.

        `#/paths/~1v1~1sessions~1{session_id}/delete` in the contract.
        """
        ...


class UnimplementedSessions:
    """Answers 501 to every operation of `sessions`."""

    async def list_sessions(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def create_session(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def refresh_session(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def revoke_session(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)
