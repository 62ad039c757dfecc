"""Places are found in documents by a process of its own, within limits."""

from collections.abc import Collection, Sequence

from impl.engine.anchors import DocumentAnchor, FoundPlace
from impl.jobs import anchor_task
from impl.jobs.framing import JobLimits
from impl.jobs.lanes import Lanes
from impl.jobs.presence import while_present
from impl.jobs.processes import ProcessFailed


class Anchoring:
    """Finds places.

    Args:
        lanes: who goes next.
        limits: what one document may take.
    """

    def __init__(self, lanes: Lanes, limits: JobLimits) -> None:
        self._lanes = lanes
        self._limits = limits

    async def of(
        self,
        document: bytes,
        anchors: Sequence[DocumentAnchor],
        holders: Collection[str],
    ) -> list[FoundPlace | None] | None:
        """Find anchors in a valid contract; `holders` as for `Examination`.

        Returns:
            None for each that is nowhere; None alone if it takes too much to look.

        Raises:
            Unavailable: too many documents are being examined.
            Exception: the caller has left, see `impl.jobs.presence`.
        """
        message = anchor_task.asking(document, anchors)
        try:
            parts = await while_present(self._lanes.run(message, self._limits, holders))
        except TimeoutError:
            return None
        except ProcessFailed as failure:
            if failure.out_of_memory:
                return None
            raise
        return anchor_task.result(parts)
