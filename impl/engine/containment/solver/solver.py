"""Looks for an instance of a set of formulas, or proves that there is none.

The search follows the types: the formulas are split into cases (the tableau), and what
remains of a case speaks of one type, which has a procedure of its own. Those of arrays
and objects ask the same question about their items and properties.

A question that comes up again within itself counts as having no answer: if there is an
instance, there is one of least height, and that one has no instance of the same
formulas within. What was concluded from such a premise is kept only while the premise
lasts, or for good once it is proved.
"""

from collections.abc import Callable, Iterable

from impl.engine.containment.budget import Meter
from impl.engine.containment.formulas.evaluation import holds
from impl.engine.containment.formulas.store import (
    SUBJECT,
    FormulaKind,
    Formulas,
    Literal,
)
from impl.engine.containment.solver.answers import (
    EMPTY,
    UNKNOWN,
    Empty,
    Satisfiability,
    Satisfied,
)
from impl.engine.containment.solver.propagation import Propagation
from impl.engine.containment.solver.shallow import Shallow
from impl.engine.containment.solver.tableau import Tableau
from impl.engine.containment.solver.theories import arrays, numbers, objects, strings
from impl.engine.containment.solver.variants import variants
from impl.engine.containment.values import identity
from impl.engine.openapi.json_types import PRIMITIVES, type_of

Goal = frozenset[Literal]
_DEEPEST = 60
_COMPOUND = frozenset({FormulaKind.ALL, FormulaKind.ONE, FormulaKind.REFERENCE})


