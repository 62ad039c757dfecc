"""Digests of schemas that refer to each other.

Two schemas with the same digest accept the same instances, wherever they stand. Schemas
that refer to each other in a circle are told apart by refining a partition of the
circle, as states of an automaton are.
"""

import hashlib
import json
from collections import ChainMap
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from impl.engine.openapi.cycles import cycles

Write = Callable[["Subschema"], tuple[str, list["Subschema"]]]


@dataclass(frozen=True, slots=True)
class Subschema:
    """A schema and the URI that its references are relative to."""

    schema: Any
    base: str


def digests(place: Subschema, write: Write, known: dict[int, str]) -> dict[int, str]:
    """Name a schema and all that it refers to.

    Args:
        place: the schema.
        write: writes a schema with its targets numbered, and lists them.
        known: digests by the identity of the schema, which need no work.
    """
    texts: dict[int, str] = {}
    targets: dict[int, list[int]] = {}
    waiting = [place]
    while waiting:
        here = waiting.pop()
        if id(here.schema) in texts or id(here.schema) in known:
            continue
        texts[id(here.schema)], reached = write(here)
        targets[id(here.schema)] = [id(target.schema) for target in reached]
        waiting += reached
    found: dict[int, str] = {}
    names = ChainMap(found, known)
    for circle in cycles(targets):
        first = circle[0]
        if len(circle) == 1 and first not in targets[first]:
            found[first] = _hash(texts[first], *(names[t] for t in targets[first]))
        else:
            found.update(_refine(circle, texts, targets, names))
    return found


def _hash(*parts: str) -> str:
    text = json.dumps(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(text, digest_size=20).hexdigest()


def _refine(
    circle: list[int],
    texts: dict[int, str],
    targets: dict[int, list[int]],
    names: Mapping[int, str],
) -> dict[int, str]:
    """Tell the schemas of a circle apart by what they lead to, step by step."""
    members = set(circle)

    def step(colours: dict[int, str]) -> dict[int, str]:
        return {
            node: _hash(
                texts[node],
                *(colours[t] if t in members else names[t] for t in targets[node]),
            )
            for node in circle
        }

    colours = dict.fromkeys(circle, "")
    after = step(colours)
    while len(set(after.values())) > len(set(colours.values())):
        colours, after = after, step(after)
    # Equal names need equal circles: the last step has to be the same one, too.
    steps = json.dumps(sorted({(colours[node], after[node]) for node in circle}))
    return {node: _hash(after[node], steps) for node in circle}
