"""Whether the judge finds what is forbidden or allowed too much, and nothing else.

Each fault is planted in the running application. What is sent is what the fuzzer aims
at: things that exist, by their owner and by each stand-in.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest
from argon2 import PasswordHasher
from pydantic import SecretStr
from sqlalchemy import false, true

from impl.app import create
from impl.database.reading import Condition
from impl.errors import Forbidden
from impl.repositories import api_keys, sessions, visibility
from impl.security import passwords
from impl.security.permissions import PERMISSIONS, Permission, Role, allowed
from impl.services import access
from impl.settings import Settings
from tests.contract import roles
from tests.contract.cast import PARTS
from tests.contract.roles import LEAST
from tests.contract.walk import Walk
from tests.support.blocking import client_of

pytestmark = pytest.mark.long

_OF_TEAMS = tuple(name for name, least in LEAST.items() if least)


@pytest.fixture(scope="module")
def walk(emptied_url: str) -> Iterator[Walk]:
    many = {
        name: 1_000_000
        for name in Settings.model_fields
        if "_rate" in name or "_failures_" in name or name.startswith("quota_")
    }
    # A client of these tests waits for the end of whatever it asks for.
    shortest = {"stream_lifetime": 0.1}
    settings = Settings(
        environment="test",
        secret_key=SecretStr("0123456789abcdefghijklmnopqrstuvwxyz"),
        database_url=SecretStr(emptied_url),
    ).model_copy(update={**many, **shortest})
    with client_of(create(settings)) as client, pytest.MonkeyPatch.context() as patch:
        cheap = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
        patch.setattr(passwords, "_HASHER", cheap)
        # Nothing wears out here.
        patch.setattr("tests.contract.targets._USES", 1_000_000)
        yield Walk(client)


def at_the_border(operation: str) -> set[str]:
    """Name who may only just, who only just may not, and those without a role."""
    least = LEAST[operation] or 0
    held = {each.name.lower(): each for each in roles.Role}
    near = {name for name, each in held.items() if each in {least - 1, least}}
    return near | {"stranger", *PARTS} - (held.keys() - {"stranger"})


def test_nothing_is_found_in_the_sound_service(walk: Walk) -> None:
    assert walk.wrong(*_OF_TEAMS, parts=at_the_border) == set()
    assert walk.unknown == set()
    assert walk.wrong("add_member", "update_member", role="owner") == set()


@pytest.mark.parametrize(
    ("role", "permission", "operation", "found"),
    [
        (Role.VIEWER, Permission.WRITE_APIS, "create_api", {("viewer", 201)}),
        (Role.VIEWER, Permission.MANAGE_API_KEYS, "list_api_keys", {("viewer", 200)}),
        (
            Role.MEMBER,
            Permission.DELETE_APIS,
            "delete_api",
            {("member", 204)},
        ),
        (Role.MAINTAINER, Permission.DELETE_TEAM, "delete_team", {("maintainer", 204)}),
        (
            Role.MAINTAINER,
            Permission.MANAGE_OWNERS,
            "add_member",
            {("maintainer", 201)},
        ),
        (
            Role.MAINTAINER,
            Permission.MANAGE_OWNERS,
            "update_member",
            {("maintainer", 200)},
        ),
    ],
)
def test_a_role_that_may_too_much_is_found(
    walk: Walk,
    monkeypatch: pytest.MonkeyPatch,
    role: Role,
    permission: Permission,
    operation: str,
    found: set[tuple[str, int]],
) -> None:
    monkeypatch.setitem(PERMISSIONS, role, PERMISSIONS[role] | {permission})
    wrong = walk.wrong(operation, role="owner")
    assert {(part, status) for _, part, status in wrong} == found


@pytest.mark.parametrize(
    ("role", "permission", "operation", "found"),
    [
        (Role.OWNER, Permission.DELETE_TEAM, "delete_team", {"owner"}),
        (Role.OWNER, Permission.UPDATE_TEAM, "update_team", {"owner"}),
        (
            Role.MAINTAINER,
            Permission.MANAGE_MEMBERS,
            "remove_member",
            {"maintainer"},
        ),
        (
            Role.MEMBER,
            Permission.WRITE_VERSIONS,
            "publish_version",
            {"member", "key"},
        ),
    ],
)
def test_a_role_that_may_too_little_is_found(
    walk: Walk,
    monkeypatch: pytest.MonkeyPatch,
    role: Role,
    permission: Permission,
    operation: str,
    found: set[str],
) -> None:
    monkeypatch.setitem(PERMISSIONS, role, PERMISSIONS[role] - {permission})
    assert walk.wrong(operation) == {(operation, part, 403) for part in found}


def test_keys_that_may_too_little_are_found(
    walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_keys(role: str | None, permission: Permission) -> bool:
        return role is not None and allowed(role, permission)

    monkeypatch.setattr(access, "allowed", no_keys)
    assert walk.wrong("create_api") == {("create_api", "key", 403)}


def test_a_team_that_everybody_sees_is_found(
    walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def everybody(caller: Any, team_id: Any, **others: object) -> dict[str, object]:
        return scope_of(replace(caller, team_id=team_id), team_id, **others)

    scope_of = visibility.of
    monkeypatch.setattr(visibility, "of", everybody)
    found = {(part, 200) for part in ("stranger", "former member")}
    wrong = walk.wrong("get_team")
    assert {(part, status) for _, part, status in wrong} == found


def test_a_team_that_a_viewer_does_not_see_is_found(
    walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hidden(caller: Any, team_id: Any, **others: object) -> dict[str, object]:
        nobody = replace(caller, person_id=uuid4())
        return scope_of(
            nobody if caller.person_id == viewer else caller, team_id, **others
        )

    scope_of, viewer = visibility.of, walk.person_id("viewer")
    monkeypatch.setattr(visibility, "of", hidden)
    names = ("get_team", "get_api", "list_apis", "get_member", "get_version")
    assert walk.wrong(*names) == {(name, "viewer", 404) for name in names}


def test_strangers_who_are_told_that_it_is_there_are_found(
    walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def telling(value: Any, noun: str) -> Any:
        if value is None:
            raise Forbidden("It is there, but not for you.")
        return value

    monkeypatch.setattr("impl.services.teams.found", telling)
    found = {("get_team", part, 403) for part in ("stranger", "former member")}
    assert walk.wrong("get_team") == found


def test_scopes_that_are_not_asked_for_are_found(
    walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def mighty(*arguments: Any) -> Any:
        holder = await find(*arguments)
        scopes = frozenset({"apis:read", "apis:write", "versions:write"})
        return holder and replace(holder, scopes=scopes)

    find = api_keys.find_holder
    monkeypatch.setattr(api_keys, "find_holder", mighty)
    assert walk.wrong("create_api") == {("create_api", "reading key", 201)}


def test_scopes_that_a_key_has_and_are_denied_are_found(
    walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def weak(*arguments: Any) -> Any:
        holder = await find(*arguments)
        return holder and replace(holder, scopes=frozenset())

    find = api_keys.find_holder
    monkeypatch.setattr(api_keys, "find_holder", weak)
    found = {("get_team", part, 403) for part in ("key", "reading key")}
    assert walk.wrong("get_team") == found


def test_sessions_that_never_end_are_found(
    walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    always = true().label("always")
    monkeypatch.setattr(sessions, "is_open", lambda *_: Condition(always, {}))
    assert ("get_team", "ended session", 404) in walk.wrong("get_team")


def test_open_sessions_that_are_refused_are_found(
    walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    never = false().label("never")

    def not_of_viewers(session: UUID, person: UUID) -> Condition:
        return Condition(never, {}) if person == refused else is_open(session, person)

    is_open, refused = sessions.is_open, walk.person_id("viewer")
    monkeypatch.setattr(sessions, "is_open", not_of_viewers)
    assert walk.wrong("get_team") == {("get_team", "viewer", 401)}


def test_revoked_keys_that_still_work_are_found(
    walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def forgetful(*_: Any) -> bool:
        return True

    monkeypatch.setattr(api_keys, "delete_one", forgetful)
    # A new team, for new keys.
    monkeypatch.setattr(walk._targets, "_uses", 0)
    assert walk.wrong("get_team") == {("get_team", "revoked key", 200)}
