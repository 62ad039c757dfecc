"""No operation asks the database more the more there is to answer with (no N+1)."""

import pytest

from impl.jobs import event_watch
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


async def spent(estate: Estate) -> dict[str, int]:
    """Return how many statements each operation takes that only reads."""
    found: dict[str, int] = {}
    missing: list[object] = []
    for template, name in READS:
        path = contract.fill(template, **estate.values) + QUERIES.get(name, "")
        # What is found out once, such as what a comparison says, is asked for here.
        await estate.owner.get(path)
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
    few = await spent(estate)
    await grow(service, estate, 2)
    many = await spent(estate)
    more = {name: (few[name], many[name]) for name in few if many[name] > few[name]}
    assert more == {}
    assert {name: count for name, count in many.items() if count > MOST} == {}
