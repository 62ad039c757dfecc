"""What scripts/admin does with the database, and how it says what went wrong."""

import argparse
import asyncio
import getpass
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NoReturn

import psycopg
from psycopg.errors import InsufficientPrivilege, UndefinedColumn, UndefinedTable
from pydantic import ValidationError
from sqlalchemy.exc import ProgrammingError

from impl import rules
from impl.account_records import AccountChange
from impl.database import fitness, service_role
from impl.database.embedded import at_hand
from impl.database.errors import OTHER_DATABASE, Unavailable
from impl.database.fitness import Unfit
from impl.database.private_server import EmbeddedPostgresError
from impl.database.unit_of_work import Database
from impl.environment import faults_of
from impl.errors import DomainError
from impl.repositories.quota_usage import OF_TEAMS, OfTeam
from impl.services.administration import Administration
from impl.services.letters import Letters
from impl.services.password_hashing import Passwords
from impl.services.post import Post
from impl.services.secret_change import reseal, secret_of
from impl.services.signing import SigningKeys, WrongSecret
from impl.services.team_quotas import TeamQuotas
from impl.settings import Settings
from scripts._bootstrap import state_folder
from scripts.administering import checking, words

_PAGE: Final = 100
_WITH_KEYS: Final = {"rotate-keys", "reseal", "send-reset"}


def run(options: argparse.Namespace) -> int:
    """Do what is asked for; return the exit status.

    Raises:
        SystemExit: it was not done, and a message said why.
    """
    state = state_folder()
    if options.command == "check":
        return _check(state)
    if "COUNTERSIGN_SECRET_KEY" not in os.environ:
        os.environ["COUNTERSIGN_SECRET_KEY"] = _secret_for(options.command, state)
    try:
        settings = Settings()
        given = settings.database_url
        named = given.get_secret_value() if given else None
        with at_hand(named, state) as url:
            if options.command == "migrate":
                _migrate(url, options.role)
            else:
                asyncio.run(_work(options, url, settings))
    except ValidationError as error:
        _fail("; ".join(faults_of(error)), 2)
    except Unavailable as error:
        # The driver says which server it is, and what is wrong with it.
        _fail(str(error.__cause__ or error).strip(), 2)
    except (EmbeddedPostgresError, WrongSecret, ValueError) as error:
        _fail(str(error), 2)
    except (
        *(ProgrammingError, UndefinedColumn, UndefinedTable),
        InsufficientPrivilege,
    ) as error:
        cause = getattr(error, "orig", error)
        if isinstance(cause, InsufficientPrivilege):
            _fail(f"{cause}: migrate --for gives a role its rights", 2)
        _fail(OTHER_DATABASE, 2)
    except DomainError as error:
        # Operators may know of everything.
        _fail(error.detail.replace(", or you may not know of it", ""), 1)
    return 0


def _fail(message: str, status: int) -> NoReturn:
    print(f"scripts/admin: {message}", file=sys.stderr)
    sys.exit(status)


def _check(state: Path) -> int:
    given = os.environ.get("COUNTERSIGN_SECRET_KEY", _kept_secret(state))
    if given is None:
        os.environ["COUNTERSIGN_SECRET_KEY"] = os.urandom(32).hex()
    else:
        os.environ["COUNTERSIGN_SECRET_KEY"] = given
    try:
        settings = Settings()
    except ValidationError as error:
        print(f"settings: WRONG: {'; '.join(faults_of(error))}")
        return 1
    is_good = True
    for each in checking.findings(settings, state, has_secret=given is not None):
        print(f"{each.about}: {'' if each.is_good else 'WRONG: '}{each.said}")
        sys.stdout.flush()
        is_good = is_good and each.is_good
    return 0 if is_good else 1


def _secret_for(command: str, state: Path) -> str:
    if command not in _WITH_KEYS:
        # Nothing that is done here is signed or sealed.
        return os.urandom(32).hex()
    return _kept_secret(state) or _fail(
        "COUNTERSIGN_SECRET_KEY is not set: keys are sealed under it", 2
    )


