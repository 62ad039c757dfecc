"""Propagation: cheap conclusions from what is known of a case (unit propagation).

Without them a search among alternatives would try what the facts exclude, one after the
other: of a union whose branches a property tells apart, the facts about that property
leave but one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from impl.engine.containment.formulas.evaluation import holds
from impl.engine.containment.formulas.store import FormulaKind, Formulas, Literal
from impl.engine.containment.solver.answers import EMPTY
from impl.engine.containment.solver.theories import numbers, objects

if TYPE_CHECKING:
    from impl.engine.containment.solver.protocol import Solving


class Propagation:
    """What the facts of one case say about other formulas."""

    def __init__(self, solver: Solving, subject: str, facts: set[Literal]) -> None:
        self._solver = solver
        self._subject = subject
        self._facts = facts
        self._truths: dict[Literal, bool | None] = {}
        self._demands = objects.demanded(solver, facts) if subject == "object" else None
        self._values = _few(solver.formulas, subject, facts)

    def truth(self, literal: Literal) -> bool | None:
        """Tell whether a formula holds in the case; None if that is open."""
        if literal in self._facts:
            return True
        if literal ^ 1 in self._facts:
            return False
        key = literal & ~1
        if key not in self._truths:
            self._solver.meter.step()
            self._truths[key] = None
            self._truths[key] = self._judge(key)
        truth = self._truths[key]
        return truth if truth is None or not literal & 1 else not truth

    def _judge(self, literal: Literal) -> bool | None:
        static = self._solver.tableau.static(literal, self._subject)
        if static is not None:
            return static
        node = self._solver.formulas.node(literal)
        if node.kind is FormulaKind.ALL:
            return self._every(node.args)
        if node.kind is FormulaKind.ONE:
            truths = [self.truth(part) for part in node.args]
            if truths.count(True) > 1:
                return False
            return None if None in truths else truths.count(True) == 1
        if node.kind is FormulaKind.REFERENCE:
            return self.truth(self._solver.formulas.body(literal))
        if self._excludes(literal):
            return False
        return True if self._excludes(literal ^ 1) else None

    def _every(self, parts: tuple[Literal, ...]) -> bool | None:
        result: bool | None = True
        for part in parts:
            truth = self.truth(part)
            if truth is False:
                return False
            if truth is None:
                result = None
        return result

    def _excludes(self, literal: Literal) -> bool:
        """Tell whether the facts and an atom contradict each other at first sight."""
        formulas = self._solver.formulas
        if self._values is not None:
            return all(holds(formulas, literal, v) is False for v in self._values)
        if self._demands is not None:
            return self._demands.exclude(self._solver, literal)
        if self._subject == "number":
            return numbers.solve(formulas, self._facts | {literal}) is EMPTY
        return False


def _few(formulas: Formulas, subject: str, facts: set[Literal]) -> list[object] | None:
    """The values that the facts list, if they do."""
    for fact in facts:
        node = formulas.node(fact)
        if node.kind is FormulaKind.ENUM and not fact & 1:
            return [formulas.values[key] for key in node.args[0] if key[0] == subject]
    return None
