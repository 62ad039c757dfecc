"""Threads follow what they are about from revision to revision."""

from collections.abc import Sequence
from uuid import UUID

from impl.database.unit_of_work import Database, UnitOfWork
from impl.engine.anchors import FoundPlace
from impl.records import Version
from impl.repositories import threads, versions
from impl.security.caller import Caller
from impl.services.access import found
from impl.services.anchoring import Anchoring
from impl.services.examination import holders
from impl.services.proposals import Place
from impl.thread_records import AnchoredThread, CarriedThread


class Uncarried(Exception):
    """Somebody has begun a thread that was not looked for."""


class ThreadCarrying:
    """Finds what threads are about in new revisions."""

    def __init__(self, database: Database, anchoring: Anchoring) -> None:
        self._database = database
        self._anchoring = anchoring

    async def to(
        self,
        caller: Caller,
        place: Place,
        proposal_id: UUID,
        document: bytes,
        base: Version | None,
    ) -> tuple[CarriedThread, ...]:
        """Find the threads of a proposal in a document, and in what that changes.

        `place` is the team, the API and the proposal's number.

        Raises:
            NotFound: the caller can't see the base.
            Unavailable: too many documents are being examined.
        """
        reader = self._database.read()
        known = await threads.anchored(reader, proposal_id)
        sides: dict[str, bytes | None] = {"revision": document, "base": None}
        if base is not None and any(each.side == "base" for each in known):
            name = base.version
            asked = await versions.download(reader, caller, *place[:2], name)
            sides["base"] = found(asked, "version").content
        carried: list[CarriedThread] = []
        for side, content in sides.items():
            asking = [each for each in known if each.side == side]
            carried += await self._in(caller, place, content, asking)
        return tuple(carried)

    async def _in(
        self,
        caller: Caller,
        place: Place,
        document: bytes | None,
        asking: Sequence[AnchoredThread],
    ) -> list[CarriedThread]:
        if not asking or document is None:
            return [CarriedThread(each.id, "gone", None) for each in asking]
        anchors = [each.anchor for each in asking]
        places = await self._anchoring.of(document, anchors, holders(caller, place[0]))
        if places is None:
            return [CarriedThread(each.id, "unknown", None) for each in asking]
        return [
            _carried(each.id, where) for each, where in zip(asking, places, strict=True)
        ]


async def carry(
    work: UnitOfWork, proposal_id: UUID, carried: Sequence[CarriedThread]
) -> None:
    """Note where the threads of a locked proposal are in its new revision.

    Raises:
        Uncarried: there are others by now.
    """
    known = {each.id for each in await threads.anchored(work, proposal_id)}
    if known != {each.thread_id for each in carried}:
        raise Uncarried
    await threads.carry(work, carried)


def _carried(thread_id: UUID, place: FoundPlace | None) -> CarriedThread:
    return CarriedThread(thread_id, place.fate if place else "gone", place)
