"""Decides whether every instance of one JSON Schema is an instance of another."""

import json
from typing import Any

from impl.engine.containment.budget import Budget, ExhaustedError, Meter
from impl.engine.containment.formulas.normal_form import reader
from impl.engine.containment.formulas.reader import SchemaReader
from impl.engine.containment.formulas.store import Formulas
from impl.engine.containment.schemas.dialects import Scope
from impl.engine.containment.schemas.standalone import (
    CircularSchemaError,
    Definitions,
    UnsupportedSchemaError,
    is_finite,
)
from impl.engine.containment.search.candidates import candidates
from impl.engine.containment.search.validators import WitnessValidator
from impl.engine.containment.solver.answers import (
    EMPTY,
    UNKNOWN,
    Satisfiability,
    Satisfied,
)
from impl.engine.containment.solver.solver import Solver
from impl.engine.containment.verdicts import Decision, Proved, Refuted, Undecided


def contain(
    sub: Any,
    sup: Any,
    *,
    sub_scope: Scope | None = None,
    sup_scope: Scope | None = None,
    formats: bool = False,
    budget: Budget | None = None,
    seed: int = 0,
) -> Decision:
    """Decide whether every instance of `sub` is an instance of `sup`.

    For many questions about the same two documents, :class:`Prover` reads them once.

    Args:
        sub: a schema, as a JSON value.
        sup: the schema that may or may not contain it.
        sub_scope: the document and the dialect of `sub`; 2020-12 on its own by default.
        sup_scope: the document and the dialect of `sup`.
        formats: whether `format` is an assertion; otherwise it is an annotation.
        budget: bounds of the work.
        seed: where the search for witnesses starts.
    """
    prover = Prover(sub_scope or Scope(), sup_scope or Scope(), formats=formats)
    return prover.contain(sub, sup, budget=budget, seed=seed)


class Prover:
    """Answers questions about the schemas of two documents.

    What it has read of them it keeps, but no answer depends on the questions before.

    Args:
        sub_scope: the document and the dialect of the schemas that may be contained.
        sup_scope: the document and the dialect of those that may contain them.
        formats: whether `format` is an assertion; otherwise it is an annotation.
    """

    def __init__(
        self, sub_scope: Scope, sup_scope: Scope, *, formats: bool = False
    ) -> None:
        self._formulas = Formulas()
        self._formats = formats
        self._sub = _Side(sub_scope, self._formulas, formats=formats)
        self._sup = _Side(sup_scope, self._formulas, formats=formats)

    def contain(
        self, sub: Any, sup: Any, *, budget: Budget | None = None, seed: int = 0
    ) -> Decision:
        """Decide whether every instance of `sub` is an instance of `sup`.

        Any input gets an answer: schemas that cannot be read, and questions that cost
        more than the budget, are undecided. A proof holds without exception, and a
        witness has been confirmed by a validator on both sides.
        """
        meter = Meter(budget or Budget())
        try:
            if not (is_finite(sub) and is_finite(sup)):
                reason = "a schema holds a number that is not finite"
                return Undecided(0, seed, reason)
            return self._decide(self._sub.take(sub), self._sup.take(sup), meter, seed)
        except (CircularSchemaError, UnsupportedSchemaError, ExhaustedError) as error:
            return Undecided(meter.attempts, seed, str(error))
        except RecursionError:
            return Undecided(meter.attempts, seed, "the schemas are nested too deeply")

    def _decide(self, sub: Any, sup: Any, meter: Meter, seed: int) -> Decision:
        if self._sub.is_like(self._sup) and _same(sub, sup):
            return Proved()
        answer, reason = self._prove(sub, sup, meter)
        if answer is EMPTY:
            return Proved()
        documents = (
            self._sub.definitions.document(sub),
            self._sup.definitions.document(sup),
        )
        validator = WitnessValidator(*documents, formats=self._formats)
        if isinstance(answer, Satisfied) and validator.confirms(answer.value):
            return Refuted(answer.value)
        try:
            for candidate in candidates(*documents, seed):
                meter.attempt()
                if validator.confirms(candidate):
                    return Refuted(candidate)
        except ExhaustedError:
            pass
        return Undecided(meter.attempts, seed, reason)

    def _prove(self, sub: Any, sup: Any, meter: Meter) -> tuple[Satisfiability, str]:
        """Look for an instance of `sub` that is none of `sup`."""
        try:
            inside, outside = self._sub.read(sub), self._sup.read(sup)
            answer = Solver(self._formulas, meter).solve([inside, outside ^ 1])
        except (ExhaustedError, UnsupportedSchemaError) as error:
            return UNKNOWN, str(error)
        except RecursionError:
            return UNKNOWN, "the schemas are nested too deeply"
        return answer, "a keyword is beyond the prover"


class _Side:
    """One of the two documents."""

    def __init__(self, scope: Scope, formulas: Formulas, *, formats: bool) -> None:
        self.definitions = Definitions(scope)
        self._formulas = formulas
        self._formats = formats
        self._reader = (
            None if self.definitions.root is None else self._read(self.definitions.root)
        )

    def _read(self, root: Any) -> SchemaReader:
        dialect = self.definitions.dialect
        return reader(root, dialect, self._formulas, formats=self._formats)

    def is_like(self, other: "_Side") -> bool:
        """Tell whether equal schemas mean the same here and there."""
        roots = self.definitions.root, other.definitions.root
        return (
            roots == (None, None)
            and self.definitions.dialect is other.definitions.dialect
        )

    def take(self, schema: Any) -> Any:
        return self.definitions.take(schema)

    def read(self, taken: Any) -> int:
        held = self._reader or self._read(taken)
        return held.read(taken)


def _same(sub: Any, sup: Any) -> bool:
    """Tell whether both schemas read the same, whatever they mean."""
    # Python takes 1, 1.0 and True for equal; their texts differ.
    return bool(sub == sup) and _text(sub) == _text(sup)


def _text(schema: Any) -> str:
    return json.dumps(schema, sort_keys=True)
