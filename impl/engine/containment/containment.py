"""Decides whether every instance of one JSON Schema is an instance of another."""

import json
from typing import Any

from impl.engine.containment.answers import EMPTY, UNKNOWN, Answer, Satisfied
from impl.engine.containment.budget import Budget, ExhaustedError, Meter
from impl.engine.containment.confirmation import Referee
from impl.engine.containment.dialects import Scope
from impl.engine.containment.formulas import Formulas
from impl.engine.containment.normal_form import Reader
from impl.engine.containment.solver import Solver
from impl.engine.containment.standalone import (
    Standalone,
    UnsupportedSchemaError,
    is_finite,
    stand_alone,
)
from impl.engine.containment.verdicts import Proved, Refuted, Undecided, Verdict
from impl.engine.containment.witnesses import candidates

def contain(
    sub: Any,
    sup: Any,
    *,
    sub_scope: Scope | None = None,
    sup_scope: Scope | None = None,
    formats: bool = False,
    budget: Budget | None = None,
    seed: int = 0,
) -> Verdict:
    """Decide whether every instance of `sub` is an instance of `sup`.

    Any input gets an answer: schemas that cannot be read, and questions that cost more
    than the budget, are undecided. A proof holds without exception, and a witness has
    been confirmed by a validator on both sides.

    Args:
        sub: a schema, as a JSON value.
        sup: the schema that may or may not contain it.
        sub_scope: the document and the dialect of `sub`; 2020-12 on its own by default.
        sup_scope: the document and the dialect of `sup`.
        formats: whether `format` is an assertion; otherwise it is an annotation.
        budget: bounds of the work.
        seed: where the search for witnesses starts.
    """
    meter = Meter(budget or Budget())
    try:
        if not (is_finite(sub) and is_finite(sup)):
            return Undecided(0, seed, "a schema holds a number that is not finite")
        question = (
            stand_alone(sub, sub_scope or Scope()),
            stand_alone(sup, sup_scope or Scope()),
        )
        return _decide(*question, formats, meter, seed)
    except UnsupportedSchemaError as error:
        return Undecided(meter.attempts, seed, str(error))
    except ExhaustedError as error:
        return Undecided(meter.attempts, seed, str(error))
    except RecursionError:
        return Undecided(meter.attempts, seed, "the schemas are nested too deeply")


def _decide(
    sub: Standalone, sup: Standalone, formats: bool, meter: Meter, seed: int
) -> Verdict:
    if _same(sub, sup):
        return Proved()
    answer, reason = _prove(sub, sup, formats, meter)
    if answer is EMPTY:
        return Proved()
    referee = Referee(sub, sup, formats=formats)
    if isinstance(answer, Satisfied) and referee.confirms(answer.value):
        return Refuted(answer.value)
    try:
        for candidate in candidates(sub, sup, seed):
            meter.attempt()
            if referee.confirms(candidate):
                return Refuted(candidate)
    except ExhaustedError:
        pass
    return Undecided(meter.attempts, seed, reason)


def _prove(
    sub: Standalone, sup: Standalone, formats: bool, meter: Meter
) -> tuple[Answer, str]:
    """Look for an instance of `sub` that is none of `sup`."""
    formulas = Formulas()
    try:
        inside = Reader(sub, formulas, formats=formats).read()
        outside = Reader(sup, formulas, formats=formats).read()
        answer = Solver(formulas, meter).solve([inside, outside ^ 1])
    except (ExhaustedError, UnsupportedSchemaError) as error:
        return UNKNOWN, str(error)
    except RecursionError:
        return UNKNOWN, "the schemas are nested too deeply"
    return answer, "a keyword is beyond the prover"


def _same(sub: Standalone, sup: Standalone) -> bool:
    """Tell whether both documents read the same, whatever they mean."""
    if sub.dialect is not sup.dialect or sub.schema != sup.schema:
        return False
    # Python takes 1, 1.0 and True for equal; their texts differ.
    return _text(sub.schema) == _text(sup.schema)


def _text(schema: Any) -> str:
    return json.dumps(schema, sort_keys=True)
