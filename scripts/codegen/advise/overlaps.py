"""Alternatives that a discriminator would tell apart, and validation does not.

A discriminator changes no outcome (OpenAPI 3.1, §4.8.25): a value that is an instance
of two alternatives of a `oneOf` is refused, whatever its tag says.
"""

from __future__ import annotations

import json
from itertools import combinations
from typing import TYPE_CHECKING, Any

from impl.engine.containment import Budget, Prover, Refuted, Scope
from impl.engine.openapi.keywords import MODERN
from impl.engine.openapi.pointers import escape
from scripts.codegen.load.diagnostics import diagnostic
from scripts.codegen.lower.schemas import COMPONENT, key_of
from scripts.codegen.runtime.contract.alternatives import Alternatives
from scripts.codegen.runtime.contract.violations import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from impl.engine.diagnostics.diagnostic import Fault
    from scripts.codegen.load.source import Source
    from scripts.codegen.lower.package import Package

# Of one question, and questions about one contract: no compilation waits for proofs.
_BUDGET = Budget(steps=20_000, attempts=50, seconds=1.0)
_MOST_QUESTIONS = 60


def overlaps(package: Package, source: Source) -> Iterator[Fault]:
    """Yield a warning for each `oneOf` with a discriminator of which two overlap."""
    root = {"components": {"schemas": package.exact}}
    search = _Search(root)
    for key, schema in package.exact.items():
        if key not in package.origins:
            pointer = key if key.startswith("/") else COMPONENT + escape(key)
            for place, union in _unions(schema, pointer):
                if found := search.overlap(union):
                    one, two, witness = found
                    tag = union["discriminator"]["propertyName"]
                    message = (
                        f"{one} and {two} overlap, so that a value such as {witness} "
                        "is refused, for being both."
                    )
                    mend = (
                        f"Give {tag!r} a constant of its own in each, such as "
                        f"`{_key(tag)}: {{const: {search.tag_of(union, 0)}}}`."
                    )
                    yield diagnostic(source, f"{place}/oneOf", "CG206", message, mend)


def _unions(schema: Any, pointer: str) -> Iterator[tuple[str, dict[str, Any]]]:
    pending = [(schema, pointer)]
    while pending:
        node, place = pending.pop()
        if not isinstance(node, dict):
            continue
        told = node.get("discriminator")
        is_told = isinstance(told, dict) and isinstance(told.get("propertyName"), str)
        if is_told and len(node.get("oneOf", ())) > 1:
            yield place, node
        for keyword, held in node.items():
            where = f"{place}/{escape(keyword)}"
            if keyword in MODERN.lists and isinstance(held, list):
                pending += [(each, f"{where}/{n}") for n, each in enumerate(held)]
            elif keyword in MODERN.maps and isinstance(held, dict):
                pending += [(v, f"{where}/{escape(name)}") for name, v in held.items()]
            elif keyword in MODERN.singles:
                pending.append((held, where))


class _Search:
    """Looks for values that are instances of two alternatives."""

    def __init__(self, root: dict[str, Any]) -> None:
        scope = Scope(root)
        self._prover = Prover(scope, scope, formats=True)
        self._alternatives = Alternatives(root)
        self._left = _MOST_QUESTIONS

    def overlap(self, union: dict[str, Any]) -> tuple[str, str, str] | None:
        """Return two alternatives and a value of both, if one is found."""
        branches = union["oneOf"]
        tag = union["discriminator"]["propertyName"]
        if self._alternatives.differ(branches, tag):
            return None
        for one, two in combinations(range(len(branches)), 2):
            # What somebody means to send shows best what is wrong.
            for value in (self.tag_of(union, one), self.tag_of(union, two), None):
                tagged = {} if value is None else _tagged(tag, value)
                witness = self._both(branches[one], branches[two], tagged)
                if witness is not None:
                    first, second = (_name(branches[n], n) for n in (one, two))
                    return first, second, witness
        return None

    def tag_of(self, union: dict[str, Any], index: int) -> str:
        """Return what a discriminator calls an alternative."""
        branch = union["oneOf"][index]
        target = branch.get("$ref") if isinstance(branch, dict) else None
        mapping = union["discriminator"].get("mapping", {})
        names = [name for name, ref in mapping.items() if ref == target]
        return names[0] if names else _name(branch, index)

    def _both(self, one: Any, two: Any, tagged: dict[str, Any]) -> str | None:
        if not self._left:
            return None
        self._left -= 1
        both = {"allOf": [one, two, tagged]}
        answer = self._prover.contain(both, False, budget=_BUDGET)
        if not isinstance(answer, Refuted):
            return None
        return shorten(json.dumps(answer.witness, ensure_ascii=False))


def _key(name: str) -> str:
    return name if name.isidentifier() else repr(name)


def _tagged(name: str, value: str) -> dict[str, Any]:
    properties = {name: {"const": value}}
    return {"type": "object", "properties": properties, "required": [name]}


def _name(branch: Any, index: int) -> str:
    if isinstance(branch, dict) and isinstance(branch.get("$ref"), str):
        return key_of(branch["$ref"]).rpartition("/")[2]
    return f"alternative {index + 1}"
