"""Contracts are looked up in by a process of its own, within limits."""

import json
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Collection
from typing import Any, Final
from uuid import UUID

from impl.jobs import reference_task
from impl.jobs.framing import JobLimits
from impl.jobs.lanes import Lanes
from impl.jobs.presence import while_present
from impl.jobs.processes import ProcessFailed
from impl.jobs.reference_task import WantedReference

_KEPT: Final = 16 * 2**20


class ReferenceDesk:
    """Looks things up, and keeps the latest of what it found.

    Args:
        lanes: who goes next.
        limits: what one document may take.
        kept: bytes of answers that are kept; documents never change, nor do these.
    """

    def __init__(self, lanes: Lanes, limits: JobLimits, kept: int = _KEPT) -> None:
        self._lanes = lanes
        self._limits = limits
        self._room = kept
        self._known: OrderedDict[tuple[UUID, WantedReference], bytes] = OrderedDict()

    async def of(
        self,
        version_id: UUID,
        document: Callable[[], Awaitable[bytes]],
        lookup: WantedReference,
        holders: Collection[str],
    ) -> dict[str, Any] | None:
        """Look something up in a valid contract; `holders` as for `Examination`.

        Args:
            version_id: of the contract, which the caller may see.
            document: gives its bytes, if they are needed.
            lookup: what is looked up.
            holders: whose work it is.

        Returns:
            What `impl.engine.reference` says; None if it takes too much to look.

        Raises:
            Unavailable: too many documents are being examined.
        """
        told = self._known.get((version_id, lookup))
        if told is not None:
            self._known.move_to_end((version_id, lookup))
        else:
            told = await self._looked_up(await document(), lookup, holders)
            if told is None:
                return None
            self._keep((version_id, lookup), told)
        found: dict[str, Any] = json.loads(told)
        return found

    async def _looked_up(
        self, document: bytes, lookup: WantedReference, holders: Collection[str]
    ) -> bytes | None:
        message = reference_task.asking(document, lookup)
        try:
            parts = await while_present(self._lanes.run(message, self._limits, holders))
        except TimeoutError:
            return None
        except ProcessFailed as failure:
            if failure.out_of_memory:
                return None
            raise
        [told] = parts
        return told

    def _keep(self, key: tuple[UUID, WantedReference], told: bytes) -> None:
        if key not in self._known:
            self._known[key] = told
            self._room -= len(told)
        while self._room < 0:
            _, oldest = self._known.popitem(last=False)
            self._room += len(oldest)
