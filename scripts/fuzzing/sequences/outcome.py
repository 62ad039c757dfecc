"""What came of playing sequences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scripts.fuzzing.findings import FuzzFinding

# What Schemathesis calls the same thing, where it comes upon it by chance.
_SAME = {
    "made_is_found": "ensure_resource_availability",
    "removed_is_gone": "use_after_free",
    "unseen_is_unread": "object_level_authorization",
    "not_a_server_error": "not_a_server_error",
}


@dataclass(frozen=True)
class PlayedSequences:
    """What came of it.

    Attributes:
        findings: one for each cause.
        open: what was judged by nobody, and why.
        requests: how many were sent.
        collections: how many were played on, each by what adds to it.
        called: the operations that were called.
        reached: those of them that did what they were asked for.
    """

    findings: tuple[FuzzFinding, ...] = ()
    open: tuple[str, ...] = ()
    requests: int = 0
    collections: int = 0
    called: frozenset[str] = frozenset()
    reached: frozenset[str] = frozenset()

    @property
    def told(self) -> str:
        """How far they went, as a line of progress."""
        subject = f"{self.collections} collections"
        return f"  sequences {subject:<24} {self.requests:>6,} requests"

    def lines(self) -> Iterator[str]:
        """Yield what a report says of them, as Markdown."""
        yield f"{self.requests:,} requests on {self.collections} collections."
        if self.open:
            yield from ("", "What the contract, or the service, leaves open:", "")
            yield from (f"- {each}" for each in self.open)


def unsaid(
    played: PlayedSequences, findings: Iterable[FuzzFinding]
) -> Iterator[FuzzFinding]:
    """Yield what sequences found that is not among other findings already."""
    known = {(one.operation, one.check) for one in findings}
    for finding in played.findings:
        if (finding.operation, _SAME.get(finding.check)) not in known:
            yield finding
