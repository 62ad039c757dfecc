"""Schemas that stand for their heirs too (OpenAPI 3.0.3, 4.7.25; 3.1, 4.8.25.4).

A schema with a discriminator and no list of alternatives stands for itself and for each
schema that is made of it by `allOf`. Here that list is written out, as if the contract
had it, and what referred to the schema is made to refer to the list.
"""

from __future__ import annotations

from typing import Any

from impl.engine.comparison.contract.keywords import as_list, map_in
from impl.engine.openapi.pointers import join, parse_reference, split, to_fragment

# Where the list stands within the schema; what is read there was never written.
MEMBER = "x-countersign-heirs"
# Marks a discriminator whose default helps those who read, and nobody writes by.
READ_ONLY_DEFAULT = "x-countersign-default-of-readers"
# Marks a discriminator that is written out: each value of its own is in its mapping.
WRITTEN_OUT = "x-countersign-mapping"
_SCHEMAS = ("components", "schemas")


def with_heirs(content: Any) -> Any:
    """Return a contract in which such lists are written out; as it is if none are."""
    schemas = map_in(map_in(content, "components"), "schemas")
    families = {
        name: heirs
        for name, schema in schemas.items()
        if _is_parent(schema) and (heirs := _heirs(name, schemas))
    }
    return _rewritten(content, families) if families else content


def _is_parent(schema: Any) -> bool:
    if not isinstance(schema, dict) or {"oneOf", "anyOf"} & schema.keys():
        return False
    return isinstance(map_in(schema, "discriminator").get("propertyName"), str)


def _heirs(name: str, schemas: dict[str, Any]) -> list[str]:
    """Name the schemas that are made of one, directly or not, in their order."""
    found, waiting = {name}, [name]
    while waiting:
        parent = waiting.pop()
        for other, schema in schemas.items():
            if other not in found and parent in _parents(schema):
                found.add(other)
                waiting.append(other)
    return [other for other in schemas if other in found - {name}]


def _parents(schema: Any) -> set[str]:
    parts = as_list(schema.get("allOf")) if isinstance(schema, dict) else ()
    return {name for part in parts if (name := _named(part))}


def _named(part: Any) -> str:
    """Name the component that something refers to, if it does no more than that."""
    reference = part.get("$ref") if isinstance(part, dict) else None
    if not isinstance(reference, str):
        return ""
    address, fragment = parse_reference(reference)
    tokens = split(fragment) if fragment.startswith("/") and not address else []
    is_component = len(tokens) == 3 and tuple(tokens[:2]) == _SCHEMAS
    return tokens[2] if is_component else ""


def _rewritten(content: Any, families: dict[str, list[str]]) -> Any:
    def visit(value: Any) -> Any:
        if isinstance(value, list):
            return [visit(item) for item in value]
        if not isinstance(value, dict):
            return value
        held = {key: visit(item) for key, item in value.items()}
        if (name := _named(value)) in families:
            held["$ref"] = to_fragment(join(*_SCHEMAS, name, MEMBER))
        return held

    def made(schema: Any) -> Any:
        """Rewrite a schema, but for the references to what it is made of."""
        parts = as_list(schema.get("allOf")) if isinstance(schema, dict) else []
        if not parts:
            return visit(schema)
        inner = [part if _named(part) else visit(part) for part in parts]
        return {**visit({**schema, "allOf": []}), "allOf": inner}

    components = content["components"]
    schemas = components["schemas"]
    whole = visit({**content, "components": {**components, "schemas": {}}})
    written = {name: made(schema) for name, schema in schemas.items()}
    for name, heirs in families.items():
        written[name][MEMBER] = _alternatives(name, heirs, schemas)
    whole["components"]["schemas"] = written
    return whole


def _alternatives(name: str, heirs: list[str], schemas: dict[str, Any]) -> Any:
    held = schemas[name]["discriminator"]
    here = to_fragment(join(*_SCHEMAS, name))
    return {
        "anyOf": [
            {"$ref": to_fragment(join(*_SCHEMAS, each))} for each in (*heirs, name)
        ],
        "discriminator": {
            "propertyName": held["propertyName"],
            "mapping": _mapping(name, heirs, schemas),
            "defaultMapping": held.get("defaultMapping", here),
            WRITTEN_OUT: True,
            **({} if "defaultMapping" in held else {READ_ONLY_DEFAULT: True}),
        },
    }


def _mapping(name: str, heirs: list[str], schemas: dict[str, Any]) -> dict[str, str]:
    """Say of each value which schema it names: by the mapping, or in another way.

    A schema may list its own values. Else it goes by its name, as the parent's list has
    it; whose the rest of that list is, nobody can tell. Where there are as many heirs
    left, each has one of them, and for comparing it is all the same which.
    """
    held = schemas[name]["discriminator"]
    property_ = held["propertyName"]
    found = {
        value: there
        for value, there in map_in(held, "mapping").items()
        if isinstance(there, str)
    }
    mapped = {_target(there) for there in found.values()}
    allowed = _values(schemas[name], property_, schemas)
    untold = []
    for each in (*heirs, name):
        own = _values(schemas[each], property_, schemas) if each != name else None
        # A parent that a mapping leaves out has no values of its own: it is abstract.
        if each in mapped or (each == name and mapped):
            continue
        if own is None:
            own = [each] if allowed is None else _alike(each, allowed)
        if not own and each != name:
            untold.append(each)
        found.update(
            {
                value: to_fragment(join(*_SCHEMAS, each))
                for value in own
                if value not in found
            }
        )
    left = sorted(value for value in allowed or () if value not in found)
    if len(left) == len(untold):
        references = (to_fragment(join(*_SCHEMAS, each)) for each in sorted(untold))
        found.update(zip(left, references, strict=True))
    return found


def _alike(name: str, values: list[str]) -> list[str]:
    """Give the values that are a name, or the same but for case and separators."""
    return [name] if name in values else [v for v in values if _bare(v) == _bare(name)]


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _target(there: str) -> str:
    """Name the component that a mapping means, by its name or by a reference."""
    return _named({"$ref": there}) or there


def _values(schema: Any, name: str, schemas: dict[str, Any]) -> list[str] | None:
    """List the texts that a schema allows a property itself; None if it lists none."""
    for part in (schema, *as_list(map_in({"s": schema}, "s").get("allOf"))):
        held = map_in(part if isinstance(part, dict) else {}, "properties").get(name)
        if isinstance(held, dict):
            followed = schemas.get(_named(held), held)
            listed = followed if isinstance(followed, dict) else held
            values = [listed["const"]] if "const" in listed else listed.get("enum")
            if isinstance(values, list):
                return [value for value in values if isinstance(value, str)]
    return None
