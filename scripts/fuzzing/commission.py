"""What is to be fuzzed, how hard, and as whom."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from scripts.fuzzing.contract import FuzzedContract
from scripts.fuzzing.given_headers import GivenHeader, Identity


@dataclass(frozen=True)
class Commission:
    """A campaign as it was asked for.

    Attributes:
        name: what people call the contract.
        contract: what the service is held to.
        url: what the contract's paths follow.
        seeds: of the runs.
        examples: for each operation and phase.
        operations: only these, by method and path; all of them if there are none.
        headers: sent with every request.
        identities: the headers of the first one are sent as well; the others try to
            read what is the first one's.
        reports: a folder that gets logs.
        only_sequences: whether nothing else is done than playing sequences.
        started: the application that listens at the URL, if it was started for this.
    """

    name: str
    contract: FuzzedContract = field(repr=False)
    url: str
    seeds: tuple[int, ...]
    examples: int
    operations: tuple[str, ...]
    headers: tuple[GivenHeader, ...]
    identities: tuple[Identity, ...]
    reports: Path
    started: str = ""
    only_sequences: bool = False

    @property
    def given(self) -> tuple[GivenHeader, ...]:
        """All headers that were given, whoever's they are."""
        own = (header for one in self.identities for header in one.headers)
        return (*self.headers, *own)

    @property
    def sent(self) -> tuple[GivenHeader, ...]:
        """Those that ordinary requests have."""
        first = self.identities[0].headers if self.identities else ()
        return (*self.headers, *first)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The operations that are fuzzed."""
        return self.operations or tuple(self.contract.operations)
