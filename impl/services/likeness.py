"""Whether clients can tell two contracts apart, found out in a process of its own."""

from collections.abc import Collection

from impl.jobs import likeness_task
from impl.jobs.framing import JobLimits
from impl.jobs.lanes import Lanes
from impl.jobs.presence import while_present
from impl.jobs.processes import ProcessFailed


class Likeness:
    """Holds contracts against each other.

    Args:
        lanes: who goes next.
        limits: what two contracts may take.
    """

    def __init__(self, lanes: Lanes, limits: JobLimits) -> None:
        self._lanes = lanes
        self._limits = limits

    async def of(self, before: bytes, after: bytes, holders: Collection[str]) -> bool:
        """Tell whether no client can notice a difference between two valid contracts.

        What takes too long to find out counts as one. `holders` as for `Examination`.

        Raises:
            Unavailable: too many documents are being examined.
            Exception: the caller has left, see `impl.jobs.presence`.
        """
        message = likeness_task.asking(before, after, self._limits.seconds / 2)
        try:
            parts = await while_present(self._lanes.run(message, self._limits, holders))
        except TimeoutError:
            return False
        except ProcessFailed as failure:
            if failure.out_of_memory:
                return False
            raise
        return likeness_task.result(parts)
