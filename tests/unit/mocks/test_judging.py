"""Requests are judged as a compiled service judges them."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from generated import create_app
from generated.runtime.contract.operation import Operation
from impl.mocks.plan import MockPlan
from tests.unit.mocks.conftest import MakeMock
from tests.unit.mocks.driving import Browser, plan

ROOT = Path(__file__).resolve().parents[3]
AUTH = {"authorization": "Bearer x"}


@pytest.fixture(scope="module")
def own() -> MockPlan:
    """The plan of this repository's own contract."""
    return plan(ROOT / "openapi.yaml")


def test_the_tables_are_those_of_the_compiled_service(own: MockPlan) -> None:
    compiled: dict[str, Operation] = {
        route.operation.operation_id: route.operation
        for route in create_app().routes
        if hasattr(route, "operation")
    }
    planned = {each.operation.operation_id: each.operation for each in own.operations}
    assert planned.keys() == compiled.keys()
    for name, operation in planned.items():
        # No mock counts how often it is asked.
        assert asdict(operation) == {**asdict(compiled[name]), "rate_limit": None}


def test_the_schemas_are_those_of_the_compiled_service(own: MockPlan) -> None:
    schemas = json.loads((ROOT / "generated/contract/schemas.json").read_bytes())
    assert own.schemas == schemas


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("method", "target", "body", "fields", "status", "fault"),
    [
        ("GET", "/dogs?limit=many", None, {}, 400, "limit"),
        ("GET", "/dogs?colour=red", None, {}, 400, "colour"),
        ("GET", "/dogs?limit=51", None, {}, 400, "50"),
        ("POST", "/dogs", {"name": ""}, AUTH, 400, "name"),
        ("POST", "/dogs", b"{", {**AUTH, "content_type": "application/json"}, 400, ""),
        ("POST", "/dogs", {"name": "Rex"}, {}, 401, "Credentials are missing"),
    ],
)
async def test_an_invalid_request_gets_the_contracts_own_error(
    kennel: Browser,
    method: str,
    target: str,
    body: object,
    fields: dict[str, str],
    status: int,
    fault: str,
) -> None:
    got = await kennel.send(method, target, body, **fields)
    assert got.status == status
    assert got["mock-source"] == "error"
    assert not got["mock-undeclared"]
    assert got.json["status"] == status
    assert got.json.keys() <= {"reason", "status", "faults"}
    assert fault in got.body.decode()


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("method", "target", "fields", "status"),
    [
        ("GET", "/cats", {}, 404),
        ("PUT", "/dogs", {}, 405),
        ("GET", "/moved?x=1", {}, 400),
        ("GET", "/dogs/1/picture", {"accept": "text/html"}, 406),
        ("DELETE", "/dogs/0", {}, 422),
    ],
)
async def test_what_the_contract_has_no_error_for_is_marked(
    kennel: Browser, method: str, target: str, fields: dict[str, str], status: int
) -> None:
    got = await kennel.send(method, target, **fields)
    assert got.status == status
    assert got["mock-undeclared"] == str(status)
    assert got["content-type"] == "application/problem+json"
    assert got.json["status"] == status


@pytest.mark.asyncio
async def test_a_body_of_another_type_is_told_what_is_taken(kennel: Browser) -> None:
    got = await kennel.send("POST", "/dogs", {"name": "x" * 70_000}, **AUTH)
    assert got.status == 413
    assert "x-max-body" in got.json["detail"]
    assert got.json["detail"].endswith("none above 4 MiB.")
    part = b"--m\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n"
    form, kind = part * 10_001 + b"--m--\r\n", "multipart/form-data; boundary=m"
    got = await kennel.send("POST", "/visits", form, content_type=kind, **AUTH)
    assert (got.status, got["connection"]) == (413, "close")
    assert got.json["reason"] == "A form may have 10000 parts."
    got = await kennel.send("POST", "/visits", b"x", content_type="text/x", **AUTH)
    assert got.status == 415
    assert "multipart/form-data" in got.json["reason"]


@pytest.mark.asyncio
async def test_strict_mocks_answer_nothing_undeclared(mocked: MakeMock) -> None:
    strict = mocked(is_strict=True)
    wrong = await strict.send("GET", "/moved?x=1")
    assert (wrong.status, wrong["mock-undeclared"]) == (302, "")
    assert wrong["mock-note"].startswith("would be 400")
    declared = await strict.send("GET", "/dogs?limit=many")
    assert declared.status == 400
    gone = await strict.send("DELETE", "/dogs/123456")
    assert gone.status == 204


@pytest.mark.asyncio
async def test_what_was_wrong_is_in_the_log(kennel: Browser) -> None:
    await kennel.send("GET", "/dogs?limit=51")
    await kennel.send("GET", "/dogs")
    wrong, right = (await kennel.send("GET", "/_mock/log")).json
    assert wrong["path"] == "/dogs?limit=51"
    assert wrong["operation"] == "listDogs"
    assert wrong["status"] == 400
    assert "limit" in wrong["faults"][0]
    assert right["faults"] == []
