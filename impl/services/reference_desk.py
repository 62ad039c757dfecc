"""Contracts are looked up in by a process of its own, within limits."""

from collections.abc import Collection
from typing import Any

from impl.jobs import reference_task
from impl.jobs.framing import JobLimits
from impl.jobs.lanes import Lanes
from impl.jobs.presence import while_present
from impl.jobs.processes import ProcessFailed
from impl.jobs.reference_task import WantedReference


class ReferenceDesk:
    """Looks things up.

    Args:
        lanes: who goes next.
        limits: what one document may take.
    """

    def __init__(self, lanes: Lanes, limits: JobLimits) -> None:
        self._lanes = lanes
        self._limits = limits

    async def of(
        self, document: bytes, lookup: WantedReference, holders: Collection[str]
    ) -> dict[str, Any] | None:
        """Look something up in a valid contract; `holders` as for `Examination`.

        Returns:
            What `impl.engine.reference` says; None if it takes too much to look.

        Raises:
            Unavailable: too many documents are being examined.
        """
        message = reference_task.asking(document, lookup)
        try:
            parts = await while_present(self._lanes.run(message, self._limits, holders))
        except TimeoutError:
            return None
        except ProcessFailed as failure:
            if failure.out_of_memory:
                return None
            raise
        return reference_task.result(parts)
