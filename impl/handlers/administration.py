"""Accounts of all people, for administrators."""

from generated import Context, models
from generated.responses import administration as responses
from impl.account_records import Account, AccountFilter
from impl.http.callers import caller_of
from impl.http.paging import Pager
from impl.security import ids
from impl.services.account_oversight import AccountOversight

_SUSPENDED = models.AccountState("suspended")


class AdministrationHandler:
    """Implements `AdministrationPort`."""

    def __init__(self, oversight: AccountOversight, pager: Pager) -> None:
        self._oversight = oversight
        self._pager = pager

    async def list_accounts(
        self,
        context: Context,
        *,
        address: str | None,
        state: models.AccountState | None,
        limit: int,
        cursor: models.Cursor | None,
    ) -> responses.ListAccounts200:
        """List all accounts."""
        said = state.value if state else None
        paging = self._pager.page(context, limit, cursor, address=address, state=said)
        wanted = AccountFilter(address, state == _SUSPENDED if state else None)
        page = await self._oversight.list_all(
            caller_of(context), wanted, limit, paging.after
        )
        following = paging.next(page)
        return responses.ListAccounts200(
            body=models.AccountPage(
                items=[_account(each) for each in page.items],
                next_cursor=following.cursor,
            ),
            link=following.link,
            cache_control="no-store",
        )

    async def suspend_account(
        self, context: Context, *, person_id: models.PersonId
    ) -> responses.SuspendAccount204:
        """Suspend an account."""
        wanted = ids.decode(ids.PERSON, person_id)
        await self._oversight.suspend(caller_of(context), wanted)
        return responses.SuspendAccount204()

    async def resume_account(
        self, context: Context, *, person_id: models.PersonId
    ) -> responses.ResumeAccount204:
        """Let the person of an account log in again."""
        wanted = ids.decode(ids.PERSON, person_id)
        await self._oversight.resume(caller_of(context), wanted)
        return responses.ResumeAccount204()

    async def end_account_sessions(
        self, context: Context, *, person_id: models.PersonId
    ) -> responses.EndAccountSessions204:
        """End all sessions of a person."""
        wanted = ids.decode(ids.PERSON, person_id)
        await self._oversight.end_sessions(caller_of(context), wanted)
        return responses.EndAccountSessions204()


def _account(record: Account) -> models.Account:
    is_out = record.is_suspended
    return models.Account(
        id=ids.encode(ids.PERSON, record.id),
        email=record.email,
        email_verified=record.is_verified,
        state=models.AccountState("suspended" if is_out else "active"),
        administrator=record.is_administrator,
        created_at=record.created_at,
    )
