"""Random edits of a contract: each operator changes one place."""

from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from tests.unit.engine.comparison.rewrites import within

Content = dict[str, Any]
_TYPES = ("string", "integer", "number", "boolean", "array", "object", "null")


def schemas(content: Content) -> Iterator[dict[str, Any]]:
    """Give every schema object of a contract's components."""
    held = content["components"]["schemas"]
    waiting = [(held, name) for name in held]
    while waiting:
        holder, key = waiting.pop()
        schema = holder[key]
        if isinstance(schema, dict):
            yield schema
            waiting += list(within(schema))


def operations(content: Content) -> list[dict[str, Any]]:
    """Give every operation that is called."""
    return [
        operation
        for item in content["paths"].values()
        for operation in item.values()
        if isinstance(operation, dict)
    ]


def _some(random: Random, content: Content, fits: Callable[[Any], bool]) -> Any:
    found = [schema for schema in schemas(content) if fits(schema)]
    return random.choice(found) if found else {}


def _has(*keywords: str) -> Callable[[Any], bool]:
    return lambda schema: any(keyword in schema for keyword in keywords)


def add_property(random: Random, content: Content) -> None:
    schema = _some(random, content, _has("properties"))
    schema.setdefault("properties", {})[f"new{random.randrange(3)}"] = random.choice(
        [{"type": random.choice(_TYPES)}, {}, {"enum": ["a", 1]}]
    )


def remove_property(random: Random, content: Content) -> None:
    schema = _some(random, content, lambda s: bool(s.get("properties")))
    if schema:
        del schema["properties"][random.choice(sorted(schema["properties"]))]


def toggle_required(random: Random, content: Content) -> None:
    schema = _some(random, content, lambda s: bool(s.get("properties")))
    name = random.choice(sorted(schema.get("properties", {"x": 0})))
    required = schema.setdefault("required", [])
    if name in required:
        required.remove(name)
    else:
        required.append(name)


def change_type(random: Random, content: Content) -> None:
    schema = _some(random, content, _has("type"))
    schema["type"] = random.choice([*_TYPES, ["string", "null"], ["integer", "string"]])


def change_values(random: Random, content: Content) -> None:
    schema = _some(random, content, _has("enum"))
    values = schema.get("enum", ["x"])
    if random.random() < 0.5 or len(values) < 2:
        schema["enum"] = [*values, f"value{random.randrange(3)}"]
    else:
        schema["enum"] = values[1:]


def change_bound(random: Random, content: Content) -> None:
    schema = _some(random, content, _has("type"))
    keyword = random.choice(
        [
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "minLength",
            "maxLength",
            "minItems",
            "maxItems",
            "minProperties",
            "maxProperties",
        ]
    )
    if keyword in schema and random.random() < 0.4:
        del schema[keyword]
    else:
        schema[keyword] = random.randrange(5)


def toggle_closed(random: Random, content: Content) -> None:
    schema = _some(random, content, _has("properties"))
    value = random.choice([False, True, {"type": "string"}, None])
    schema["additionalProperties"] = value
    if value is None:
        del schema["additionalProperties"]


def wrap(random: Random, content: Content) -> None:
    held = content["components"]["schemas"]
    name = random.choice(sorted(held))
    keyword = random.choice(["allOf", "anyOf", "oneOf", "not"])
    inner: Any = [held[name]]
    if keyword == "not":
        inner = {"not": held[name]}
    elif random.random() < 0.5:
        inner.append({"type": random.choice(_TYPES)})
    held[name] = {keyword: inner}


def change_parameter(random: Random, content: Content) -> None:
    found = [
        parameter
        for operation in operations(content)
        for parameter in operation.get("parameters", ())
    ]
    parameter = random.choice(found)
    member = random.choice(["required", "explode", "schema"])
    if member == "schema":
        parameter["schema"] = {"type": random.choice(_TYPES[:5])}
    else:
        parameter[member] = not parameter.get(member, False)


def change_responses(random: Random, content: Content) -> None:
    responses = random.choice(operations(content))["responses"]
    status = random.choice(["200", "404", "4XX", "default", "201"])
    if status in responses and len(responses) > 1:
        del responses[status]
    else:
        responses.setdefault(status, {"description": ""})


def change_security(random: Random, content: Content) -> None:
    random.choice(operations(content))["security"] = random.choice(
        [[], [{}], [{"key": []}], [{"oauth": ["a"]}], [{"key": [], "oauth": []}]]
    )


OPERATORS = (
    add_property,
    remove_property,
    toggle_required,
    change_type,
    change_values,
    change_bound,
    toggle_closed,
    wrap,
    change_parameter,
    change_responses,
    change_security,
)
