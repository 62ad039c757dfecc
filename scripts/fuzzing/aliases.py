"""A contract as Schemathesis can take it: no place is another one, too.

What a YAML alias names is one object for whoever reads it, and Schemathesis adds the
links that it infers to the objects it read: those of one answer would be those of all
that share its `links`, and some would name parameters that the others do not have.

And none is there that has no meaning: header parameters of some names are ignored
(OpenAPI 3.1, §4.8.12.1), and Schemathesis sends and breaks them as others.
"""

from typing import Any

from impl.engine.openapi.references import LocalReferences, local_pointer

_IGNORED = frozenset({"accept", "authorization", "content-type"})


def separate(contract: dict[str, Any]) -> None:
    """Give each place below `paths` an object of its own."""
    if "paths" in contract:
        contract["paths"] = _copied(contract["paths"])


def drop_ignored(contract: dict[str, Any]) -> None:
    """Take parameters away that have no meaning; `separate` comes first."""
    places = LocalReferences(contract)
    for item in (contract.get("paths") or {}).values():
        for holder in (item, *item.values()) if isinstance(item, dict) else ():
            if isinstance(holder, dict) and isinstance(holder.get("parameters"), list):
                holder["parameters"] = [
                    each
                    for each in holder["parameters"]
                    if not _is_ignored(each, places)
                ]


def _is_ignored(parameter: object, places: LocalReferences) -> bool:
    if isinstance(parameter, dict) and "$ref" in parameter:
        parameter = places.value(local_pointer(parameter["$ref"]) or "")
    return (
        isinstance(parameter, dict)
        and parameter.get("in") == "header"
        and str(parameter.get("name")).lower() in _IGNORED
    )


def _copied(value: object) -> object:
    if isinstance(value, dict):
        return {key: _copied(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_copied(each) for each in value]
    return value
