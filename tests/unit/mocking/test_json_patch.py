"""JSON Patch: RFC 6902 by its examples, and what does not fit."""

from __future__ import annotations

from typing import Any

import pytest

from impl.engine.mocking.state.json_patch import (
    FailedTest,
    UnfitPatch,
    json_patch,
)


def op(name: str, path: str, **more: Any) -> dict[str, Any]:
    return {"op": name, "path": path, **more}


@pytest.mark.parametrize(
    ("target", "operation", "result"),
    [
        ({"a": 1}, op("add", "/b", value=2), {"a": 1, "b": 2}),
        ({"a": [1, 3]}, op("add", "/a/1", value=2), {"a": [1, 2, 3]}),
        ({"a": [1]}, op("add", "/a/-", value=[2]), {"a": [1, [2]]}),
        ({"a": 1}, op("add", "", value=[]), []),
        ({"a": 1, "b": 2}, op("remove", "/a"), {"b": 2}),
        ({"a": [1, 2]}, op("remove", "/a/0"), {"a": [2]}),
        ({"a": 1}, op("replace", "/a", value=2), {"a": 2}),
        ({"a": 1}, op("replace", "", value={"b": 1}), {"b": 1}),
        ({"a": {"b": 1}, "c": {}}, op("move", "/c/d", **{"from": "/a/b"}),
         {"a": {}, "c": {"d": 1}}),
        ({"a": [1]}, op("copy", "/b", **{"from": "/a"}), {"a": [1], "b": [1]}),
        ({"a/b": {"~": 1}}, op("test", "/a~1b/~0", value=1), {"a/b": {"~": 1}}),
        ({"a": [{"b": 1.0}]}, op("test", "/a", value=[{"b": 1}]), {"a": [{"b": 1.0}]}),
    ],
)  # fmt: skip
def test_operations(target: Any, operation: Any, result: Any) -> None:
    notes: list[str] = []
    assert json_patch(target, [operation], notes) == result
    assert notes == []


@pytest.mark.parametrize(
    "operation",
    [
        op("add", "/x/y", value=1),
        op("add", "/a/01", value=1),
        op("add", "/a/9", value=1),
        op("add", "/a/0/x", value=1),
        op("add", "/a"),
        op("remove", "/x"),
        op("replace", "/x", value=1),
        op("move", "/a/0", **{"from": "/a"}),
        op("copy", "/b", **{"from": "/x"}),
        op("add", "a", value=1),
    ],
)
def test_what_does_not_fit_is_refused(operation: Any) -> None:
    target = {"a": [1]}
    with pytest.raises(UnfitPatch) as caught:
        json_patch(target, [op("add", "/b", value=2), operation], [])
    assert caught.value.pointer == "/1"
    assert target == {"a": [1]}


@pytest.mark.parametrize("operation", [op("rename", "/a"), {"path": "/a"}, "x", {}])
def test_what_is_of_another_standard_is_left_out(operation: Any) -> None:
    notes: list[str] = []
    target = {"a": [1]}
    assert json_patch(target, [operation, op("add", "/b", value=2)], notes) == {
        "a": [1],
        "b": 2,
    }
    assert len(notes) == 1
    assert target == {"a": [1]}


@pytest.mark.parametrize(("path", "value"), [("/a", True), ("/b", 1), ("/c", {"d": 2})])
def test_a_test_that_fails_ends_it(path: str, value: Any) -> None:
    target = {"a": 1, "b": True, "c": {"d": 1}}
    with pytest.raises(FailedTest, match=path):
        json_patch(target, [op("test", path, value=value)], [])


@pytest.mark.parametrize(
    ("operations", "why"),
    [
        ([op("copy", f"/a/x{n}", **{"from": "/a"}) for n in range(24)], "large"),
        ([op("copy", "/a" * 2**n, **{"from": ""}) for n in range(9)], "deep"),
        ([op("copy", "/b", **{"from": "/a"})] * 20, "large"),
        ([op("add", "/b", value=1)] * 1001, "1000 operations"),
    ],
)
def test_what_grows_without_end_is_refused(operations: Any, why: str) -> None:
    target = {"a": {"b": {"c": "x" * 20_000 * (why == "large")}}}
    with pytest.raises(UnfitPatch, match=why):
        json_patch(target, operations, [])


@pytest.mark.parametrize(
    ("operation", "why"),
    [
        (
            op("move", "/x/y", **{"from": "/a"}),
            "'/a' to '/x/y': there is no such place",
        ),
        (op("move", "/c/9", **{"from": "/c/0"}), "there is no such place"),
        (op("replace", "/a"), "replace has no value"),
        (op("replace", "/x", value=1), "replace '/x': there is no such place"),
        (op("copy", "/x"), "copy has no from"),
        ({"op": "remove"}, "remove has no path"),
        ({"op": "remove", "path": 3}, "remove 3"),
    ],
)
def test_a_patch_that_does_not_fit_leaves_all_as_it_was(
    operation: Any, why: str
) -> None:
    target: dict[str, Any] = {"a": {"b": 1}, "c": [1, 2]}
    with pytest.raises(UnfitPatch, match=why):
        json_patch(target, [operation], [])
    assert target == {"a": {"b": 1}, "c": [1, 2]}
