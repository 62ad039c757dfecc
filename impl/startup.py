"""What has to hold before the first request; one sentence says what does not."""

import asyncio
from typing import Final

from impl.database import fitness
from impl.database.fitness import Unfit
from impl.database.unit_of_work import Database
from impl.services.secret_change import secret_of
from impl.services.signing import SigningKeys, WrongSecret
from impl.settings import Settings

# What background jobs of a worker open now and then beside its pools.
_FOR_JOBS: Final = 3


class StartRefused(Exception):
    """The service must not start; the message is a sentence for an operator."""


def prepare(url: str, settings: Settings) -> None:
    """Check the database at `url`, migrate it, and try the secret on its keys.

    Raises:
        StartRefused: it can't be used, or not with this secret.
    """
    whose = "DATABASE_URL" if settings.database_url else "The private PostgreSQL"
    try:
        is_migrated = fitness.check(url)
        with fitness.told():
            if not is_migrated:
                _migrate(url)
            asyncio.run(_try_secret(url, settings))
    except Unfit as error:
        msg = f"{whose}: {error}"
        raise StartRefused(msg) from error
    except (ValueError, WrongSecret) as error:
        raise StartRefused(str(error)) from error


def shortage(url: str, settings: Settings) -> str | None:
    """Say that the database has less room than the workers may take; None if it has.

    Replicas are not counted: nobody here knows of them.
    """
    wanted = settings.workers * (2 * settings.database_pool_size + _FOR_JOBS)
    try:
        most = fitness.room(url)
    except Unfit:  # It was there a moment ago; requests will tell.
        return None
    if wanted <= most:
        return None
    return (
        f"the database has room for {most} connections, and COUNTERSIGN_WORKERS times "
        f"twice COUNTERSIGN_DATABASE_POOL_SIZE and {_FOR_JOBS} are {wanted}: beyond "
        "its room requests get 503; lower one of them, or raise max_connections"
    )


def _migrate(url: str) -> None:
    from impl.database import migrate  # noqa: PLC0415 - slow to load, mostly in vain

    migrate.upgrade(url)


async def _try_secret(url: str, settings: Settings) -> None:
    database = Database.connect(url, settings)
    secret, life = secret_of(settings), settings.access_token_lifetime
    try:
        await SigningKeys(database, secret, life).check()
    finally:
        await database.close()
