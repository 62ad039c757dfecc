"""What has expired goes away by itself, and nothing else does."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from itertools import product
from uuid import UUID, uuid4

import pytest
import pytest_asyncio
from pydantic import SecretStr
from sqlalchemy import text

from impl.app import create
from impl.database.unit_of_work import Database, UnitOfWork
from impl.jobs.background import Background
from impl.jobs.housekeeping import Housekeeping, Retention
from impl.repositories import expired
from impl.security import ids
from impl.settings import Settings
from tests.support.client import Actor, Service, contract_text, running

pytestmark = pytest.mark.asyncio

RETENTION = Retention(
    sessions=timedelta(days=30),
    deployments=timedelta(days=400),
    audit_events=timedelta(days=400),
    document_comparisons=timedelta(days=30),
    mock_states=timedelta(days=7),
    deliveries=timedelta(days=7),
    comparisons_of_api=3,
    comparisons_of_team=5,
)


@pytest.fixture
def housekeeping(database: Database) -> Housekeeping:
    return Housekeeping(database, RETENTION)


@pytest_asyncio.fixture
async def background(
    database: Database, settings: Settings, housekeeping: Housekeeping
) -> AsyncIterator[Background]:
    assert settings.database_url
    url = settings.database_url.get_secret_value()
    yield Background(url, settings, housekeeping)


@pytest_asyncio.fixture
async def service(
    database: Database, generous: Settings, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Service]:
    """A service that leaves it to the test when something is swept."""
    with monkeypatch.context() as patched:
        patched.setattr(Background, "working", contextlib.nullcontext)
        async with running(create(generous)) as service:
            yield service


async def run(database: Database, statement: str, **values: object) -> None:
    async with database.begin() as work:
        await work.execute(text(statement), values)
        await work.commit()


async def count(database: Database, table: str) -> int:
    rows = await database.read().rows(text(f"SELECT count(*) FROM {table}"))
    return int(rows[0][0])


async def test_sessions(
    service: Service, database: Database, housekeeping: Housekeeping
) -> None:
    ada = await service.person()
    old = "created_at - interval '90 days'"
    ends = {
        "expired long ago": ("now() - interval '31 days'", "NULL"),
        "revoked long ago": ("now() + interval '1 day'", "now() - interval '31 days'"),
        "expired yesterday": ("now() - interval '1 day'", "NULL"),
        "revoked yesterday": ("now() + interval '1 day'", "now() - interval '1 day'"),
    }
    for name, (expires_at, revoked_at) in ends.items():
        await run(
            database,
            "INSERT INTO sessions"
            " (person_id, user_agent, created_at, expires_at, revoked_at)"
            f" SELECT person_id, '{name}', {old}, {expires_at}, {revoked_at}"
            " FROM sessions LIMIT 1",
        )
    await housekeeping.sweep()
    statement = text("SELECT user_agent FROM sessions WHERE user_agent LIKE '%ed %'")
    rows = [row[0] for row in await database.read().rows(statement)]
    assert sorted(rows) == ["expired yesterday", "revoked yesterday"]
    assert (await ada.get("/v1/people/me")).status_code == 200


async def test_rate_limits_answers_and_addresses(
    service: Service, database: Database, housekeeping: Housekeeping
) -> None:
    ada = await service.person()
    first = await ada.post("/v1/teams", {"name": "kept", "title": "T"}, key="kept")
    await ada.post("/v1/teams", {"name": "expired", "title": "T"}, key="expired")
    is_old = "now() - interval '1 s'"
    await run(
        database,
        f"UPDATE idempotency_keys SET expires_at = {is_old}"
        " WHERE position('kept' in encode(answer, 'escape')) = 0",
    )
    await run(database, f"UPDATE rate_limits SET arrival = {is_old}")
    await run(
        database,
        "INSERT INTO rate_limits VALUES ('\\x00', now() + interval '1 hour')",
    )
    await run(
        database,
        "INSERT INTO known_addresses"
        f" SELECT person_id, decode(repeat('00', 32), 'hex'), {is_old}"
        " FROM known_addresses",
    )
    for days, number in ((1, "01"), (-1, "02")):
        end = f"now() + interval '{days} days'"
        await run(
            database,
            "INSERT INTO account_tokens SELECT decode(repeat('" + number + "', 32),"
            f" 'hex'), id, 'email_proof', email, {end} FROM people",
        )
        await run(
            database,
            "INSERT INTO invitations (team_id, email, role, expires_at)"
            f" SELECT id, '{number}@example.com', 'viewer', {end} FROM teams LIMIT 1",
        )
        await run(
            database,
            "INSERT INTO passkey_challenges (digest, expires_at)"
            f" VALUES (decode(repeat('{number}', 32), 'hex'), {end})",
        )
    await housekeeping.sweep()
    for table in ("idempotency_keys", "rate_limits", "known_addresses"):
        assert await count(database, table) == 1
    for table in ("account_tokens", "invitations", "passkey_challenges"):
        assert await count(database, table) == 1
    again = await ada.post("/v1/teams", {"name": "kept", "title": "T"}, key="kept")
    assert again.json() == first.json()


async def test_audit_records(
    service: Service, database: Database, housekeeping: Housekeeping
) -> None:
    await service.person()
    before = await count(database, "audit_events")
    # In the order in which they come about.
    for days in (4000, 401, 399):
        await run(
            database,
            "INSERT INTO audit_events (id, occurred_at, action, subject) VALUES"
            f" (uuidv7(interval '-{days} days'), now() - interval '{days} days',"
            " 'old', 'old')",
        )
    await housekeeping.sweep()
    assert await count(database, "audit_events") == before + 1


async def test_deliveries(database: Database, housekeeping: Housekeeping) -> None:
    # Whatever became of them, and of one that is switched off, too.
    ends = "'pending', 1, now()", "'delivered', 1, NULL", "'failed', 30, NULL"
    for days, end in product((6, 8, 80), ends):
        await run(
            database,
            "INSERT INTO webhook_deliveries (webhook_id, event_id, event_type,"
            " created_at, state, attempts, next_attempt_at) VALUES"
            f" (uuidv7(), uuidv7(), '{days}', now() - interval '{days} days', {end})",
        )
    await housekeeping.sweep()
    statement = text("SELECT event_type, state FROM webhook_deliveries ORDER BY state")
    left = [tuple(row) for row in await database.read().rows(statement)]
    assert left == [("6", "delivered"), ("6", "failed"), ("6", "pending")]


async def test_audit_records_are_found_by_their_key(database: Database) -> None:
    async with database.begin() as work:
        await work.execute(text("SET LOCAL enable_seqscan = off"))
        plan = await work.execute(
            text(
                "EXPLAIN SELECT id FROM audit_events"
                " WHERE id < (SELECT uuidv7(interval '-1 day')) ORDER BY id LIMIT 5"
            )
        )
        assert "Index Cond: (id < " in "".join(row[0] for row in plan)


async def publish(actor: Actor, api: str, *versions: str) -> None:
    for each in versions:
        answer = await actor.upload(f"{api}/versions", contract_text(each, f"V {each}"))
        assert answer.status_code == 201


async def compare(actor: Actor, api: str, base: str, revision: str) -> str:
    body = {"base": base, "revision": revision}
    answer = await actor.post(f"{api}/comparisons", body)
    assert answer.status_code in {200, 201}, answer.text
    return str(answer.json()["id"])


async def kept(actor: Actor, api: str) -> set[str]:
    return {
        each["id"] for each in (await actor.get(f"{api}/comparisons")).json()["items"]
    }


async def last_asked(database: Database, comparison: str, days: int) -> None:
    await run(
        database,
        "UPDATE comparisons SET asked_at = now() - make_interval(days => :days)"
        " WHERE id = :id",
        days=days,
        id=ids.decode(ids.COMPARISON, comparison),
    )


async def test_comparisons_with_documents(
    service: Service, database: Database, housekeeping: Housekeeping
) -> None:
    ada = await service.person()
    api = await service.api(ada, await service.team(ada))
    await publish(ada, api, "1.0.0", "2.0.0")
    path = f"{api}/versions/1.0.0/comparisons"
    documents = [contract_text("3.0.0", title) for title in ("A", "B", "C")]
    made = []
    for each in documents:
        answer = await ada.upload(path, each)
        assert answer.status_code == 201, answer.text
        made.append(answer.json()["id"])
    versions = await compare(ada, api, "1.0.0", "2.0.0")
    for each in (*made[:2], versions):
        await last_asked(database, each, 31)
    # Somebody still wants this one.
    assert (await ada.upload(path, documents[1])).json()["id"] == made[1]
    await housekeeping.sweep()
    assert await kept(ada, api) == {*made[1:], versions}


async def test_comparisons_that_are_too_many(
    service: Service, database: Database, housekeeping: Housekeeping
) -> None:
    ada = await service.person()
    team = await service.team(ada)
    apis = [await service.api(ada, team) for _ in range(2)]
    other = await service.api(ada, await service.team(ada))
    made: dict[str, list[str]] = {}
    for number, api in enumerate((*apis, other)):
        await publish(ada, api, *(f"{n}.0.0" for n in range(1, 6)))
        pairs = [(f"{n}.0.0", f"{n + 1}.0.0") for n in range(1, 5)]
        made[api] = [await compare(ada, api, *each) for each in pairs]
        for age, each in enumerate(made[api]):
            await last_asked(database, each, 10 - 2 * age + number % 2)
    team_id = ids.decode(ids.TEAM, team.rsplit("/", 1)[1])
    await housekeeping.trim_comparisons(team_id)
    left = [await kept(ada, api) for api in apis]
    assert left == [set(made[apis[0]][1:]), set(made[apis[1]][2:])]
    assert await kept(ada, other) == set(made[other])


async def test_what_is_worked_on_stays(
    database: Database, housekeeping: Housekeeping, service: Service
) -> None:
    ada = await service.person()
    team = await service.team(ada)
    api = await service.api(ada, team)
    await publish(ada, api, *(f"{n}.0.0" for n in range(1, 7)))
    pairs = [(f"{n}.0.0", f"{n + 1}.0.0") for n in range(1, 6)]
    made = [await compare(ada, api, *each) for each in pairs]
    await last_asked(database, made[0], 100)
    await run(
        database,
        "UPDATE comparisons SET state = 'running', lease_ends_at = now() + '1 hour',"
        " finished_at = NULL, verdict = NULL, semver = NULL, base_meaning = NULL,"
        " revision_meaning = NULL, compatible = NULL, breaking = NULL,"
        " risky = NULL, undecided = NULL, changelog = NULL, certificate = NULL,"
        " certificate_digest = NULL WHERE id = :id",
        id=ids.decode(ids.COMPARISON, made[0]),
    )
    await housekeeping.trim_comparisons(ids.decode(ids.TEAM, team.rsplit("/", 1)[1]))
    assert made[0] in await kept(ada, api)


async def test_much_goes_in_small_transactions(
    database: Database, housekeeping: Housekeeping, monkeypatch: pytest.MonkeyPatch
) -> None:
    await run(
        database,
        "INSERT INTO rate_limits SELECT decode(md5(n::text), 'hex'),"
        " now() - interval '1 s' FROM generate_series(1, 1234) n",
    )
    sizes = []
    genuine = expired.rate_limits

    async def watched(work: UnitOfWork) -> bool:
        # So it is planned where statistics say that there are few rows.
        for other_plan in ("hashjoin", "mergejoin", "hashagg", "material", "sort"):
            await work.execute(text(f"SET LOCAL enable_{other_plan} = off"))
        before = (await work.rows(text("SELECT count(*) FROM rate_limits")))[0][0]
        is_more = await genuine(work)
        after = (await work.rows(text("SELECT count(*) FROM rate_limits")))[0][0]
        sizes.append(before - after)
        return is_more

    monkeypatch.setattr(expired, "rate_limits", watched)
    await housekeeping.sweep()
    assert sizes == [500, 500, 234]


async def test_sweeps_at_once_do_not_wait_for_a_locked_row(
    database: Database, housekeeping: Housekeeping
) -> None:
    await run(
        database,
        "INSERT INTO rate_limits SELECT decode(md5(n::text), 'hex'),"
        " now() - interval '1 s' FROM generate_series(1, 50) n",
    )
    async with database.begin() as holder:
        await holder.execute(text("SELECT FROM rate_limits LIMIT 1 FOR UPDATE"))
        await asyncio.gather(housekeeping.sweep(), housekeeping.sweep())
        assert await count(database, "rate_limits") == 1
    await housekeeping.sweep()
    assert await count(database, "rate_limits") == 0


async def eventually(condition: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(60):
        while not await condition():  # noqa: ASYNC110 - tables and logs have no events
            await asyncio.sleep(0.05)


async def jobs(database: Database) -> list[tuple[str, str]]:
    statement = text(
        "SELECT task_name, status::text FROM procrastinate_jobs ORDER BY id"
    )
    return [tuple(row) for row in await database.read().rows(statement)]


async def make_due(database: Database) -> None:
    await run(database, "UPDATE procrastinate_jobs SET scheduled_at = now()")


async def test_a_job_is_queued_with_what_asks_for_it(
    database: Database, background: Background
) -> None:
    team_id = uuid4()
    async with database.begin() as work:
        await background.trim_comparisons(work, team_id)
        assert await jobs(database) == []
    assert await jobs(database) == []
    async with database.begin() as work:
        await background.trim_comparisons(work, team_id)
        await work.commit()
    assert await jobs(database) == [("trim_comparisons", "todo")]


async def test_who_asks_again_changes_nothing_and_can_go_on(
    database: Database, background: Background
) -> None:
    team_id = uuid4()
    for _ in range(3):
        async with database.begin() as work:
            await work.execute(
                text("INSERT INTO audit_events (action, subject) VALUES ('a', 'b')")
            )
            await background.trim_comparisons(work, team_id)
            await work.commit()
    async with database.begin() as work:
        await background.trim_comparisons(work, uuid4())
        await work.commit()
    assert await jobs(database) == [("trim_comparisons", "todo")] * 2
    assert await count(database, "audit_events") == 3


async def test_asking_for_comparisons_has_too_many_removed(
    database: Database,
    generous: Settings,
    background: Background,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Not before all of them are made, however long that takes.
    monkeypatch.setattr("impl.jobs.upkeep._TRIM_AFTER", 3600)
    few = {"comparisons_kept_api": 3, "comparisons_kept_team": 5}
    async with running(create(generous.model_copy(update=few))) as service:
        ada = await service.person()
        api = await service.api(ada, await service.team(ada))
        await publish(ada, api, *(f"{n}.0.0" for n in range(1, 7)))
        pairs = [(f"{n}.0.0", f"{n + 1}.0.0") for n in range(1, 6)]
        made = [await compare(ada, api, *each) for each in pairs]
        assert await compare(ada, api, *pairs[0]) == made[0]
        assert ("trim_comparisons", "todo") in await jobs(database)

        async def is_trimmed() -> bool:
            await make_due(database)
            # Or the service does it, which has a worker too.
            await background.run_due()
            return len(await kept(ada, api)) == 3

        await eventually(is_trimmed)
        assert await kept(ada, api) == set(made[2:])


async def test_the_clock_queues_each_job_once_for_all_processes(
    database: Database,
    settings: Settings,
    housekeeping: Housekeeping,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    swept = []

    async def sweep() -> None:
        swept.append(1)

    monkeypatch.setattr(housekeeping, "sweep", sweep)
    # A round minute plus some, so that no process sees another one than the others.
    monkeypatch.setattr("procrastinate.periodic.time.time", lambda: 1_800_000_030.0)
    assert settings.database_url
    url = settings.database_url.get_secret_value()
    processes = [Background(url, settings, housekeeping) for _ in range(3)]
    async with contextlib.AsyncExitStack() as stack:
        for each in processes:
            await stack.enter_async_context(each.working())

        statement = text("SELECT task_name FROM procrastinate_periodic_defers")

        async def is_queued_and_done() -> bool:
            names = [row[0] for row in await database.read().rows(statement)]
            all_queued = sorted(names) == [
                "forget_failures",
                "restart_stalled",
                "sweep",
            ]
            return all_queued and bool(swept) and await jobs(database) == []

        await eventually(is_queued_and_done)
    assert len(swept) == 1
    assert await jobs(database) == []
    assert await count(database, "procrastinate_workers") == 0


async def test_jobs_of_a_killed_process_are_started_again(
    database: Database,
    background: Background,
    housekeeping: Housekeeping,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    trimmed = []

    async def trim(team_id: UUID) -> None:
        trimmed.append(team_id)

    monkeypatch.setattr(housekeeping, "trim_comparisons", trim)
    lost, doubled = uuid4(), uuid4()
    for team_id in (lost, doubled):
        async with database.begin() as work:
            await background.trim_comparisons(work, team_id)
            await work.commit()
    await run(
        database,
        "INSERT INTO procrastinate_workers (last_heartbeat)"
        " VALUES (now() - interval '1 hour')",
    )
    await run(
        database,
        "UPDATE procrastinate_jobs SET status = 'doing', scheduled_at = now(),"
        " worker_id = (SELECT max(id) FROM procrastinate_workers)",
    )
    # The same is wanted again meanwhile; one of both is enough.
    async with database.begin() as work:
        await background.trim_comparisons(work, doubled)
        await work.commit()
    upkeep = await background._loaded()
    async with upkeep._app.open_async():
        await upkeep._restart_stalled(0)
    await make_due(database)
    await background.run_due()
    assert sorted(trimmed) == sorted([lost, doubled])
    assert not [each for each in await jobs(database) if each[0] == "trim_comparisons"]


async def test_failures_are_kept_for_a_week(
    database: Database, background: Background
) -> None:
    for days in (6, 8):
        async with database.begin() as work:
            await background.trim_comparisons(work, uuid4())
            await work.commit()
        await run(
            database,
            "UPDATE procrastinate_jobs SET status = 'failed' WHERE status = 'todo'",
        )
        await run(
            database,
            "UPDATE procrastinate_events SET at = now() - make_interval(days => :days)"
            " WHERE at > now() - interval '1 day'",
            days=days,
        )
    upkeep = await background._loaded()
    async with upkeep._app.open_async():
        await upkeep._forget_failures(0)
    assert await jobs(database) == [("trim_comparisons", "failed")]


async def test_without_a_database_jobs_wait(
    settings: Settings,
    housekeeping: Housekeeping,
    monkeypatch: pytest.MonkeyPatch,
    database: Database,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr("impl.jobs.background._PAUSE", 0.01)
    nowhere = settings.model_copy(
        update={
            "database_url": SecretStr("postgresql://nobody@127.0.0.1:1/none"),
            "database_connect_timeout": 0.1,
        }
    )
    assert nowhere.database_url
    url = nowhere.database_url.get_secret_value()
    waiting = Background(url, nowhere, housekeeping)

    async def has_told() -> bool:
        return caplog.text.count("have to wait") > 1

    async with waiting.working():
        await eventually(has_told)
    assert {each.name for each in caplog.records} == {"impl.jobs.background"}
