# A copy of Countersign's scripts/codegen/runtime/parameters/readings.py.
"""What parameters may mean, until the gate has chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from ..checking.checker import Checker, Meant
from ..contract.gate import InvalidValue
from ..contract.operation import Parameter
from ..contract.violations import Fault, faults


class Source(Protocol):
    """Where a reading comes from: a parameter, its schema and its view."""

    parameter: Parameter
    schema: str
    validator: Any

    def is_light(self, candidates: Sequence[object]) -> bool:
        """Is it done at once to choose, and to say what is wrong?"""
        ...

    def shown(self, value: object) -> object:
        """Return the view of a valid value."""
        ...


class Reading:
    """What one parameter may mean, until it is settled what it does."""

    __slots__ = ("_open", "candidates", "faults", "reader", "value")

    def __init__(self, reader: Source) -> None:
        self.reader = reader
        self.candidates: list[object] = []
        self.faults: Sequence[Fault] = ()
        self.value: object = None
        self._open = True

    def settle(self, value: object) -> None:
        """Take a value for the argument."""
        self.value, self._open = value, False

    def choose(self) -> None:
        """Settle it: with the first candidate that the schema allows, or with faults.

        Does nothing where it is settled.
        """
        if not self._open or self.faults:
            return
        for value in self.candidates:
            if self.reader.validator.is_valid(value):
                self.settle(self.reader.shown(value))
                return
        self._refuse(lambda: faults(self.reader.validator, self.candidates[0]))

    @property
    def is_light(self) -> bool:
        """Is it done at once to choose, and to say what is wrong?"""
        is_done = not self._open or bool(self.faults)
        return is_done or self.reader.is_light(self.candidates)

    async def choose_beside(self, checker: Checker) -> None:
        """Settle it as `choose` does, in another process where that takes long.

        Raises:
            Refusal: 413 or 503.
        """
        try:
            value = await checker.choose(self.reader.schema, Meant(self.candidates))
        except InvalidValue as error:
            told = error.faults
            self._refuse(lambda: told)
        else:
            self.settle(self.reader.shown(value))

    def _refuse(self, told: Callable[[], Sequence[Fault]]) -> None:
        parameter = self.reader.parameter
        if parameter.allow_empty_value and "" in self.candidates:
            self.settle(parameter.default)
            return
        prefix = f"/{parameter.name}"
        self.faults = [Fault(prefix + each.pointer, each.detail) for each in told()]
