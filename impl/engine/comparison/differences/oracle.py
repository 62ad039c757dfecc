"""Ask for containment, each question once."""

from __future__ import annotations

import json
import math
import time
from dataclasses import replace
from typing import Any

from impl.engine.comparison.differences.facts import PROVED, Evidence
from impl.engine.comparison.differences.format_demands import with_demands
from impl.engine.containment import Budget, Proved, Refuted, contain
from impl.engine.remembering import remembered_of


@remembered_of(16)
def _text(schema: Any) -> str:
    return json.dumps(schema, sort_keys=True)


class Oracle:
    """Asks for containment; the same question is answered once.

    Args:
        seed: where searches for witnesses start.
        budget: bounds of each question.
        seconds: wall-clock time for all questions; what is left then stays undecided.
    """

    def __init__(
        self, seed: int, budget: Budget | None = None, seconds: float = math.inf
    ) -> None:
        self._seed = seed
        self._budget = budget
        self._seconds = seconds
        self._deadline = time.monotonic() + seconds
        self._known: dict[tuple[str, str, bool], Evidence] = {}
        self._proven: dict[tuple[str, str, bool], bool] = {}

    def ask(self, sub: Any, sup: Any, *, formats: bool = False) -> Evidence:
        """Ask whether a schema is within another; both stand alone."""
        try:
            return self._answer(sub, sup, formats=formats)
        except RecursionError:
            return Evidence("undecided", None, "the schemas are nested too deep")

    def proves(self, sub: Any, sup: Any, *, formats: bool = False) -> bool:
        """Tell whether that is plainly so; nobody looks for what shows the contrary."""
        if formats:
            sub, sup = with_demands(sub), with_demands(sup)
        key = _text(sub), _text(sup), formats
        if key not in self._proven:
            if time.monotonic() > self._deadline:
                return False
            budget = self._budget or Budget()
            brief = replace(budget, steps=budget.steps // 2, attempts=0)
            decision = contain(sub, sup, formats=formats, budget=brief)
            self._proven[key] = isinstance(decision, Proved)
        return self._proven[key]

    def _answer(self, sub: Any, sup: Any, *, formats: bool) -> Evidence:
        if formats:
            sub, sup = with_demands(sub), with_demands(sup)
        texts = [_text(schema) for schema in (sub, sup)]
        key = (texts[0], texts[1], formats)
        if key not in self._known:
            if time.monotonic() > self._deadline:
                reason = f"the comparison was given {self._seconds:g} seconds"
                return Evidence("undecided", None, reason)
            self._known[key] = self._ask(sub, sup, formats=formats)
        return self._known[key]

    def _ask(self, sub: Any, sup: Any, *, formats: bool) -> Evidence:
        verdict = contain(
            sub, sup, formats=formats, budget=self._budget, seed=self._seed
        )
        if isinstance(verdict, Proved):
            return PROVED
        if isinstance(verdict, Refuted):
            return Evidence("refuted", verdict.witness)
        return Evidence("undecided", None, verdict.reason, verdict.attempts)
