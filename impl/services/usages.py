"""What consumers use, held against contracts in processes of their own."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final
from uuid import UUID

from impl.database.unit_of_work import Database
from impl.deployment_records import CheckedUsage, NamedContract, NamedUse
from impl.errors import Flaw, Invalid
from impl.jobs import consumer_task
from impl.jobs.framing import JobLimits
from impl.jobs.lanes import Lanes
from impl.jobs.presence import while_present
from impl.jobs.processes import ProcessFailed
from impl.repositories import consumer_versions
from impl.security.caller import Caller
from impl.services.access import found
from impl.services.examination import holders

_LONGEST: Final = 1024 * 1024
_LONGEST_POINTER: Final = 2000
CheckedUses = dict[NamedContract, CheckedUsage | None]


class Usages:
    """Checks usages.

    Args:
        database: has the contracts.
        lanes: who goes next.
        limits: what one check may take.
    """

    def __init__(self, database: Database, lanes: Lanes, limits: JobLimits) -> None:
        self._database = database
        self._lanes = lanes
        self._limits = limits

    async def checked(
        self, caller: Caller, team_id: UUID, uses: Sequence[NamedUse]
    ) -> CheckedUses:
        """Return what is used of each contract; None for all of it.

        Raises:
            NotFound: the caller can't see a contract.
            Invalid: a usage names what its contract does not have, or takes too much
                (`invalid_usage`); flaws have the pointers of `built_against`.
            Unavailable: too many documents are being checked.
        """
        checked: CheckedUses = {}
        for index, use in enumerate(uses):
            pointer = f"/built_against/{index}/usage"
            usage = await self._one(caller, team_id, use, pointer)
            if digest_of(checked.setdefault(use.contract, usage)) != digest_of(usage):
                raise used_otherwise(pointer)
        return checked

    async def _one(
        self, caller: Caller, team_id: UUID, use: NamedUse, pointer: str
    ) -> CheckedUsage | None:
        if use.usage is None:
            return None
        if len(use.usage) > _LONGEST:
            raise _refused(pointer, f"The usage has more than {_LONGEST:,} bytes.")
        document = found(
            await consumer_versions.document(
                self._database.read(), caller, team_id, use.contract
            ),
            "contract as it was built against",
        )
        message = consumer_task.checking(document, use.usage)
        whose = holders(caller, team_id)
        try:
            parts = await while_present(self._lanes.run(message, self._limits, whose))
        except TimeoutError:
            raise _too_complex(pointer) from None
        except ProcessFailed as failure:
            if failure.out_of_memory:
                raise _too_complex(pointer) from None
            raise
        try:
            return consumer_task.checked(parts)
        except Invalid as refusal:
            flaws = [
                replace(flaw, pointer=f"{pointer}{flaw.pointer}"[:_LONGEST_POINTER])
                for flaw in refusal.flaws
            ]
            raise Invalid("invalid_usage", refusal.detail, flaws) from None


def digest_of(usage: CheckedUsage | None) -> str | None:
    """Return what names a usage; None if everything is used."""
    return usage.digest if usage else None


def used_otherwise(pointer: str = "/built_against") -> Invalid:
    """Return the refusal of two usages of one contract."""
    return _refused(pointer, "A contract is named twice, and used differently.")


def _too_complex(pointer: str) -> Invalid:
    detail = "The usage takes more time or memory to check than there is."
    return _refused(pointer, detail)


def _refused(pointer: str, detail: str) -> Invalid:
    return Invalid("invalid_usage", detail, [Flaw("body", pointer, detail)])
