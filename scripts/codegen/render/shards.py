"""Shards: views in parts that several processes can turn into classes at once.

Nobody can tell from the models into how many parts the views were split: definitions
come to stand in the order of the views, those that others need first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from impl.engine.openapi.cycles import cycles
from scripts.codegen.lower.used import needs_of

if TYPE_CHECKING:
    from scripts.codegen.lower.schemas import ViewSchema

# Members that are worth a process of their own.
_WEIGHT = 500
_MOST = 4
_STAND_IN: ViewSchema = {"type": "object"}
_START = re.compile(r"(?:class )?(\w+)(?:\(| = )")
_QUOTES = '"""'


def in_order(views: dict[str, ViewSchema]) -> list[list[str]]:
    """Return circles of views that need each other, those that others need first."""
    needs = {name: dict.fromkeys(needs_of(view)) for name, view in views.items()}
    return list(cycles(needs))


@dataclass(frozen=True)
class Shard:
    """Views of its own, and stand-ins for those that they need of other shards."""

    own: frozenset[str]
    views: dict[str, ViewSchema]


def shards(views: dict[str, ViewSchema], order: list[list[str]]) -> list[Shard]:
    """Split views into shards of about the same weight; none needs a later one."""
    weights = [sum(map(_weight, (views[name] for name in each))) for each in order]
    number = max(1, min(_MOST, sum(weights) // _WEIGHT))
    parts: list[list[str]] = [[] for _ in range(number)]
    reached = 0
    for circle, weight in zip(order, weights, strict=True):
        middle = reached + weight // 2
        parts[middle * number // sum(weights)] += circle
        reached += weight
    return [_shard(views, part) for part in parts if part]


def _shard(views: dict[str, ViewSchema], names: list[str]) -> Shard:
    own = {name: views[name] for name in names}
    needed = {name for view in own.values() for name in needs_of(view)}
    others = dict.fromkeys(sorted(needed - own.keys()), _STAND_IN)
    return Shard(frozenset(own), own | others)


def _weight(view: ViewSchema) -> int:
    return 1 + len(view.get("properties", ()))


def merged(parts: list[Shard], codes: list[str], order: list[list[str]]) -> str:
    """Return one module of the models of all shards.

    Args:
        parts: the shards.
        codes: their models, as datamodel-code-generator writes them.
        order: circles of names, as `in_order` returns them.
    """
    places = {name: n for n, circle in enumerate(order) for name in circle}
    imports: dict[str, None] = {}
    found: list[tuple[int, str]] = []
    for part, code in zip(parts, codes, strict=True):
        used, definitions = _parsed(code)
        imports |= dict.fromkeys(used)
        own = [name for name in definitions if name in part.own]
        found += [(places[name], definitions[name]) for name in own]
    found.sort(key=lambda each: each[0])  # in a circle, the tool knows the order
    texts = [text for _, text in found]
    return "\n\n\n".join(["\n".join(imports), *texts]) + "\n"


def _parsed(code: str) -> tuple[list[str], dict[str, str]]:
    """Return the imports and the definitions, by name, of a module of models."""
    imports: list[str] = []
    definitions: dict[str, list[str]] = {}
    lines: list[str] = []
    in_text = False
    for line in code.splitlines():
        start = None if in_text else _START.match(line)
        if start:
            lines = definitions.setdefault(start[1], [])
        elif not in_text and line.startswith(("from ", "import ")):
            imports.append(line)
            continue
        lines.append(line)
        # Texts about aliases stand at the left edge, whatever they look like.
        is_opening = line.startswith(_QUOTES) and not in_text
        if is_opening or in_text:
            in_text = not line[3 * is_opening :].rstrip().endswith(_QUOTES)
    return imports, {
        name: "\n".join(each).strip() for name, each in definitions.items()
    }
