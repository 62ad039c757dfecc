"""A published contract: its operations, what they take and give, and its text."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

from generated.runtime.http.answers import Answer
from impl.errors import NotFound
from impl.jobs.reference_task import WantedReference
from impl.records import PublishedDocument, Version
from impl.services.apis import Apis
from impl.services.examination import holders
from impl.services.operation_facts import OperationFacts
from impl.services.reference_desk import ReferenceDesk
from impl.services.versions import Versions
from impl.web.api_pages import ApiPlace, place_of
from impl.web.folding import folded
from impl.web.visits import PageVisit, Route, downloaded, gone_to, shown

_LINES: Final = 500
_LONGEST: Final = 200
_LONGEST_POINTER: Final = 2000


@dataclass(frozen=True, slots=True)
class VersionServices:
    """What the pages ask."""

    apis: Apis
    versions: Versions
    references: ReferenceDesk
    facts: OperationFacts


class VersionPages:
    """Shows versions."""

    def __init__(self, services: VersionServices) -> None:
        self._services = services

    def routes(self) -> Sequence[Route]:
        """Return the pages."""
        return (
            Route("/a/{team}/{api}/v/{version}", self._show),
            Route("/a/{team}/{api}/v/{version}/source", self._source),
            Route("/a/{team}/{api}/v/{version}/document", self._document),
        )

    async def _show(self, visit: PageVisit) -> Answer:
        place, version = await self._at(visit)
        pointer = visit.query.get("at")
        if pointer is not None and len(pointer) > _LONGEST_POINTER:
            raise NotFound("operation")
        text = visit.query.get("q", "")[:_LONGEST]
        lookup = WantedReference(text=text, pointer=pointer)
        found = await self._looked_up(visit, version, lookup, place)
        if found and pointer is not None and not found["operation"]:
            raise NotFound("operation")
        facts = await self._services.facts.of_version(
            visit.caller, (place.api.team_id, place.api.id), version.id
        )
        values = {
            **place.values(),
            "version": version,
            "facts": facts,
            "found": found,
            "operation": (found or {}).get("operation"),
            "q": text,
        }
        return shown(visit, "version", values)

    async def _source(self, visit: PageVisit) -> Answer:
        place, version = await self._at(visit)
        if (pointer := visit.query.get("at")) is not None:
            return await self._placed(visit, place, version, pointer)
        text = visit.query.get("from", "1")
        is_number = text.isascii() and text.isdecimal() and len(text) < 9
        # Pages of lines have one beginning each, so that links to lines keep working.
        first = max(0, int(text) - 1) // _LINES * _LINES + 1 if is_number else 1
        lookup = WantedReference(line=first, lines=_LINES)
        found = await self._looked_up(visit, version, lookup, place)
        source = found["source"] if found else None
        values = {
            **place.values(),
            "version": version,
            "source": source,
            "lines": folded(source["lines"], source["first"]) if source else (),
            # From which depth on they are folded; without it none are.
            "closed": 1 if visit.query.get("folded") else None,
            "size": _LINES,
        }
        return shown(visit, "source", values)

    async def _placed(
        self, visit: PageVisit, place: ApiPlace, version: Version, pointer: str
    ) -> Answer:
        """Lead to the line of what a pointer names."""
        line = None
        if len(pointer) <= _LONGEST_POINTER:
            lookup = WantedReference(at=pointer)
            found = await self._looked_up(visit, version, lookup, place)
            line = found["line"] if found else 1
        if line is None:
            raise NotFound("place")
        # Under the name that was asked for, which may be a digest.
        at = f"{place.path}/v/{quote(visit.names['version'], safe=':+')}/source"
        return gone_to(f"{at}?from={line}#L{line}")

    async def _document(self, visit: PageVisit) -> Answer:
        place = await place_of(self._services.apis, visit)
        published = await self._published(visit, visit.names["version"], place)
        version = published.version
        suffix = "json" if version.media_type == "application/json" else "yaml"
        name = f"openapi-{version.version}.{suffix}"
        return downloaded(published.content, version.media_type, name)

    async def _at(self, visit: PageVisit) -> tuple[ApiPlace, Version]:
        place = await place_of(self._services.apis, visit)
        version = await self._services.versions.get(
            *(visit.caller, place.api.team_id, place.api.id), visit.names["version"]
        )
        return place, version

    async def _looked_up(
        self,
        visit: PageVisit,
        version: Version,
        lookup: WantedReference,
        place: ApiPlace,
    ) -> dict[str, Any] | None:
        async def content() -> bytes:
            return (await self._published(visit, version.digest, place)).content

        return await self._services.references.of(
            version.id, content, lookup, holders(visit.caller, place.api.team_id)
        )

    async def _published(
        self, visit: PageVisit, reference: str, place: ApiPlace
    ) -> PublishedDocument:
        return await self._services.versions.download(
            visit.caller, place.api.team_id, place.api.id, reference
        )
