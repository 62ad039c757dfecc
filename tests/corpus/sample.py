"""Which operations of a contract are tried."""

import json
import random
from collections.abc import Iterator

from scripts.codegen.load.source import Source

# Of a body that refers to more, in characters, schemas are drawn for half a minute.
_LARGE = 20_000


def sampled(source: Source, count: str, seed: str) -> list[str]:
    """Return so many operations, of those whose bodies are not large; or `all`."""
    operations = list(source.operations())
    if count != "all":
        operations = [each for each in operations if _weight(source, each[3]) < _LARGE]
    names = [f"{method.upper()} {path}" for path, method, _, _ in operations]
    most = len(names) if count == "all" else min(int(count), len(names))
    return sorted(random.Random(seed).sample(names, most))


def _weight(source: Source, operation: str) -> int:
    """Return the characters of a body and of all that it refers to."""
    body = source.get(operation, {}).get("requestBody", {})
    found: dict[str, object] = {"": body}
    waiting = [body]
    while waiting:
        for reference in set(_references(waiting.pop())) - found.keys():
            found[reference] = source.get(source.follow(reference), {})
            waiting.append(found[reference])
    return sum(len(json.dumps(part)) for part in found.values())


def _references(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        node = list(node.values())
    if isinstance(node, list):
        for part in node:
            yield from _references(part)
