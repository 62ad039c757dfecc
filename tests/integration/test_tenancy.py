"""Every operation on something that a team owns and every kind of caller."""

from dataclasses import dataclass

import pytest

from tests.support import contract
from tests.support.client import Actor, Service, contract_text

ROLES = ("viewer", "member", "maintainer", "owner")
# The least role that is let through, by the contract's descriptions.
LEAST = {
    "get_team": "viewer",
    "update_team": "maintainer",
    "delete_team": "owner",
    "add_member": "maintainer",
    "list_members": "viewer",
    "get_member": "viewer",
    "update_member": "maintainer",
    "remove_member": "maintainer",
    "create_invitation": "maintainer",
    "list_invitations": "maintainer",
    "get_invitation": "maintainer",
    "revoke_invitation": "maintainer",
    "create_api_key": "maintainer",
    "list_api_keys": "maintainer",
    "get_api_key": "maintainer",
    "revoke_api_key": "maintainer",
    "create_oauth_client": "maintainer",
    "list_oauth_clients": "maintainer",
    "get_oauth_client": "maintainer",
    "update_oauth_client": "maintainer",
    "delete_oauth_client": "maintainer",
    "create_api": "member",
    "list_apis": "viewer",
    "get_api": "viewer",
    "update_api": "member",
    "delete_api": "maintainer",
    "publish_version": "member",
    "list_versions": "viewer",
    "get_version": "viewer",
    "download_version": "viewer",
    "deprecate_version": "member",
    "undeprecate_version": "member",
    "get_mock": "viewer",
    "get_mock_report": "viewer",
    "reset_mock": "viewer",
    "compare_document": "viewer",
    "create_comparison": "viewer",
    "list_comparisons": "viewer",
    "get_comparison": "viewer",
    "list_changes": "viewer",
    "download_certificate": "viewer",
    "download_changelog": "viewer",
    "create_proposal": "member",
    "list_proposals": "viewer",
    "get_proposal": "viewer",
    "update_proposal": "member",
    "withdraw_proposal": "member",
    "add_revision": "member",
    "rebase_proposal": "member",
    "list_revisions": "viewer",
    "get_revision": "viewer",
    "download_revision": "viewer",
    "create_review": "member",
    "list_reviews": "viewer",
    "create_thread": "viewer",
    "list_threads": "viewer",
    "get_thread": "viewer",
    "add_comment": "viewer",
    "list_comments": "viewer",
    "resolve_thread": "viewer",
    "reopen_thread": "viewer",
    "sign_proposal": "member",
    "list_affected_consumers": "viewer",
    "answer_for_consumer": "member",
    "accept_change": "maintainer",
    "list_acceptances": "viewer",
    "revoke_acceptance": "maintainer",
    "list_events": "viewer",
    "watch_events": "viewer",
    "list_audit_records": "owner",
    "export_audit_records": "owner",
    "verify_audit_records": "owner",
    "create_webhook": "maintainer",
    "list_webhooks": "maintainer",
    "get_webhook": "maintainer",
    "update_webhook": "maintainer",
    "delete_webhook": "maintainer",
    "rotate_webhook_secret": "maintainer",
    "ping_webhook": "maintainer",
    "list_webhook_deliveries": "maintainer",
    "redeliver_event": "maintainer",
    "create_consumer": "member",
    "list_consumers": "viewer",
    "get_consumer": "viewer",
    "update_consumer": "member",
    "delete_consumer": "maintainer",
    "register_consumer_version": "member",
    "list_consumer_versions": "viewer",
    "get_consumer_version": "viewer",
    "get_consumer_usage": "viewer",
    "delete_consumer_version": "maintainer",
    "create_environment": "maintainer",
    "list_environments": "viewer",
    "get_environment": "viewer",
    "update_environment": "maintainer",
    "delete_environment": "maintainer",
    "list_deployments": "viewer",
    "get_deployment": "viewer",
    "end_deployment": "member",
    "record_api_deployment": "member",
    "record_consumer_deployment": "member",
    "can_i_deploy_api": "viewer",
    "can_i_deploy_consumer": "viewer",
    "record_verification": "member",
    "list_verifications": "viewer",
    "get_verification": "viewer",
}
VERIFIED = {
    "tool": "junit",
    "counts": {"passed": 1, "failed": 0, "errored": 0, "skipped": 0},
}
CLIENT = {
    "title": "New",
    "type": "public",
    "grant_types": ["refresh_token"],
    "scopes": ["apis:read"],
}
HOOK = {"url": "http://receiver.invalid", "title": "New"}
BODIES: dict[str, object] = {
    "update_team": {},
    "update_member": {},
    "update_api": {},
    "create_api_key": {"name": "new", "scopes": ["apis:read"]},
    "create_oauth_client": CLIENT,
    "update_oauth_client": {},
    "create_api": {"name": "new", "title": "New"},
    "deprecate_version": {"sunset_on": "2027-06-30"},
    "create_comparison": {"base": "1.0.0", "revision": "1.0.0"},
    "create_proposal": {"title": "New"},
    "update_proposal": {},
    "accept_change": {"fingerprint": "0" * 16, "reason": "Agreed."},
    "answer_for_consumer": {"revision": 1, "answer": "consent", "reason": "Agreed."},
    "create_review": {"revision": 1, "verdict": "comment"},
    "sign_proposal": {"revision": 1, "version": "0.0.1"},
    "create_thread": {"revision": 1, "body": "Why?"},
    "add_comment": {"body": "Because."},
    "create_consumer": {"name": "new", "title": "New"},
    "update_consumer": {},
    "register_consumer_version": {"version": "new", "built_against": []},
    "create_environment": {"name": "new", "title": "New"},
    "create_webhook": HOOK,
    "update_webhook": {},
    "update_environment": {},
    "record_api_deployment": {"version": "1.0.0", "build": "1"},
    "record_consumer_deployment": {"version": "1"},
    "record_verification": VERIFIED,
}
QUERIES = {
    "can_i_deploy_api": "?version=1.0.0",
    "can_i_deploy_consumer": "?version=1",
    "record_verification": "?build=1",
}
# What is said to those who may, of a state that nothing comes of here.
ON_THE_WAY = {"precondition_failed", "name_taken", "revision_outdated"}
OPERATIONS = [
    (method, path, operation)
    for method, path, operation in contract.operations()
    if "{team_id}" in path
]


