"""Lints: idioms that let a service keep its contract under any valid request.

A contract can be valid and still promise what no implementation keeps: an integer
without bounds does not fit a database column, text with NUL does not fit PostgreSQL's
`text`, an empty delimited array has no spelling on the wire.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from impl.engine.diagnostics.catalogue import quote
from impl.engine.openapi.keywords import COMBINING
from impl.engine.openapi.pointers import escape
from scripts.codegen.load.diagnostics import diagnostic
from scripts.codegen.lower.schemas import default_of, key_of
from scripts.codegen.runtime.contract.gate import Gate
from scripts.codegen.runtime.contract.validator import SchemaValidator
from scripts.codegen.runtime.schemas.schema_types import UPLOAD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from impl.engine.diagnostics.diagnostic import Fault
    from scripts.codegen.load.source import Source
    from scripts.codegen.lower.package import Package
    from scripts.codegen.runtime.contract.operation import Operation, Parameter

_SUBSCHEMAS = ("items", "additionalProperties", "propertyNames", "contains")
_DELIMITED = frozenset({"form", "spaceDelimited", "pipeDelimited", "deepObject"})


def lints(package: Package, source: Source) -> Iterator[Fault]:
    """Yield one warning, with its line, for each value of a request without a bound."""
    seen: set[str] = set()
    for group in package.groups:
        for endpoint in group.endpoints:
            for key in _request_keys(endpoint.operation):
                yield from _schema(key, package, source, seen)
            for parameter in endpoint.operation.parameters:
                yield from _delimited(parameter, package, source)


def refused_defaults(package: Package, source: Source) -> Iterator[Fault]:
    """Yield a warning for each parameter whose default is none of its values.

    No handler gets it: what is absent is None then.
    """
    for group in package.groups:
        for endpoint in group.endpoints:
            for parameter in endpoint.operation.parameters:
                key, default = default_of(parameter.schema, package.exact)
                if default is not None and not parameter.required:
                    schema = {**package.exact[parameter.schema], "default": default}
                    place = _pointer(key, package)
                    yield from _refused_values(schema, place, package, source)


def _pointer(key: str, package: Package) -> str:
    pointer = package.origins.get(key, key)
    is_whole = pointer.startswith("/")
    return pointer if is_whole else f"/components/schemas/{escape(pointer)}"


def _request_keys(operation: Operation) -> Iterator[str]:
    yield from (parameter.schema for parameter in operation.parameters)
    if operation.body:
        yield from (media.schema for media in operation.body.content if media.schema)


def _schema(
    key: str, package: Package, source: Source, seen: set[str]
) -> Iterator[Fault]:
    pointer = _pointer(key, package)
    if pointer in seen:
        return
    seen.add(pointer)
    for place, schema in _walk(package.exact[key], pointer):
        if "$ref" in schema:
            yield from _schema(key_of(schema["$ref"]), package, source, seen)
        yield from _refused_values(schema, place, package, source)
        complaint = _complaint(schema)
        if complaint:
            yield diagnostic(source, place, *complaint)


def _refused_values(
    schema: dict[str, Any], place: str, package: Package, source: Source
) -> Iterator[Fault]:
    """Hold what a schema itself gives as values against it."""
    values = [
        (code, name, schema[name])
        for code, name in (("CG204", "default"), ("CG205", "example"))
        if name in schema
    ]
    if not values:
        return
    gate = Gate(lambda: package.exact)
    validator = gate.compiled(schema)
    for code, name, value in values:
        if not validator.is_valid(value):
            message = f"The {name} {quote(value)} is not what its schema describes."
            yield diagnostic(source, f"{place}/{name}", code, message)


def _walk(schema: Any, pointer: str) -> Iterator[tuple[str, dict[str, Any]]]:
    if not isinstance(schema, dict) or UPLOAD in schema:
        return
    yield pointer, schema
    for name, value in schema.get("properties", {}).items():
        yield from _walk(value, f"{pointer}/properties/{escape(name)}")
    for keyword in _SUBSCHEMAS:
        yield from _walk(schema.get(keyword), f"{pointer}/{keyword}")
    for keyword in (*COMBINING, "prefixItems"):
        for number, branch in enumerate(schema.get(keyword, ())):
            yield from _walk(branch, f"{pointer}/{keyword}/{number}")


def _complaint(schema: dict[str, Any]) -> tuple[str, str] | None:
    types = schema.get("type", [])
    types = [types] if isinstance(types, str) else types
    closed = "enum" in schema or "const" in schema
    lower = {"minimum", "exclusiveMinimum"} & schema.keys()
    upper = {"maximum", "exclusiveMaximum"} & schema.keys()
    if "integer" in types and not closed and not (lower and upper):
        return (
            "CG201",
            "This integer has no bounds, so no column can hold all its values.",
        )
    if "string" in types and not closed and _admits_nul(schema):
        return "CG202", "This text may hold NUL, which PostgreSQL refuses."
    return None


def _admits_nul(schema: dict[str, Any]) -> bool:
    text = "\0" * max(1, schema.get("minLength", 1))
    known = ("type", "pattern", "format", "maxLength", "minLength")
    rules = {name: schema[name] for name in known if name in schema}
    return bool(SchemaValidator(rules).is_valid(text))


def _delimited(
    parameter: Parameter, package: Package, source: Source
) -> Iterator[Fault]:
    schema = package.exact[parameter.schema]
    if parameter.style not in _DELIMITED or not isinstance(schema, dict):
        return
    bounds = {"array": "minItems", "object": "minProperties"}
    bound = bounds.get(str(schema.get("type")))
    if bound and not schema.get(bound):
        message = f"An empty {parameter.name} can't be told from an absent one."
        yield diagnostic(source, parameter.schema, "CG203", message)
