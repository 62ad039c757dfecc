"""Analytic tableaux: formulas about one type, split into cases without choices."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations

from impl.engine.containment.budget import Meter
from impl.engine.containment.formulas.store import (
    SUBJECT,
    FormulaKind,
    Formulas,
    Literal,
)

Option = tuple[Literal, ...]


@dataclass(slots=True)
class _Case:
    """One case.

    Attributes:
        facts: literals that hold, compound ones included.
        choices: lists of options, of each of which one has to hold.
        waiting: literals that hold, too, but have not been looked at.
    """

    facts: set[Literal]
    choices: list[list[Option]]
    waiting: list[Literal] = field(default_factory=list)


class Tableau:
    """Splits formulas into cases."""

    def __init__(self, formulas: Formulas, meter: Meter) -> None:
        self._formulas = formulas
        self._meter = meter
        self._truths: dict[tuple[Literal, str], bool | None] = {}

    def leaves(
        self,
        subject: str,
        literals: Iterable[Literal],
        refuted: Callable[[set[Literal]], bool],
        propagate: Callable[[set[Literal]], Callable[[Literal], bool | None]],
    ) -> Iterator[set[Literal]]:
        """List the cases, each as the facts that hold in it.

        Args:
            subject: the type that the facts are about.
            literals: the formulas.
            refuted: tells of the facts so far that they contradict each other.
            propagate: tells what the facts so far say about other literals.
        """
        stack = [_Case(set(), [], sorted(literals))]
        while stack:
            case = stack.pop()
            if not self._settle(subject, case):
                continue
            if not case.choices:
                yield case.facts
                continue
            if refuted(case.facts):
                continue
            if self._refine(case, propagate(case.facts)):
                stack.append(case)
                continue
            choice = min(case.choices, key=len)
            others = [other for other in case.choices if other is not choice]
            self._meter.step(len(choice))
            stack += [
                _Case(set(case.facts), list(others), list(option))
                for option in reversed(choice)
            ]

    def _settle(self, subject: str, case: _Case) -> bool:
        """Draw the conclusions that need no choice; tell whether the case is open."""
        while True:
            while case.waiting:
                if not self._take(subject, case, case.waiting.pop()):
                    return False
            remaining = []
            for choice in case.choices:
                options = self._open(subject, case.facts, choice)
                if options is None:
                    continue
                if not options:
                    return False
                if len(options) == 1:
                    case.waiting += options[0]
                else:
                    remaining.append(options)
            case.choices = remaining
            if not case.waiting:
                return True

    def _refine(self, case: _Case, truth: Callable[[Literal], bool | None]) -> bool:
        """Drop the options that the facts exclude; tell whether there were any."""
        changed = False
        choices = []
        for choice in case.choices:
            options = []
            for option in choice:
                truths = _until_false(map(truth, option))
                if all(truths):
                    break
                if False not in truths:
                    options.append(option)
            else:
                choices.append(options)
                changed |= len(options) < len(choice)
                continue
            changed = True
        case.choices = choices
        return changed

    def _open(
        self, subject: str, facts: set[Literal], choice: list[Option]
    ) -> list[Option] | None:
        """Keep the options that may hold; None if one holds already."""
        self._meter.step()
        options = []
        for option in choice:
            holds = True
            for literal in option:
                truth = self._truth(subject, facts, literal)
                if truth is False:
                    break
                holds = holds and truth is True
            else:
                if holds:
                    return None
                options.append(option)
        return options

    def _truth(
        self, subject: str, facts: set[Literal], literal: Literal
    ) -> bool | None:
        if literal in facts:
            return True
        if literal ^ 1 in facts:
            return False
        return self.static(literal, subject)

    def _take(self, subject: str, case: _Case, literal: Literal) -> bool:
        if literal in case.facts:
            return True
        if literal ^ 1 in case.facts:
            return False
        truth = self.static(literal, subject)
        if truth is not None:
            return truth
        case.facts.add(literal)
        self._take_apart(subject, case, literal)
        return True

    def _take_apart(self, subject: str, case: _Case, literal: Literal) -> None:
        node, negative = self._formulas.node(literal), bool(literal & 1)
        if node.kind is FormulaKind.ALL and not negative:
            case.waiting += node.args
        elif node.kind is FormulaKind.ALL:
            case.choices.append([(part ^ 1,) for part in node.args])
        elif node.kind is FormulaKind.ONE:
            case.choices.append(self._one(node.args, negative=negative))
        elif node.kind is FormulaKind.REFERENCE:
            case.waiting.append(self._formulas.body(literal))
        elif (
            node.kind is FormulaKind.ENUM
            and negative
            and subject in {"array", "object"}
        ):
            for key in node.args[0]:
                if key[0] == subject:
                    equal = self._equal(self._formulas.values[key])
                    case.waiting.append(equal ^ 1)

    def _one(self, parts: tuple[Literal, ...], *, negative: bool) -> list[Option]:
        self._meter.step(len(parts) ** 2)
        if not negative:
            return [
                (part, *(p ^ 1 for p in (*parts[:index], *parts[index + 1 :])))
                for index, part in enumerate(parts)
            ]
        return [tuple(part ^ 1 for part in parts), *combinations(parts, 2)]

    def _equal(self, value: object) -> Literal:
        """Write that an array or object equals a value without `enum`."""
        formulas = self._formulas
        if isinstance(value, list):
            parts = [formulas.make(FormulaKind.MAX_ITEMS, len(value))]
            parts.append(formulas.make(FormulaKind.MIN_ITEMS, len(value)))
            parts += [
                formulas.make(FormulaKind.ITEM, index, formulas.enum([item]))
                for index, item in enumerate(value)
            ]
            return formulas.all_of(parts)
        if not isinstance(value, dict):
            return formulas.enum([value])
        parts = [formulas.properties(formulas.enum(list(value)) ^ 1, formulas.false)]
        for name, item in value.items():
            named = formulas.enum([name])
            parts.append(formulas.required(name))
            parts.append(formulas.properties(named, formulas.enum([item])))
        return formulas.all_of(parts)

    def static(self, literal: Literal, subject: str) -> bool | None:
        """Tell what the type alone says about a formula; None if nothing."""
        key = (literal & ~1, subject)
        if key not in self._truths:
            self._truths[key] = None  # for formulas that lead back to themselves
            self._truths[key] = self._node(literal & ~1, subject)
        truth = self._truths[key]
        return truth if truth is None or not literal & 1 else not truth

    def _node(self, literal: Literal, subject: str) -> bool | None:
        node = self._formulas.node(literal)
        if node.kind is FormulaKind.ALL:
            truths = [self.static(part, subject) for part in node.args]
            return False if False in truths else (None if None in truths else True)
        if node.kind is FormulaKind.ONE:
            truths = [self.static(part, subject) for part in node.args]
            if truths.count(True) > 1:
                return False
            return None if None in truths else truths.count(True) == 1
        if node.kind is FormulaKind.REFERENCE:
            return self.static(self._formulas.body(literal), subject)
        if node.kind is FormulaKind.TYPE:
            return subject in node.args[0]
        if node.kind is FormulaKind.ENUM:
            kinds = {key[0] for key in node.args[0]}
            return None if subject in kinds else False
        if node.kind in SUBJECT and SUBJECT[node.kind] != subject:
            return True
        return None


def _until_false(truths: Iterable[bool | None]) -> list[bool | None]:
    """List them up to the first that is false, which settles what all of them say."""
    found = []
    for truth in truths:
        found.append(truth)
        if truth is False:
            break
    return found
