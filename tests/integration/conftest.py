from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from impl.app import create
from impl.database.unit_of_work import Database
from impl.settings import Settings
from tests.support.client import Service, running


@pytest.fixture
def generous(settings: Settings) -> Settings:
    rates = dict.fromkeys(
        (
            "login_rate_account",
            "login_rate_address",
            "registration_rate_address",
            "refresh_rate_session",
            "comparison_rate",
            "login_failures_address",
            "login_failures_account",
            "credentials_rate_address",
            "creation_rate",
            "member_rate",
            "publish_rate",
            "publish_rate_team",
        ),
        100_000,
    )
    return settings.model_copy(update={**rates, "database_pool_timeout": 30.0})


@pytest_asyncio.fixture
async def service(database: Database, generous: Settings) -> AsyncIterator[Service]:
    """The whole application on an empty database; every answer is checked."""
    async with running(create(generous)) as service:
        yield service
