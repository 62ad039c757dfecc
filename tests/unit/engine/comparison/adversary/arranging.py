"""Contracts arranged so that they can be executed."""

import copy
import json
import re
from typing import Any

from impl.engine.openapi.methods import METHODS
from tests.unit.engine.comparison.adversary.gates import Content

# What the gate asserts, and most profiles take for an annotation.
_ASSERTED = frozenset({"format", "contentEncoding"})
_UNSENT = frozenset({"1XX", "100", "101", "102", "103", "204", "205", "304"})
# Formats that say how a text is carried, and not what stands in it.
_CARRYING = frozenset({"binary", "byte"})


def focused(base: Content, revision: Content) -> tuple[Content, Content]:
    """Leave out the paths that are the same on both sides, with all they refer to."""
    sides = (base, revision)
    parts = [
        {
            f"#/components/{section}/{name}": json.dumps(part, sort_keys=True)
            for section, held in side["components"].items()
            for name, part in held.items()
        }
        for side in sides
    ]
    changed = {
        key for key in {*parts[0], *parts[1]} if parts[0].get(key) != parts[1].get(key)
    }
    count = -1
    while count != len(changed):
        count = len(changed)
        changed |= {
            key
            for held in parts
            for key, text in held.items()
            if any(f'{other}"' in text for other in changed)
        }
        # A parent stands for its heirs, and does not refer to them.
        changed |= {
            parent
            for held in parts
            for key in changed & held.keys()
            if '"allOf"' in held[key]
            for parent in re.findall(r'"(#/components/schemas/[^"]*)"', held[key])
        }
    texts = [
        {path: json.dumps(item, sort_keys=True) for path, item in side["paths"].items()}
        for side in sides
    ]
    kept = {
        path
        for path in {*texts[0], *texts[1]}
        if texts[0].get(path) != texts[1].get(path)
        or any(f'{key}"' in texts[0].get(path, "") for key in changed)
    }
    return (
        {**base, "paths": {k: v for k, v in base["paths"].items() if k in kept}},
        {
            **revision,
            "paths": {k: v for k, v in revision["paths"].items() if k in kept},
        },
    )


def prepared(content: Content, *, formats: bool) -> Content:
    """Return a contract as it is executed: without what the gate does not judge."""

    def visit(value: Any, holder: str) -> Any:
        if isinstance(value, list):
            return [visit(each, holder) for each in value]
        if not isinstance(value, dict):
            return value
        names = holder in {"properties", "schemas", "mapping", "headers"}
        return {
            key: visit(each, key)
            for key, each in value.items()
            if names or formats or key not in _ASSERTED or each in _CARRYING
        }

    found: Content = visit(content, "")
    for item in found.get("paths", {}).values():
        for method in METHODS:
            if isinstance(item, dict) and method in item:
                _without_unsent(found, method, item[method].get("responses", {}))
        for holder in (item, *item.values()):
            parameters = holder.get("parameters") if isinstance(holder, dict) else None
            if parameters:
                holder["parameters"] = [
                    each for each in parameters if each.get("in") != "querystring"
                ]
    return found


def _without_unsent(whole: Content, method: str, responses: Content) -> None:
    """Leave out the bodies of answers that can't have one (RFC 9110, 6.4.1)."""
    for status, held in responses.items():
        if method != "head" and status not in _UNSENT:
            continue
        name = held.get("$ref", "").removeprefix("#/components/responses/")
        answer = whole.get("components", {}).get("responses", {}).get(name, held)
        responses[status] = {k: v for k, v in answer.items() if k != "content"}


def told_apart(content: Content, *, is_by_name: bool = True) -> Content:
    """Let alternatives overlap: those that a discriminator tells apart, or all."""

    def visit(value: Any) -> Any:
        if isinstance(value, list):
            return [visit(each) for each in value]
        if not isinstance(value, dict):
            return value
        found = {key: visit(each) for key, each in value.items()}
        is_told = isinstance(found.get("discriminator"), dict) or not is_by_name
        if is_told and isinstance(found.get("oneOf"), list):
            parts = found.pop("oneOf")
            found["allOf"] = [*found.get("allOf", ()), {"anyOf": parts}]
        return found

    made: Content = visit(content)
    return made


def mirrored(content: Content) -> Content:
    """Return what the API calls as if it were served; who reads is who writes."""
    paths = {
        f"/webhooks/{name}": item for name, item in content.get("webhooks", {}).items()
    }
    components = content.get("components", {})
    for name, callback in components.get("callbacks", {}).items():
        paths.update(
            {
                f"/callbacks/{name}{number}": item
                for number, item in enumerate(callback.values())
            }
        )
    for path, item in content.get("paths", {}).items():
        for method in METHODS:
            held = item.get(method, {}).get("callbacks", {})
            own = f"/called{path.replace('{', '').replace('}', '')}/{method}"
            paths.update(
                {
                    f"{own}/{name}/{number}": called
                    for name, callback in held.items()
                    for number, called in enumerate(callback.values())
                    if "$ref" not in callback
                }
            )
    found = {
        k: v for k, v in content.items() if k not in {"paths", "webhooks", "servers"}
    }
    found = copy.deepcopy({**found, "paths": paths})
    # Ids would be there twice.
    found["components"] = {
        k: v
        for k, v in components.items()
        if k not in {"links", "callbacks", "pathItems"}
    }
    text = json.dumps(found)
    text = text.replace('"readOnly"', '"-"').replace('"writeOnly"', '"readOnly"')
    made: Content = json.loads(text.replace('"-"', '"writeOnly"'))
    return made


def modernised(value: Any) -> Any:
    """Write schemas of 3.0 as 3.1 has them, and references as all versions do."""
    if isinstance(value, list):
        return [modernised(each) for each in value]
    if not isinstance(value, dict):
        return value
    found = {key: modernised(each) for key, each in value.items()}
    if str(found.get("$dynamicRef", "")).startswith("#/"):
        # Without an anchor it is a plain one (JSON Schema 2020-12, core, 8.2.3.2).
        found["$ref"] = found.pop("$dynamicRef")
    if found.get("nullable") is True and isinstance(found.get("type"), str):
        del found["nullable"]
        found["type"] = [found["type"], "null"]
    for bound in ("minimum", "maximum"):
        exclusive = f"exclusive{bound.title()}"
        if isinstance(found.get(exclusive), bool):
            is_exclusive = found.pop(exclusive)
            if is_exclusive and bound in found:
                found[exclusive] = found.pop(bound)
    return found


def undeclared(content: Any, annotation: str) -> Any:
    """Return a contract without the members that are for the other direction alone.

    What is never sent is to whoever reads, and what is ignored to whoever writes, as if
    nobody declared it.

    Args:
        content: the contract, or a part of it.
        annotation: `writeOnly` or `readOnly`.
    """
    if isinstance(content, list):
        return [undeclared(each, annotation) for each in content]
    if not isinstance(content, dict):
        return content
    found = {name: undeclared(value, annotation) for name, value in content.items()}
    members = content.get("properties")
    if not isinstance(members, dict):
        return found
    secret = {
        name
        for name, value in members.items()
        if isinstance(value, dict) and value.get(annotation) is True
    }
    for name in secret:
        del found["properties"][name]
    if isinstance(content.get("required"), list):
        required = [name for name in content["required"] if name not in secret]
        found.pop("required")
        if required:
            found["required"] = required
    return found
