"""A contract full of slips compiles, and its package keeps what the warnings say."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from starlette.testclient import TestClient

CONTRACT = Path(__file__).parent / "contracts" / "slips.yaml"
PET = {"name": "ada"}


@pytest.fixture(scope="module")
def package(compiled: Callable[[Path], Path]) -> Iterator[ModuleType]:
    folder = compiled(CONTRACT)
    sys.path.insert(0, str(folder.parent))
    yield importlib.import_module(folder.name)
    sys.path.remove(str(folder.parent))
    for name in [name for name in sys.modules if name.split(".")[0] == folder.name]:
        del sys.modules[name]


@pytest.fixture(scope="module")
def client(package: ModuleType) -> TestClient:
    async def key(credentials: object, context: object) -> Any:
        context_module = importlib.import_module(
            f"{package.__name__}.runtime.http.context"
        )
        return context_module.Grant(credentials)

    return TestClient(package.create_app(authenticator=SimpleNamespace(key=key)))


# What is not implemented answers 501, but only after a request was found valid.
@pytest.mark.parametrize(
    ("method", "path", "options", "status"),
    [
        ("GET", "/pets/1", {"headers": {"X-Key": "k"}}, 501),
        ("GET", "/pets/1", {}, 401),
        ("GET", "/secret", {"headers": {"Authorization": "Bearer a"}}, 401),
        ("PUT", "/pets/1", {"json": PET}, 501),
        ("PUT", "/pets/1?age=2", {"json": PET}, 501),
        ("PUT", "/pets/1?age=0", {"json": PET}, 422),
        ("PUT", "/pets/1", {}, 400),
        ("PUT", "/pets/1", {"json": {"name": "a"}}, 422),
        ("PUT", "/pets/1", {"json": {"name": "ADA"}}, 422),
        ("PUT", "/pets/1", {"json": {}}, 422),
        ("PUT", "/pets/1", {"json": {**PET, "kind": "cow"}}, 422),
        ("PUT", "/pets/1", {"json": {**PET, "code": "(", "note": None}}, 501),
        ("GET", "/search?kind=cat", {}, 501),
        ("GET", "/search?kind=cow", {}, 422),
        ("GET", "/search", {}, 422),
        ("GET", "/toys", {}, 501),
    ],
)
def test_requests(
    client: TestClient, method: str, path: str, options: dict[str, Any], status: int
) -> None:
    response = client.request(method, path, **options)
    assert response.status_code == status, response.text


def test_the_contract_is_served_as_it_was_written(client: TestClient) -> None:
    assert client.get("/openapi.yaml").content == CONTRACT.read_bytes()
