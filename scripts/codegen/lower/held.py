"""What Python's types can't hold, written into the schemas that a package checks by.

There is one rule for every value that a format has and the type of the format profile
has not: it is refused, as what is not of the format is, by whoever would have to read
or write it. So are numbers beyond the range of their format, and texts that are none
of a format that is no assertion by itself, such as what is said to be Base64.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from impl.engine.openapi.formats import (
    BASE64,
    FORMATS,
    format_in,
    is_base64,
    misread_by,
    unheld_by,
)
from impl.engine.openapi.keywords import MODERN
from scripts.codegen.runtime.contract.gate import Gate
from scripts.codegen.runtime.contract.validator import SchemaValidator
from scripts.codegen.runtime.schemas.references import pointer_to
from scripts.codegen.runtime.schemas.schema_types import EXACT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# What these ask is no demand on the value, so that more would not be stricter.
_CONDITIONS = frozenset({"if", "not"})


def held_schemas(exact: Mapping[str, Any]) -> dict[str, Any]:
    """Return schemas by key, of nothing but values that types of formats hold."""
    return {key: held(schema) for key, schema in exact.items()}


def text_schemas(exact: Mapping[str, Any]) -> dict[str, Any]:
    """Return schemas by key, of nothing but texts that are of their formats."""
    return {key: _text(schema) for key, schema in exact.items()}


def held(schema: Any) -> Any:
    """Return a schema of those values that the types of its formats hold."""
    if not isinstance(schema, dict):
        return schema
    result = _mapped(schema, held)
    known = format_in(schema)
    if known.minimum is not None and known.maximum is not None:
        result["minimum"] = max(known.minimum, schema.get("minimum", known.minimum))
        result["maximum"] = min(known.maximum, schema.get("maximum", known.maximum))
    if known is FORMATS["decimal"] and "number" in schema.get("type", ()):
        result[EXACT] = True
    # Where none is said to be a text, none has a type of Python's.
    if "string" in schema.get("type", ()):
        asked: list[dict[str, Any]] = []
        if known.unheld:
            asked.append({"not": unheld_by(known)})
        if known.pattern and not known.asserted:
            asked.append({"pattern": known.pattern})
        elif is_base64(schema):
            asked.append({"pattern": BASE64})
        for each in asked:
            _ask(each, result)
    return result


def _text(schema: Any) -> Any:
    if not isinstance(schema, dict):
        return schema
    result = _mapped(schema, _text)
    known = format_in(schema)
    if "string" in schema.get("type", ("string",)) and known.misread:
        _ask({"not": misread_by(known)}, result)
    return result


def _mapped(schema: dict[str, Any], change: Callable[[Any], Any]) -> dict[str, Any]:
    return {
        keyword: value
        if keyword in _CONDITIONS
        else MODERN.mapped(keyword, value, change)
        for keyword, value in schema.items()
    }


def is_held(key: str, value: object, exact: Mapping[str, Any]) -> bool:
    """Is a value an instance of the schema `key`, and held by the types of formats?"""
    whole = Gate(lambda: exact).whole({"$ref": pointer_to(key)})
    schemas = {"schemas": held_schemas(whole["components"]["schemas"])}
    return SchemaValidator({**whole, "components": schemas}).is_valid(value)


def _ask(asked: dict[str, Any], schema: dict[str, Any]) -> None:
    if asked.keys() & schema.keys():
        schema["allOf"] = [*schema.get("allOf", ()), asked]
    else:
        schema.update(asked)
