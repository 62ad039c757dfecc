"""Asking whether clients can tell two contracts apart, as a message."""

from typing import Final

from impl.jobs.framing import Parts

VERB: Final = b"alike"


def asking(before: bytes, after: bytes, seconds: float) -> Parts:
    """Write that two valid contracts are to be held against each other.

    What is not decided after so many seconds counts as a difference.
    """
    return [VERB, before, after, str(seconds).encode()]


def result(parts: Parts) -> bool:
    """Read whether they are alike."""
    return parts == [b"yes"]
