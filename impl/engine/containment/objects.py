"""Objects: which names there have to be, and which values they may have."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from impl.engine.containment.answers import EMPTY, UNKNOWN, Answer, Satisfied
from impl.engine.containment.evaluation import holds
from impl.engine.containment.formulas import Kind, Literal
from impl.engine.containment.names import Names, Namespace

if TYPE_CHECKING:
    from impl.engine.containment.solver import Solver

_MOST_FILLERS = 200


@dataclass(slots=True)
class _Demands:
    """What the facts demand of an object.

    Attributes:
        rules: pairs of names and values; under any such name is such a value.
        wanted: pairs of names and values; there is such a property.
        least: how many properties there are at least.
        most: how many there are at most; None without bound.
    """

    rules: list[tuple[Literal, Literal]] = field(default_factory=list)
    wanted: list[tuple[Literal, Literal]] = field(default_factory=list)
    least: int = 0
    most: int | None = None


def _demands(solver: Solver, facts: set[Literal]) -> _Demands:
    demands = _Demands()
    for literal in sorted(facts):
        node, negative = solver.formulas.node(literal), bool(literal & 1)
        if node.kind is Kind.PROPERTIES:
            names, values = node.args
            if negative:
                demands.wanted.append((names, values ^ 1))
            else:
                demands.rules.append((names, values))
        elif node.kind in {Kind.MIN_PROPERTIES, Kind.MAX_PROPERTIES}:
            count = node.args[0]
            if (node.kind is Kind.MIN_PROPERTIES) is not negative:
                least = count + 1 if negative else count
                demands.least = max(demands.least, least)
            else:
                most = count - 1 if negative else count
                demands.most = min(most, most if demands.most is None else demands.most)
    return demands


def contradicts(solver: Solver, facts: set[Literal]) -> bool:
    """Tell, at little cost, whether the facts about single properties exclude all."""
    demands = _demands(solver, facts)
    if demands.most is not None and demands.most < demands.least:
        return True
    fixed = _fixed(solver, demands)
    for name, values in fixed.items():
        if solver.solve(_values(solver, demands, name, values)) is EMPTY:
            return True
    return False


def _fixed(solver: Solver, demands: _Demands) -> dict[str, set[Literal]]:
    """The names that have to be there, each with what is wanted of its value."""
    fixed: dict[str, set[Literal]] = {}
    for names, values in demands.wanted:
        single = _single(solver, names)
        if single is not None:
            fixed.setdefault(single, set()).add(values)
    return fixed


def _single(solver: Solver, names: Literal) -> str | None:
    node = solver.formulas.node(names)
    if names & 1 or node.kind is not Kind.ENUM or len(node.args[0]) != 1:
        return None
    (key,) = node.args[0]
    return str(key[1]) if key[0] == "string" else None


def _values(
    solver: Solver, demands: _Demands, name: str, extra: set[Literal]
) -> set[Literal]:
    """What is so of the value under a name, as far as that can be told."""
    values = set(extra)
    for names, rule in demands.rules:
        if holds(solver.formulas, names, name):
            values.add(rule)
    return values


def solve(solver: Solver, facts: set[Literal]) -> Answer:
    """Find an object of which all facts hold."""
    demands = _demands(solver, facts)
    if demands.most is not None and demands.most < demands.least:
        return EMPTY
    fixed = _fixed(solver, demands)
    if demands.most is not None and len(fixed) > demands.most:
        return EMPTY
    return _Search(solver, demands).run(fixed)


class _Search:
    """Looks for names and values that meet the demands."""

    def __init__(self, solver: Solver, demands: _Demands) -> None:
        self._solver = solver
        self._demands = demands
        formulas = [names for names, _ in demands.rules + demands.wanted]
        self._space = Namespace(solver, formulas)
        self._doubtful = False

    def run(self, fixed: dict[str, set[Literal]]) -> Answer:
        for name, values in fixed.items():
            answer = self._value(name, values)
            if answer is EMPTY:
                return EMPTY
            self._doubtful |= answer is UNKNOWN
        open_wishes = [
            (names, values)
            for names, values in self._demands.wanted
            if _single(self._solver, names) is None
        ]
        if any(not self._feasible(names, {values}) for names, values in open_wishes):
            return UNKNOWN if self._doubtful else EMPTY
        answer = self._assign(open_wishes, fixed)
        if answer is EMPTY and (self._doubtful or self._space.doubtful):
            return UNKNOWN
        return answer

    def _value(self, name: str, extra: set[Literal]) -> Answer:
        values = set(extra)
        for names, rule in self._demands.rules:
            truth = holds(self._solver.formulas, names, name)
            if truth is None:
                self._doubtful = True
            if truth:
                values.add(rule)
        return self._solver.solve(values)

    def _class_value(self, names: Names, extra: set[Literal]) -> Answer:
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
        truth = holds(self._solver.formulas, names, name)
        if truth is None:
            self._doubtful = True
        return bool(truth)

    def _assign(
        self, wishes: list[tuple[Literal, Literal]], chosen: dict[str, set[Literal]]
    ) -> Answer:
        """Meet the wishes one by one, by a property that is there or by a new one."""
        self._solver.meter.step()
        if not wishes:
            return self._fill(chosen)
        (names, values), *rest = wishes
        most = self._demands.most
        result: Answer = EMPTY
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

    def _fill(self, chosen: dict[str, set[Literal]]) -> Answer:
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

    def _extend(self, instance: dict[str, Any]) -> Answer:
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
