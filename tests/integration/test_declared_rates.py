"""What the contract declares as `x-rate-limit` holds for all replicas together."""

import asyncio
import re
from datetime import timedelta

import httpx2
import pytest

from impl.app import create
from impl.database.errors import Reason, Unavailable
from impl.database.unit_of_work import Database
from impl.services.declared_rates import DeclaredRates, UsedUp
from impl.services.rate_limits import Rate, RateLimiter, Taken
from impl.services.secret_change import secret_of
from impl.settings import Settings
from tests.support.client import PASSWORD, contract_text, running
from tests.support.contract import operations

# A supervisor has to learn whether the process lives, whatever else is asked of it.
UNLIMITED = {"get_liveness", "get_readiness"}
WHERE = "127.0.0.1"


def test_what_is_open_to_everybody_has_a_limit() -> None:
    open_to_everybody = {
        operation["operationId"]: operation.get("x-rate-limit", {}).get("by")
        for _, _, operation in operations()
        if operation.get("security") == []
    }
    assert open_to_everybody == {
        name: None if name in UNLIMITED else "address" for name in open_to_everybody
    }


async def use_up(
    database: Database, settings: Settings, name: str, count: int, of: str
) -> None:
    """Have a limit be used up for long, however slow this machine is."""
    limiter = RateLimiter(database, secret_of(settings))
    days = Rate(f"declared {name}", 1440 * count, timedelta(days=1))
    assert (await limiter.take(days, of, days.count)).count == days.count


def left(answer: httpx2.Response) -> tuple[str, int]:
    """Return which limit an answer speaks of, and what is left of it."""
    found = re.fullmatch(r'"(\w+)";r=(\d+);t=\d+', answer.headers["ratelimit"])
    assert found
    return found[1], int(found[2])


@pytest.mark.asyncio
async def test_a_limit_is_told_and_kept(database: Database, settings: Settings) -> None:
    async with running(create(settings)) as service:
        found = await service.anonymous.get("/v1/profiles")
        assert found.headers["ratelimit-policy"] == '"documents";q=600;w=60'
        assert ("documents", 590) < left(found) <= ("documents", 600)
        log_in = {"email": "nobody@example.com", "password": PASSWORD}
        refused = await service.anonymous.post("/v1/sessions", log_in)
        assert refused.status_code == 401
        assert refused.headers["ratelimit-policy"] == '"sessions";q=300;w=60'
        # Elsewhere somebody was busy.
        await use_up(database, settings, "accounts", 120, WHERE)
        refused = await service.anonymous.post("/v1/people", {})
        assert refused.status_code == 429
        assert refused.json()["code"] == "rate_limited"
        assert left(refused) == ("accounts", 0)
        assert int(refused.headers["retry-after"]) > 60
        assert (await service.anonymous.get("/livez")).headers.get("ratelimit") is None


@pytest.mark.asyncio
async def test_callers_have_limits_of_their_own(
    database: Database, settings: Settings
) -> None:
    async with running(create(settings)) as service:
        ada = await service.person()
        team = await service.team(ada)
        api = await service.api(ada, team)
        await use_up(database, settings, "publications", 300, ada.id)
        bob = await service.join(ada, team, "member")
        versions = f"{api}/versions"
        # Before anybody looks at the document.
        refused = await ada.upload(versions, b"no contract")
        assert refused.status_code == 429
        assert left(refused) == ("publications", 0)
        assert (await bob.upload(versions, contract_text())).status_code == 201
        # Nobody is told of limits who may not come in.
        nobody = await service.anonymous.upload(versions, b"")
        assert (nobody.status_code, nobody.headers.get("ratelimit")) == (401, None)


@pytest.mark.asyncio
async def test_the_factor_lifts_what_the_contract_declares(
    database: Database, settings: Settings
) -> None:
    lifted = settings.model_copy(update={"declared_rate_factor": 3})
    async with running(create(lifted)) as service:
        found = await service.anonymous.get("/v1/profiles")
        assert found.headers["ratelimit-policy"] == '"documents";q=1800;w=60'
        assert left(found) > ("documents", 600)


def admitted(found: list[UsedUp]) -> int:
    return sum(1 for each in found if not each.wait)


@pytest.mark.asyncio
@pytest.mark.parametrize("count", [5, 60])
async def test_replicas_serve_no_more_than_that_together(
    database: Database, count: int
) -> None:
    replicas = [DeclaredRates(RateLimiter(database, "a secret")) for _ in range(4)]
    rate = Rate("declared things", count, timedelta(days=1))
    asked = [each.take(rate, "a") for each in replicas for _ in range(count)]
    # Nothing comes back while this test runs.
    assert 0 <= count - admitted(await asyncio.gather(*asked)) <= 4 * (count // 20)


@pytest.mark.asyncio
async def test_one_statement_counts_several_requests(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    limiter = RateLimiter(database, "a secret")
    rates, taken = DeclaredRates(limiter), []
    take = limiter.take

    async def counted(*of: object) -> Taken:
        taken.append(of)
        return await take(*of)  # type: ignore[arg-type] # passed on

    monkeypatch.setattr(limiter, "take", counted)
    rate = Rate("declared things", 600, timedelta(days=1))
    found = await asyncio.gather(*(rates.take(rate, "a") for _ in range(60)))
    assert admitted(found) == 60
    assert len(taken) == 2
    # One who asks now and then is told what is left all the same.
    used = [round(each.full_in / rate.interval.total_seconds()) for each in found]
    assert used == [*range(1, 61)]


@pytest.mark.asyncio
async def test_public_documents_outlive_the_database(
    database: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(create(settings)) as service:

        async def lost(*_: object) -> Taken:
            raise Unavailable(Reason.CONNECTION)

        monkeypatch.setattr(RateLimiter, "take", lost)
        found = await service.anonymous.get("/openapi.yaml")
        assert (found.status_code, found.headers.get("ratelimit")) == (200, None)
        # What changes something is not done uncounted.
        assert (await service.anonymous.post("/v1/people", {})).status_code == 503
