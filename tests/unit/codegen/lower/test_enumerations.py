"""Component schemas that list values, as enums with names that Python takes."""

from __future__ import annotations

from enum import IntEnum, StrEnum
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from scripts.codegen.lower.enumerations import enumeration_of, member_names
from tests.unit.codegen.lowering import package


def members(schema: Any) -> dict[str, Any] | None:
    found = enumeration_of(schema)
    return {name: value for name, value, _ in found.members} if found else None


@pytest.mark.parametrize(
    ("values", "names"),
    [
        (
            ["in-progress", "inProgress2", "v1.2"],
            ["IN_PROGRESS", "IN_PROGRESS2", "V1_2"],
        ),
        (["+1", "-1", "1"], ["PLUS_1", "MINUS_1", "N1"]),
        (["<", "<=", "!=", "*", "", "=", "-"], None),
        (["asc", "ASC"], ["asc", "ASC"]),
        (["a-b", "a_b", "A_B", "a b"], ["A_B_2", "a_b", "A_B", "A_B_3"]),
        (["class", "title", "None", "mro"], ["CLASS", "TITLE", "NONE", "MRO"]),
        (["日本", "straße", "\n"], ["日本", "STRASSE", "U000A"]),
        ([1, -1, 1.0, 2**70], ["N1", "MINUS_1", "N1180591620717411303424"]),
    ],
)
def test_names_of_values(values: list[Any], names: list[str] | None) -> None:
    spelled = "LESS_THAN LESS_THAN_EQUALS EXCLAMATION_EQUALS ASTERISK EMPTY EQUALS"
    expected = names or [*spelled.split(), "HYPHEN_MINUS"]
    assert list(members({"enum": values}) or {}) == expected


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ({"x-enum-varnames": ["Red", "GREEN"]}, ["Red", "GREEN"]),
        ({"x-enumNames": ["Red", "GREEN"]}, ["Red", "GREEN"]),
        ({"x-enum-varnames": ["title", "class"]}, ["title_", "class_"]),
        ({"x-enum-varnames": ["name", "_value_"]}, ["name_", "VALUE"]),
        ({"x-enum-varnames": ["dark red", "X"]}, ["DARK_RED", "X"]),
        ({"x-enum-varnames": ["X", "X"]}, ["X", "X_2"]),
        ({"x-enum-varnames": [None, "X"]}, ["R", "X"]),
        ({"x-enum-varnames": ["X"]}, ["R", "G"]),
        ({"x-enum-varnames": "X"}, ["R", "G"]),
        ({"x-enum-varnames": [1, 2]}, ["R", "G"]),
    ],
)
def test_names_that_are_given(said: dict[str, Any], names: list[str]) -> None:
    assert list(members({"enum": ["r", "g"], **said}) or {}) == names


def test_null_is_no_member() -> None:
    names = {"x-enum-varnames": ["NOTHING", "RED", "GREEN"]}
    for schema in (
        {"enum": [None, "r", "g"], **names},
        {"enum": ["r", None, "g"], "x-enum-varnames": ["RED", "GREEN"]},
        {"oneOf": [{"const": "r", "title": "red"}, {"const": "g", "title": "Green"},
                   {"type": "null"}]},
    ):  # fmt: skip
        found = enumeration_of(schema)
        assert found is not None
        assert found.nullable
        assert members(schema) == {"RED": "r", "GREEN": "g"}


def test_descriptions() -> None:
    listed = {"enum": [1, 2], "x-enum-descriptions": ["One.", "Two."]}
    by_value = {"enum": [1, 2], "x-enum-descriptions": {"2": "Two."}}
    found = [enumeration_of(each) for each in (listed, by_value)]
    texts = [[text for *_, text in each.members] for each in found if each]
    assert texts == [["One.", "Two."], [None, "Two."]]


@pytest.mark.parametrize(
    "schema",
    [
        True,
        {"type": "string"},
        {"const": "a"},
        {"enum": []},
        {"enum": [None]},
        {"enum": [1, "a"]},
        {"enum": [1, 1.5]},
        {"enum": [True, False]},
        {"enum": [["a"]]},
        {"type": "integer", "enum": ["a"]},
        {"oneOf": [{"const": "a"}, {"type": "string"}]},
        {"oneOf": [{"const": "a", "minLength": 2}]},
        {"oneOf": [{"const": "a"}, True]},
        {"oneOf": [{"const": "a"}], "anyOf": [{"const": "a"}]},
        {"oneOf": [{"type": "null"}]},
    ],
)
def test_what_is_no_enumeration(schema: Any) -> None:
    assert enumeration_of(schema) is None


def test_values_of_types_that_are_ruled_out_are_none() -> None:
    assert members({"type": "string", "enum": ["a", 1, None]}) == {"A": "a"}
    assert members({"type": "number", "enum": [1, "a"]}) == {"N1": 1}


TEXTS = st.text(max_size=9)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(TEXTS, TEXTS), unique_by=lambda pair: pair[0], max_size=9))
@example([("mro", "mro"), ("_a_", "__a"), ("\u017f", "\u017f"), ("ª", ""), ("·", "")])
def test_any_names_make_an_enum(pairs: list[tuple[str, str]]) -> None:
    values, given_names = [v for v, _ in pairs], [n for _, n in pairs]
    names = member_names(values, given_names)
    lines = [f"{n} = {v!r}" for n, v in zip(names, values, strict=True)] or ["pass"]
    made: dict[str, Any] = {"StrEnum": StrEnum}
    exec("class E(StrEnum):\n    " + "\n    ".join(lines), made)
    assert {each.name: each.value for each in made["E"]} == dict(
        zip(names, values, strict=True)
    )


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.integers(), unique=True, min_size=1, max_size=9))
def test_any_integers_make_an_enum(values: list[int]) -> None:
    found = members({"enum": values}) or {}
    make: Any = IntEnum
    made = make("E", found)
    assert {each.name: each.value for each in made} == found


def test_references_to_a_nullable_enum_may_be_null(tmp_path: Path) -> None:
    found = package(
        tmp_path,
        """\
components:
  schemas:
    Mode: {type: string, nullable: true, enum: [fast, null]}
    Plain: {type: string, enum: [a]}
    Car: {type: object, properties: {mode: {$ref: '#/components/schemas/Mode'}}}
    Alias: {allOf: [{$ref: '#/components/schemas/Plain'}]}
paths: {}
""",
        "3.0.3",
    )
    reference = {"$ref": "#/components/schemas/Mode"}
    assert found.views["Car"]["properties"]["mode"] == {
        "anyOf": [reference, {"type": "null"}]
    }
    assert dict(found.schema_keys)["Mode"] == "models.Mode | None"
    assert dict(found.schema_keys)["Alias"] == "models.Alias"
    assert found.views["Mode"]["enum"] == ["fast"]
