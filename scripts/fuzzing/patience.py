"""Keeps Schemathesis at its work until it has done as much as was asked for.

Schemathesis 4.32 ends a phase, as a success, when something that it tries again goes
another way.

- Sequences of calls: against a service that remembers (a name is taken the second time)
  this comes after a dozen. Its own answer to a generator that gives up is to start
  again with another seed; here it is the answer to this as well.
- Single calls: every successful DELETE changes the pool of ids that the running
  generator draws from, so that operations which delete get a dozen examples instead of
  hundreds. The pool is left as it is until the phase of the operation is over.
"""

from typing import Any

import schemathesis
from schemathesis import auths
from schemathesis.engine.run.stateful import _executor as executor
from schemathesis.engine.run.unit import _case as unit

# Suites in a row without one complete sequence, after which there is no hope.
_HOPELESS = 20


class Patience:
    """Decides whether sequences are started again; stands in for Schemathesis' own."""

    def __init__(self, wanted: int) -> None:
        self._wanted = wanted
        self._reached = 0
        self._idle = 0
        self._decide = executor._classify_flaky  # noqa: SLF001 - there is no other way

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


def forget_token(case: schemathesis.Case[Any]) -> None:
    """Have the next request sent with a new token.

    A sequence may end the very session that it runs in. Only for single calls does
    Schemathesis fetch a new token then; sequences would go on without one for minutes.
    """
    for provider in auths._iter_caching_providers(case):  # noqa: SLF001 - likewise
        provider.invalidate()


def install(wanted: int) -> None:
    """Have at least so many sequences made, and every example of single calls."""
    # setattr: neither is for others to change, says the type checker.
    setattr(unit, "record_delete_attempt", lambda *_: None)  # noqa: B010
    executor._classify_flaky = Patience(wanted)  # noqa: SLF001 - likewise
