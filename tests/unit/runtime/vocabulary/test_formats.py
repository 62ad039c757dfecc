"""Formats: gate and engine read them alike, and a new one is one entry."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from impl.engine.comparison.differences.validation import accepts
from impl.engine.comparison.verdicts.comparison import compare
from impl.engine.comparison.verdicts.profiles import PROFILES, Verdict
from impl.engine.comparison.verdicts.schema_comparison import compare_bare
from impl.engine.comparison.witnesses.string_samples import text as made
from impl.engine.containment import Proved, Refuted, contain
from impl.engine.containment.schemas.dialects import Dialect, Scope
from impl.engine.containment.schemas.validators import validator_for
from impl.engine.openapi.format import Format
from impl.engine.openapi.formats import FORMATS
from impl.engine.text.documents import load
from scripts.codegen.lower.bounds import most_bytes
from scripts.codegen.runtime.contract.gate import Gate
from scripts.codegen.runtime.contract.violations import violations
from scripts.codegen.runtime.errors.instances import Instances

TEXTS: dict[str, dict[str, list[str]]] = yaml.safe_load(
    Path(__file__).with_name("texts_of_formats.yaml").read_text(encoding="utf-8")
)
DIALECTS = [each for each in Dialect if each is not Dialect.OPENAPI_3_0]
CASES = [
    pytest.param(name, text, said == "accepted", id=f"{name}-{said}-{at}")
    for name, texts in TEXTS.items()
    for said in ("accepted", "refused")
    for at, text in enumerate(texts[said])
]
NEW = "even-digits"


def gate_of(schema: Any) -> Gate:
    return Gate(lambda: {"S": schema})


def test_every_asserted_format_is_tried() -> None:
    assert TEXTS.keys() == {name for name, each in FORMATS.items() if each.asserted}


@pytest.mark.parametrize(("name", "text", "valid"), CASES)
def test_gate_and_engine_agree(name: str, text: str, valid: bool) -> None:
    schema = {"format": name}
    assert gate_of(schema).is_valid("S", text) is valid
    assert accepts(schema, text, formats=True) is valid
    assert accepts(schema, text)
    for dialect in DIALECTS:
        validator = validator_for(schema, dialect, formats=True)
        assert validator.is_valid(text) is valid
        scope = Scope(dialect=dialect)
        one = {"enum": [text]}
        found = contain(one, schema, sub_scope=scope, sup_scope=scope, formats=True)
        assert isinstance(found, Proved if valid else Refuted), dialect


@pytest.mark.parametrize("name", TEXTS)
def test_a_format_is_told_by_its_noun(name: str) -> None:
    gate = gate_of({"format": name})
    refused = TEXTS[name]["refused"][0]
    [found] = violations(gate.validator("S"), refused)
    assert found.detail == f"is not {FORMATS[name].noun}"


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda each: each.value)
def test_a_format_means_the_same_in_two_dialects(dialect: Dialect) -> None:
    schema = {"type": "string", "format": "uuid"}
    old = Scope(dialect=dialect)
    assert contain(schema, schema, sub_scope=old, formats=True) == Proved()
    found = contain({"type": "string"}, schema, sup_scope=old, formats=True)
    assert isinstance(found, Refuted)


@pytest.fixture
def new(monkeypatch: pytest.MonkeyPatch) -> Format:
    held = Format(
        noun="an even number of digits",
        asserted=True,
        check=lambda text: text.isdigit() and len(text) % 2 == 0,
        pattern="^[0-9]+$",
        longest=8,
        example="1234",
        filler="00",
        edges=("98765432",),
    )
    monkeypatch.setitem(FORMATS, NEW, held)
    return held


SCHEMA = {"type": "string", "format": NEW}


@pytest.mark.usefixtures("new")
def test_a_new_format_is_gated_and_named() -> None:
    gate = gate_of(SCHEMA)
    assert gate.is_valid("S", "12")
    assert [found.detail for found in violations(gate.validator("S"), "123")] == [
        "is not an even number of digits"
    ]


def test_a_new_format_that_is_not_asserted_is_let_pass(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(FORMATS, "other", Format(noun="", check=lambda _: False))
    assert gate_of({"format": "other"}).is_valid("S", "a")
    assert contain({}, {"format": "other"}, formats=True) == Proved()


def test_a_pattern_is_enough_for_a_new_format(monkeypatch: pytest.MonkeyPatch) -> None:
    held = Format(noun="two letters", asserted=True, pattern="^[a-z]{2}$", example="ab")
    monkeypatch.setitem(FORMATS, "letters", held)
    schema = {"type": "string", "format": "letters"}
    gate = gate_of(schema)
    assert gate.is_valid("S", "ab")
    assert [found.detail for found in violations(gate.validator("S"), "a1")] == [
        "is not two letters"
    ]
    assert contain(schema, {"maxLength": 2}, formats=True) == Proved()
    assert contain(schema, {"maxLength": 1}, formats=True) == Refuted("ab")


def test_a_new_format_is_sampled(new: Format) -> None:
    gate = gate_of(SCHEMA)
    assert Instances(gate).smallest(SCHEMA) == new.filler
    assert made(NEW, "", 0, None) == new.example


def test_a_new_format_bounds_a_body(new: Format) -> None:
    assert most_bytes(SCHEMA, {}) == most_bytes({"type": "string", "maxLength": 8}, {})


@pytest.mark.usefixtures("new")
def test_a_new_format_is_proved_and_refuted() -> None:
    digits = {"type": "string", "pattern": "^[0-9]+$"}
    assert contain(SCHEMA, digits, formats=True) == Proved()
    assert contain(digits, SCHEMA) == Proved()
    found = contain(digits, SCHEMA, formats=True)
    assert isinstance(found, Refuted)
    assert len(found.witness) % 2
    beyond = contain(SCHEMA, {"type": "string", "maxLength": 7}, formats=True)
    assert beyond == Refuted("98765432")


@pytest.mark.usefixtures("new")
@pytest.mark.parametrize(
    ("profile", "verdict"),
    [("tolerant-reader", "risky"), ("format-asserted", "breaking")],
)
def test_a_new_format_is_compared(profile: str, verdict: Verdict) -> None:
    base, revision = (contract_of({"type": "string", **of}) for of in ({}, SCHEMA))
    found = compare(base, revision, PROFILES[profile])
    assert found.verdict == verdict
    if verdict == "breaking":
        said = json.dumps(
            [fact.witnesses["formats"] for fact in found.facts], default=vars
        )
        assert f'is not a \\"{NEW}\\"' in said


@pytest.mark.usefixtures("new")
def test_bare_schemas_of_a_new_format_are_compared() -> None:
    found = compare_bare({"type": "string"}, SCHEMA, formats=True)
    assert found["verdict"] == "breaking"
    assert f'is not a \\"{NEW}\\"' in json.dumps(found)


def contract_of(schema: Any) -> Any:
    parameter = {"name": "a", "in": "query", "required": True, "schema": schema}
    operation = {"parameters": [parameter], "responses": {"204": {"description": ""}}}
    content = {
        "openapi": "3.1.0",
        "info": {"title": "", "version": "1"},
        "paths": {"/a": {"get": operation}},
    }
    return load(json.dumps(content).encode())