def _kept_secret(state: Path) -> str | None:
    """Return what scripts/serve made here, None if it did not."""
    try:
        return (state / "secret-key").read_text()
    except OSError:
        return None


async def _work(options: argparse.Namespace, url: str, settings: Settings) -> None:
    database, passwords = Database.connect(url, settings), Passwords()
    try:
        administration = Administration(database, passwords)
        match options.command:
            case "create-person":
                await _create(administration, options.email, options.name)
            case "rotate-keys":
                await _rotate_keys(database, settings)
            case "reseal":
                await _reseal(database, settings)
            case "list-people":
                await _show(administration)
            case "send-reset":
                await _send_reset(database, settings, administration, options.email)
            case "quotas":
                changes = dict(options.changes)
                await _show_quotas(database, settings, options.team, changes)
            case _:
                name = options.command.replace("-", "_")
                change = await getattr(administration, name)(options.email)
                print(words.of_change(options.command, change))
    finally:
        passwords.close()
        await database.close()


async def _create(administration: Administration, email: str, name: str) -> None:
    person = await administration.create(email, name, _password())
    print(words.of_change("create-person", AccountChange(person.email)))


def _password() -> str:
    if sys.stdin.isatty():
        return getpass.getpass("Password: ")
    return sys.stdin.readline().rstrip("\n")


async def _show_quotas(
    database: Database,
    settings: Settings,
    team: str,
    changes: Mapping[OfTeam, int | None],
) -> None:
    if unknown := changes.keys() - set(OF_TEAMS):
        names = ", ".join(OF_TEAMS)
        _fail(f"{min(unknown)} is no quota of a team: {names}", 2)
    quotas = TeamQuotas(database, rules.quotas(settings))
    uses = await (quotas.change(team, changes) if changes else quotas.show(team))
    for each in uses:
        own = "  its own" if each.is_own else ""
        print(f"{each.resource:<14}{each.used:>12} of {each.most}{own}")


async def _reseal(database: Database, settings: Settings) -> None:
    counted = await reseal(database, secret_of(settings))
    for kind, count in counted.items():
        print(f"{kind}: {count} sealed anew")
    print(words.of_reseal(sum(counted.values())))


async def _send_reset(
    database: Database, settings: Settings, administration: Administration, email: str
) -> None:
    if settings.mail is None:
        _fail("COUNTERSIGN_MAIL is not set: it has to be the service's", 2)
    secret = secret_of(settings)
    # What is sealed under another one is never sent.
    await SigningKeys(database, secret, settings.access_token_lifetime).check()
    letters = Letters(settings.public_url, settings.mail_page_url)
    post = Post(secret, letters, is_on=True)
    change = await administration.send_reset(email, post)
    print(words.of_change("send-reset", change))


async def _rotate_keys(database: Database, settings: Settings) -> None:
    life = settings.access_token_lifetime
    if not await SigningKeys(database, secret_of(settings), life).rotate():
        _fail("there are no keys yet: nobody has logged in", 1)
    print(words.ROTATED)


def _migrate(url: str, role: str | None) -> None:
    try:
        with fitness.told():
            if not fitness.check(url):
                # Slow to load, mostly in vain.
                from impl.database.migrate import upgrade

                upgrade(url)
            if role is not None:
                service_role.grant(url, role)
        served = f", and {role} has its rights there" if role else ""
        print(f"The database is up to date{served}.")
    except (Unfit, service_role.NoSuchRole, psycopg.Error) as error:
        _fail(str(error).strip(), 2)


async def _show(administration: Administration) -> None:
    after, is_more = None, True
    while is_more:
        page = await administration.list_all(_PAGE, after)
        for each in page.items:
            marks = (
                ("proven", each.is_verified),
                ("suspended", each.is_suspended),
                ("administrator", each.is_administrator),
            )
            said = " ".join(mark for mark, holds in marks if holds)
            print(f"{each.created_at:%Y-%m-%d}  {each.email}  {said}".rstrip())
        after = page.next
        is_more = after is not None
