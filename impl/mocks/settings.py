"""How a mock behaves, and what is shared by its operations."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MockOptions:
    """How a mock behaves.

    Attributes:
        seed: what values are made from; the same seed makes the same values.
        remembers: whether what requests change is seen by later ones.
        is_seeded: whether collections have items from the start.
        is_strict: whether nothing is answered but what the contract declares.
        budget: seconds for one answer; what takes longer is answered with 503.
        most_sessions: how many clients have a state of their own at once.
        most_answers: how many answers are kept ready.
        most_items: how many items, and most_octets: how many bytes of them as JSON, a
            state has before the oldest give way.
        credentials: tokens, API keys and passwords that are good, beside the tokens
            that the mock hands out; any are if none is named.
        is_open: whether pages of any origin may steer the mock, and by any host name.
        withheld: the endpoints for steering that there are not.
    """

    seed: int = 0
    remembers: bool = True
    is_seeded: bool = True
    is_strict: bool = False
    budget: float = 5.0
    most_sessions: int = 100
    most_answers: int = 2_000
    most_items: int = 20_000
    most_octets: int = 32 * 1024 * 1024
    credentials: frozenset[str] = frozenset()
    is_open: bool = False
    withheld: frozenset[str] = frozenset()
