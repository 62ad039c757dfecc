"""The port of the tag `acceptances`.

Changes that may pass although they break somebody.
"""

from typing import NoReturn, Protocol

from .. import models
from ..responses import acceptances as responses
from ..runtime.http.context import Context, not_implemented


class AcceptancesPort(Protocol):
    """What an implementation of `acceptances` provides."""

    async def list_acceptances(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        limit: int,
        cursor: models.Cursor | None,
    ) -> responses.ListAcceptancesResult:
        """List the acceptances of an API

        Latest first, with those that have ended. For the team alone, whoever sees
        the API.

        `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1acceptances/get` in the contract.
        """
        ...

    async def accept_change(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        idempotency_key: str | None,
        body: models.AcceptanceCreation,
    ) -> responses.AcceptChangeResult:
        """Accept a change

        For maintainers and owners, and for people only. Lets the change of one
        fingerprint pass, wherever it is proposed, where the policy of the API wants
        what breaks somebody to be accepted change by change. It still needs the
        version that it asks for.

        `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1acceptances/post` in the contract.
        """
        ...

    async def revoke_acceptance(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        acceptance_id: models.AcceptanceId,
    ) -> responses.RevokeAcceptanceResult:
        """Take an acceptance back

        For maintainers and owners. What was signed meanwhile stays.

        `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1acceptances~1{acceptance_id}/delete` in the contract.
        """
        ...


class UnimplementedAcceptances:
    """Answers 501 to every operation of `acceptances`."""

    async def list_acceptances(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def accept_change(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def revoke_acceptance(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)
