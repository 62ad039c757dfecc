"""The format profile: each entry holds together, and is what the guide says of it."""

import re
from pathlib import Path
from pydoc import locate

import jsonschema_rs
import pytest

from impl.engine.containment.schemas.validators import validator_for
from impl.engine.openapi.format import Format
from impl.engine.openapi.formats import (
    FORMATS,
    checks,
    format_in,
    noun_of,
    noun_of_pattern,
    unheld_by,
)
from impl.engine.openapi.patterns import understood

ROOT = Path(__file__).resolve().parents[4]
ASSERTED = sorted(name for name, each in FORMATS.items() if each.asserted)
ODD = ["\\", "{", "", "(", " ", "%", "é", "\0"]


def documented_row(name: str) -> str:
    held = FORMATS[name]
    said = "yes" if held.asserted else "no"
    return f"| `{name}` | {held.noun} | {said} | `{held.python}` |"


def test_the_guide_publishes_exactly_these_formats() -> None:
    guide = (ROOT / "scripts" / "codegen" / "README.md").read_text()
    section = guide.split("## Formats", 1)[1]
    rows = [line for line in section.split("\n## ", 1)[0].splitlines() if "| `" in line]
    assert rows == [documented_row(name) for name in FORMATS]


@pytest.mark.parametrize("name", ASSERTED)
def test_samples_are_of_their_format(name: str) -> None:
    held = FORMATS[name]
    validator = validator_for({"format": name}, formats=True)
    assert held.samples
    for text in held.samples:
        assert validator.is_valid(text)
        assert held.longest is None or len(text) <= held.longest
        if held.pattern:
            assert re.search(understood(held.pattern) or "", text)


@pytest.mark.parametrize("name", ASSERTED)
def test_what_is_asserted_can_be_refused(name: str) -> None:
    validator = validator_for({"format": name}, formats=True)
    assert not all(map(validator.is_valid, ODD))


@pytest.mark.parametrize("name", sorted(FORMATS.keys() - set(ASSERTED)))
def test_what_is_not_asserted_refuses_nothing(name: str) -> None:
    validator = validator_for({"format": name}, formats=True)
    assert all(map(validator.is_valid, [*ODD, 10**400, 0.5, None]))


@pytest.mark.parametrize("name", FORMATS)
def test_a_python_type_holds_the_values(name: str) -> None:
    held = FORMATS[name]
    assert isinstance(locate(held.python), type)
    assert (held.minimum is None) == (held.type == "string") == (held.maximum is None)


def test_of_numbers_none_is_asserted() -> None:
    with pytest.raises(ValueError, match="only formats of texts"):
        Format(noun="a number", type="number", asserted=True)


@pytest.mark.parametrize("name", ASSERTED)
def test_the_validator_knows_what_is_said_to_be_native(name: str) -> None:
    native = jsonschema_rs.Draft202012Validator({"format": name}, validate_formats=True)
    assert FORMATS[name].native is not all(map(native.is_valid, ODD))
    assert FORMATS[name].native is not (name in checks())


def test_something_says_which_texts_are_of_an_asserted_format() -> None:
    with pytest.raises(ValueError, match="nothing says"):
        Format(noun="a wish", asserted=True)


def test_what_can_not_be_held_is_said_in_words() -> None:
    with pytest.raises(ValueError, match="in words"):
        Format(noun="a year", unheld="^0000")


def test_patterns_of_the_profile_have_a_noun() -> None:
    date, decimal = FORMATS["date"], FORMATS["decimal"]
    assert noun_of_pattern(date.unheld) == "a date (RFC 3339), from the year 1 on"
    assert noun_of_pattern(decimal.pattern) == "a decimal number"
    # One that is asserted is told by its format.
    assert noun_of_pattern(date.pattern) is None
    assert noun_of_pattern(date.misread) == "a date (RFC 3339)"
    assert unheld_by(date) == {"type": "string", "pattern": date.unheld}


@pytest.mark.parametrize("schema", [True, {}, {"format": "?"}, {"format": ["uuid"]}])
def test_an_unknown_format_says_nothing(schema: object) -> None:
    assert format_in(schema) == Format(noun="")
    assert noun_of("?") == "a value of format '?'"
