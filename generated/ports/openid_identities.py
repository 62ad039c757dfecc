"""The port of the tag `openid_identities`.

Accounts at an OpenID provider that people log in with.
"""

from typing import NoReturn, Protocol

from .. import models
from ..responses import openid_identities as responses
from ..runtime.http.context import Context, not_implemented


class OpenidIdentitiesPort(Protocol):
    """What an implementation of `openid_identities` provides."""

    async def list_openid_identities(
        self,
        context: Context,
    ) -> responses.ListOpenidIdentitiesResult:
        """List the provider's accounts that log in to one's own

        Newest first. An account of an OpenID provider is added by logging in with
        it, once the provider vouches for the address of the account here, or its
        password was given.

        `#/paths/~1v1~1people~1me~1openid-identities/get` in the contract.
        """
        ...

    async def remove_openid_identity(
        self,
        context: Context,
        *,
        openid_identity_id: models.OpenIdIdentityId,
    ) -> responses.RemoveOpenidIdentityResult:
        """Let a provider's account log in no more

        The password stays, and sessions go on. It may log in again as if it were
        new: if the provider vouches for the address of the account here, at once. A
        message tells the owner of the account. Refused with 403
        `fresh_login_required` unless the person logged in a short while ago.

        `#/paths/~1v1~1people~1me~1openid-identities~1{openid_identity_id}/delete` in the contract.
        """
        ...


class UnimplementedOpenidIdentities:
    """Answers 501 to every operation of `openid_identities`."""

    async def list_openid_identities(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def remove_openid_identity(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)
