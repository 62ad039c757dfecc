import json
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, TypeAdapter

from scripts.codegen.runtime.contract.adapters import Adapter, Adapters
from scripts.codegen.runtime.contract.gate import Gate, InvalidValue
from scripts.codegen.runtime.contract.views import view
from scripts.codegen.runtime.schemas.references import name_in, pointer_to, reached
from scripts.codegen.runtime.syntax.json_text import MalformedJson

SCHEMAS: dict[str, Any] = {
    "Tree": {
        "type": "object",
        "required": ["n"],
        "properties": {
            "n": {"$ref": "#/components/schemas/Count"},
            "kids": {"type": "array", "items": {"$ref": "#/components/schemas/Tree"}},
            "password": {"type": "string", "minLength": 12},
        },
        "additionalProperties": {"type": ["string", "null"]},
    },
    "Count": {"type": "integer", "minimum": 0},
    "a/b~c {d}": {"const": 1},
    "Odd": {"$ref": "#/components/schemas/a~1b~0c%20%7Bd%7D"},
    "When": {"type": "string", "format": "date-time"},
    "Never": False,
    "Apart": {"dependentSchemas": {"a/b": False}},
    "Listed": {"enum": [0, 1, 2, 3, 4, 5, 6]},
    "Slow": {"type": "string", "pattern": "^((a*)*)*(?!c)b$"},
    "Members": {"type": "object", "additionalProperties": False},
}


class Tree(BaseModel):
    model_config = ConfigDict(extra="allow")
    n: int
    kids: list["Tree"] = []


def gate() -> Gate:
    return Gate(lambda: SCHEMAS)


texts = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=3)
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["n", "kids", "x"]), inner, max_size=3)
    ),
    max_leaves=6,
).map(json.dumps)


@given(st.sampled_from(sorted(SCHEMAS)), texts)
def test_it_agrees_with_a_validator_of_the_whole_document(name: str, text: str) -> None:
    root = {"$ref": pointer_to(name), "components": {"schemas": SCHEMAS}}
    oracle = jsonschema_rs.Draft202012Validator(root, validate_formats=True)
    adapter = Adapter(gate(), name, lambda: Any)

    if oracle.is_valid(json.loads(text)):
        value = adapter.validate_json(text)
        assert json.loads(adapter.dump_json(value)) == json.loads(text)
    else:
        with pytest.raises((MalformedJson, InvalidValue)):
            adapter.validate_json(text)


def test_a_view_loses_nothing() -> None:
    adapter = Adapters(gate(), {"Tree": lambda: Tree})["Tree"]
    text = '{"n":9007199254740993,"kids":[{"n":1}],"extra":null}'

    view = adapter.validate_json(text)

    assert view.kids[0].n == 1
    assert json.loads(adapter.dump_json(view)) == json.loads(text)


def test_adapters_are_a_mapping() -> None:
    adapters = Adapters(gate(), {"Tree": lambda: Tree, "Count": lambda: int})

    assert list(adapters) == ["Tree", "Count"]
    assert len(adapters) == 2


def test_schemas_are_loaded_once_and_only_when_needed() -> None:
    loads: list[int] = []

    def load() -> dict[str, Any]:
        loads.append(1)
        return SCHEMAS

    lazy = Gate(load)
    assert not loads
    assert lazy.is_valid("Count", 1)
    assert lazy.is_valid("Tree", {"n": 1})
    assert loads == [1]


def test_a_schema_that_does_not_exist_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(KeyError):
        gate().is_valid("Nothing", 1)


@pytest.mark.parametrize(
    ("name", "value", "pointer", "detail"),
    [
        ("Tree", {}, "/n", "is required"),
        ("Tree", {"n": 1, "kids": [{"n": -1}]}, "/kids/0/n", "less than the minimum"),
        ("Tree", {"n": 1, "a/b~": 1}, "/a~1b~0", "type"),
        ("Never", 1, "", "is not allowed here"),
        ("Apart", {"a/b": 1}, "/a~1b", "is not allowed here"),
        ("When", "yesterday", "", "is not a date and time"),
        ("Slow", "a" * 60, "", "limit"),
        ("Listed", 9, "", "is not one of 0, 1, 2, 3, 4, 5, 6"),
    ],
)
def test_faults_say_where_and_why(
    name: str, value: object, pointer: str, detail: str
) -> None:
    with pytest.raises(InvalidValue) as caught:
        gate().check(name, value)

    assert [violation.pointer for violation in caught.value.violations] == [pointer]
    assert detail in caught.value.violations[0].detail


def test_faults_repeat_no_value_and_stay_short() -> None:
    value = {"n": 1, "password": "hunter2", "kids": ["s3cret" * 99] * 500}

    with pytest.raises(InvalidValue) as caught:
        gate().check("Tree", value)

    assert len(caught.value.violations) == 100
    assert "hunter2" not in str(caught.value)
    assert "s3cret" not in str(caught.value)


def test_names_of_the_sender_are_cut_short() -> None:
    with pytest.raises(InvalidValue) as caught:
        gate().check("Members", {"x" * 10_000: 1})

    assert len(caught.value.violations[0].detail) <= 100


def test_reading_tells_malformed_from_invalid() -> None:
    with pytest.raises(MalformedJson):
        gate().read("Count", b"1 1")
    with pytest.raises(InvalidValue):
        gate().read("Count", b"-1")
    assert gate().read("Count", b"1") == 1


def test_a_text_that_is_no_unicode_is_refused() -> None:
    with pytest.raises(UnicodeEncodeError):
        Adapter(gate(), "Count", lambda: int).validate_json("\ud800")


@given(st.text(min_size=1))
def test_a_reference_names_its_schema(name: str) -> None:
    name = name.encode("utf-8", "ignore").decode() or "x"

    assert name_in(pointer_to(name)) == name


def test_what_is_reached_follows_references_and_nothing_else() -> None:
    assert set(reached({"$ref": pointer_to("Tree")}, SCHEMAS)) == {"Tree", "Count"}
    assert name_in("#/paths") is None
    assert not reached({"$ref": "https://example.com/"}, {"x": {}})


def test_whole_floats_are_integers_however_deep() -> None:
    adapter = TypeAdapter(dict[str, list[int]])
    assert view(adapter, {"a": [1.0, 1e300, 2]}) == {"a": [1, int(1e300), 2]}


def test_unions_never_change_a_value() -> None:
    adapter: TypeAdapter[Any] = TypeAdapter(bool | int | str)
    for value in (True, 1, "yes", "1", ""):
        shown = view(adapter, value)
        assert (type(shown), shown) == (type(value), value)
