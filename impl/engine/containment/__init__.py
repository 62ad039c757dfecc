"""Containment of JSON Schemas: is every instance of one an instance of another?

:func:`contain` proves it, refutes it with a witness, or says that it could do neither.

Each room uses those before it alone: `regex`; `schemas`, the documents; `formulas`,
what they say; `solver`, which looks for an instance; `search`, which guesses one.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from impl.engine.containment.budget import Budget
    from impl.engine.containment.prover import Prover, contain
    from impl.engine.containment.schemas.dialects import Dialect, Scope
    from impl.engine.containment.verdicts import Decision, Proved, Refuted, Undecided

# Who only looks into a room need not wait for the solver to be imported.
_HOMES: Final = {
    "Budget": "budget",
    "Decision": "verdicts",
    "Dialect": "schemas.dialects",
    "Proved": "verdicts",
    "Prover": "prover",
    "Refuted": "verdicts",
    "Scope": "schemas.dialects",
    "Undecided": "verdicts",
    "contain": "prover",
}

__all__ = [
    "Budget",
    "Decision",
    "Dialect",
    "Proved",
    "Prover",
    "Refuted",
    "Scope",
    "Undecided",
    "contain",
]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{home}"), name)
