"""Component responses are lowered once, for all operations that refer to them."""

from __future__ import annotations

from pathlib import Path

from scripts.codegen.lower.package import Group
from tests.unit.codegen.lowering import package

JSON = "{application/json: {schema: {type: object, properties: {why: {}}}}}"
COMPONENTS = f"""
components:
  responses:
    Gone: {{description: It is gone., content: {JSON}}}
    Odd: {{description: Odd., content: {JSON}}}
    Alias: {{$ref: '#/components/responses/Gone'}}
    bare: {{description: Bare.}}
    Both: {{description: Both., content: {{application/json: {{}}, text/csv: {{}}}}}}
"""
GONE = "{$ref: '#/components/responses/Gone'}"
ALIAS = "{$ref: '#/components/responses/Alias'}"
ODD = "{$ref: '#/components/responses/Odd'}"
BARE = "{$ref: '#/components/responses/bare'}"
BOTH = "{$ref: '#/components/responses/Both'}"


def operation(name: str, tag: str, responses: str) -> str:
    facts = f"operationId: {name}, tags: [{tag}], responses: {responses}"
    return f"  /{name}: {{get: {{{facts}}}}}\n"


def groups(folder: Path, *operations: str, more: str = "") -> dict[str, Group]:
    text = f"paths:\n{''.join(operations)}{more}{COMPONENTS}"
    return {group.tag: group for group in package(folder, text).groups}


def names(group: Group, number: int = 0) -> list[str]:
    return [each.name for each in group.endpoints[number].results]


def test_operations_share_a_class(tmp_path: Path) -> None:
    own = "{description: A.}"
    found = groups(
        tmp_path,
        operation("one", "a", f"{{'200': {own}, '404': {GONE}}}"),
        operation("two", "a", f"{{'200': {own}, '404': {ALIAS}}}"),
        operation("three", "b", f"{{'404': {GONE}, '204': {BARE}}}"),
    )
    assert names(found["a"]) == ["One200", "Gone"]
    assert names(found["a"], 1) == ["Two200", "Gone"]
    assert names(found["b"]) == ["Gone", "Bare"]
    assert [each.name for each in found["a"].shared] == ["Gone"]
    assert [each.name for each in found["b"].shared] == ["Bare", "Gone"]
    [gone] = found["a"].shared
    assert gone.cited == "#/components/responses/Gone"
    assert gone.body is not None
    assert gone.body.annotation == "models.GoneBody"


def test_a_status_of_its_own_is_a_class_of_its_own(tmp_path: Path) -> None:
    responses = f"{{'404': {ODD}, '5XX': {ODD}, default: {ODD}}}"
    found = groups(tmp_path, operation("one", "a", responses))
    shared = found["a"].shared
    assert {each.name: each.status for each in shared} == {
        "Odd404": "404",
        "Odd5XX": "5XX",
        "OddDefault": "default",
    }
    assert names(found["a"]) == ["Odd404", "Odd5XX", "OddDefault"]


def test_each_media_type_is_a_class(tmp_path: Path) -> None:
    responses = f"{{'200': {BOTH}}}"
    found = groups(
        tmp_path, operation("one", "a", responses), operation("two", "a", responses)
    )
    expected = ["BothApplicationJson", "BothTextCsv"]
    assert names(found["a"]) == names(found["a"], 1) == expected


def test_an_operation_of_the_same_name_keeps_it(tmp_path: Path) -> None:
    found = groups(
        tmp_path,
        operation("gone", "a", f"{{'404': {GONE}}}"),
        operation("gone_404", "a", "{'404': {description: A.}}"),
    )
    taken = [*names(found["a"]), *names(found["a"], 1)]
    assert taken == ["Gone2", "Gone404404"]


def test_what_others_answer_is_shared_apart(tmp_path: Path) -> None:
    hooks = "".join(
        f"  {name}: {{post: {{responses: {{'404': {GONE}}}}}}}\n"
        for name in ("made", "lost")
    )
    text = (
        "paths:\n"
        + operation("one", "a", f"{{'404': {GONE}}}")
        + f"webhooks:\n{hooks}{COMPONENTS}"
    )
    found = package(tmp_path, text)
    [served], [sent] = found.groups, found.senders
    assert names(served) == ["Gone"]
    assert names(sent) == names(sent, 1) == ["ReceivedGone"]
