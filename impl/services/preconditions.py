"""Optimistic concurrency: a change applies to the state that the caller saw."""

from impl.errors import PreconditionFailed


def check(tag: str, expected: frozenset[str]) -> None:
    """Compare a locked resource's state with those that the caller accepts.

    Raises:
        PreconditionFailed: it is in none of them.
    """
    if tag not in expected:
        raise PreconditionFailed
