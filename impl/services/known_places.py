"""Where a person is known to have logged in from, as far as it is kept."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from impl.database.unit_of_work import Reader, UnitOfWork
from impl.repositories import known_addresses
from impl.security.keys import derive, good
from impl.security.networks import keyed_digest

_KNOWN_FOR: Final = timedelta(days=90)


class KnownPlaces:
    """Networks of people, of which only keyed digests are kept."""

    def __init__(self, secret: str) -> None:
        self._key = derive(secret, "known addresses")

    async def are_of(self, reader: Reader, email: str, address: str) -> bool:
        """Tell whether the person with this email has logged in from an address."""
        # As the other secret has it, too.
        networks = [keyed_digest(each, address) for each in good(self._key)]
        return await known_addresses.is_known(reader, email, networks)

    async def remember(self, work: UnitOfWork, person_id: UUID, address: str) -> None:
        """Know from now on that a person logs in from an address.

        Raises:
            ConstraintViolated: the person is gone.
        """
        network = keyed_digest(self._key, address)
        await known_addresses.remember(work, person_id, network, _KNOWN_FOR)
