"""What a service with these settings would find here; nothing is changed or sent."""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Final

from impl.database import fitness
from impl.database.embedded import at_hand
from impl.database.errors import Unavailable
from impl.database.fitness import Unfit
from impl.database.private_server import EmbeddedPostgresError
from impl.database.unit_of_work import Database
from impl.integrations.mail_trials import MailUnusable, trial_of
from impl.integrations.openid_provider import OpenIdProvider
from impl.integrations.unanswered import Unanswered
from impl.services.secret_change import secret_of
from impl.services.signing import SigningKeys, WrongSecret
from impl.settings import Settings

# A private server may have to be made first.
_LONGEST: Final = 60.0
# To go on from what was given up; in seconds, too.
_GRACE: Final = 5.0
_MEND_SERVER: Final = (
    "DATABASE_URL has to name a server that runs, a database there, and a role that "
    "may use it."
)
_MEND_ISSUER: Final = (
    "COUNTERSIGN_OPENID_ISSUER has to be what the provider calls itself, to the "
    "letter, and {url} within reach of this machine."
)
_MEND_KEYS: Final = (
    "It says of itself where they are (jwks_uri), which has to be within reach of this "
    "machine; whoever looks after the provider mends it."
)


class _Faulty(Exception):
    """Something can't be used; the message says why, and how to mend it."""


@dataclass(frozen=True, slots=True)
class Tried:
    """How something is, in one line."""

    about: str
    is_good: bool
    said: str


def findings(settings: Settings, state: Path, *, has_secret: bool) -> Iterator[Tried]:
    """Yield how what the settings name is, each as soon as that is known.

    Args:
        settings: the service's.
        state: where the private database is kept.
        has_secret: whether the secret key is the service's, and not made up.
    """
    # Each knows when to give up, but for what the system does by itself.
    works: tuple[tuple[str, Callable[[], str], float], ...] = (
        (
            "database",
            lambda: _of_database(settings, state, has_secret=has_secret),
            _LONGEST,
        ),
        (
            "mail",
            lambda: asyncio.run(_of_mail(settings)),
            settings.mail_timeout + _GRACE,
        ),
        (
            "provider",
            lambda: asyncio.run(_of_provider(settings)),
            2 * settings.openid_timeout + _GRACE,
        ),
    )
    for about, work, seconds in works:
        try:
            yield Tried(about, is_good=True, said=_bounded(work, seconds))
        except _Faulty as fault:
            yield Tried(about, is_good=False, said=str(fault).strip())
        except Exception as error:  # noqa: BLE001 - an operator is told, whatever it is
            said = f"{type(error).__name__}: {_line(error)}."
            yield Tried(about, is_good=False, said=said)


def _bounded(work: Callable[[], str], seconds: float) -> str:
    """Return what some work returns, or raise what it does, in time or not at all.

    Nothing stops a thread that waits for a name server; it ends with the process.
    """
    outcome: Future[str] = Future()

    def attempt() -> None:
        try:
            outcome.set_result(work())
        except BaseException as error:  # noqa: BLE001 - it is raised where it is waited for
            outcome.set_exception(error)

    Thread(target=attempt, daemon=True).start()
    try:
        return outcome.result(seconds)
    except TimeoutError:
        msg = (
            f"There was no end within {seconds:g} s, perhaps for want of a name "
            "server: mend what names hosts here, or wait."
        )
        raise _Faulty(msg) from None


def _line(error: BaseException) -> str:
    return " ".join(str(error).split()).removesuffix(".")


def _of_database(settings: Settings, state: Path, *, has_secret: bool) -> str:
    given = settings.database_url
    named = given.get_secret_value() if given else None
    whose = "DATABASE_URL" if named else "the private PostgreSQL"
    try:
        with at_hand(named, state) as url:
            if not fitness.check(url):
                return f"{whose} can be used; scripts/serve migrates it at its start."
            if has_secret:
                asyncio.run(_try_secret(url, settings))
    except (EmbeddedPostgresError, Unavailable, Unfit) as error:
        cause = error.__cause__ if isinstance(error, Unavailable) else None
        msg = f"{whose}: {_line(cause or error)}. {_MEND_SERVER if named else ''}"
        raise _Faulty(msg) from error
    except (WrongSecret, ValueError) as error:
        raise _Faulty(str(error)) from error
    opens = ", and the secret key opens its signing keys" if has_secret else ""
    return f"{whose} can be used and is up to date{opens}."


async def _try_secret(url: str, settings: Settings) -> None:
    database = Database.connect(url, settings)
    try:
        life = settings.access_token_lifetime
        await SigningKeys(database, secret_of(settings), life).check()
    finally:
        await database.close()


async def _of_mail(settings: Settings) -> str:
    if settings.mail is None:
        return "off, for COUNTERSIGN_MAIL is not set: nobody proves an address."
    trial = trial_of(settings.mail.get_secret_value(), settings.mail_timeout)
    if trial is None:
        return "goes to the terminal of the service."
    try:
        await trial()
    except MailUnusable as error:
        raise _Faulty(str(error)) from error
    return "would be taken; nothing was sent."


async def _of_provider(settings: Settings) -> str:
    issuer = settings.openid_issuer
    if not issuer:
        return "off, for COUNTERSIGN_OPENID_ISSUER is not set."
    client = settings.openid_client_id, None
    provider = OpenIdProvider(issuer, client, settings.openid_timeout)
    try:
        await provider.authorization_endpoint()
    except Unanswered as error:
        url = f"{issuer.rstrip('/')}/.well-known/openid-configuration"
        msg = f"{issuer}: {_line(error)}. {_MEND_ISSUER.format(url=url)}"
        raise _Faulty(msg) from error
    try:
        found = await provider.keys(None)
    except Unanswered as error:
        msg = f"The keys of {issuer}: {_line(error)}. {_MEND_KEYS}"
        raise _Faulty(msg) from error
    if not found["keys"]:
        msg = f"{issuer} has no keys, so nobody could log in. {_MEND_KEYS}"
        raise _Faulty(msg)
    return f"{issuer} says where it is and what it signs with."
