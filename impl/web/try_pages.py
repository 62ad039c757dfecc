"""A published contract in a renderer that sends requests, to the version's mock."""

from collections.abc import Sequence

from generated.runtime.http.answers import Answer
from impl.http import documentation
from impl.services.apis import Apis
from impl.services.mocks import Mocks
from impl.web import assets
from impl.web.api_pages import place_of
from impl.web.visits import PageVisit, Route, shown_with


class TryPages:
    """Shows versions as something to try.

    Args:
        apis: says which API it is.
        mocks: answer what is tried.
    """

    def __init__(self, apis: Apis, mocks: Mocks) -> None:
        self._apis = apis
        self._mocks = mocks

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
            "contract": f"{mock}/_mock/openapi.json",
            "icon": documentation.address("favicon.png"),
            "sheet": documentation.address("swagger-ui.css"),
            "renderer": documentation.address("swagger-ui-bundle.js"),
            "start": assets.address("try.js"),
        }
        return shown_with(documentation.POLICY, "try", values)
