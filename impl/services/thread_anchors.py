"""What threads are about is found before they begin."""

from collections.abc import Sequence
from typing import Final

from impl.database.unit_of_work import Database
from impl.engine.anchors import DocumentAnchor, FoundPlace
from impl.errors import Conflict, Flaw, Invalid
from impl.proposal_records import Proposal, ProposalRevision
from impl.repositories import proposal_revisions, proposals, versions
from impl.security.caller import Caller
from impl.services.access import found
from impl.services.anchoring import Anchoring
from impl.services.examination import holders
from impl.services.proposals import Place, no_revision, refuse_closed
from impl.thread_records import NewThread, WantedThread

_SIDES: Final = ("revision", "base")


class ThreadAnchors:
    """Looks into documents."""

    def __init__(self, database: Database, anchoring: Anchoring) -> None:
        self._database = database
        self._anchoring = anchoring

    async def of(
        self,
        caller: Caller,
        place: Place,
        revision: int,
        wanted: Sequence[tuple[WantedThread, str]],
    ) -> list[NewThread] | None:
        """Find what threads are about in a revision, or in its base.

        Args:
            caller: who begins them.
            place: the team, the API and the proposal's number.
            revision: the number of the revision, which has to be the latest.
            wanted: the threads, each with where it stands in the request.

        Returns:
            None if the revision is not the latest.

        Raises:
            NotFound: the caller can't see the proposal.
            Invalid: nothing is there (`invalid_anchor`).
            Unavailable: too many documents are being examined.
        """
        reader = self._database.read()
        proposal = found(await proposals.find(reader, caller, place), "proposal")
        if revision != proposal.revision_count:
            return None
        places: dict[int, FoundPlace] = {}
        for side in _SIDES:
            asking = {
                number: (each.pointer, pointer)
                for number, (each, pointer) in enumerate(wanted)
                if each.side == side and each.pointer is not None
            }
            if asking:
                [latest] = await proposal_revisions.latest(reader, [proposal.id])
                document = await self._document(caller, place, latest, side)
                if document is None:
                    first = next(iter(asking.values()))[1]
                    raise _nothing(first, "The revision is the first; it has no base.")
                places |= await self._in(caller, place, document, asking)
        return [
            NewThread(revision, each.side, places.get(number), each.body)
            for number, (each, _) in enumerate(wanted)
        ]

    async def pointed_at(
        self,
        caller: Caller,
        place: Place,
        side: str,
        wanted: Sequence[DocumentAnchor],
    ) -> FoundPlace | None:
        """Find the first place there is in a proposal's latest revision, or its base.

        `place` as for `of`, `side` is revision or base.

        Returns:
            None if it is nowhere, or if it takes too much to look.

        Raises:
            NotFound: the caller can't see the proposal.
            Unavailable: too many documents are being examined.
        """
        reader = self._database.read()
        proposal = found(await proposals.find(reader, caller, place), "proposal")
        latest = await proposal_revisions.latest(reader, [proposal.id])
        if not latest or side not in _SIDES:
            return None
        document = await self._document(caller, place, latest[0], side)
        if document is None:
            return None
        whose = holders(caller, place[0])
        places = await self._anchoring.of(document, wanted, whose) or []
        return next((each for each in places if each), None)

    async def _document(
        self, caller: Caller, place: Place, latest: ProposalRevision, side: str
    ) -> bytes | None:
        reader = self._database.read()
        if side == "revision":
            return await proposal_revisions.content(reader, latest.id)
        if latest.base_version is None:
            return None
        name = latest.base_version
        base = await versions.download(reader, caller, *place[:2], name)
        return found(base, "version").content

    async def _in(
        self,
        caller: Caller,
        place: Place,
        document: bytes,
        asking: dict[int, tuple[str, str]],
    ) -> dict[int, FoundPlace]:
        anchors = [DocumentAnchor(pointer) for pointer, _ in asking.values()]
        whose = holders(caller, place[0])
        places = await self._anchoring.of(document, anchors, whose)
        if places is None:
            first = next(iter(asking.values()))[1]
            raise _nothing(first, "It takes too long to look into the document.")
        at: dict[int, FoundPlace] = {}
        for (number, (_, pointer)), where in zip(asking.items(), places, strict=True):
            if where is None:
                raise _nothing(pointer, "Nothing is there in that document.")
            at[number] = where
        return at


def require_latest(proposal: Proposal, revision: int) -> None:
    """Do nothing for an open proposal whose latest revision this is.

    Raises:
        Conflict: it is closed (`proposal_closed`), has no such revision
            (`revision_required`), or a later one (`revision_outdated`).
    """
    refuse_closed(proposal)
    if revision > proposal.revision_count:
        raise no_revision(proposal, revision)
    if revision < proposal.revision_count:
        detail = f"The latest revision is {proposal.revision_count}; look at that."
        raise Conflict("revision_outdated", detail)


def _nothing(pointer: str, detail: str) -> Invalid:
    return Invalid("invalid_anchor", detail, [Flaw("body", pointer, detail)])
