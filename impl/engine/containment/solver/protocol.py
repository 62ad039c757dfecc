"""What the procedure of one type may ask of the solver that calls it.

The question about an array or an object is one about its items, properties and names:
the recursion is of the matter. This is the seam that it goes through.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable

    from impl.engine.containment.budget import Meter
    from impl.engine.containment.formulas.store import Formulas, Literal
    from impl.engine.containment.solver.answers import Satisfiability
    from impl.engine.containment.solver.shallow import Shallow
    from impl.engine.containment.solver.tableau import Tableau


class Solving(Protocol):
    """Answers questions about the formulas of one store.

    Attributes:
        formulas: the store.
        meter: the budget, which every question draws on.
        tableau: splits formulas into cases.
        shallow: the formulas that do not look into arrays and objects.
    """

    formulas: Formulas
    meter: Meter
    tableau: Tableau
    shallow: Shallow

    def solve(self, literals: Iterable[Literal]) -> Satisfiability:
        """Find an instance of which all literals hold.

        Raises:
            ExhaustedError: the budget is spent.
        """

    def is_named(self, names: Literal, name: str) -> bool | None:
        """Tell whether a formula holds of a name; None if that cannot be told."""

    def distinct(
        self, literals: Iterable[Literal], most: int
    ) -> tuple[list[Satisfiability], bool]:
        """Find up to so many instances, and tell whether there are no others."""
