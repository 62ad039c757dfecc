"""The port of the tag `administration`.

Accounts of all people, for administrators.
"""

from typing import NoReturn, Protocol

from .. import models
from ..responses import administration as responses
from ..runtime.http.context import Context, not_implemented


class AdministrationPort(Protocol):
    """What an implementation of `administration` provides."""

    async def list_accounts(
        self,
        context: Context,
        *,
        address: str | None,
        state: models.AccountState | None,
        limit: int,
        cursor: models.Cursor | None,
    ) -> responses.ListAccountsResult:
        """List the accounts of all people

        Takes an administrator, whom `scripts/admin grant-administrator` makes one.
        Newest first. An administrator sees accounts, and nothing of a team that
        they are not in.

        `#/paths/~1v1~1administration~1accounts/get` in the contract.
        """
        ...

    async def suspend_account(
        self,
        context: Context,
        *,
        person_id: models.PersonId,
    ) -> responses.SuspendAccountResult:
        """Suspend an account

        Takes an administrator. Ends all sessions of the person and what they
        allowed programs; what they made for programs does nothing, and they can't
        log in, until `resume_account`. Of administrators, `scripts/admin` takes
        care.

        `#/paths/~1v1~1administration~1accounts~1{person_id}~1suspension/put` in the contract.
        """
        ...

    async def resume_account(
        self,
        context: Context,
        *,
        person_id: models.PersonId,
    ) -> responses.ResumeAccountResult:
        """Let the person of a suspended account log in again

        Takes an administrator. What ended stays ended; what they made for programs
        works again.

        `#/paths/~1v1~1administration~1accounts~1{person_id}~1suspension/delete` in the contract.
        """
        ...

    async def end_account_sessions(
        self,
        context: Context,
        *,
        person_id: models.PersonId,
    ) -> responses.EndAccountSessionsResult:
        """End all sessions of a person

        Takes an administrator. Also takes back what the person allowed programs;
        they may log in again.

        `#/paths/~1v1~1administration~1accounts~1{person_id}~1sessions/delete` in the contract.
        """
        ...


class UnimplementedAdministration:
    """Answers 501 to every operation of `administration`."""

    async def list_accounts(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def suspend_account(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def resume_account(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def end_account_sessions(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)
