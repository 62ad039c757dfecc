"""A published contract in a renderer that sends requests, to the version's mock."""

from collections.abc import Sequence
from uuid import UUID

from generated.runtime.http.answers import Answer
from impl.errors import NotFound
from impl.http import documentation
from impl.services.apis import Apis
from impl.services.discussions import Discussions
from impl.services.mocks import Mocks
from impl.web import assets
from impl.web.api_pages import place_of
from impl.web.comparison_pages import CHANGES, comparison_id_of
from impl.web.visits import PageVisit, Route, shown_with
from impl.web.witnesses import ShownChange, shown_change


class TryPages:
    """Shows versions as something to try.

    Args:
        apis: says which API it is.
        mocks: answer what is tried.
        discussions: have the changes whose messages are sent again.
    """

    def __init__(self, apis: Apis, mocks: Mocks, discussions: Discussions) -> None:
        self._apis = apis
        self._mocks = mocks
        self._discussions = discussions

    def routes(self) -> Sequence[Route]:
        """Return the pages."""
        return (Route("/a/{team}/{api}/v/{version}/try", self._show),)

    async def _show(self, visit: PageVisit) -> Answer:
        place = await place_of(self._apis, visit)
        version, address = await self._mocks.address(
            *(visit.caller, place.api.team_id, place.api.id), visit.names["version"]
        )
        mock = f"/mocks/{address}"
        values = {
            **place.values(),
            "version": version,
            "mock": f"{visit.root}{mock}",
            "change": await self._replayed(visit, (place.api.team_id, place.api.id)),
            "contract": f"{mock}/_mock/openapi.json",
            "icon": documentation.address("favicon.png"),
            "sheet": documentation.address("swagger-ui.css"),
            "renderer": documentation.address("swagger-ui-bundle.js"),
            "start": assets.address("try.js"),
        }
        return shown_with(documentation.POLICY, "try", values)

    async def _replayed(
        self, visit: PageVisit, api: tuple[UUID, UUID]
    ) -> ShownChange | None:
        """Return the change whose message is sent; None if nobody chose one.

        Raises:
            NotFound: there is no such change, or nothing of it can be sent.
        """
        named = visit.query.get("comparison")
        if named is None:
            return None
        found, _ = await self._discussions.gravest_changes(
            visit.caller, (*api, comparison_id_of(named)), None, CHANGES
        )
        wanted = visit.query.get("change")
        for each in map(shown_change, found):
            if each.fingerprint == wanted and each.request:
                return each
        raise NotFound("change")
