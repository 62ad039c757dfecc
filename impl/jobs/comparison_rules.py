"""How comparisons are worked off."""

from dataclasses import dataclass

from impl.jobs.framing import JobLimits


@dataclass(frozen=True, slots=True)
class QueueRules:
    """How jobs are worked off; times are seconds.

    Attributes:
        count: how many at once, in each lane.
        limits: what one may take.
        lease: how long a job stays ours without a sign of life.
        poll: how soon a job is found that nobody told us of.
        quick: how long a job stays in the quick lane.
        seconds: how long a comparison looks for answers; the rest is undecided.
        count_every: how often those that wait are counted.
        attempts: how often a job is begun, if its process ends before it.
    """

    count: int
    limits: JobLimits
    lease: float = 15
    poll: float = 1
    quick: float = 1.5
    seconds: float = 60
    count_every: float = 5
    attempts: int = 3
