"""Uploaded documents are checked beside the event loop, and not for ever."""

from functools import partial

from impl.services import contracts
from impl.services.contracts import Contract
from impl.services.workers import Workers


class Examination:
    """Checks documents in some threads.

    Args:
        workers: the threads.
        timeout: seconds that one document may take.
    """

    def __init__(self, workers: Workers, timeout: float) -> None:
        self._workers = workers
        self._timeout = timeout

    async def of(self, content: bytes, media_type: str) -> Contract:
        """Return what is known of a contract.

        Raises:
            Invalid: it is no valid contract, or takes too long (`invalid_contract`).
            Unavailable: too many documents are being checked.
        """
        examine = partial(contracts.examine, content, media_type)
        try:
            return await self._workers.run(examine, self._timeout)
        except TimeoutError:
            raise contracts.too_slow() from None
