"""A text is looked for, in names and within contracts, as far as somebody sees them."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final
from uuid import UUID

from impl.database.unit_of_work import Database
from impl.jobs.reference_task import WantedReference
from impl.overview_records import LatestVersion, NamedHit
from impl.repositories import searches
from impl.security.caller import Caller
from impl.services.access import found
from impl.services.examination import holders
from impl.services.reference_desk import ReferenceDesk

_HITS: Final = 50
# Within contracts: how many are looked at, how many bytes of them, and seconds after
# which no more is begun.
_VERSIONS: Final = 20
_BYTES: Final = 16_000_000
_PATIENCE: Final = 8.0
_OPERATIONS: Final = 5


@dataclass(frozen=True, slots=True)
class SearchedVersion:
    """A version that was looked through.

    Attributes:
        operations: the first that have the text; `count` is of all.
        is_searched: whether it was, or there was too much to look through.
    """

    latest: LatestVersion
    operations: Sequence[dict[str, Any]]
    count: int
    is_searched: bool


class Searches:
    """Looks for a text."""

    def __init__(self, database: Database, references: ReferenceDesk) -> None:
        self._database = database
        self._references = references

    async def named(self, caller: Caller, text: str) -> tuple[NamedHit, ...]:
        """Return APIs, consumers and proposals that have a text, newest first.

        They are those of the caller's teams, and of APIs that everyone sees.
        """
        person_id = found(caller.person_id, "account")
        reader = self._database.read()
        return await searches.named(reader, person_id, text, _HITS)

    async def within(self, caller: Caller, text: str) -> list[SearchedVersion]:
        """Look through the latest contracts of the caller's teams.

        Returns:
            Those with operations that have the text, and those that were left out.

        Raises:
            Unavailable: too many documents are being examined.
        """
        person_id = found(caller.person_id, "account")
        reader = self._database.read()
        latest = await searches.latest_versions(reader, person_id, _VERSIONS)
        wanted: list[UUID] = []
        left = _BYTES
        for each in latest:
            if each.size <= left:
                left -= each.size
                wanted.append(each.id)
        known = await searches.contents(reader, person_id, wanted) if wanted else ()
        content = {each.id: each.content for each in known}
        clock = asyncio.get_running_loop().time
        end = clock() + _PATIENCE
        searched = []
        for each in latest:
            document = content.get(each.id) if clock() < end else None
            searched.append(await self._searched(caller, each, document, text))
        return [each for each in searched if each.count or not each.is_searched]

    async def _searched(
        self, caller: Caller, latest: LatestVersion, document: bytes | None, text: str
    ) -> SearchedVersion:
        told = None
        if document is not None:
            lookup, whose = WantedReference(text=text), holders(caller, latest.team_id)
            told = await self._references.of(
                latest.id, partial(_itself, document), lookup, whose
            )
        if told is None:
            return SearchedVersion(latest, (), 0, is_searched=False)
        overview = told["overview"]
        operations = [it for _, own in overview["tags"] for it in own]
        return SearchedVersion(
            latest, operations[:_OPERATIONS], overview["count"], is_searched=True
        )


async def _itself(document: bytes) -> bytes:
    return document
