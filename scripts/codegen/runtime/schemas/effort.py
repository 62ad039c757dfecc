"""How much work may a value be for its schema, before anything looks at it?

A validator can't be interrupted, and what it does can grow faster than what it is
given: alternatives that hold each other double it with each level, a pattern that looks
around tries a text from many places. Counting marks in a text, with numbers that are
known of the schema, bounds the work; what may be too much is checked elsewhere.
"""

from __future__ import annotations

import re
import re._parser as parser  # type: ignore[import-not-found] # private: typeshed lacks it
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final, cast

from ..vocabulary.keywords import COMBINING, CONDITIONAL
from .references import name_in

# Values times checks of each: about 2 ms to check, and to explain what is wrong.
_TO_CHECK, _TO_EXPLAIN = 20_000, 600
# A JSON text of so many bytes or values is read in about 2 ms.
MOST_BYTES, MOST_VALUES = 64 * 1024, 1500
_MOST: Final = 10**9
# Characters that weigh as much as a small value.
_PER_VALUE: Final = 256
# A pattern that has more states can't be matched in one pass.
_MOST_STATES = 4000
_LOOKS_AROUND = re.compile(r"\(\?(?:[=!>]|<[=!])|\\[1-9kgG]|[*+?}]\+")
_CLASS = re.compile(r"\\[pP](?:\{[^}]*\}|.)")
_CONDITIONS = (*CONDITIONAL, "not")
_EACH_ITEM = ("contains", "unevaluatedItems")
_EACH_MEMBER = ("unevaluatedProperties", "propertyNames")


class Effort:
    """What the values of one schema cost.

    Attributes:
        checks: how many checks one value within may get, where nothing recurs.
        growth: by how much that may grow with each level; 1 if it does not.
        is_hard: can one check of a text take long by itself?
    """

    def __init__(self, schema: object, schemas: Mapping[str, Any]) -> None:
        survey = _Survey(schemas)
        self.checks, hits = survey.peak(schema)
        self.growth = max(hits, survey.growth, 1)
        self.is_hard = survey.is_hard

    def may_check(self, values: int) -> bool:
        """Is checking so many values done at once?"""
        # The validator remembers what it knows of a value by a schema that recurs.
        return not self.is_hard and values * self.checks <= _TO_CHECK

    def may_explain(self, values: int, depth: int) -> bool:
        """Is telling what is wrong with so many values, so deep, done at once?"""
        grown = 1 if self.growth == 1 else self.growth ** min(depth, 30)
        return not self.is_hard and values * self.checks * grown <= _TO_EXPLAIN


def marks(text: bytes) -> tuple[int, int]:
    """Return how many values, and how many levels of them, a JSON text has at most."""
    levels = text.count(b"[") + text.count(b"{")
    return 1 + levels + text.count(b","), levels


def weight_of(text: bytes | str) -> int:
    """Return how many small values a text weighs as much as."""
    return len(text) // _PER_VALUE


def extent(value: object) -> tuple[int, int]:
    """Return how many values, and how many levels of them, a parsed value has.

    A long text counts as several.
    """
    values, depth, level = 0, 0, [value]
    while level:
        values += len(level)
        parts: list[object] = []
        for each in level:
            if isinstance(each, dict):
                parts += each.values()
            elif isinstance(each, list):
                parts += each
            elif isinstance(each, str):
                values += len(each) // _PER_VALUE
        depth += bool(parts)
        level = parts
    return values, depth


class _Survey:
    """Walks a schema once; a peak is what one value below may get.

    With it comes how often a schema that is being walked is met again at one value.
    """

    def __init__(self, schemas: Mapping[str, Any]) -> None:
        self._schemas = schemas
        self._known: dict[str, tuple[int, int]] = {}
        self._walked: set[str] = set()
        self.growth, self.is_hard = 1, False

    def peak(self, schema: object) -> tuple[int, int]:
        """Return the most checks of one value by `schema`, at any depth."""
        if not isinstance(schema, dict):
            return 1, 0
        own = _weight(schema)
        if is_hard(schema.get("pattern")) or any(
            map(is_hard, schema.get("patternProperties", ()))
        ):
            self.is_hard = True
        here, again = [own], [0]
        for part in _in_place(schema):
            checks, hits = self.peak(part)
            here.append(checks)
            again.append(hits)
        if "$ref" in schema:
            checks, hits = self._referred(schema["$ref"])
            here.append(checks)
            again.append(hits)
        below, met = self._below(schema)
        return (
            min(max(sum(here), below + sum(here) - own), _MOST),
            min(met + sum(again), _MOST),
        )

    def _below(self, schema: dict[str, Any]) -> tuple[int, int]:
        """Return what one member or item gets: one of some schemas, all of others."""
        apart = [*schema.get("properties", {}).values()]
        apart += [schema.get("additionalProperties"), schema.get("items")]
        apart += schema.get("prefixItems", ())
        all_of = [schema.get(word) for word in (*_EACH_ITEM, *_EACH_MEMBER)]
        all_of += schema.get("patternProperties", {}).values()
        one = [self.peak(part) for part in apart]
        every = [self.peak(part) for part in all_of if part is not None]
        return (
            max(checks for checks, _ in one) + sum(checks for checks, _ in every),
            max(hits for _, hits in one) + sum(hits for _, hits in every),
        )

    def _referred(self, reference: str) -> tuple[int, int]:
        name = name_in(reference)
        if name is None or name not in self._schemas:
            return 1, 0
        if name in self._walked:
            return 1, 1
        if name not in self._known:
            self._walked.add(name)
            self._known[name] = self.peak(self._schemas[name])
            self._walked.discard(name)
            self.growth = max(self.growth, self._known[name][1])
        return self._known[name]


def _weight(schema: Mapping[str, Any]) -> int:
    """Return how many checks a schema makes of one value by itself."""
    lists = ("required", "enum", "dependentRequired", "properties")
    return 1 + len(schema) + sum(len(schema.get(word, ())) for word in lists)


def _in_place(schema: Mapping[str, Any]) -> Iterator[object]:
    for word in COMBINING:
        yield from schema.get(word, ())
    yield from (schema[word] for word in _CONDITIONS if word in schema)
    yield from schema.get("dependentSchemas", {}).values()


@lru_cache(maxsize=4096)
def is_hard(pattern: str | None) -> bool:
    """May matching a pattern take more than one pass over a text?"""
    if pattern is None:
        return False
    if _LOOKS_AROUND.search(pattern):
        return True
    try:
        # What Python does not know is a class of characters, of many ranges each.
        return _states(parser.parse(_CLASS.sub("[a-zA-Z0-9]", pattern))) > _MOST_STATES
    except (re.error, RecursionError, OverflowError):
        return True


def _states(node: object) -> int:
    """Return about how many states an automaton of a parsed pattern has."""
    if isinstance(node, parser.SubPattern):
        return sum(_states(operator) for operator in cast("Any", node)) + 1
    if isinstance(node, tuple) and len(node) == 2 and isinstance(node[1], tuple):
        counted = node[1]
        if len(counted) == 3 and isinstance(counted[2], parser.SubPattern):
            least, most, repeated = counted
            times = least + 1 if most is parser.MAXREPEAT else most
            return min(int(times) * _states(repeated), _MOST)
    if isinstance(node, tuple | list):
        return sum(map(_states, node)) + 1
    return 0
