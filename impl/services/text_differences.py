"""What was changed in the text of a contract, told by a process of its own."""

from typing import Any
from uuid import UUID

from impl.database.unit_of_work import Database
from impl.jobs import difference_task
from impl.jobs.framing import JobLimits
from impl.jobs.lanes import Lanes
from impl.jobs.presence import while_present
from impl.jobs.processes import ProcessFailed
from impl.repositories import proposal_revisions, versions
from impl.security.caller import Caller
from impl.services.access import found
from impl.services.examination import holders
from impl.services.proposals import Place


class TextDifferences:
    """Holds texts side by side.

    Args:
        database: where they are.
        lanes: who goes next.
        limits: what two texts may take.
    """

    def __init__(self, database: Database, lanes: Lanes, limits: JobLimits) -> None:
        self._database = database
        self._lanes = lanes
        self._limits = limits

    async def of_revision(
        self, caller: Caller, place: Place, number: int, base: str | None
    ) -> dict[str, Any] | None:
        """Return what differs between a revision of a proposal and what it changes.

        Args:
            caller: who asks.
            place: the team, the API and the proposal's number.
            number: of the revision.
            base: the version that it changes; None if it is the first document.

        Returns:
            What `impl.engine.text_difference` says; None if it takes too much.

        Raises:
            NotFound: the caller can't see it.
            Unavailable: too many documents are being examined.
        """
        reader = self._database.read()
        ours = found(
            await proposal_revisions.download(reader, caller, place, number), "revision"
        )
        before = b""
        if base is not None:
            known = await versions.download(reader, caller, *place[:2], base)
            before = found(known, "version").content
        return await self._told(caller, place[0], before, ours.content)

    async def between(
        self, caller: Caller, place: Place, first: int, last: int
    ) -> dict[str, Any] | None:
        """Return what differs between two revisions; else as `of_revision`.

        Raises:
            NotFound: the caller can't see them.
            Unavailable: too many documents are being examined.
        """
        reader = self._database.read()
        texts = [
            found(
                await proposal_revisions.download(reader, caller, place, number),
                "revision",
            ).content
            for number in (first, last)
        ]
        return await self._told(caller, place[0], texts[0], texts[1])

    async def of_versions(
        self, caller: Caller, api: tuple[UUID, UUID], base: str, revision: str
    ) -> dict[str, Any] | None:
        """Return what differs between two versions of an API; else as `of_revision`.

        Raises:
            NotFound: the caller can't see them.
            Unavailable: too many documents are being examined.
        """
        reader = self._database.read()
        texts = [
            found(
                await versions.download(reader, caller, *api, reference), "version"
            ).content
            for reference in (base, revision)
        ]
        return await self._told(caller, api[0], texts[0], texts[1])

    async def _told(
        self, caller: Caller, team_id: UUID, before: bytes, now: bytes
    ) -> dict[str, Any] | None:
        asked = difference_task.asking(before, now)
        whose = holders(caller, team_id)
        try:
            parts = await while_present(self._lanes.run(asked, self._limits, whose))
        except TimeoutError:
            return None
        except ProcessFailed as failure:
            if failure.out_of_memory:
                return None
            raise
        return difference_task.result(parts)
