"""Each change has a name of its own that moving things about does not change."""

import copy
from dataclasses import replace
from typing import Any

import pytest

from impl.engine.comparison.differences.facts import Fact, told_apart
from impl.engine.comparison.kinds.catalogue import LINK
from impl.engine.comparison.kinds.kind import Effect
from impl.engine.comparison.verdicts.comparison import ContractComparison, compare
from tests.unit.engine.comparison.hard.building import (
    TEXT,
    WHOLE,
    Content,
    content,
    contract,
    contract_of,
    event,
    objects,
)
from tests.unit.engine.comparison.rewrites import REWRITES
from tests.unit.engine.comparison.shop import document

ANSWER = {"204": {"description": ""}}


def sending(schema: Any) -> Content:
    return {"requestBody": content(schema), "responses": ANSWER}


def calling_back(schema: Any) -> Content:
    callbacks = {"done": {"{$request.body#/url}": {"post": event(schema)}}}
    return {"callbacks": callbacks, "responses": ANSWER}


def two_operations(schema: Any) -> Content:
    return contract_of(
        {"/a": {"post": sending(schema)}, "/b": {"post": sending(schema)}}
    )


def two_callbacks(schema: Any) -> Content:
    paths = {path: {"post": calling_back(schema)} for path in ("/a", "/b")}
    return contract_of(paths)


def two_media_types(schema: Any) -> Content:
    kinds = {name: {"schema": schema} for name in ("application/json", "text/plain")}
    return contract({"requestBody": {"content": kinds}})


def two_statuses(schema: Any) -> Content:
    header = {"X-H": {"schema": schema}}
    held = {"description": "", "headers": header, **content(schema)}
    return contract({"responses": {"200": held, "404": held}})


def two_properties(schema: Any) -> Content:
    return contract(sending(objects({"a": schema, "b": schema})))


def two_alternatives(schema: Any) -> Content:
    parts = [objects({"a": schema, name: TEXT}, required=[name]) for name in "xy"]
    return contract(sending({"anyOf": parts}))


def two_places_without_a_name(schema: Any) -> Content:
    there = "#/paths/~1b/post/requestBody/content/application~1json/schema"
    own = objects({"a": schema, "b": schema})
    return contract_of(
        {"/a": {"post": sending({"$ref": there})}, "/b": {"post": sending(own)}}
    )


def component_given_up(schema: Any) -> Content:
    paths = {path: {"post": sending(schema)} for path in ("/a", "/b")}
    if schema == WHOLE:
        held = {"$ref": "#/components/schemas/S"}
        paths = {path: {"post": sending(held)} for path in paths}
    return contract_of(paths, components={"schemas": {"S": WHOLE}})


TWICE = [
    two_operations,
    two_callbacks,
    two_media_types,
    two_statuses,
    two_properties,
    two_alternatives,
    two_places_without_a_name,
    component_given_up,
]


def names(found: ContractComparison) -> list[str]:
    return [fact.fingerprint for fact in found.facts]


@pytest.mark.parametrize("make", TWICE, ids=lambda make: str(make.__name__))
def test_the_same_change_in_two_places_has_two_names(make: Any) -> None:
    base, revision = make(WHOLE), make({**WHOLE, "default": 1, "maximum": 9})
    found = compare(document(base), document(revision))
    assert len(set(names(found))) == len(names(found)) >= 4


@pytest.mark.parametrize("rewrite", ["reordered", "undocumented", "reparametrised"])
def test_rewriting_changes_no_name(rewrite: str) -> None:
    base, revision = (
        two_operations(schema) for schema in (WHOLE, {**WHOLE, "maximum": 9})
    )
    again = [REWRITES[rewrite](copy.deepcopy(side)) for side in (base, revision)]
    known = compare(document(base), document(revision))
    assert names(known)
    assert names(compare(document(again[0]), document(again[1]))) == names(known)


def test_another_change_beside_it_changes_no_name() -> None:
    base = two_operations(WHOLE)
    revision = two_operations({**WHOLE, "maximum": 9})
    known = names(compare(document(base), document(revision)))
    revision["paths"]["/b"]["post"] = sending({**WHOLE, "maximum": 8})
    revision["paths"] = {"/0": {"get": {"responses": ANSWER}}, **revision["paths"]}
    found = names(compare(document(base), document(revision)))
    assert len(found) == 3
    assert len(set(known) & set(found)) == 1


def test_what_nothing_else_tells_apart_is_numbered() -> None:
    fact = Fact(LINK[Effect.ADDED], "request", "/a", "/b", "place", None, "", {})
    other = replace(fact, kind=LINK[Effect.REMOVED])
    told = told_apart([fact, replace(fact, base="/c"), other])
    assert [held.location for held in told] == ["place", "place (2)", "place"]
    assert len({held.fingerprint for held in told}) == 3
