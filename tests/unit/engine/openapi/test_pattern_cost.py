"""What patterns cost, and that none is compiled that costs too much."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impl.engine.check.contract import check
from impl.engine.diagnostics.diagnostic import Fault
from impl.engine.openapi.pattern_cost import MOST_OF_ONE, cost
from impl.engine.text.documents import load

HOSTILE = (
    r"(?:\p{L}{1,100}){50}",
    r"(?:[\p{L}\p{N}]{1,50}){1,50}",
    r"\p{L}{99999}",
    r"a{1,1000}{1,1000}{1,1000}",
    r"(((((a{9}){9}){9}){9}){9}){9}{9}",
    r"(?=(?:\p{Lu}{200}){40})x",
    r"(?<name>[^a]{1000}|b){1000}",
    r"a{999999999999999999999}",
    "a" * (MOST_OF_ONE + 1),
    "[" + "ab" * MOST_OF_ONE + "]",
)
HARMLESS = (
    r"^[a-z]{0,65535}$",
    r".{0,65535}",
    r"^[\s\S]{0,65535}$",
    r"\p{L}{1,1000}",
    "|".join(f"word-{number}" for number in range(2000)),
    r"^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==)?$",
    r"[{}()\[\]]+",
)


@pytest.mark.parametrize("pattern", HOSTILE)
def test_what_costs_too_much(pattern: str) -> None:
    assert cost(pattern) > MOST_OF_ONE


@pytest.mark.parametrize("pattern", HARMLESS)
def test_what_does_not(pattern: str) -> None:
    assert cost(pattern) <= MOST_OF_ONE


@given(st.text(alphabet="a1{},()[]?|\\pLW.^*+:<=", max_size=40))
def test_any_text_has_a_cost(pattern: str) -> None:
    assert cost(pattern) >= 0
    assert cost(f"(?:{pattern}") >= 0


def faults(schemas: dict[str, Any], **more: object) -> list[Fault]:
    document = {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1.0.0"},
        "paths": {},
        "components": {"schemas": schemas, **more},
    }
    return list(check(load(json.dumps(document).encode())))


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The patterns that are compiled meanwhile."""
    seen: list[str] = []

    def spy(pattern: str) -> str:
        seen.append(pattern)
        return pattern

    monkeypatch.setattr("impl.engine.repair.patterns.understood", spy)
    return seen


@pytest.mark.parametrize("pattern", HOSTILE[:4])
@pytest.mark.parametrize(
    "place",
    [
        lambda pattern: {"pattern": pattern},
        lambda pattern: {"patternProperties": {pattern: {}}},
        lambda pattern: {"propertyNames": {"pattern": pattern}},
        lambda pattern: {"items": {"anyOf": [{"not": {"pattern": pattern}}]}},
    ],
)
def test_such_a_pattern_is_told_and_never_compiled(
    pattern: str, place: Any, compiled: list[str]
) -> None:
    [fault] = faults({"A": place(pattern), "B": {"pattern": "^a$"}})
    assert (fault.code, fault.severity) == ("CS1618", "error")
    assert fault.line == 1
    assert compiled == ["^a$"]


@pytest.mark.parametrize("kind", ["parameters", "headers"])
def test_in_parameters_and_headers(kind: str, compiled: list[str]) -> None:
    held = {"schema": {"$ref": "#/components/schemas/B"}}
    inner = {"schema": {"type": "string", "pattern": HOSTILE[0]}}
    name = {"name": "q", "in": "query"} if kind == "parameters" else {}
    places = {kind: {"P": {**name, **inner}, "Q": {**name, **held}}}
    found = faults({"B": {"pattern": HOSTILE[1]}}, **places)
    assert [fault.code for fault in found] == ["CS1618", "CS1618"]
    assert compiled == []


def test_many_that_are_too_much_together(compiled: list[str]) -> None:
    many = {f"A{n}": {"pattern": rf"\p{{L}}{{{1900 + n}}}"} for n in range(8)}
    found = faults(many)
    assert {fault.code for fault in found} == {"CS1618"}
    assert len(found) + len(compiled) == 8
    assert "together" in found[0].message


def test_the_same_one_counts_once(compiled: list[str]) -> None:
    same = {f"A{n}": {"pattern": r"\p{L}{2000}"} for n in range(8)}
    assert faults(same) == []
