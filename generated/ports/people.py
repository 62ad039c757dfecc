"""The port of the tag `people`.

Accounts of people.
"""

from typing import NoReturn, Protocol

from .. import models
from ..responses import people as responses
from ..runtime.http.context import Context, not_implemented


class PeoplePort(Protocol):
    """What an implementation of `people` provides."""

    async def register_person(
        self,
        context: Context,
        *,
        idempotency_key: str | None,
        body: models.PersonRegistration,
    ) -> responses.RegisterPersonResult:
        """Register

        Creates an account. Log in with `POST /v1/sessions` afterwards.

        `#/paths/~1v1~1people/post` in the contract.
        """
        ...

    async def get_me(
        self,
        context: Context,
        *,
        if_none_match: str | None,
    ) -> responses.GetMeResult:
        """Read one's own account

        The account of the person whose access token is used.

        `#/paths/~1v1~1people~1me/get` in the contract.
        """
        ...

    async def delete_me(
        self,
        context: Context,
        *,
        if_match: str,
    ) -> responses.DeleteMeResult:
        """Delete one's own account

        Ends all sessions and memberships. Refused with 409 while the person is the
        last owner of a team.

        `#/paths/~1v1~1people~1me/delete` in the contract.
        """
        ...

    async def update_me(
        self,
        context: Context,
        *,
        if_match: str,
        body: models.PersonPatch,
    ) -> responses.UpdateMeResult:
        """Change one's own account

        A merge patch. Changing the password ends all other sessions.

        `#/paths/~1v1~1people~1me/patch` in the contract.
        """
        ...


class UnimplementedPeople:
    """Answers 501 to every operation of `people`."""

    async def register_person(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def get_me(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def delete_me(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def update_me(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)
