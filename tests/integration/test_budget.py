"""No operation asks the database more the more there is to answer with (no N+1)."""

import asyncio
from uuid import uuid4

import pytest

from impl.jobs import event_watch
from impl.jobs.comparison_queue import ComparisonQueue
from tests.integration.test_tenancy import (
    BODIES,
    CLIENT,
    HOOK,
    QUERIES,
    VERIFIED,
    Estate,
    build,
)
from tests.support import contract
from tests.support.client import Service, contract_text
from tests.support.pages import counted_queries

pytestmark = pytest.mark.asyncio
# Statements of one request; a transaction's beginning and end are none.
MOST = 10
READS = [
    (path, operation["operationId"])
    for method, path, operation in contract.operations()
    if method == "GET" and operation.get("security") != []
]


def is_unfinished(comparison: dict[str, str]) -> bool:
    return comparison["state"] in {"queued", "running"}


def places(estate: Estate) -> dict[str, str]:
    """Return where each operation is that only reads."""
    return {
        name: contract.fill(template, **estate.values) + QUERIES.get(name, "")
        for template, name in READS
    }


async def ask(estate: Estate) -> bool:
    """Ask for everything once; whether something of it is still being found out."""
    paths = places(estate)
    for path in paths.values():
        await estate.owner.get(path)
    listed = await estate.owner.get(f"{paths['list_comparisons']}?limit=100")
    return any(is_unfinished(each) for each in listed.json()["items"])


async def spent(estate: Estate) -> dict[str, int]:
    """Return how many statements each operation takes that only reads."""
    found: dict[str, int] = {}
    missing: list[object] = []
    for name, path in places(estate).items():
        with counted_queries() as queries:
            answer = await estate.owner.get(path)
        if answer.status_code != 200:
            missing.append((name, answer.status_code))
        found[name] = len(queries)
    assert missing == [
        ("list_accounts", 403),
        *((f"find_{each}", 422) for each in ("apis", "consumers", "environments")),
    ]
    return found


async def spent_when_known(estate: Estate) -> dict[str, int]:
    """Return the same once everything is known that is found out once."""
    async with asyncio.timeout(60.0):
        while await ask(estate):  # noqa: ASYNC110 - as others look
            await asyncio.sleep(0.05)
    return await spent(estate)


async def spent_meanwhile(
    estate: Estate, monkeypatch: pytest.MonkeyPatch
) -> dict[str, int]:
    """Return the same as long as nobody knows whom a new revision breaks."""
    proposal = f"{estate.team}/apis/{estate.values['api_id']}/proposals/1"
    again = contract_text(f"1.3.{uuid4().int}")
    added = await estate.owner.upload(f"{proposal}/revisions", again)
    assert added.status_code == 201, added.text
    with monkeypatch.context() as patch:
        patch.setattr(ComparisonQueue, "_claimed", no_job)
        assert await ask(estate)
        return await spent(estate)


async def no_job(queue: ComparisonQueue, slow: bool) -> None:
    """Nothing is worked on."""


async def grow(service: Service, estate: Estate, number: int) -> None:
    """Put one more of everything beside what there is."""
    owner, team = estate.owner, estate.team
    where = contract.fill("{team}/apis/{api_id}", **estate.values)
    api = where.replace("{team}", team)
    proposal, name = f"{api}/proposals/1", f"more-{number}"
    named = {"name": name, "title": "More"}
    consumer = f"{team}/consumers/{estate.values['consumer_id']}"
    there = f"{team}/environments/{estate.values['environment_id']}"
    known = [{"api_id": estate.values["api_id"], "version": "1.0.0"}]
    await service.log_in(owner)
    await service.team(owner)
    await service.join(owner, team, "viewer")
    await service.key(owner, team, "apis:read")
    version = contract_text(f"1.1.{number}")
    assert (await owner.upload(f"{api}/versions", version)).status_code == 201
    revision = contract_text(f"1.2.{number}")
    added = await owner.upload(f"{proposal}/revisions", revision)
    assert added.status_code == 201, added.text
    latest = {"revision": added.json()["number"]}
    compared = {"base": "1.0.0", "revision": f"1.1.{number}"}
    again = f"{number:x}" * 16
    for path, body in (
        (f"{team}/invitations", {"email": f"{name}@example.com", "role": "viewer"}),
        (f"{team}/oauth-clients", CLIENT),
        (f"{team}/apis", named),
        (f"{team}/consumers", named),
        (f"{team}/environments", named),
        (f"{team}/webhooks", HOOK),
        (f"{api}/comparisons", compared),
        (f"{api}/proposals", {"title": "More"}),
        (f"{api}/acceptances", {"fingerprint": again, "reason": "Agreed."}),
        (f"{api}/versions/1.0.0/verifications?build={number}", VERIFIED),
        (f"{proposal}/threads", {**latest, "body": "Why?"}),
        (
            f"{proposal}/threads/{estate.values['thread_id']}/comments",
            BODIES["add_comment"],
        ),
        (f"{proposal}/reviews", {**latest, "verdict": "comment", "body": "So."}),
        (f"{consumer}/versions", {"version": name, "built_against": known}),
        (
            f"{there}/consumers/{estate.values['consumer_id']}/deployments",
            {"version": name},
        ),
        (
            f"{there}/apis/{estate.values['api_id']}/deployments",
            {"version": f"1.1.{number}", "build": name},
        ),
    ):
        made = await owner.post(path, body)
        assert made.status_code in {200, 201}, (path, made.text)


async def test_more_to_tell_takes_no_more_statements(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A look at the feeds, which is nobody's request, may come while one is counted.
    monkeypatch.setattr(event_watch, "_POLL", 3600.0)
    estate = await build(service)
    await grow(service, estate, 1)
    few = await spent_when_known(estate), await spent_meanwhile(estate, monkeypatch)
    await grow(service, estate, 2)
    many = await spent_when_known(estate), await spent_meanwhile(estate, monkeypatch)
    for before, after in zip(few, many, strict=True):
        more = {name: (before[name], after[name]) for name in before}
        assert {name: two for name, two in more.items() if two[1] > two[0]} == {}
        assert {name: count for name, count in after.items() if count > MOST} == {}
