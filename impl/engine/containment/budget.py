"""How much work a question may cost before it is given up."""

import time
from dataclasses import dataclass
from typing import Final

# Of patterns, whatever the budget of the question that they are part of: repetitions of
# a part, states of an automaton, states that are visited in search of a word, and its
# length, which costs less where no automaton has to be walked for it.
PATTERN_REPEATS: Final = 2_000
AUTOMATON_STATES: Final = 4_000
WORD_VISITS: Final = 30_000
WORD_LENGTH: Final = 20_000
PLAIN_WORD_LENGTH: Final = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Budget:
    """Bounds of one question.

    Steps and attempts are counted, so that an answer within them is the same on every
    machine; the clock is only the outer guard.

    Attributes:
        steps: elementary steps of the proof.
        attempts: instances that are tried as witnesses once the proof has failed.
        seconds: time of the processor for the whole question, so that what else a
            machine does changes no answer.
    """

    steps: int = 100_000
    attempts: int = 200
    seconds: float = 2.0


class ExhaustedError(Exception):
    """The budget is spent."""


class Meter:
    """Counts down what is left of a budget."""

    def __init__(self, budget: Budget) -> None:
        self._steps = budget.steps
        self._attempts = budget.attempts
        self._deadline = time.thread_time() + budget.seconds
        self.attempts = 0

    def step(self, count: int = 1) -> None:
        """Spend steps of the proof.

        Raises:
            ExhaustedError: none are left, or the time is over.
        """
        before = self._steps
        self._steps = before - count
        if self._steps < 0:
            raise ExhaustedError("the proof ran out of steps")
        if before >> 8 != self._steps >> 8:
            self.check_time()

    def attempt(self) -> None:
        """Spend one attempt at a witness.

        Raises:
            ExhaustedError: none are left, or the time is over.
        """
        if self.attempts >= self._attempts:
            raise ExhaustedError("the search ran out of attempts")
        self.attempts += 1
        self.check_time()

    def check_time(self) -> None:
        """Compare with the clock of this thread.

        Raises:
            ExhaustedError: the time is over.
        """
        if time.thread_time() > self._deadline:
            raise ExhaustedError("the time is over")
