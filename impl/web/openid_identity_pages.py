"""One's own accounts of OpenID providers: listed and removed."""

from collections.abc import Sequence
from typing import Final

from generated.runtime.http.answers import Answer
from impl.security import ids
from impl.services.openid_identities import OpenIdIdentities
from impl.web.taking import Trouble, id_in, showing, taking
from impl.web.visits import PageVisit, Route, gone_to

_AT: Final = "/account/openid-identities"


class OpenIdIdentityPages:
    """Shows people what logs in to their accounts by a provider, and ends it.

    Args:
        identities: what there is.
        provider: what people call the provider that is set; empty if none is.
    """

    def __init__(self, identities: OpenIdIdentities, provider: str) -> None:
        self._identities = identities
        self._provider = provider

    def routes(self) -> Sequence[Route]:
        """Return the pages."""
        return (Route(_AT, showing(self._page), taking(self._remove, self._page)),)

    async def _page(self, visit: PageVisit, trouble: Trouble) -> Answer:
        own = await self._identities.list_own(visit.caller)
        listed = [(ids.encode(ids.OPENID_IDENTITY, each.id), each) for each in own]
        values = {"identities": listed, "provider": self._provider}
        return trouble.shown(visit, "openid_identities", values)

    async def _remove(self, visit: PageVisit) -> Answer:
        identity_id = id_in(visit, ids.OPENID_IDENTITY, "OpenID identity")
        await self._identities.remove(visit.caller, identity_id)
        return gone_to(_AT)
