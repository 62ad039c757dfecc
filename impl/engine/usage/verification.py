"""Verification of certificates, be they about everything or about some use of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from impl.engine.comparison.differences.oracle import Oracle
from impl.engine.comparison.verdicts import verification
from impl.engine.usage.reading import parse_usage
from impl.engine.usage.restriction import paired

if TYPE_CHECKING:
    from impl.engine.comparison.verdicts.verification import Pair
    from impl.engine.text.contracts import TracedContract


def verify(record: Any, base: TracedContract, revision: TracedContract) -> list[str]:
    """Check a certificate against the two contracts; any input gets an answer.

    Returns:
        What is wrong, in sentences; nothing if the certificate holds.
    """

    def restrict(said: Any) -> Pair:
        usage = parse_usage({**said, "consumer": ""})
        _, restriction = paired(base, revision, Oracle(0))
        pair = restriction.to(usage, lambda _operation: True)
        return pair.base, pair.revision

    return verification.verify(record, base, revision, restrict)
