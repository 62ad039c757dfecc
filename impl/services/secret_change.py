"""One COUNTERSIGN_SECRET_KEY takes the place of another one."""

from typing import Final

from impl.database.unit_of_work import Database
from impl.repositories import sealed_values
from impl.security import sealing
from impl.security.keys import Secret, derive
from impl.services.signing import WrongSecret
from impl.settings import Settings

SIGNING: Final = "signing keys"
SECOND_FACTORS: Final = "second factors"
WEBHOOKS: Final = "webhook secrets"
_SEALED: Final = (
    (SIGNING, sealed_values.SIGNING_KEYS),
    (SECOND_FACTORS, sealed_values.SECOND_FACTORS),
    *((WEBHOOKS, each) for each in sealed_values.WEBHOOKS),
)


def secret_of(settings: Settings) -> Secret:
    """Return what keys are derived from, and what they may have been derived from."""
    other = settings.other_secret_key
    return Secret(
        settings.secret_key.get_secret_value(),
        other.get_secret_value() if other else None,
    )


async def reseal(database: Database, secret: Secret) -> dict[str, int]:
    """Encrypt with the first key whatever is stored under the other one.

    All of it or nothing: afterwards nothing that is stored needs the other one.

    Returns:
        How many values of which kind it was.

    Raises:
        WrongSecret: something is stored under a key that is neither of the two.
        Unavailable: the database could not serve it.
    """
    counted = dict.fromkeys((SIGNING, SECOND_FACTORS, WEBHOOKS), 0)
    async with database.begin() as work:
        for kind, column in _SEALED:
            key = derive(secret, kind)
            for value in await column.lock_all(work):
                if sealing.is_of(value.sealed, key):
                    continue
                try:
                    content = sealing.unseal(value.sealed, key)
                except ValueError as error:
                    msg = f"{kind}: {value.id} was stored under neither of the two keys"
                    raise WrongSecret(msg) from error
                anew = sealed_values.SealedValue(value.id, sealing.seal(content, key))
                await column.put(work, anew)
                counted[kind] += 1
        await work.commit()
    return counted
