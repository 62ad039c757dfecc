"""Objects: which names there have to be, and which values they may have."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from impl.engine.containment.formulas.store import FormulaKind, Literal
from impl.engine.containment.solver.answers import (
    EMPTY,
    UNKNOWN,
    Satisfiability,
    Satisfied,
)
from impl.engine.containment.solver.theories.name_classes import NameClass, Namespace

if TYPE_CHECKING:
    from impl.engine.containment.solver.protocol import Solving

_MOST_FILLERS = 200


@dataclass(slots=True)
class Demands:
    """What the facts demand of an object.

    Attributes:
        under: what is so of the value under a name, if there is one.
        rules: pairs of names and values; under any such name is such a value.
        present: what is so of the value under a name that there has to be.
        wanted: pairs of names and values; there is such a property.
        least: how many properties there are at least.
        most: how many there are at most; None without bound.
    """

    under: dict[str, set[Literal]] = field(default_factory=dict)
    rules: list[tuple[Literal, Literal]] = field(default_factory=list)
    present: dict[str, set[Literal]] = field(default_factory=dict)
    wanted: list[tuple[Literal, Literal]] = field(default_factory=list)
    least: int = 0
    most: int | None = None

    def exclude(self, solver: Solving, literal: Literal) -> bool:
        """Tell whether an atom contradicts them at first sight."""
        node = solver.formulas.node(literal)
        if node.kind is not FormulaKind.PROPERTIES:
            return False
        names, values = node.args
        name = _single(solver, names)
        if name is None:
            return False
        if not literal & 1 and name not in self.present:
            return False
        extra = {values ^ (literal & 1), *self.present.get(name, ())}
        return (
            solver.solve(solver.shallow.part(self.value(solver, name, extra))) is EMPTY
        )

    def value(self, solver: Solving, name: str, extra: set[Literal]) -> set[Literal]:
        """What is so of the value under a name, as far as that can be told."""
        ruled = {v for n, v in self.rules if solver.is_named(n, name)}
        return extra | ruled | self.under.get(name, set())


def demanded(solver: Solving, facts: set[Literal]) -> Demands:
    """Sort what the facts demand."""
    demands = Demands()
    for literal in sorted(facts):
        node, negative = solver.formulas.node(literal), bool(literal & 1)
        if node.kind is FormulaKind.PROPERTIES:
            names, values = node.args
            single = _single(solver, names)
            if single is not None:
                kept = demands.present if negative else demands.under
                kept.setdefault(single, set()).add(values ^ negative)
            elif negative:
                demands.wanted.append((names, values ^ 1))
            else:
                demands.rules.append((names, values))
        elif node.kind in {FormulaKind.MIN_PROPERTIES, FormulaKind.MAX_PROPERTIES}:
            count = node.args[0]
            if (node.kind is FormulaKind.MIN_PROPERTIES) is not negative:
                least = count + 1 if negative else count
                demands.least = max(demands.least, least)
            else:
                most = count - 1 if negative else count
                demands.most = min(most, most if demands.most is None else demands.most)
    return demands


def contradicts(solver: Solving, facts: set[Literal]) -> bool:
    """Tell, at little cost, whether the facts about single properties exclude all."""
    demands = demanded(solver, facts)
    if demands.most is not None and demands.most < demands.least:
        return True
    return any(
        solver.solve(demands.value(solver, name, values)) is EMPTY
        for name, values in demands.present.items()
    )


def _single(solver: Solving, names: Literal) -> str | None:
    node = solver.formulas.node(names)
    if names & 1 or node.kind is not FormulaKind.ENUM or len(node.args[0]) != 1:
        return None
    (key,) = node.args[0]
    return str(key[1]) if key[0] == "string" else None


def solve(solver: Solving, facts: set[Literal]) -> Satisfiability:
    """Find an object of which all facts hold."""
    demands = demanded(solver, facts)
    if demands.most is not None and demands.most < demands.least:
        return EMPTY
    if demands.most is not None and len(demands.present) > demands.most:
        return EMPTY
    return _Search(solver, demands).run()


class _Search:
    """Looks for names and values that meet the demands."""

    def __init__(self, solver: Solving, demands: Demands) -> None:
        self._solver = solver
        self._demands = demands
        formulas = [names for names, _ in demands.rules + demands.wanted]
        listed = {*demands.under, *demands.present}
        self._space = Namespace(solver, formulas, listed)
        self._doubtful = False

    def run(self) -> Satisfiability:
        demands = self._demands
        for name, values in demands.present.items():
            answer = self._value(name, values)
            if answer is EMPTY:
                return EMPTY
            self._doubtful |= answer is UNKNOWN
        if any(not self._feasible(names, {v}) for names, v in demands.wanted):
            return UNKNOWN if self._doubtful else EMPTY
        answer = self._assign(demands.wanted, demands.present)
        if answer is EMPTY and (self._doubtful or self._space.doubtful):
            return UNKNOWN
        return answer

    def _value(self, name: str, extra: set[Literal]) -> Satisfiability:
        values = extra | self._demands.under.get(name, set())
        for names, rule in self._demands.rules:
            truth = self._solver.is_named(names, name)
            if truth is None:
                self._doubtful = True
            if truth:
                values.add(rule)
        return self._solver.solve(values)

    def _class_value(self, names: NameClass, extra: set[Literal]) -> Satisfiability:
        rules = {rule for n, rule in self._demands.rules if names.within(n)}
        return self._solver.solve(rules | extra)

    def _feasible(self, names: Literal, values: set[Literal]) -> bool:
        """Tell whether some name meets a wish, other wishes aside."""
        for name in self._space.known:
            if self._among(names, name):
                answer = self._value(name, values)
                self._doubtful |= answer is UNKNOWN
                if answer is not EMPTY:
                    return True
        for group in self._space.groups():
            if group.within(names) and self._class_value(group, values) is not EMPTY:
                return True
        return False

    def _among(self, names: Literal, name: str) -> bool:
        truth = self._solver.is_named(names, name)
        if truth is None:
            self._doubtful = True
        return bool(truth)

    def _assign(
        self, wishes: list[tuple[Literal, Literal]], chosen: dict[str, set[Literal]]
    ) -> Satisfiability:
        """Meet the wishes one by one, by a property that is there or by a new one."""
        self._solver.meter.step()
        if not wishes:
            return self._fill(chosen)
        (names, values), *rest = wishes
        most = self._demands.most
        result: Satisfiability = EMPTY
        for name in self._options(names, chosen):
            if name not in chosen and most is not None and len(chosen) >= most:
                continue
            wanted = chosen.get(name, set()) | {values}
            answer = self._value(name, wanted)
            if answer is UNKNOWN:
                self._doubtful = True
            if answer is EMPTY:
                continue
            found = self._assign(rest, {**chosen, name: wanted})
            if isinstance(found, Satisfied):
                return found
            if found is UNKNOWN:
                result = UNKNOWN
        return result

    def _options(self, names: Literal, chosen: dict[str, set[Literal]]) -> list[str]:
        options = [name for name in chosen if self._among(names, name)]
        options += [
            name
            for name in self._space.known
            if name not in chosen and self._among(names, name)
        ]
        for group in self._space.groups():
            if group.within(names):
                fresh = group.fresh(set(chosen) | set(options))
                if fresh is not None:
                    options.append(fresh)
        return options

    def _fill(self, chosen: dict[str, set[Literal]]) -> Satisfiability:
        """Add properties until there are enough, and give all of them values."""
        if self._demands.most is not None and len(chosen) > self._demands.most:
            return EMPTY
        instance: dict[str, Any] = {}
        for name, values in chosen.items():
            answer = self._value(name, values)
            if not isinstance(answer, Satisfied):
                return answer
            instance[name] = answer.value
        if len(instance) < self._demands.least:
            return self._extend(instance)
        return Satisfied(instance)

    def _extend(self, instance: dict[str, Any]) -> Satisfiability:
        unknown = False
        for name in self._space.known:
            if name not in instance and len(instance) < self._demands.least:
                answer = self._value(name, set())
                unknown |= answer is UNKNOWN
                if isinstance(answer, Satisfied):
                    instance[name] = answer.value
        for group in self._space.groups():
            answer = self._class_value(group, set())
            unknown |= answer is UNKNOWN
            if not isinstance(answer, Satisfied):
                continue
            while len(instance) < self._demands.least:
                fresh = group.fresh(set(instance))
                if fresh is None:
                    break
                instance[fresh] = answer.value
                if len(instance) > _MOST_FILLERS:
                    return UNKNOWN
        if len(instance) >= self._demands.least:
            return Satisfied(instance)
        return UNKNOWN if unknown or self._space.doubtful else EMPTY
