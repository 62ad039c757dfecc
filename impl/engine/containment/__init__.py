"""Containment of JSON Schemas: is every instance of one an instance of another?

:func:`contain` proves it, refutes it with a witness, or says that it could do neither.

Each room uses those before it alone: `regex`; `schemas`, the documents; `formulas`,
what they say; `solver`, which looks for an instance; `search`, which guesses one.
"""

from impl.engine.containment.budget import Budget
from impl.engine.containment.prover import Prover, contain
from impl.engine.containment.schemas.dialects import Dialect, Scope
from impl.engine.containment.verdicts import Decision, Proved, Refuted, Undecided

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
