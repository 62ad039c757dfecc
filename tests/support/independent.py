"""A second reading of a contract's schemas, by a validator that the engine has not.

It knows nothing of how the engine reads contracts: OpenAPI 3.0 is put into words of
JSON Schema 2020-12 wherever something looks like a schema.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from jsonschema import (
    Draft202012Validator,
    FormatChecker,
    ValidationError,
    validators,
)
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from impl.engine.openapi.pointers import resolve, to_fragment

_URI = "urn:contract"
_URI_FORM = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_IN_PLACE = ("allOf", "anyOf", "oneOf", "then", "else")
_HIDDEN = {"request": "readOnly", "response": "writeOnly"}


def _pattern(_validator: Any, pattern: str, instance: Any, _schema: Any) -> Any:
    if not isinstance(instance, str):
        return
    try:
        found = re.search(pattern, instance)
    except re.error:
        return  # of ECMA-262 alone
    if not found:
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


# The library checks this only beside packages that are not here.
_FORMATS = FormatChecker()
_FORMATS.checkers = {
    **Draft202012Validator.FORMAT_CHECKER.checkers,
    "uri": (lambda text: not isinstance(text, str) or bool(_URI_FORM.match(text)), ()),
}

_Validator = validators.extend(Draft202012Validator, {"pattern": _pattern})


class IndependentValidator:
    """Validates by the schemas of one contract, for messages of one direction."""

    def __init__(self, content: Any, direction: str = "response") -> None:
        self._content = content
        self._old = str(content.get("openapi"))[:3] == "3.0"
        self._hidden = _HIDDEN[direction]
        self._names = set(self._marked(content))
        resource = DRAFT202012.create_resource(self._rewritten(content))
        self._registry: Any = Registry().with_resource(_URI, resource)

    def _marked(self, node: Any) -> Iterator[str]:
        """Yield the names of members that are for the other direction."""
        if isinstance(node, list):
            for each in node:
                yield from self._marked(each)
        elif isinstance(node, dict):
            properties = node.get("properties")
            for name, value in _members(properties):
                if self._is_marked(value):
                    yield name
            for each in node.values():
                yield from self._marked(each)

    def _is_marked(self, schema: Any) -> bool:
        if not isinstance(schema, dict):
            return False
        reference = schema.get("$ref")
        if isinstance(reference, str) and reference.startswith("#/"):
            schema = {**resolve(self._content, unquote(reference[1:])), **schema}
        return schema.get(self._hidden) is True

    def _rewritten(
        self,
        node: Any,
        *,
        is_asked: bool = False,
        around: dict[str, bool] | None = None,
    ) -> Any:
        """Put schemas into words of today; what only asks a question stays as it is.

        `around` has the members that are declared for the same value further out.
        """
        if isinstance(node, list):
            return [self._rewritten(each, around=around) for each in node]
        if not isinstance(node, dict):
            return node
        if self._old and isinstance(node.get("$ref"), str):
            return {"$ref": node["$ref"]}
        declared = self._reach(node) if around is None else around
        result = {
            key: self._rewritten(
                value,
                is_asked=key in ("if", "not"),
                around=declared if key in _IN_PLACE else None,
            )
            for key, value in node.items()
        }
        if isinstance(result.get("required"), list) and not is_asked:
            result["required"] = [
                name
                for name in result["required"]
                if not declared.get(name, name in self._names)
            ]
        return _modern(result) if self._old else result

    def _reach(self, schema: dict[str, Any]) -> dict[str, bool]:
        found: dict[str, bool] = {}
        for name, is_hidden in self._declared(schema, set()):
            found[name] = found.get(name, False) or is_hidden
        return found

    def _declared(self, schema: Any, seen: set[int]) -> Iterator[tuple[str, bool]]:
        """Yield the members that are declared for a value, and which are hidden."""
        if not isinstance(schema, dict) or id(schema) in seen:
            return
        seen.add(id(schema))
        for key in _IN_PLACE:
            parts = schema.get(key)
            for each in parts if isinstance(parts, list) else [parts]:
                yield from self._declared(each, seen)
        reference = schema.get("$ref")
        if isinstance(reference, str) and reference.startswith("#/"):
            there = resolve(self._content, unquote(reference[1:]))
            yield from self._declared(there, seen)
        for name, value in _members(schema.get("properties")):
            yield name, self._is_marked(value)

    def complaint(self, pointer: str, value: Any) -> str:
        """Say what is wrong with a value of the schema at a pointer; "" for nothing."""
        validator = _Validator(
            {"$ref": _URI + to_fragment(pointer)},
            registry=self._registry,
            format_checker=_FORMATS,
        )
        error = next(iter(validator.iter_errors(value)), None)
        return "" if error is None else f"{error.json_path}: {error.message}"[:500]


def _members(properties: Any) -> Iterator[tuple[str, Any]]:
    yield from properties.items() if isinstance(properties, dict) else ()


def _modern(schema: dict[str, Any]) -> dict[str, Any]:
    for bound in ("minimum", "maximum"):
        word = f"exclusive{bound.capitalize()}"
        if isinstance(schema.get(word), bool):
            strict = schema.pop(word)
            if strict and bound in schema:
                schema[word] = schema.pop(bound)
    if schema.get("nullable") is True and isinstance(schema.get("type"), str):
        schema["type"] = [schema["type"], "null"]
    return schema
