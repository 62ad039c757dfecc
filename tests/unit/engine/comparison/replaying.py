"""Replay witnesses by another way: another validator, on the contract as written."""

from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from impl.engine.comparison.differences.facts import Witness
from impl.engine.openapi.pointers import escape, to_fragment


def accepts(content: Any, pointer: str, value: Any) -> bool:
    """Tell whether the schema at a pointer accepts a value."""
    resource = DRAFT202012.create_resource(content)
    registry: Any = Registry().with_resource("urn:contract", resource)
    schema = {"$ref": f"urn:contract{to_fragment(pointer)}"}
    return bool(Draft202012Validator(schema, registry=registry).is_valid(value))


def body_schema(content: Any, witness: Witness) -> str | None:
    """Find the schema of the body of a witness; None if there is no such thing."""
    trail, message = witness["operation"], witness["message"]
    if len(trail) > 2 or "body" not in message:
        return None
    method, _, template = trail[1].partition(" ")
    group = "webhooks" if trail[0] == "webhook" else "paths"
    for path, item in content.get(group, {}).items():
        plain = path.replace("{id}", "{}")
        operation = item.get(method.lower()) if plain == template else None
        if operation is None:
            continue
        pointer = f"/{group}/{escape(path)}/{method.lower()}"
        media_type = message["body"]["media_type"]
        holder, where = operation.get("requestBody"), f"{pointer}/requestBody"
        if message["type"] == "response":
            holder = operation["responses"].get(message["status"])
            where = f"{pointer}/responses/{message['status']}"
        declared = (holder or {}).get("content", {}).get(media_type, {})
        if "schema" in declared:
            return f"{where}/content/{escape(media_type)}/schema"
    return None


def replays(base: Any, revision: Any, witness: Witness) -> bool | None:
    """Tell whether a body is valid where it should be, and only there.

    None if the witness is not about the schema of a body that both contracts have.
    """
    if witness["breaks"]["part"] != "body":
        return None
    fine, other = (base, revision)
    if witness["valid_under"] == "revision":
        fine, other = revision, base
    places = body_schema(fine, witness), body_schema(other, witness)
    if places[0] is None or places[1] is None:
        return None
    value = witness["message"]["body"]["value"]
    return accepts(fine, places[0], value) and not accepts(other, places[1], value)
