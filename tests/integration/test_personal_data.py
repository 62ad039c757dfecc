"""What people take along of themselves is all that there is, and nothing of others."""

import json
from typing import Any

import pytest
from sqlalchemy import LargeBinary

from impl.repositories import personal_data
from impl.tables import PersonRow, metadata
from impl.tables.columns import table_of
from tests.integration.test_tenancy import build
from tests.support.client import PASSWORD, Actor, Service
from tests.support.pages import SiteBrowser

PATH = "/v1/people/me/export"
# What each table shows of people: a column that is new has to be looked at first.
SHOWN = {
    "account_tokens": "person_id purpose email expires_at",
    "people": (
        "id email display_name verified_at suspended_at administrator_since new_email"
        " created_at updated_at"
    ),
    "sessions": (
        "id person_id user_agent created_at authenticated_at last_used_at expires_at"
        " revoked_at"
    ),
    "second_factors": "person_id confirmed_at",
    "passkeys": "id person_id name created_at last_used_at",
    "known_addresses": "person_id expires_at",
    "openid_identities": "issuer subject id email person_id created_at last_used_at",
    "idempotency_keys": "person_id expires_at",
    "oauth_grants": (
        "id client_id person_id scopes redirect_uri created_at last_used_at expires_at"
        " redeemed_at revoked_at"
    ),
    "audit_events": (
        "id occurred_at actor team_id api_id action subject details client request_id"
    ),
    "api_keys": (
        "id team_id name hint scopes created_at expires_at last_used_at created_by"
    ),
    "oauth_clients": (
        "id team_id title is_confidential grant_types redirect_uris scopes created_at"
        " updated_at created_by"
    ),
    "mock_states": ("id version_id person_id api_key_id oauth_client_id used_at"),
}


def test_no_table_is_forgotten() -> None:
    account = table_of(PersonRow).c.id
    of_people = {
        table.name
        for table in metadata.sorted_tables
        for column in table.columns
        if column.references(account)
    }
    assert of_people - personal_data.UNREADABLE <= personal_data.tables().keys()


@pytest.mark.parametrize("name", SHOWN)
def test_what_is_checked_against_is_not_shown(name: str) -> None:
    columns = personal_data.shown(metadata.tables[name])
    assert [each.name for each in columns] == SHOWN[name].split()


def test_no_bytes_are_shown() -> None:
    for name in personal_data.tables():
        for column in personal_data.shown(metadata.tables[name]):
            assert not isinstance(column.type, LargeBinary)
            assert "secret" not in column.name
            assert "hash" not in column.name


async def exported(person: Actor) -> dict[str, Any]:
    answer = await person.get(PATH)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-disposition"].startswith("attachment")
    document: dict[str, Any] = json.loads(answer.content)
    assert document["format"] == "countersign.person/1"
    records: dict[str, Any] = document["records"]
    return records


@pytest.mark.asyncio
async def test_all_that_somebody_did_is_there(service: Service) -> None:
    estate = await build(service)
    owner, team_id = estate.owner, estate.values["team_id"]
    records = await exported(owner)
    [account] = records["people"]
    assert (account["id"], account["email"]) == (owner.id, owner.email)
    [member] = records["members"]
    assert (member["team_id"], member["role"]) == (team_id, "owner")
    for table, column, key in (
        ("sessions", "person_id", None),
        ("api_keys", "id", "api_key_id"),
        ("oauth_clients", "id", "oauth_client_id"),
        ("versions", "published_by", None),
        ("proposals", "author_id", None),
        ("comment_threads", "id", "thread_id"),
        ("acceptances", "id", "acceptance_id"),
        ("verifications", "id", "verification_id"),
        ("invitations", "id", "invitation_id"),
    ):
        wanted = estate.values[key] if key else owner.id
        assert wanted in [each[column] for each in records[table]], table
    assert [each["body"] for each in records["comments"]] == ["Why?"]
    did = {each["action"] for each in records["audit_events"]}
    assert {"person.registered", "team.created", "version.published"} <= did
    told = json.dumps(records)
    for secret in (PASSWORD, "argon2", owner.tokens["refresh_token"]):
        assert secret not in told


@pytest.mark.asyncio
async def test_nothing_of_others_is_there(service: Service) -> None:
    estate = await build(service)
    viewer = await service.join(estate.owner, estate.team, "viewer")
    place = f"{estate.team}/members/{viewer.id}"
    tag = (await estate.owner.get(place)).headers["etag"]
    await estate.owner.patch(place, {"role": "member"}, tag)
    records = await exported(viewer)
    told = json.dumps(records)
    assert estate.owner.email not in told
    assert estate.values["proposal"] not in [
        each["id"] for each in records["proposals"]
    ]
    # What others did to one is there, but not from where.
    of_owner = [
        each for each in records["audit_events"] if each["actor"] == estate.owner.id
    ]
    assert {each["action"] for each in of_owner} >= {"member.updated"}
    assert {each["client"] for each in of_owner} == {None}
    own = [each for each in records["audit_events"] if each["actor"] == viewer.id]
    assert {each["client"] for each in own} == {"127.0.0.1"}
    invited = {"email": viewer.email, "role": "viewer"}
    other = await service.person()
    await other.post(f"{await service.team(other)}/invitations", invited)
    [invitation] = (await exported(viewer))["invitations"]
    assert (invitation["email"], invitation["invited_by"]) == (viewer.email, other.id)


@pytest.mark.asyncio
async def test_it_is_on_the_account_s_page(service: Service) -> None:
    ada = await service.person()
    browser = await SiteBrowser(service).log_in(ada)
    assert 'href="/account/export"' in (await browser.open("/account")).html
    answer = await browser.http.get("/account/export")
    assert answer.headers["content-disposition"].startswith("attachment")
    [account] = answer.json()["records"]["people"]
    assert account["email"] == ada.email
    nobody = await SiteBrowser(service).http.get("/account/export")
    assert nobody.status_code == 303
    assert nobody.headers["location"].startswith("/sign-in")
