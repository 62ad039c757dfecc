# A copy of Countersign's scripts/codegen/runtime/parameters/interpretations.py.
"""What parameters may mean, until the gate has chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from ..checking.checker import Checker, Meant
from ..contract.gate import InvalidValue
from ..contract.operation import Parameter
from ..contract.violations import Violation, of_text, violations


class Origin(Protocol):
    """Where an interpretation comes from: a parameter, its schema and its view."""

    parameter: Parameter
    schema: str
    validator: Any

    def is_light(self, candidates: Sequence[object]) -> bool:
        """Is it done at once to choose, and to say what is wrong?"""
        ...

    def shown(self, value: object) -> object:
        """Return the view of a valid value."""
        ...

    def default(self) -> object:
        """Return the argument of what is not given, a new one each time."""
        ...


class Interpretation:
    """What one parameter may mean, until it is settled what it does."""

    __slots__ = ("_open", "candidates", "reader", "value", "violations")

    def __init__(self, reader: Origin) -> None:
        self.reader = reader
        self.candidates: list[object] = []
        self.violations: Sequence[Violation] = ()
        self.value: object = None
        self._open = True

    def settle(self, value: object) -> None:
        """Take a value for the argument."""
        self.value, self._open = value, False

    def choose(self) -> None:
        """Settle it with the first candidate that is valid, or refuse with violations.

        Does nothing where it is settled.
        """
        if not self._open or self.violations:
            return
        for value in self.candidates:
            if self.reader.validator.is_valid(value):
                self.settle(self.reader.shown(value))
                return
        self._refuse(lambda: violations(self.reader.validator, self.candidates[0]))

    @property
    def is_light(self) -> bool:
        """Is it done at once to choose, and to say what is wrong?"""
        is_done = not self._open or bool(self.violations)
        return is_done or self.reader.is_light(self.candidates)

    async def choose_beside(self, checker: Checker) -> None:
        """Settle it as `choose` does, in another process where that takes long.

        Raises:
            Refusal: 413 or 503.
        """
        try:
            value = await checker.choose(self.reader.schema, Meant(self.candidates))
        except InvalidValue as error:
            told = error.violations
            self._refuse(lambda: told)
        else:
            self.settle(self.reader.shown(value))

    def _refuse(self, told: Callable[[], Sequence[Violation]]) -> None:
        parameter = self.reader.parameter
        if parameter.allow_empty_value and "" in self.candidates:
            self.settle(self.reader.default())
            return
        prefix = f"/{parameter.name}"
        self.violations = [
            Violation(prefix + each.pointer, of_text(each.detail)) for each in told()
        ]