@dataclass
class Estate:
    """A team with one of everything, and where it is."""

    owner: Actor
    team: str
    values: dict[str, str]


async def build(service: Service) -> Estate:
    owner = await service.person()
    team = await service.team(owner)
    member = await service.join(owner, team, "viewer")
    key = await service.key(owner, team, "apis:read")
    to = {"email": "invited@example.com", "role": "viewer"}
    invited = await owner.post(f"{team}/invitations", to)
    client = (await owner.post(f"{team}/oauth-clients", CLIENT)).headers["location"]
    api = await service.api(owner, team)
    await owner.upload(f"{api}/versions", contract_text())
    comparison = await owner.post(
        f"{api}/comparisons", {"base": "1.0.0", "revision": "1.0.0"}
    )
    proposal = (await owner.post(f"{api}/proposals", {"title": "New"})).headers
    await owner.upload(f"{proposal['location']}/revisions", contract_text("1.0.1"))
    said = {"revision": 1, "body": "Why?"}
    thread = await owner.post(f"{proposal['location']}/threads", said)
    accepted = await owner.post(f"{api}/acceptances", BODIES["accept_change"])
    shop = {"name": "shop", "title": "Shop"}
    consumer = (await owner.post(f"{team}/consumers", shop)).headers["location"]
    environment = (await owner.post(f"{team}/environments", shop)).headers["location"]
    nothing = {"usage": "countersign.usage/1", "consumer": "shop", "operations": {}}
    known = {"api_id": api.rpartition("/")[2], "version": "1.0.0", "usage": nothing}
    version = await owner.post(
        f"{consumer}/versions", {"version": "1", "built_against": [known]}
    )
    consumer_id = consumer.rpartition("/")[2]
    deployment = await owner.post(
        f"{environment}/consumers/{consumer_id}/deployments", {"version": "1"}
    )
    verified = await owner.post(f"{api}/versions/1.0.0/verifications?build=1", VERIFIED)
    webhook = (await owner.post(f"{team}/webhooks", HOOK)).headers["location"]
    sent = (await owner.get(f"{webhook}/deliveries")).json()["items"]
    values = {
        "team_id": team.rpartition("/")[2],
        "person_id": member.id,
        "api_key_id": key.id,
        "invitation_id": invited.json()["id"],
        "oauth_client_id": client.rpartition("/")[2],
        "api_id": api.rpartition("/")[2],
        "version": "1.0.0",
        "comparison_id": comparison.json()["id"],
        "acceptance_id": accepted.json()["id"],
        "proposal": "1",
        "revision": "1",
        "thread_id": thread.json()["id"],
        "consumer_id": consumer_id,
        "consumer_version_id": version.json()["id"],
        "usage_digest": version.json()["built_against"][0]["usage_digest"],
        "environment_id": environment.rpartition("/")[2],
        "deployment_id": deployment.json()["id"],
        "verification_id": verified.json()["id"],
        "webhook_id": webhook.rpartition("/")[2],
        "delivery_id": sent[0]["id"],
    }
    return Estate(owner, team, values)


