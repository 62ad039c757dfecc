"""The normal form of schemas: formulas about one instance.

A formula is a literal: a node of the store, or its negation. Nodes are hash-consed, so
that equal formulas are the same integer wherever they come from, and a formula and its
negation differ in the lowest bit (an and-inverter graph does the same). This makes the
common case cheap: what stands unchanged in both schemas contradicts its own negation at
first sight.

An atom speaks of one type and holds for every instance of another; its negation holds
for instances of that type alone.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import Any

from impl.engine.containment.values import identity, rational

Literal = int


class FormulaKind(Enum):
    """What a node says."""

    ALL = "all"  # args: literals that all hold
    ONE = "one"  # args: literals of which exactly one holds
    REFERENCE = "reference"  # args: key
    OPAQUE = "opaque"  # args: key; what the prover does not understand
    TYPE = "type"  # args: frozenset of type names
    ENUM = "enum"  # args: frozenset of identities
    # Numbers
    MINIMUM = "minimum"  # args: bound, exclusive
    MAXIMUM = "maximum"
    MULTIPLE = "multiple"  # args: divisor
    WRITTEN_INTEGER = "written integer"  # no args; draft 4 tells 1 from 1.0
    # Strings
    MIN_LENGTH = "min length"  # args: count
    MAX_LENGTH = "max length"
    PATTERN = "pattern"  # args: text
    FORMAT = "format"  # args: name
    # Arrays
    MIN_ITEMS = "min items"  # args: count
    MAX_ITEMS = "max items"
    UNIQUE = "unique"  # no args
    ITEM = "item"  # args: index, literal; if there is such an item, it is so
    ITEMS = "items"  # args: start, literal; all items from there on
    CONTAINS = "contains"  # args: literal, count; at least so many items
    # Objects
    MIN_PROPERTIES = "min properties"  # args: count
    MAX_PROPERTIES = "max properties"
    PROPERTIES = "properties"  # args: literal of names, literal of values; all of them


SUBJECT = {
    FormulaKind.MINIMUM: "number",
    FormulaKind.MAXIMUM: "number",
    FormulaKind.MULTIPLE: "number",
    FormulaKind.WRITTEN_INTEGER: "number",
    FormulaKind.MIN_LENGTH: "string",
    FormulaKind.MAX_LENGTH: "string",
    FormulaKind.PATTERN: "string",
    FormulaKind.FORMAT: "string",
    FormulaKind.MIN_ITEMS: "array",
    FormulaKind.MAX_ITEMS: "array",
    FormulaKind.UNIQUE: "array",
    FormulaKind.ITEM: "array",
    FormulaKind.ITEMS: "array",
    FormulaKind.CONTAINS: "array",
    FormulaKind.MIN_PROPERTIES: "object",
    FormulaKind.MAX_PROPERTIES: "object",
    FormulaKind.PROPERTIES: "object",
}


@dataclass(frozen=True, slots=True)
class FormulaNode:
    """A formula without its sign."""

    kind: FormulaKind
    args: tuple[Any, ...]


class Formulas:
    """A store of formulas."""

    def __init__(self) -> None:
        self._nodes: list[FormulaNode] = []
        self._numbers: dict[tuple[FormulaKind, tuple[Any, ...]], int] = {}
        self._bodies: dict[Hashable, Callable[[], Literal] | Literal] = {}
        self.values: dict[Hashable, Any] = {}
        self.true = self.make(FormulaKind.ALL)
        self.false = self.true ^ 1

    def node(self, literal: Literal) -> FormulaNode:
        """Look a literal's node up."""
        return self._nodes[literal >> 1]

    def make(self, kind: FormulaKind, *args: Any) -> Literal:
        """Return the literal of a node, the same for the same arguments."""
        key = (kind, args)
        number = self._numbers.get(key)
        if number is None:
            number = len(self._nodes)
            self._numbers[key] = number
            self._nodes.append(FormulaNode(kind, args))
        return number * 2

    def all_of(self, literals: list[Literal]) -> Literal:
        """All of the literals hold."""
        parts: set[Literal] = set()
        for literal in literals:
            if literal & 1 == 0 and self.node(literal).kind is FormulaKind.ALL:
                parts.update(self.node(literal).args)
            else:
                parts.add(literal)
        if any(part ^ 1 in parts for part in parts):
            return self.false
        if len(parts) == 1:
            return parts.pop()
        return self.make(FormulaKind.ALL, *sorted(parts))

    def any_of(self, literals: list[Literal]) -> Literal:
        """At least one of the literals holds."""
        return self.all_of([literal ^ 1 for literal in literals]) ^ 1

    def one_of(self, literals: list[Literal]) -> Literal:
        """Exactly one of the literals holds."""
        parts = sorted(part for part in literals if part != self.false)
        if not parts:
            return self.false
        if len(parts) == 1:
            return parts[0]
        return self.make(FormulaKind.ONE, *parts)

    def type(self, *names: str) -> Literal:
        """The instance is of one of the types."""
        return self.make(FormulaKind.TYPE, frozenset(names))

    def enum(self, values: list[Any]) -> Literal:
        """The instance is one of the values."""
        keys = [identity(value) for value in values]
        for key, value in zip(keys, values, strict=True):
            self.values.setdefault(key, value)
        return self.make(FormulaKind.ENUM, frozenset(keys))

    def integer(self) -> Literal:
        """The instance, if a number, has no fraction."""
        return self.make(FormulaKind.MULTIPLE, Fraction(1))

    def minimum(self, bound: Any, *, exclusive: bool) -> Literal:
        """The instance, if a number, is above the bound."""
        return self.make(FormulaKind.MINIMUM, rational(bound), exclusive)

    def maximum(self, bound: Any, *, exclusive: bool) -> Literal:
        """The instance, if a number, is below the bound."""
        return self.make(FormulaKind.MAXIMUM, rational(bound), exclusive)

    def properties(self, names: Literal, values: Literal) -> Literal:
        """The instance, if an object, has such values under all such names."""
        if values == self.true or names == self.false:
            return self.true
        return self.make(FormulaKind.PROPERTIES, names, values)

    def required(self, name: str) -> Literal:
        """The instance, if an object, has a property of that name."""
        absent = self.properties(self.enum([name]), self.false)
        return self.any_of([self.type("object") ^ 1, absent ^ 1])

    def reference(self, key: Hashable, body: Callable[[], Literal]) -> Literal:
        """The formula of a name, which is built when it is first looked into."""
        self._bodies.setdefault(key, body)
        return self.make(FormulaKind.REFERENCE, key)

    def body(self, literal: Literal) -> Literal:
        """What a literal of kind REFERENCE stands for, with the literal's sign."""
        key = self.node(literal).args[0]
        body = self._bodies[key]
        if not isinstance(body, int):
            body = self._bodies[key] = body()
        return body ^ (literal & 1)
