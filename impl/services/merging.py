"""Two edits of a contract are merged in a process of its own, within limits."""

from collections.abc import Collection

from impl.jobs import examination_task, merging_task
from impl.jobs.framing import JobLimits
from impl.jobs.lanes import Lanes
from impl.jobs.presence import while_present
from impl.jobs.processes import ProcessFailed


class Merging:
    """Merges contracts.

    Args:
        lanes: who goes next.
        limits: what three contracts may take.
    """

    def __init__(self, lanes: Lanes, limits: JobLimits) -> None:
        self._lanes = lanes
        self._limits = limits

    async def of(
        self, base: bytes, theirs: bytes, ours: bytes, holders: Collection[str]
    ) -> bytes:
        """Bring into ours what theirs changed since the base; all are valid contracts.

        `holders` as for `Examination`.

        Raises:
            RebaseDisputed: both changed the same places.
            Invalid: it takes too much, or can't be written (`invalid_contract`).
            Unavailable: too many documents are being examined.
            Exception: the caller has left, see `impl.jobs.presence`.
        """
        message = merging_task.asking(base, theirs, ours)
        try:
            parts = await while_present(self._lanes.run(message, self._limits, holders))
        except TimeoutError:
            raise examination_task.too_complex() from None
        except ProcessFailed as failure:
            if failure.out_of_memory:
                raise examination_task.too_complex() from None
            raise
        return merging_task.result(parts)