async def attempt(
    actor: Actor, method: str, path: str, operation_id: str, newcomer: str
) -> tuple[int, str]:
    """Call an operation with a condition that is never met, so that nothing changes."""
    body = BODIES.get(operation_id)
    if operation_id in {"add_member", "create_invitation"}:
        body = {"email": newcomer, "role": "viewer"}
    if operation_id in {"publish_version", "compare_document", "add_revision"}:
        response = await actor.upload(path, contract_text())
    else:
        changes = (
            method in {"PATCH", "DELETE", "PUT"}
            and operation_id != "answer_for_consumer"
        )
        match = '"never"' if changes else None
        path += QUERIES.get(operation_id, "")
        response = await actor.call(method, path, body, match=match)
    code = response.json()["code"] if response.status_code >= 400 else ""
    return response.status_code, code


def test_the_matrix_is_whole() -> None:
    assert {each["operationId"] for _, _, each in OPERATIONS} == LEAST.keys()


@pytest.mark.asyncio
async def test_roles(service: Service) -> None:
    estate = await build(service)
    for role in ROLES:
        actor = await service.join(estate.owner, estate.team, role)
        for method, template, operation in OPERATIONS:
            name = operation["operationId"]
            path = contract.fill(template, **estate.values)
            newcomer = f"newcomer-{role}@example.com"
            await service.person(newcomer) if name == "add_member" else None
            if name == "revoke_api_key":
                key = await service.key(estate.owner, estate.team, "apis:read")
                values = {**estate.values, "api_key_id": key.id}
                path = contract.fill(template, **values)
            if name == "create_invitation":
                newcomer = f"stranger-{role}@example.com"
            if name == "revoke_invitation":
                list_ = path.rpartition("/")[0]
                to = {"email": f"again-{role}@example.com", "role": "viewer"}
                path = (await estate.owner.post(list_, to)).headers["location"]
            if name == "revoke_acceptance":
                list_ = path.rpartition("/")[0]
                made = await estate.owner.post(list_, BODIES["accept_change"])
                path = f"{list_}/{made.json()['id']}"
            status, code = await attempt(actor, method, path, name, newcomer)
            if ROLES.index(role) >= ROLES.index(LEAST[name]):
                assert status < 300 or code in ON_THE_WAY, (
                    f"{role} may {name}, but got {status} {code}"
                )
            else:
                assert (status, code) == (403, "forbidden"), f"{role} may not {name}"


@pytest.mark.asyncio
async def test_strangers_see_nothing(service: Service) -> None:
    estate = await build(service)
    stranger = await service.person()
    own = await build(service)
    foreign_key = await service.key(
        own.owner, own.team, *("teams:read", "members:read", "apis:read"),
        *("apis:write", "versions:read", "versions:write", "consumers:read"),
        *("consumers:write", "deployments:read", "deployments:write"),
        *("proposals:read", "proposals:write", "events:read"),
    )  # fmt: skip
    for method, template, operation in OPERATIONS:
        name = operation["operationId"]
        path = contract.fill(template, **estate.values)
        for actor in (stranger, own.owner):
            found = await attempt(actor, method, path, name, stranger.email)
            assert found == (404, "not_found"), name
        allowed = any("api_key" in each for each in operation["security"])
        found = await attempt(foreign_key, method, path, name, stranger.email)
        assert found[0] == (404 if allowed else 401), name
        found = await attempt(service.anonymous, method, path, name, stranger.email)
        assert found == (401, "unauthenticated"), name


@pytest.mark.asyncio
async def test_things_are_found_in_their_own_team_only(service: Service) -> None:
    one, two = await build(service), await build(service)
    for method, template, operation in OPERATIONS:
        if template.count("{") < 2:
            continue
        name = operation["operationId"]
        mixed = {**one.values, "team_id": two.values["team_id"]}
        path = contract.fill(template, **mixed)
        found = await attempt(two.owner, method, path, name, "x@example.com")
        assert found == (404, "not_found"), name
