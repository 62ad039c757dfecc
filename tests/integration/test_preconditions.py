"""If-Match on every operation that has it: this state, another one, any (RFC 9110)."""

from collections.abc import Awaitable, Callable

import pytest

from tests.support import contract
from tests.support.client import Actor, Service, contract_text

Body = dict[str, object] | None


async def person(service: Service) -> tuple[Actor, str]:
    return await service.person(), "/v1/people/me"


async def team(service: Service) -> tuple[Actor, str]:
    actor = await service.person()
    return actor, await service.team(actor)


async def member(service: Service) -> tuple[Actor, str]:
    actor, path = await team(service)
    joined = await service.join(actor, path, "member")
    return actor, f"{path}/members/{joined.id}"


async def api(service: Service) -> tuple[Actor, str]:
    actor, path = await team(service)
    return actor, await service.api(actor, path)


async def version(service: Service) -> tuple[Actor, str]:
    actor, path = await api(service)
    sent = await actor.upload(f"{path}/versions", contract_text())
    assert sent.status_code == 201, sent.text
    return actor, f"{sent.headers['location']}/deprecation"


async def proposal(service: Service) -> tuple[Actor, str]:
    actor, path = await api(service)
    made = await actor.post(f"{path}/proposals", {"title": "New"})
    return actor, str(made.headers["location"])


async def withdrawal(service: Service) -> tuple[Actor, str]:
    actor, path = await proposal(service)
    return actor, f"{path}/withdrawal"


async def consumer(service: Service) -> tuple[Actor, str]:
    actor, path = await team(service)
    made = await actor.post(f"{path}/consumers", {"name": "shop", "title": "Shop"})
    return actor, str(made.headers["location"])


async def consumer_version(service: Service) -> tuple[Actor, str]:
    actor, path = await consumer(service)
    body = {"version": "1", "built_against": []}
    made = await actor.post(f"{path}/versions", body)
    return actor, str(made.headers["location"])


async def environment(service: Service) -> tuple[Actor, str]:
    actor, path = await team(service)
    made = await actor.post(f"{path}/environments", {"name": "live", "title": "Live"})
    return actor, str(made.headers["location"])


async def deployment(service: Service) -> tuple[Actor, str]:
    actor, path = await consumer_version(service)
    owner, _, rest = path.partition("/consumers/")
    consumer_id = rest.partition("/")[0]
    made = await actor.post(f"{owner}/environments", {"name": "live", "title": "Live"})
    there = f"{made.headers['location']}/consumers/{consumer_id}/deployments"
    recorded = await actor.post(there, {"version": "1"})
    return actor, f"{recorded.headers['location']}/end"


async def webhook(service: Service) -> tuple[Actor, str]:
    actor, path = await team(service)
    body = {"url": "https://receiver.example/hook", "title": "A receiver"}
    made = await actor.post(f"{path}/webhooks", body)
    return actor, str(made.headers["location"])


async def oauth_client(service: Service) -> tuple[Actor, str]:
    actor, path = await team(service)
    body = {
        "title": "A robot",
        "type": "confidential",
        "grant_types": ["client_credentials"],
        "scopes": ["apis:read"],
    }
    made = await actor.post(f"{path}/oauth-clients", body)
    return actor, str(made.headers["location"])


Maker = Callable[[Service], Awaitable[tuple[Actor, str]]]
OPERATIONS: dict[str, tuple[Maker, str, Body]] = {
    "update_me": (person, "PATCH", {"display_name": "New"}),
    "delete_me": (person, "DELETE", None),
    "update_team": (team, "PATCH", {"title": "New"}),
    "delete_team": (team, "DELETE", None),
    "update_member": (member, "PATCH", {"role": "maintainer"}),
    "remove_member": (member, "DELETE", None),
    "update_api": (api, "PATCH", {"title": "New"}),
    "delete_api": (api, "DELETE", None),
    "deprecate_version": (version, "PUT", {"sunset_on": "2099-06-30"}),
    "undeprecate_version": (version, "DELETE", None),
    "update_proposal": (proposal, "PATCH", {"title": "Newer"}),
    "withdraw_proposal": (withdrawal, "PUT", None),
    "update_consumer": (consumer, "PATCH", {"title": "New"}),
    "delete_consumer": (consumer, "DELETE", None),
    "delete_consumer_version": (consumer_version, "DELETE", None),
    "update_environment": (environment, "PATCH", {"title": "New"}),
    "delete_environment": (environment, "DELETE", None),
    "end_deployment": (deployment, "PUT", None),
    "update_oauth_client": (oauth_client, "PATCH", {"title": "New"}),
    "delete_oauth_client": (oauth_client, "DELETE", None),
    "update_webhook": (webhook, "PATCH", {"title": "New"}),
    "delete_webhook": (webhook, "DELETE", None),
}


def test_all_operations_are_here() -> None:
    having = {
        operation["operationId"]
        for _, _, operation in contract.operations()
        for parameter in operation.get("parameters", ())
        if contract.resolve(parameter)["name"] == "If-Match"
    }
    assert having == OPERATIONS.keys()


@pytest.mark.asyncio
@pytest.mark.parametrize("operation", OPERATIONS)
async def test_any_state_will_do(service: Service, operation: str) -> None:
    make, method, body = OPERATIONS[operation]
    actor, path = await make(service)
    stale = await actor.call(method, path, body, match='"another"')
    assert stale.status_code == 412
    # The star stands alone: in a list it is no entity tag.
    listed = await actor.call(method, path, body, match='*, "1"')
    assert listed.status_code == 422
    done = await actor.call(method, path, body, match="*")
    assert done.status_code in {200, 204}, done.text


@pytest.mark.asyncio
async def test_what_is_not_there_has_no_state(service: Service) -> None:
    actor, path = await team(service)
    assert (await actor.delete(path, match="*")).status_code == 204
    assert (await actor.delete(path, match="*")).status_code == 404