class Solver:
    """Answers questions about the formulas of one store.

    Attributes:
        formulas: the store.
        meter: the budget, which every question draws on.
        tableau: splits formulas into cases.
        shallow: the formulas that do not look into arrays and objects.
    """

    def __init__(self, formulas: Formulas, meter: Meter) -> None:
        self.formulas = formulas
        self.meter = meter
        self.tableau = Tableau(formulas, meter)
        self.shallow = Shallow(formulas)
        self._known: dict[Goal, Satisfiability] = {}
        self._named: dict[tuple[Literal, str], bool | None] = {}
        self._provisional: dict[Goal, int] = {}  # premise: place on the path
        self._path: dict[Goal, int] = {}
        self._premises: list[int] = []

    def solve(self, literals: Iterable[Literal]) -> Satisfiability:
        """Find an instance of which all literals hold.

        Raises:
            ExhaustedError: the budget is spent.
        """
        key = frozenset(literals)
        if any(literal ^ 1 in key for literal in key) or self.formulas.false in key:
            return EMPTY
        known = self._known.get(key)
        if known is not None:
            return known
        place = self._path.get(key, self._provisional.get(key))
        if place is not None:
            self._assume(place)
            return EMPTY
        if len(self._path) >= _DEEPEST:
            return UNKNOWN
        return self._enter(key)

    def _assume(self, place: int) -> None:
        if self._premises:
            self._premises[-1] = min(self._premises[-1], place)

    def _enter(self, key: Goal) -> Satisfiability:
        self.meter.step(1 + len(key))
        here = len(self._path)
        self._path[key] = here
        self._premises.append(here)
        try:
            answer = self._by_type(key)
        finally:
            del self._path[key]
            premise = self._premises.pop()
        self._conclude(key, answer, here, premise)
        return answer

    def _conclude(
        self, key: Goal, answer: Satisfiability, here: int, premise: int
    ) -> None:
        dependent = [k for k, place in self._provisional.items() if place >= here]
        for other in dependent:
            if not isinstance(answer, Empty):
                del self._provisional[other]
            elif premise < here:
                self._provisional[other] = min(premise, self._provisional[other])
            else:
                del self._provisional[other]
                self._known[other] = EMPTY
        if isinstance(answer, Empty) and premise < here:
            self._provisional[key] = premise
            self._assume(premise)
        else:
            self._known[key] = answer

    def _by_type(self, key: Goal) -> Satisfiability:
        result: Satisfiability = EMPTY
        for subject in self._subjects(key):
            answer = self._of_type(key, subject)
            if isinstance(answer, Satisfied):
                return answer
            if answer is UNKNOWN:
                result = UNKNOWN
        return result

    def _subjects(self, key: Goal) -> list[str]:
        possible = set(PRIMITIVES)
        for literal in key:
            node = self.formulas.node(literal)
            if literal & 1:
                if node.kind is FormulaKind.TYPE:
                    possible -= node.args[0]
                elif node.kind in SUBJECT:
                    possible &= {SUBJECT[node.kind]}
            elif node.kind is FormulaKind.TYPE:
                possible &= node.args[0]
            elif node.kind is FormulaKind.ENUM:
                possible &= {type_of(self.formulas.values[k]) for k in node.args[0]}
        return [name for name in PRIMITIVES if name in possible]

    def _of_type(self, key: Goal, subject: str) -> Satisfiability:
        result: Satisfiability = EMPTY
        refuted = self._refuter(subject)

        def propagate(facts: set[Literal]) -> Callable[[Literal], bool | None]:
            return Propagation(self, subject, facts).truth

        for facts in self.tableau.leaves(subject, key, refuted, propagate):
            answer = self._theory(subject, facts)
            if isinstance(answer, Satisfied):
                return answer
            if answer is UNKNOWN:
                result = UNKNOWN
        return result

    def _refuter(self, subject: str) -> Callable[[set[Literal]], bool]:
        if subject == "object":
            return lambda facts: objects.contradicts(self, facts)
        if subject == "number":
            return lambda facts: self._theory(subject, facts) is EMPTY
        return lambda _: False

    def _theory(self, subject: str, facts: set[Literal]) -> Satisfiability:
        atoms = {f for f in facts if self.formulas.node(f).kind not in _COMPOUND}
        finite = self._finite(subject, atoms)
        if finite is not None:
            return finite
        if subject == "number":
            answer = numbers.solve(self.formulas, atoms)
        elif subject == "string":
            return strings.solve(self, atoms)
        elif subject == "array":
            answer = arrays.solve(self, atoms)
        else:
            answer = objects.solve(self, atoms)
        opaque = any(self.formulas.node(f).kind is FormulaKind.OPAQUE for f in atoms)
        return UNKNOWN if opaque and isinstance(answer, Satisfied) else answer

    def _finite(self, subject: str, atoms: set[Literal]) -> Satisfiability | None:
        """Try every value, if the facts leave but a few."""
        keys = None
        for literal in atoms:
            node = self.formulas.node(literal)
            if node.kind is FormulaKind.ENUM and not literal & 1:
                keys = node.args[0] if keys is None else keys & node.args[0]
        if keys is not None:
            values = [self.formulas.values[k] for k in sorted(keys, key=repr)]
        elif subject == "null":
            values = [None]
        elif subject == "boolean":
            values = [True, False]
        else:
            return None
        result: Satisfiability = EMPTY
        for value in values:
            if type_of(value) != subject:
                continue
            self.meter.step()
            truths = [holds(self.formulas, atom, value) for atom in atoms]
            if all(truths):
                return Satisfied(value)
            if False not in truths:
                result = UNKNOWN
        return result

    def is_named(self, names: Literal, name: str) -> bool | None:
        """Tell whether a formula holds of a name; None if that cannot be told."""
        key = (names, name)
        if key not in self._named:
            self._named[key] = holds(self.formulas, names, name)
        return self._named[key]

    def distinct(
        self, literals: Iterable[Literal], most: int
    ) -> tuple[list[Satisfiability], bool]:
        """Find up to so many instances, and tell whether there are no others."""
        base = list(literals)
        found: list[Satisfiability] = []
        while len(found) < most:
            values = [a.value for a in found if isinstance(a, Satisfied)]
            answer = self.solve([*base, self.formulas.enum(values) ^ 1])
            if not isinstance(answer, Satisfied):
                return found, answer is EMPTY
            found.append(answer)
            found += self._like(base, answer.value, most, found)
        return found, False

    def _like(
        self, base: list[Literal], value: object, most: int, known: list[Satisfiability]
    ) -> list[Satisfiability]:
        """Find more of the kind of an instance, which is cheaper than to search.

        A validator looks at what becomes of them.
        """
        if len(known) > 1:
            return []
        found: dict[object, Satisfiability] = {identity(value): known[0]}
        for other in variants(value, 2 * most):
            self.meter.step(len(base))
            if len(found) >= most:
                break
            if all(holds(self.formulas, fact, other) is not False for fact in base):
                found.setdefault(identity(other), Satisfied(other))
        return list(found.values())[1:]
