"""Keywords that annotate, and values under keywords that may not be what they should.

Contracts are checked before they are compared; here is only seen to it that one that
was not does no harm.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from impl.engine.openapi.keywords import DOCUMENTATION

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

# What is no demand and yet is more than documentation.
ANNOTATIONS = (
    *("default", "deprecated", "discriminator", "x-sunset", "xml"),
    *("contentEncoding", "contentMediaType", "contentSchema"),
)
# What the comparison takes for documentation: the JSON in texts is looked into.
IGNORED = DOCUMENTATION - {"contentSchema"}

# What is said of all that nothing else that looks at the same value has seen to.
UNEVALUATED = frozenset({"unevaluatedProperties", "unevaluatedItems"})

# What holds schemas of items.
ITEMS = frozenset({"items", "prefixItems", "contains", "unevaluatedItems"})

# By the names of properties that call for others.
DEPENDING = ("dependentRequired", "dependencies")


def requires(keywords: dict[str, Any]) -> bool:
    """Tell whether a schema requires properties, be it that others are there."""
    return isinstance(keywords.get("required"), list) or any(
        isinstance(keywords.get(keyword), dict) for keyword in DEPENDING
    )


def without_required(keywords: dict[str, Any], hidden: Iterable[str]) -> dict[str, Any]:
    """Return a schema that requires none of some properties, in any case."""
    left_out = frozenset(hidden)
    found = dict(keywords)
    for keyword in DEPENDING:
        if isinstance(found.get(keyword), dict):
            found[keyword] = {
                name: _besides(needs, left_out)
                for name, needs in found[keyword].items()
            }
    required = _besides(found.pop("required", []), left_out)
    return {**found, "required": required} if required else found


def without(
    keywords: dict[str, Any], names: Container[str], unasked: Iterable[str]
) -> dict[str, Any]:
    """Return a schema that declares none of some properties, and requires less."""
    found = without_required(keywords, unasked)
    if "properties" not in found:
        return found
    held = map_in(found, "properties")
    rest = {name: part for name, part in held.items() if name not in names}
    return {**found, "properties": rest}


def without_dependencies(keywords: dict[str, Any]) -> dict[str, Any]:
    """Return a schema that says in its own draft's words what `dependencies` says.

    Validators assert that keyword of older drafts, and provers take no side in it.
    """
    held = keywords.get("dependencies")
    if not isinstance(held, dict):
        return keywords
    names = {name: needs for name, needs in held.items() if isinstance(needs, list)}
    parts: list[Any] = [{"dependentRequired": names}] if names else []
    for name, needs in held.items():
        if name not in names:
            # Unlike `dependentSchemas` this leaves open what is evaluated.
            having = {"type": "object", "required": [name], "not": needs}
            parts.append({"not": having})
    rest = {key: said for key, said in keywords.items() if key != "dependencies"}
    return {**rest, "allOf": [*as_list(rest.get("allOf")), *parts]} if parts else rest


def _besides(names: Any, hidden: frozenset[str]) -> Any:
    """Return a list of names without some; anything else as it is."""
    if not isinstance(names, list):
        return names
    return [name for name in names if name not in hidden]


def map_in(value: dict[str, Any], keyword: str) -> dict[str, Any]:
    """Return the map under a keyword; an empty one if there is none."""
    held = value.get(keyword)
    return held if isinstance(held, dict) else {}


def texts(value: Any) -> list[str]:
    """Return the strings of a list; none of anything else."""
    return [item for item in as_list(value) if isinstance(item, str)]


def as_list(value: Any) -> list[Any]:
    """Return a list as it is; an empty one in place of anything else."""
    return value if isinstance(value, list) else []


def length(value: Any) -> int:
    """Return the length of a list; 0 of anything else."""
    return len(value) if isinstance(value, list) else 0


def holds_json(schema: dict[str, Any]) -> bool:
    """Tell whether a schema says what the JSON in a text is (2020-12, 8.5)."""
    kind = schema.get("contentMediaType")
    is_json = isinstance(kind, str) and kind.partition(";")[0].endswith("json")
    return is_json and "contentSchema" in schema and "contentEncoding" not in schema


def mentions(content: Any, keyword: str) -> bool:
    """Tell whether any object in a contract has a member of this name."""
    return any(keyword in each for each in _objects(content))


def mentioned(content: Any) -> frozenset[str]:
    """Return the names of the members that objects in a contract have."""
    return frozenset().union(*_objects(content))


def _objects(content: Any) -> Iterator[dict[str, Any]]:
    waiting = [content]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            yield value
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
