"""Removes `unevaluatedItems` and `unevaluatedProperties` by case distinction.

What they speak of depends on which subschemas accept the instance. A case is a guess at
the subschemas that do, with what those evaluate. If more of them accept than a case
says, less is left unevaluated than it says; so the cases need not exclude each other,
and their union is exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any

from impl.engine.containment.formulas import structures
from impl.engine.containment.formulas.store import FormulaKind, Literal
from impl.engine.containment.schemas.dialects import Dialect
from impl.engine.containment.schemas.digests import Subschema

if TYPE_CHECKING:
    from impl.engine.containment.formulas.reader import SchemaReader

_MOST_CASES = 64
_ALL_ITEMS = 10**12


@dataclass(frozen=True, slots=True)
class _Case:
    """What is evaluated if the guards hold.

    Attributes:
        guards: formulas about the instance.
        names: formulas of names; a property under any such name is evaluated.
        items: how many of the first items are evaluated.
        matching: formulas of items; any such item is evaluated.
    """

    guards: frozenset[Literal] = frozenset()
    names: frozenset[Literal] = frozenset()
    items: int = 0
    matching: frozenset[Literal] = frozenset()

    def plus(self, other: _Case) -> _Case:
        return _Case(
            self.guards | other.guards,
            self.names | other.names,
            max(self.items, other.items),
            self.matching | other.matching,
        )


class _TooManyCasesError(Exception):
    pass


def unevaluated(reader: SchemaReader, place: Subschema, keyword: str) -> Literal:
    """Read one of the two keywords of a schema."""
    formulas = reader.formulas
    rest = reader.child(place, place.schema[keyword])
    try:
        cases = _Cases(reader, keyword).of(place, own=False)
    except _TooManyCasesError:
        subject = "object" if keyword == "unevaluatedProperties" else "array"
        return reader.opaque(place, keyword, subject)
    alternatives = []
    for case in cases:
        if keyword == "unevaluatedProperties":
            names = formulas.any_of(sorted(case.names)) ^ 1
            claim = formulas.properties(names, rest)
        else:
            item = formulas.any_of([rest, *sorted(case.matching)])
            claim = formulas.make(FormulaKind.ITEMS, case.items, item)
            if item == formulas.true or case.items == _ALL_ITEMS:
                claim = formulas.true
        alternatives.append(formulas.all_of([*sorted(case.guards), claim]))
    return formulas.any_of(alternatives)


class _Cases:
    def __init__(self, reader: SchemaReader, keyword: str) -> None:
        self._reader = reader
        self._keyword = keyword

    def of(self, place: Subschema, *, own: bool) -> list[_Case]:
        """List the cases of a schema that accepts the instance.

        Args:
            place: the schema.
            own: whether the keyword itself counts; for the schema in question it
                does not.
        """
        node = place.schema
        if not isinstance(node, dict):
            return [_Case()]
        here = Subschema(node, self._reader.references.base(place))
        if own and self._keyword in node:
            return [self._everything()]
        factors = [[self._direct(here)]]
        references = self._reader.references
        factors += [self.of(t, own=True) for t in references.targets(node, here.base)]
        for keyword in ("allOf", "anyOf"):
            for branch in node.get(keyword, ()):
                inner = Subschema(branch, here.base)
                factors.append(self._maybe(inner, always=keyword == "allOf"))
        # Of oneOf no two branches accept, so their cases need not be combined.
        alternatives = [
            Subschema(branch, here.base) for branch in node.get("oneOf", ())
        ]
        if alternatives:
            cases = [c for a in alternatives for c in self._maybe(a, always=False)]
            factors.append(list(dict.fromkeys(cases)))
        if "if" in node:
            factors.append(self._conditional(here))
        for name, schema in node.get("dependentSchemas", {}).items():
            guard = structures.absent(self._reader, name) ^ 1
            cases = self.of(Subschema(schema, here.base), own=True)
            factors.append([_Case(), *(_guarded(c, guard) for c in cases)])
        return self._product(factors)

    def _maybe(self, place: Subschema, *, always: bool) -> list[_Case]:
        cases = self.of(place, own=True)
        if always or cases == [_Case()]:
            return cases
        guard = self._reader.schema(place)
        return [_Case(), *(_guarded(case, guard) for case in cases)]

    def _conditional(self, place: Subschema) -> list[_Case]:
        node = place.schema
        condition = self._reader.child(place, node["if"])
        inner = [
            self.of(Subschema(node.get(word, True), place.base), own=True)
            for word in ("if", "then", "else")
        ]
        met = self._product(inner[:2])
        return [
            *(_guarded(case, condition) for case in met),
            *(_guarded(case, condition ^ 1) for case in inner[2]),
        ]

    def _product(self, factors: list[list[_Case]]) -> list[_Case]:
        result = [_Case()]
        for factor in factors:
            pairs = product(result, factor)
            result = list(dict.fromkeys(left.plus(right) for left, right in pairs))
            if len(result) > _MOST_CASES:
                raise _TooManyCasesError
        return result

    def _everything(self) -> _Case:
        true = self._reader.formulas.true
        if self._keyword == "unevaluatedProperties":
            return _Case(names=frozenset({true}))
        return _Case(items=_ALL_ITEMS)

    def _direct(self, place: Subschema) -> _Case:
        node: dict[str, Any] = place.schema
        if self._keyword == "unevaluatedProperties":
            if "additionalProperties" in node:
                return self._everything()
            return _Case(names=frozenset({structures.declared(self._reader, place)}))
        prefix, rest = structures.prefix_of(self._reader, place)
        if rest is not None:
            return self._everything()
        matching: frozenset[Literal] = frozenset()
        if "contains" in node:
            if self._reader.order < Dialect.DRAFT_2020_12.order:
                # The text of 2019-09 and its validators differ about this.
                raise _TooManyCasesError
            matching = frozenset({self._reader.child(place, node["contains"])})
        return _Case(items=len(prefix), matching=matching)


def _guarded(case: _Case, guard: Literal) -> _Case:
    return case.plus(_Case(guards=frozenset({guard})))
