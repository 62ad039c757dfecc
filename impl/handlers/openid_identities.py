"""Accounts of OpenID providers that people log in with."""

from generated import Context, models
from generated.responses import openid_identities as responses
from impl.account_records import OpenIdIdentity
from impl.handlers import wire
from impl.http.callers import caller_of
from impl.security import ids
from impl.services.openid_identities import OpenIdIdentities


class OpenIdIdentitiesHandler:
    """Implements `OpenidIdentitiesPort`."""

    def __init__(self, identities: OpenIdIdentities) -> None:
        self._identities = identities

    async def list_openid_identities(
        self, context: Context
    ) -> responses.ListOpenidIdentities200:
        """List what logs in to the caller's account."""
        own = await self._identities.list_own(caller_of(context))
        return responses.ListOpenidIdentities200(
            body=models.OpenIdIdentityList(items=[_identity(each) for each in own])
        )

    async def remove_openid_identity(
        self, context: Context, *, openid_identity_id: models.OpenIdIdentityId
    ) -> responses.RemoveOpenidIdentity204:
        """Let one log in no more."""
        wanted = ids.decode(ids.OPENID_IDENTITY, openid_identity_id)
        await self._identities.remove(caller_of(context), wanted)
        return responses.RemoveOpenidIdentity204()


def _identity(record: OpenIdIdentity) -> models.OpenIdIdentity:
    return models.OpenIdIdentity(
        id=ids.encode(ids.OPENID_IDENTITY, record.id),
        issuer=record.issuer,
        subject=record.subject,
        email=wire.optional(record.email),
        created_at=record.created_at,
        last_used_at=wire.optional(record.last_used_at),
    )
