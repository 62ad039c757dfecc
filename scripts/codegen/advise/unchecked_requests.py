"""What a contract says of requests that the runtime does not check.

Nothing is lost in silence: a schema that has no effect, and a form of writing that
OpenAPI leaves open, are worth a warning where they stand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from impl.engine.openapi.formats import format_in
from impl.engine.openapi.keywords import DOCUMENTATION
from impl.engine.openapi.pointers import escape
from scripts.codegen.load.diagnostics import diagnostic
from scripts.codegen.lower.bodies import kind_of
from scripts.codegen.runtime.schemas.schema_types import Shape, shape_of
from scripts.codegen.runtime.syntax.media_types import parse_media_type

if TYPE_CHECKING:
    from collections.abc import Iterator

    from impl.engine.diagnostics.diagnostic import Fault
    from scripts.codegen.load.source import Source
    from scripts.codegen.lower.package import Package
    from scripts.codegen.runtime.contract.operation import Parameter

# What a schema may say of bytes that pass as they are.
_KEPT = (DOCUMENTATION - {"contentSchema"}) | {
    *("type", "format", "minLength", "maxLength", "nullable"),
    *("contentEncoding", "contentMediaType"),
}
_STYLING = ("style", "explode", "allowReserved")


def unchecked_requests(package: Package, source: Source) -> Iterator[Fault]:
    """Yield one warning for each thing said of a request that has no effect."""
    seen: set[str] = set()
    for group in package.groups:
        for endpoint in group.endpoints:
            body = source.target(f"{endpoint.pointer}/requestBody")
            for name, place in source.children(f"{body}/content"):
                if place not in seen:
                    seen.add(place)
                    yield from _media(name, place, package, source)
            for parameter in endpoint.operation.parameters:
                if parameter.schema not in seen:
                    yield from _parameter(parameter, package, source)
                    seen.add(parameter.schema)


def _media(name: str, place: str, package: Package, source: Source) -> Iterator[Fault]:
    if parse_media_type(name) is None:
        message = f"{name!r} is no media type, so no body can come in it."
        yield diagnostic(source, place, "CG502", message)
        return
    node = source.get(place)
    schema = _facts(node.get("schema", True), source)
    kind = kind_of(name, schema, package.exact)
    if kind == "raw" and not _is_kept(schema):
        message = f"A body in {name} is passed on as bytes, unchecked by its schema."
        yield diagnostic(source, f"{place}/schema", "CG501", message)
    if kind == "range":
        message = (
            f"Only JSON is checked by this schema; {name} takes other bodies, too."
        )
        yield diagnostic(source, f"{place}/schema", "CG501", message)
    yield from _encoding(name, place, package, source)


def _encoding(
    name: str, place: str, package: Package, source: Source
) -> Iterator[Fault]:
    media = parse_media_type(name)
    node = source.get(place)
    if "encoding" not in node or media is None:
        return
    if not media.is_form:
        message = f"{name} has no members to encode."
        yield diagnostic(source, f"{place}/encoding", "CG503", message)
        return
    shape = shape_of(node.get("schema", True), package.exact)
    for member, spot in source.children(f"{place}/encoding"):
        if member not in shape.properties:
            message = f"The form has no member {member!r}."
            yield diagnostic(source, spot, "CG503", message)
        if media.type != "multipart":
            continue
        for keyword in _STYLING:
            if keyword in source.get(spot) and source.version == "3.0":
                message = f"OpenAPI 3.0 has {keyword} for urlencoded forms only."
                yield diagnostic(source, f"{spot}/{keyword}", "CG503", message)


def _parameter(
    parameter: Parameter, package: Package, source: Source
) -> Iterator[Fault]:
    key = parameter.schema
    pointer = key if key.startswith("/") else f"/components/schemas/{escape(key)}"
    shape = shape_of(package.exact[key], package.exact)
    if parameter.style == "deepObject" and _is_nested(shape):
        message = (
            f"OpenAPI leaves open how {parameter.name} writes members that are objects "
            f"or arrays; {parameter.name}[a][b]=… and {parameter.name}[a][]=… are read."
        )
        yield diagnostic(source, pointer, "CG504", message)
    media = parse_media_type(parameter.content or "application/json")
    if (media is None or not media.is_json) and shape.kinds <= {"array", "object"}:
        message = f"{parameter.content} can't be decoded, so no value is ever valid."
        yield diagnostic(source, pointer, "CG505", message)


def _is_nested(shape: Shape) -> bool:
    members = [*shape.properties.values(), *([shape.extra] if shape.extra else [])]
    if not shape.takes("object"):
        return True
    return any(each.takes("object") or each.takes("array") for each in members)


def _facts(schema: Any, source: Source) -> Any:
    seen = set()
    while isinstance(schema, dict) and "$ref" in schema and len(schema) == 1:
        if schema["$ref"] in seen:
            return schema
        seen.add(schema["$ref"])
        schema = source.get(source.follow(schema["$ref"]))
    return schema


def _is_kept(schema: Any) -> bool:
    """Is all that a schema demands met by any bytes of the right size?"""
    if not isinstance(schema, dict):
        return schema is not False
    kinds = schema.get("type", "string")
    is_text = kinds == "string" or "string" in kinds
    own = {keyword for keyword in schema if not keyword.startswith("x-")}
    plain = "format" not in schema or format_in(schema).octets == "raw"
    coding = str(schema.get("contentEncoding", "binary")).lower()
    return is_text and plain and own <= _KEPT and coding in {"binary", "7bit", "8bit"}
