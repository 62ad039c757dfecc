"""Documents that hold nothing but components, for others to refer to.

Whoever refers to a component counts on it, and how, nobody knows from here. So each is
put where messages would have it: a schema into requests and into responses alike.
"""

from __future__ import annotations

from typing import Any

from impl.engine.comparison.contract.keywords import map_in
from impl.engine.openapi.methods import METHODS, MORE_METHODS, NEW_METHODS
from impl.engine.openapi.pointers import join, to_fragment, unescape

# Where such messages stand; what is read there was never written.
MEMBER = "x-countersign-library"
_NOTHING = {"description": ""}


def with_library(content: Any) -> Any:
    """Return a contract with an operation for each component, if it has no others."""
    if any(_has_operations(map_in(content, key)) for key in ("paths", "webhooks")):
        return content
    components = map_in(content, "components")
    found = {
        pointer: {"post": _operation(section, {"$ref": to_fragment(pointer)})}
        for section in _SECTIONS
        for name in map_in(components, section)
        if (pointer := join("components", section, name))
    }
    return {**content, MEMBER: found} if found else content


def as_component(pointer: str) -> str:
    """Return the pointer of the component that such an operation is about."""
    name = pointer.removeprefix(f"/{MEMBER}/").partition("/")[0]
    return unescape(name) if pointer.startswith(f"/{MEMBER}/") else pointer


def _has_operations(items: dict[str, Any]) -> bool:
    kept = ("$ref", MORE_METHODS, *METHODS, *NEW_METHODS)
    return any(
        isinstance(item, dict) and any(key in item for key in kept)
        for item in items.values()
    )


def _operation(section: str, there: dict[str, str]) -> dict[str, Any]:
    return {"responses": {"204": _NOTHING}, **_SECTIONS[section](there)}


def _of_schema(there: dict[str, str]) -> dict[str, Any]:
    media = {"content": {"application/json": {"schema": there}}}
    return {
        "requestBody": {"required": True, **media},
        "responses": {"200": {**_NOTHING, **media}},
    }


_SECTIONS: dict[str, Any] = {
    "schemas": _of_schema,
    "parameters": lambda there: {"parameters": [there]},
    "requestBodies": lambda there: {"requestBody": there},
    "responses": lambda there: {"responses": {"200": there}},
    "headers": lambda there: {
        "responses": {"204": {**_NOTHING, "headers": {"X-Header": there}}}
    },
}
