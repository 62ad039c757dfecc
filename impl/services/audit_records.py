"""The audit records of a team, for those who answer for it."""

import hashlib
from collections import deque
from dataclasses import dataclass
from typing import Final, Self
from uuid import UUID

from impl.database.unit_of_work import Database, Reader
from impl.event_records import AuditFilter, AuditRecord, ChainFacts
from impl.records import Page
from impl.repositories import audit_records, teams
from impl.security.caller import Caller
from impl.security.cursors import PagePosition
from impl.security.permissions import Permission
from impl.services.access import standing_for

_BATCH: Final = 500


@dataclass(frozen=True, slots=True)
class ChainState:
    """What was found of a team's chain.

    Attributes:
        records: how many are kept.
        first_broken: number of the first record that is not as it was written, None
            if all are.
        last_number, last_digest: of the last record, as the database noted it.
    """

    records: int
    first_broken: int | None
    last_number: int
    last_digest: bytes


class AuditExport:
    """A team's records, the oldest first, read as they are taken."""

    def __init__(
        self, database: Database, caller: Caller, team_id: UUID, wanted: AuditFilter
    ) -> None:
        self._database = database
        self._asked = caller, team_id, wanted
        self._number = 0
        self._batch: deque[AuditRecord] = deque()

    def __aiter__(self) -> Self:
        """Return itself."""
        return self

    async def __anext__(self) -> AuditRecord:
        """Return the next record.

        Raises:
            NotFound, Forbidden: whoever asked may not read them any more.
        """
        if not self._batch:
            reader = self._database.read_anew()
            found = await audit_records.after(
                reader, *self._asked, _BATCH, self._number
            )
            self._batch.extend(found)
            if not found:
                # What ends early must not look like the whole.
                await _require(reader, *self._asked[:2])
                raise StopAsyncIteration
        record = self._batch.popleft()
        self._number = record.number
        return record


class AuditRecords:
    """Lists, exports and verifies the records of teams."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def list_of_team(
        self,
        caller: Caller,
        team_id: UUID,
        wanted: AuditFilter,
        limit: int,
        after: PagePosition | None,
    ) -> Page[AuditRecord]:
        """Return a page of a team's records, latest first.

        Raises:
            NotFound, Forbidden: see `impl.errors`.
        """
        reader = self._database.read()
        await _require(reader, caller, team_id)
        return await audit_records.list_of_team(
            reader, caller, team_id, wanted, limit, after
        )

    async def export(
        self, caller: Caller, team_id: UUID, wanted: AuditFilter
    ) -> AuditExport:
        """Return a team's records, the oldest first, to be read one by one.

        Raises:
            NotFound, Forbidden: see `impl.errors`.
        """
        await _require(self._database.read(), caller, team_id)
        return AuditExport(self._database, caller, team_id, wanted)

    async def verify(self, caller: Caller, team_id: UUID) -> ChainState:
        """Follow all links of a team's chain.

        Raises:
            NotFound, Forbidden: see `impl.errors`.
        """
        reader = self._database.read()
        await _require(reader, caller, team_id)
        known = await audit_records.facts(reader, team_id)
        begin = hashlib.sha256(str(team_id).encode()).digest()
        return ChainState(
            known.records,
            _first_broken(known, begin),
            known.last_number or 0,
            begin if known.last_digest is None else known.last_digest,
        )


def _first_broken(known: ChainFacts, begin: bytes) -> int | None:
    """Return where a chain differs from what was written, as `audit_trail` would."""
    if known.pruned_number is None or known.last_number is None:
        return 1 if known.records else None
    if known.pruned_number == 0 and known.pruned_digest != begin:
        return 1
    if known.first_broken is not None:
        return known.first_broken
    end = known.pruned_number if known.highest is None else known.highest
    if end != known.last_number:
        return min(end, known.last_number) + 1
    tail = known.pruned_digest if known.tail is None else known.tail
    return None if tail == known.last_digest else max(1, end)


async def _require(reader: Reader, caller: Caller, team_id: UUID) -> None:
    standing = await teams.standing(reader, caller, team_id)
    standing_for(standing, Permission.READ_AUDIT)
