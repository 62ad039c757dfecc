import contextlib
from collections.abc import AsyncIterator, Iterator
from unittest import mock

import pytest
import pytest_asyncio
from argon2 import PasswordHasher

from impl.app import create
from impl.database.unit_of_work import Database
from impl.jobs.webhook_queue import WebhookQueue
from impl.security import passwords
from impl.settings import Settings
from tests.support.client import Service, running
from tests.support.warm_engine import WarmServers, in_use, warm_engine


@pytest.fixture(scope="session")
def warm_servers() -> Iterator[WarmServers]:
    with warm_engine() as servers:
        yield servers


@pytest.fixture(autouse=True)
def quick_start(warm_servers: WarmServers) -> Iterator[None]:
    """Applications find the engine read, and hash passwords for next to nothing."""
    cheap = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    # Not by `monkeypatch`, which would then be undone after the service has stopped.
    with in_use(warm_servers), mock.patch.object(passwords, "_HASHER", cheap):
        yield


@pytest.fixture
def generous(settings: Settings) -> Settings:
    rates = dict.fromkeys(
        (
            "declared_rate_factor",
            "login_rate_account",
            "login_rate_address",
            "registration_rate_address",
            "refresh_rate_session",
            "comparison_rate",
            "login_failures_address",
            "login_failures_account",
            "credentials_rate_address",
            "creation_rate",
            "oauth_rate_address",
            "oauth_rate_client",
            "oauth_user_codes",
            "member_rate",
            "reset_rate_address",
            "token_rate_address",
            "proof_rate",
            "code_failures_account",
            "publish_rate",
            "publish_rate_team",
            "deployment_rate",
            "proposal_rate",
            "mock_rate",
            "mock_rate_team",
        ),
        100_000,
    )
    # A client of these tests waits for the end of whatever it asks for.
    longest = {"stream_lifetime": 0.1}
    return settings.model_copy(update={**rates, **longest})


@pytest_asyncio.fixture
async def service(database: Database, generous: Settings) -> AsyncIterator[Service]:
    """The whole application on an empty database; every answer is checked.

    It sends nothing to webhooks: one whose receiver is not there changes when that is
    found out, which nobody knows when to expect.
    """
    with mock.patch.object(WebhookQueue, "working", contextlib.nullcontext):
        async with running(create(generous)) as service:
            yield service
