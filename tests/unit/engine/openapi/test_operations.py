"""Operations that only OpenAPI 3.2 knows, as all who read contracts read them."""

import json
from pathlib import Path
from typing import Any

import pytest

from impl.engine.check.contract import check
from impl.engine.comparison.contract.surface import Surface
from impl.engine.openapi.index import ObjectIndex
from impl.engine.openapi.methods import sent_as
from impl.engine.openapi.operations import operations_in
from impl.engine.text.documents import load
from scripts.codegen.load.source import load_source

NEW = {"QUERY /a", "COPY /a", "copy /a"}
OLD = {"GET /a"}


def contract(version: str) -> dict[str, Any]:
    done: dict[str, Any] = {"responses": {"default": {"description": ""}}}
    lost = {"parameters": [{"$ref": "#/components/parameters/None"}], **done}
    item = {
        "get": {"operationId": "one", **done},
        "query": {"operationId": "one", **(done if version == "3.2.0" else lost)},
        "additionalOperations": {"COPY": done, "copy": done},
    }
    if version == "3.2.0":
        del item["query"]["operationId"]
    return {
        "openapi": version,
        "info": {"title": "", "version": "1"},
        "paths": {"/a": item},
    }


@pytest.mark.parametrize(
    ("version", "expected"),
    [("3.0.4", OLD), ("3.1.2", OLD), ("3.2.0", OLD | NEW)],
)
def test_what_a_version_does_not_know_is_no_operation(
    version: str, expected: set[str], tmp_path: Path
) -> None:
    content = contract(version)
    document = load(json.dumps(content).encode())
    assert Surface(document).operations.keys() == expected
    objects = ObjectIndex(content)
    assert len(objects.of_kind("operation")) == len(expected)
    [item] = objects.of_kind("path item")
    assert len(list(objects.operations(item))) == len(expected)
    file = tmp_path / "openapi.json"
    file.write_text(json.dumps(content))
    compiled = load_source(file).operations()
    assert {f"{sent_as(method)} {path}" for path, method, _, _ in compiled} == expected


@pytest.mark.parametrize("version", ["3.0.4", "3.1.2"])
def test_what_is_ignored_is_told_and_can_not_be_wrong(version: str) -> None:
    found = check(load(json.dumps(contract(version)).encode()))
    assert {fault.code for fault in found} == {"CS1202"}
    assert len(found) == 2


@pytest.mark.parametrize("item", [None, [], {"get": None}, {"x-get": {}, "GET": {}}])
def test_what_is_no_operation_is_none(item: object) -> None:
    assert list(operations_in(item, "3.2")) == []


def test_a_method_of_no_name_is_escaped_and_sent_as_it_is() -> None:
    [(method, pointer)] = operations_in({"additionalOperations": {"a~": {}}}, "3.2")
    assert (sent_as(method), pointer) == ("a~", "/additionalOperations/a~0")
