"""Property names, sorted by which formulas hold of them.

The names that formulas list one by one are known; each is judged on its own. All others
fall into groups within which no formula tells two names apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from impl.engine.containment.formulas.store import FormulaKind, Literal
from impl.engine.containment.solver.answers import EMPTY, Satisfied

if TYPE_CHECKING:
    from collections.abc import Iterable

    from impl.engine.containment.solver.protocol import Solving


@dataclass(slots=True)
class NameClass:
    """A group of names.

    Attributes:
        space: the namespace that the group belongs to.
        truths: which of the formulas hold of the names in it.
        literals: the formula of the group itself.
    """

    space: Namespace
    truths: dict[Literal, bool]
    literals: list[Literal]

    def within(self, names: Literal) -> bool:
        """Tell whether a formula holds of the names in the group."""
        return self.truths[names]

    def fresh(self, used: set[str]) -> str | None:
        """Return a name of the group that is not used yet; None if there is none."""
        formulas = self.space.solver.formulas
        others = [formulas.enum(sorted(used)) ^ 1] if used else []
        answer = self.space.solver.solve([*self.literals, *others])
        if isinstance(answer, Satisfied):
            return str(answer.value)
        if answer is not EMPTY:
            self.space.doubtful = True
        return None


class Namespace:
    """The names that some formulas speak of.

    Attributes:
        solver: what finds names.
        known: the names that the formulas list.
        doubtful: whether there may be names that were not found.
    """

    def __init__(
        self, solver: Solving, formulas: list[Literal], names: Iterable[str]
    ) -> None:
        self.solver = solver
        self.doubtful = False
        self._formulas = sorted(set(formulas))
        self.known = sorted(self._listed().union(names))
        self._groups: list[NameClass] | None = None

    def _listed(self) -> set[str]:
        found: set[str] = set()
        waiting, seen = list(self._formulas), set(self._formulas)
        while waiting:
            literal = waiting.pop()
            node = self.solver.formulas.node(literal)
            parts: tuple[Literal, ...] = ()
            if node.kind is FormulaKind.ENUM:
                found |= {key[1] for key in node.args[0] if key[0] == "string"}
            elif node.kind in {FormulaKind.ALL, FormulaKind.ONE}:
                parts = node.args
            elif node.kind is FormulaKind.REFERENCE:
                parts = (self.solver.formulas.body(literal),)
            for part in parts:
                if part not in seen:
                    seen.add(part)
                    waiting.append(part)
        return found

    def groups(self) -> list[NameClass]:
        """The groups of names that are not known."""
        if self._groups is None:
            formulas = self.solver.formulas
            base = [formulas.type("string")]
            if self.known:
                base.append(formulas.enum(list(self.known)) ^ 1)
            self._groups = []
            self._split(list(self._formulas), {}, base)
        return self._groups

    def _split(
        self, rest: list[Literal], truths: dict[Literal, bool], literals: list[Literal]
    ) -> None:
        answer = self.solver.solve(literals)
        if answer is EMPTY:
            return
        if not rest:
            if not isinstance(answer, Satisfied):
                # Such names may exist or not; without one, nothing is built on it.
                self.doubtful = True
            groups = self._groups
            if groups is not None:
                groups.append(NameClass(self, truths, literals))
            return
        first, *others = rest
        for literal, truth in ((first, True), (first ^ 1, False)):
            self._split(others, {**truths, first: truth}, [*literals, literal])
