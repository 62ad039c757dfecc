"""A dot stands for what ECMA-262 says, and comes back in messages."""

from typing import Any

import pytest

from impl.engine.containment.schemas.validators import validator_for
from impl.engine.openapi.dots import taken_back, without_dots, written_out


@pytest.mark.parametrize(
    ("pattern", "text", "fits"),
    [
        ("^.$", "a", True),
        ("^.$", "\u0085", True),
        *(("^.$", sign, False) for sign in "\n\r\u2028\u2029"),
        (r"^\.$", "a", False),
        (r"^\.$", ".", True),
        (r"^\\.$", "\\\r", False),
        ("^[.]$", "a", False),
        (r"^[\].]$", ".", True),
        ("^[^.]$", "\r", True),
    ],
)
def test_what_a_dot_stands_for(pattern: str, text: str, fits: bool) -> None:
    schema = {"pattern": pattern}
    assert validator_for(schema, formats=False).is_valid(text) is fits


def test_messages_have_the_dot_back() -> None:
    [error] = validator_for({"pattern": "^.a$"}, formats=False).iter_errors("\ra")
    assert '"^.a$"' in taken_back(error.message)


def test_what_is_no_pattern_stays() -> None:
    schema: Any = {
        "const": {"pattern": "."},
        "properties": {"pattern": {"type": "string"}, "const": {"pattern": "a"}},
        "patternProperties": {"^a": {"pattern": r"\."}},
    }
    assert without_dots(schema) is schema
    assert without_dots({"properties": {"const": {"pattern": "."}}}) == {
        "properties": {"const": {"pattern": written_out(".")}}
    }
    assert without_dots({"patternProperties": {"^.$": True}}) == {
        "patternProperties": {written_out("^.$"): True}
    }
