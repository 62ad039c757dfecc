"""What is wrong with the answer to a probe."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scripts.fuzzing.findings import without_values
from scripts.fuzzing.raw.messages import ExpectedAnswer, RawProbe
from scripts.fuzzing.titles import (
    ACCEPTED,
    HUNG_UP,
    OPEN,
    SERVER_ERROR,
    SILENCE,
    UNDECLARED_ANSWER,
    UNDECLARED_STATUS,
)

if TYPE_CHECKING:
    from scripts.fuzzing.answers import DeclaredAnswers
    from scripts.fuzzing.sending import RawAnswer, RawExchange

# What any server may answer before an operation is reached (RFC 9110, §15; RFC 6585).
_OF_HTTP = frozenset({405, 406, 408, 411, 413, 414, 415, 417, 426, 429, 431})


@dataclass(frozen=True)
class ProbeFault:
    """What is wrong, in a few words, and what it is here."""

    title: str
    detail: str = ""

    @property
    def kind(self) -> str:
        """What is the same about all faults of this cause."""
        if self.title == OPEN:
            return ""
        is_status = self.title in {SERVER_ERROR, UNDECLARED_STATUS}
        return self.detail if is_status else without_values(self.detail)


def faults(
    probe: RawProbe,
    label: str | None,
    outcome: RawExchange,
    declared: DeclaredAnswers,
) -> Iterator[ProbeFault]:
    """Yield what HTTP and the contract forbid about what came back.

    Args:
        probe: what was sent.
        label: the operation that it was sent to, if to any.
        outcome: what came back.
        declared: what the contract says of answers.
    """
    if lost := _lost(probe, outcome):
        yield lost
    for answer in outcome.answers:
        if answer.status in probe.also_right:
            continue
        if answer.status >= 500:
            yield ProbeFault(SERVER_ERROR, str(answer.status))
        elif probe.expected is ExpectedAnswer.REFUSAL and answer.status < 300:
            yield ProbeFault(
                OPEN if probe.is_credential else ACCEPTED, str(answer.status)
            )
        elif probe.declared and label is not None:
            yield from _undeclared(probe, label, answer, declared)


def _lost(probe: RawProbe, outcome: RawExchange) -> ProbeFault | None:
    if outcome.ending == "silent":
        return ProbeFault(SILENCE)
    # Of several requests at once, a server may answer the first and close.
    if outcome.ending == "closed" and not outcome.answers and not probe.may_close:
        return ProbeFault(HUNG_UP)
    return None


def _undeclared(
    probe: RawProbe, label: str, answer: RawAnswer, declared: DeclaredAnswers
) -> Iterator[ProbeFault]:
    if declared.declares(label, answer.status):
        # The answers to HEAD have no content, and nobody probes operations with it.
        for fault in declared.faults(label, answer):
            yield ProbeFault(UNDECLARED_ANSWER, fault)
    elif answer.status not in _OF_HTTP | probe.undeclared:
        yield ProbeFault(UNDECLARED_STATUS, str(answer.status))
