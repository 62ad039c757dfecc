"""Uploaded documents are examined in processes of their own, within limits."""

from collections.abc import Collection
from uuid import UUID

from impl.jobs import examination_task
from impl.jobs.examination_task import PublishableContract
from impl.jobs.framing import JobLimits
from impl.jobs.lanes import Lanes
from impl.jobs.presence import while_present
from impl.jobs.processes import ProcessFailed
from impl.security import ids
from impl.security.caller import Caller


class Examination:
    """Examines documents.

    Args:
        lanes: who goes next.
        limits: what one document may take.
    """

    def __init__(self, lanes: Lanes, limits: JobLimits) -> None:
        self._lanes = lanes
        self._limits = limits

    async def of(
        self, content: bytes, media_type: str, holders: Collection[str]
    ) -> PublishableContract:
        """Return what is known of a contract; `holders` are whom its cost counts for.

        Raises:
            Invalid: it is no valid contract, or takes too much (`invalid_contract`).
            Unavailable: too many documents are being examined.
            Exception: the caller has left, see `impl.jobs.presence`.
        """
        message = examination_task.examining(content, media_type)
        try:
            parts = await while_present(self._lanes.run(message, self._limits, holders))
        except TimeoutError:
            raise examination_task.too_complex() from None
        except ProcessFailed as failure:
            if failure.out_of_memory:
                raise examination_task.too_complex() from None
            raise
        return examination_task.result(parts)


def holders(caller: Caller, team_id: UUID | None = None) -> frozenset[str]:
    """Return whom the cost of a caller's document counts for: them and the team."""
    team = team_id or caller.team_id
    whose = {ids.encode(ids.TEAM, team)} if team else set()
    return frozenset({caller.name, *whose})
