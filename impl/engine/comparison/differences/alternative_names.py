"""What people call one of several alternatives, which has no name of its own."""

from __future__ import annotations

from typing import Any

from impl.engine.comparison.contract.keywords import as_list, map_in, texts

_MOST = 3


def alternative_name(value: Any) -> str:
    """Name an alternative: by its component, its title, or what it allows."""
    if not isinstance(value, dict):
        return "nothing" if value is False else "anything"
    reference = value.get("$ref")
    if isinstance(reference, str):
        return reference.rpartition("/")[2] or reference
    if isinstance(value.get("title"), str):
        return repr(value["title"])
    values = _listed(value)
    if values:
        return _some(values, " or ")
    held = map_in(value, "properties")
    for name, schema in held.items():
        constant = _listed(schema) if isinstance(schema, dict) else []
        if len(constant) == 1:
            return f"the one whose {name} is {constant[0]}"
    declared = value.get("type")
    kinds = [declared] if isinstance(declared, str) else texts(declared)
    if "array" in kinds and isinstance(value.get("items"), dict):
        kinds[kinds.index("array")] = f"array of {alternative_name(value['items'])}"
    if held and kinds in ([], ["object"]):
        return f"object with {_some(sorted(held), ', ')}"
    return " or ".join(kinds) or "anything"


def _listed(schema: dict[str, Any]) -> list[str]:
    values = [schema["const"]] if "const" in schema else as_list(schema.get("enum"))
    return [repr(value) if isinstance(value, str) else str(value) for value in values]


def _some(names: list[str], joint: str) -> str:
    more = len(names) - _MOST
    shown = joint.join(names[:_MOST])
    return f"{shown} and {more} more" if more > 0 else shown
