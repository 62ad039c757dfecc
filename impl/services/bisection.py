"""Which versions of an API take a message, and the first change that flipped it."""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from impl.database.unit_of_work import Database
from impl.jobs import judging_task
from impl.jobs.framing import JobLimits
from impl.jobs.lanes import Lanes
from impl.jobs.presence import while_present
from impl.jobs.processes import ProcessFailed
from impl.records import Version
from impl.repositories import version_contents, versions
from impl.security.caller import Caller
from impl.services.access import found
from impl.services.examination import holders

# Of one question: versions, bytes of them, and seconds after which no more is begun.
_VERSIONS: Final = 30
_BYTES: Final = 24_000_000
_PATIENCE: Final = 20.0


@dataclass(frozen=True, slots=True)
class JudgedVersion:
    """A version, and what it makes of a message.

    Attributes:
        told: as `impl.engine.judging` says; None if that was not found out.
    """

    version: Version
    told: dict[str, Any] | None

    @property
    def answer(self) -> str:
        """Whether it takes the message: `yes`, `no`, or `unknown`."""
        accepts = self.told["accepts"] if self.told else None
        return "unknown" if accepts is None else "yes" if accepts else "no"


class Bisection:
    """Holds a message against the versions of an API.

    Args:
        database: where they are.
        lanes: who goes next.
        limits: what one version may take.
    """

    def __init__(self, database: Database, lanes: Lanes, limits: JobLimits) -> None:
        self._database = database
        self._lanes = lanes
        self._limits = limits

    async def of(
        self, caller: Caller, api: tuple[UUID, UUID], message: dict[str, Any]
    ) -> Sequence[JudgedVersion]:
        """Return what the versions of an API make of a message, latest first.

        `api` is the team and the API. Of very many versions, or of large ones, the
        latest are looked at.

        Raises:
            NotFound: the caller can't see it.
            Unavailable: too many documents are being examined.
        """
        reader = self._database.read()
        page = found(
            await versions.list_of_api(reader, caller, *api, _VERSIONS, None), "API"
        )
        wanted: list[UUID] = []
        left = _BYTES
        for each in page.items:
            left -= each.size
            if left < 0 and wanted:
                break
            wanted.append(each.id)
        documents = await version_contents.of_api(reader, caller, *api, wanted)
        content = {each.id: each.content for each in documents}
        whose, clock = holders(caller, api[0]), asyncio.get_running_loop().time
        end, judged = clock() + _PATIENCE, []
        for version in page.items:
            document = content.get(version.id)
            is_due = document is not None and clock() < end
            told = await self._told(document or b"", message, whose) if is_due else None
            judged.append(JudgedVersion(version, told))
        return judged

    async def _told(
        self, document: bytes, message: dict[str, Any], whose: Collection[str]
    ) -> dict[str, Any] | None:
        asked = judging_task.asking(document, message)
        try:
            parts = await while_present(self._lanes.run(asked, self._limits, whose))
        except TimeoutError:
            return None
        except ProcessFailed as failure:
            if failure.out_of_memory:
                return None
            raise
        return judging_task.result(parts)
