"""What all of the application stands on: settings, the database, and limits."""

from dataclasses import dataclass

from impl import rules
from impl.database.unit_of_work import Database
from impl.http.idempotency import IdempotencyKeys
from impl.http.paging import Pager
from impl.services.quotas import Quotas
from impl.services.rate_limits import Rate, RateLimiter
from impl.services.secret_change import secret_of
from impl.settings import Settings
from impl.telemetry.extras import Extras


@dataclass(frozen=True, slots=True, kw_only=True)
class Foundation:
    """What services and handlers are made with.

    Attributes:
        url: of the database.
        secret: what keys are derived from.
        creation: how much anybody may create in a time.
    """

    settings: Settings
    url: str
    secret: str
    extras: Extras
    database: Database
    limiter: RateLimiter
    quotas: Quotas
    creation: Rate
    pager: Pager
    idempotency: IdempotencyKeys


def lay(settings: Settings) -> Foundation:
    """Return what the application stands on.

    Raises:
        ValueError: no database URL is given, or it is malformed.
    """
    if settings.database_url is None:
        msg = "DATABASE_URL is not set; scripts/serve starts a private server"
        raise ValueError(msg)
    url, secret = settings.database_url.get_secret_value(), secret_of(settings)
    extras = rules.extras(settings)
    database = Database.connect(url, settings, extras.statements)
    return Foundation(
        settings=settings,
        url=url,
        secret=secret,
        extras=extras,
        database=database,
        limiter=RateLimiter(database, secret),
        quotas=rules.quotas(settings),
        creation=rules.creation(settings),
        pager=Pager(secret),
        idempotency=IdempotencyKeys(secret),
    )
