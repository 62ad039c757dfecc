"""Keeps Schemathesis at its sequences of calls until it has made as many as asked.

Schemathesis 4.32 ends that phase, as a success, when a sequence that it tries again
goes another way. Against a service that remembers (a name is taken the second time)
this comes after a dozen sequences. Its own answer to a generator that gives up is to
start again with another seed; here it is the answer to this as well.
"""

from typing import Any

from schemathesis.engine.run.stateful import _executor as executor

# Suites in a row without one complete sequence, after which there is no hope.
_HOPELESS = 20


class Patience:
    """Decides whether sequences are started again; stands in for Schemathesis' own."""

    def __init__(self, wanted: int) -> None:
        self._wanted = wanted
        self._reached = 0
        self._idle = 0
        self._decide = executor._classify_flaky

    def __call__(
        self,
        *,
        ctx: Any,
        engine: Any,
        state: Any,
    ) -> executor.SuiteOutcome:
        """Return what Schemathesis says, and to go on if there is more to do."""
        status, again, events = self._decide(ctx=ctx, engine=engine, state=state)
        may_go_on = not events and not engine.has_reached_the_failure_limit
        return status, again or (may_go_on and self._unfinished(ctx)), events

    def _unfinished(self, ctx: Any) -> bool:
        self._idle = 0 if ctx.completed_scenarios > self._reached else self._idle + 1
        self._reached = ctx.completed_scenarios
        return self._reached < self._wanted and self._idle < _HOPELESS


def install(wanted: int) -> None:
    """Have at least so many sequences made."""
    executor._classify_flaky = Patience(wanted)
