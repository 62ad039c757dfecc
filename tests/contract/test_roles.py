"""Whether the table of roles is complete and says what the contract says."""

import re
from typing import Any

import pytest

from tests.contract.exchanges import Call, Operations
from tests.contract.roles import LEAST, Role, needed
from tests.support.contract import document

_OPERATIONS = Operations.of_contract()
_SENTENCE = re.compile(r"^For ((?:members|maintainers|owners|,| |and)+)[.,;]")
_RAW = {
    raw["operationId"]: raw
    for item in document()["paths"].values()
    for raw in item.values()
    if isinstance(raw, dict) and "operationId" in raw
}


def test_every_operation_that_demands_credentials_has_a_row() -> None:
    secured = {one.name for one in _OPERATIONS.by_name.values() if one.alternatives}
    assert LEAST.keys() == secured


@pytest.mark.parametrize("name", LEAST)
def test_a_row_has_a_role_where_a_team_is_in_the_path(name: str) -> None:
    has_team = "{team_id}" in _OPERATIONS.by_name[name].path
    assert (LEAST[name] is not None) == has_team


@pytest.mark.parametrize("name", [name for name, least in LEAST.items() if least])
def test_a_row_says_what_the_description_says(name: str) -> None:
    said = _SENTENCE.match(_RAW[name].get("description", ""))
    roles = re.findall(r"(\w+)s\b", said[1]) if said else []
    least = min((Role.named(role) for role in roles), default=Role.VIEWER)
    assert LEAST[name] == least


def test_the_roles_are_those_of_the_contract() -> None:
    schemas = document()["components"]["schemas"]
    named = {Role.named(role) for role in schemas["Role"]["enum"]}
    assert named == set(Role) - {Role.STRANGER}


@pytest.mark.parametrize(
    ("name", "body", "target", "least"),
    [
        ("add_member", {"role": "maintainer"}, None, Role.MAINTAINER),
        ("add_member", {"role": "owner"}, None, Role.OWNER),
        ("update_member", {}, Role.OWNER, Role.MAINTAINER),
        ("update_member", {"role": "owner"}, Role.OWNER, Role.MAINTAINER),
        ("update_member", {"role": "owner"}, Role.VIEWER, Role.OWNER),
        ("update_member", {"role": "viewer"}, Role.OWNER, Role.OWNER),
        ("update_member", {"role": "viewer"}, Role.MEMBER, Role.MAINTAINER),
        ("update_member", {"role": "viewer"}, None, None),
        ("remove_member", None, Role.OWNER, Role.OWNER),
        ("remove_member", None, Role.MEMBER, Role.MAINTAINER),
        ("delete_team", None, None, Role.OWNER),
    ],
)
def test_only_owners_make_and_unmake_owners(
    name: str, body: Any, target: Role | None, least: Role | None
) -> None:
    place = {"team_id": "tm_1", "person_id": "per_1"}
    call = Call(_OPERATIONS.by_name[name], place, {}, body)
    assert needed(call, "per_2", lambda: target) == least


@pytest.mark.parametrize("name", ["create_api", "update_api"])
@pytest.mark.parametrize(
    ("body", "least"),
    [
        ({"title": "T"}, Role.MEMBER),
        ({"title": "T", "policy": {}}, Role.MAINTAINER),
        ({"policy": {"major_version_for": "nothing"}}, Role.MAINTAINER),
    ],
)
def test_members_leave_policies_alone(name: str, body: Any, least: Role) -> None:
    call = Call(_OPERATIONS.by_name[name], {"team_id": "tm_1"}, {}, body)
    assert needed(call, "per_1", lambda: None) == least


def test_everybody_may_leave() -> None:
    place = {"team_id": "tm_1", "person_id": "per_1"}
    call = Call(_OPERATIONS.by_name["remove_member"], place, {})
    assert needed(call, "per_1", lambda: Role.OWNER) == Role.VIEWER
